"""Chains with ends that were published with their results; every number below was read at the place named.

What could not be had: the text of J. G. Kemeny and J. L. Snell, "Finite Markov Chains" (1960; 2nd ed. Springer 1976),
itself, and the matrices of J. Meredith, "A Markovian analysis of a geriatric ward" (Management Science 19, 1973). In
their place stand Snell's own later textbook, closed formulas that the sources state, and a long-term care chain whose
tables give both one year and three years. The ``source`` of each chain says what was read where.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from .flow_markov import Place, unrolled

F = Fraction
Shares = dict[Place, Fraction]


class Published(NamedTuple):
    """A chain, and what its source says comes of it."""

    name: str
    source: str
    moves: dict[Place, Shares]
    visits: dict[tuple[Place, Place], Fraction]
    """Visits to the second place of somebody who starts at the first (the fundamental matrix)."""
    steps: dict[Place, Fraction]
    """Visits to all places together: the expected steps before an end."""
    ends: dict[tuple[Place, Place], Fraction]
    """The chance of an end, by start and end."""
    rounding: Fraction = F(0)
    """How far the source's own rounding may take its results from the exact ones."""


def walk_between(corners: int, right: Fraction) -> dict[Place, Shares]:
    """A walk on corners 0 to ``corners``, where it stops at either end."""
    return {place: {place - 1: 1 - right, place + 1: right} for place in range(1, corners)}


def table(rows: dict[Place, str], columns: list[Place]) -> dict[tuple[Place, Place], Fraction]:
    """Read a printed table."""
    return {
        (row, column): F(number)
        for row, numbers in rows.items()
        for column, number in zip(columns, numbers.split(), strict=True)
    }


def by_year(rows: list[str], states: str) -> dict[Place, Shares]:
    """A printed matrix whose last state is an end; what rounding leaves over is put to staying."""
    moves: dict[Place, Shares] = {}
    for state, row in zip(states, rows, strict=False):
        moves[state] = dict(zip(states, map(F, row.split()), strict=True))
        moves[state][state] += 1 - sum(moves[state].values())
    return moves


FAIR_WALK = Published(
    name="a fair random walk between home (0) and bar (4)",
    source="C. M. Grinstead and J. L. Snell, Introduction to Probability, American Mathematical Society, "
    "section 11.2, drunkard's walk; N, Nc and NR as in the worked solution 'To compare 2 drunkard walks' "
    "(rksmusings, 2011-05-21)",
    moves=walk_between(4, F(1, 2)),
    visits=table({1: "1.5 1 0.5", 2: "1 2 1", 3: "0.5 1 1.5"}, [1, 2, 3]),
    steps={1: F(3), 2: F(4), 3: F(3)},
    ends=table({1: "0.75 0.25", 2: "0.5 0.5", 3: "0.25 0.75"}, [0, 4]),
)
UNFAIR_WALK = Published(
    name="the same walk with a chance of 2/3 of a step to the right",
    source="The same, exercise of section 11.2 on the drunkard's walk with 2/3 and 1/3; results in the same solution",
    moves=walk_between(4, F(2, 3)),
    visits=table({1: "1.4 1.2 0.8", 2: "0.6 1.8 1.2", 3: "0.2 0.6 1.4"}, [1, 2, 3]),
    steps={1: F("3.4"), 2: F("3.6"), 3: F("2.2")},
    ends=table({1: "0.46666667 0.5333333", 2: "0.2 0.8", 3: "0.06666667 0.9333333"}, [0, 4]),
    rounding=F(1, 10**6),
)
LONG_WALK = Published(
    name="a fair walk on 0 to 9",
    source="The Drunkard's Walk In Detail (repository WinVector/Examples, ab_test/drunkards_walk.md), which names "
    "Kemeny and Snell, 2nd ed., for chains with ends. Closed formulas stated there: from i it stops at k with chance "
    "i/k, and after i (k - i) steps on average",
    moves=walk_between(9, F(1, 2)),
    visits={},
    steps={place: F(place * (9 - place)) for place in range(1, 9)},
    ends={(place, 9): F(place, 9) for place in range(1, 9)},
)
UP_AND_DOWN = Published(
    name="a walk on 0 to 7 with a chance of 3/5 of a step up",
    source="The same. Closed formula stated there: from 1 it stops at 0 with chance ((p/q)^(k-1) - 1) / ((p/q)^k - 1)",
    moves=walk_between(7, F(3, 5)),
    visits={},
    steps={},
    ends={(1, 0): (F(3, 2) ** 6 - 1) / (F(3, 2) ** 7 - 1)},
)
LAND_OF_OZ = Published(
    name="the weather in the Land of Oz until it rains",
    source="Grinstead and Snell as above, page 422, exercise 6; N and Nc as in three published solutions (RPubs)",
    moves={"nice": {"snow": F(1, 2), "rain": F(1, 2)}, "snow": {"nice": F(1, 4), "snow": F(1, 2), "rain": F(1, 4)}},
    visits=table({"nice": "1.333333 1.333333", "snow": "0.666667 2.666667"}, ["nice", "snow"]),
    steps={"nice": F("2.666667"), "snow": F("3.333333")},
    ends={("nice", "rain"): F(1), ("snow", "rain"): F(1)},
    rounding=F(1, 10**6),
)
YEARS = [1, 2, 3, 4]
MEDICAL_SCHOOL = Published(
    name="four years of medical school: repeat with 0.2, move on with 0.7, leave with 0.1",
    source="Grinstead and Snell as above, page 425, exercise 18; N and Nc as in a published solution (RPubs). A "
    "three-year course with the same steps is ascribed to Kemeny and Snell (1960)",
    moves={
        year: {year: F(1, 5), (year + 1 if year < 4 else "graduates"): F(7, 10), "leaves": F(1, 10)} for year in YEARS
    },
    visits=table(
        {
            1: "1.25 1.09375 0.9570312 0.8374023",
            2: "0 1.25 1.09375 0.9570312",
            3: "0 0 1.25 1.09375",
            4: "0 0 0 1.25",
        },
        [*YEARS],
    ),
    steps={1: F("4.138184"), 2: F("3.300781"), 3: F("2.343750"), 4: F("1.25")},
    ends={},
    rounding=F(1, 10**6),
)

HIV = {
    "A": {"A": F(1251, 1734), "B": F(350, 1734), "C": F(116, 1734), "death": F(17, 1734)},
    "B": {"B": F(731, 1258), "C": F(512, 1258), "death": F(15, 1258)},
    "C": {"C": F(1312, 1749), "death": F(437, 1749)},
}
HIV_SOURCE = """J. V. Chancellor and others, Modelling the cost effectiveness of lamivudine/zidovudine combination
therapy in HIV infection, PharmacoEconomics 12 (1997) 54-66, as replicated by A. Briggs, K. Claxton and M. Sculpher,
Decision Modelling for Health Economic Evaluation, Oxford 2006, table 2.2 and exercise 2.5; counts of transitions and
results as in the tests of the R packages heemod (test_dmhee.R) and rdecision (test-model-AZT.R)"""
HIV_YEARS = 20
HIV_LIFE_YEARS = F("7.9912066")
"""Years alive in twenty years from state A, each counted at its end."""

LONG_TERM_CARE_SOURCE = """Health Transition Probability and Long-Term Care Cost Estimation, Mathematical Problems in
Engineering 2022, article 7980111 (its authors are not named on the pages read): table 4 (one year) and table 3 (three
years). States 1 to 3 are states of health of people aged 65 and over in China, 4 is death. The one-year matrices were
made from the three-year ones; where they agree, three years of the one must give the other. They do so within 0.0013
for the six below; men of 70-75, 75-80 and 85-90 and women of 70-75 do not, and those of 90 and over were not tried"""
LONG_TERM_CARE = {
    "men 65-70": (
        [".847 .133 .001 .019", ".211 .677 .080 .033", ".039 .311 .587 .063"],
        [".675 .240 .024 .061", ".387 .420 .100 .093", ".201 .400 .249 .150"],
    ),
    "women 65-70": (
        [".743 .237 .008 .012", ".237 .664 .079 .019", ".028 .318 .604 .050"],
        [".533 .377 .050 .040", ".377 .459 .106 .058", ".192 .423 .269 .115"],
    ),
    "women 75-80": (
        [".588 .378 .005 .029", ".147 .574 .218 .061", ".001 .235 .650 .114"],
        [".301 .425 .156 .119", ".165 .378 .270 .186", ".065 .290 .371 .274"],
    ),
    "men 80-85": (
        [".656 .215 .066 .063", ".081 .648 .161 .110", ".015 .231 .579 .176"],
        [".320 .314 .144 .222", ".112 .378 .201 .310", ".052 .280 .264 .404"],
    ),
    "women 80-85": (
        [".538 .422 .003 .037", ".048 .587 .293 .072", ".001 .209 .638 .152"],
        [".190 .436 .222 .152", ".050 .348 .354 .248", ".019 .253 .374 .354"],
    ),
    "women 85-90": (
        [".232 .683 .012 .073", ".043 .599 .285 .073", ".008 .086 .691 .215"],
        [".046 .415 .305 .234", ".030 .305 .373 .292", ".012 .120 .381 .488"],
    ),
}


LONG_TERM_CARE_ROUNDING = F(15, 10_000)


def three_years_of(name: str) -> tuple[dict[Place, Shares], dict[tuple[Place, Place], Fraction]]:
    """A long-term care chain stopped after three years of table 4, and what table 3 says of (start, state then)."""
    one, three = LONG_TERM_CARE[name]
    return unrolled(by_year(one, "1234"), 3), table(dict(zip("123", three, strict=True)), [*"1234"])


CHAINS = (FAIR_WALK, UNFAIR_WALK, LONG_WALK, UP_AND_DOWN, LAND_OF_OZ, MEDICAL_SCHOOL)
