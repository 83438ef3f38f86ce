"""The page that says how often intervals hold the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

OUT = Path(__file__).resolve().parents[1] / "docs" / "reference" / "coverage.md"
BANDS = ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99), (100, 199), (200, 499), (500, 10**9))
GOOD = 0.90, 0.98


class Seen(NamedTuple):
    """One interval: of what truth, people at the start, and whether the truth lies below or above it."""

    truth: str
    people: int
    below: bool
    above: bool


@dataclass(frozen=True)
class Found:
    """What was seen of each set of counts; intervals of one set are not independent of each other."""

    sets: list[list[Seen]]

    def of(self, truth: str) -> Found:
        return Found([[one for one in each if one.truth == truth] for each in self.sets])

    def within(self, band: tuple[int, int]) -> Found:
        return Found([[one for one in each if band[0] <= one.people <= band[1]] for each in self.sets])

    @property
    def truths(self) -> list[str]:
        return list(dict.fromkeys(one.truth for each in self.sets for one in each))

    @property
    def many(self) -> int:
        return sum(map(len, self.sets))

    def share(self, what: Callable[[Seen], bool]) -> float:
        return sum(what(one) for each in self.sets for one in each) / self.many

    @property
    def covered(self) -> float:
        return self.share(lambda one: not one.below and not one.above)

    @property
    def error(self) -> float:
        """Standard error of the share covered, sets taken as the independent units."""
        covered = self.covered
        over = [sum((not one.below and not one.above) - covered for one in each) for each in self.sets if each]
        return float(np.sqrt(np.sum(np.square(over))) / self.many)


def weak(found: Found) -> tuple[tuple[int, int, float], ...]:
    """Give the bands whose intervals hold the truth too seldom or too often."""
    shares = {band: found.within(band).covered for band in BANDS}
    return tuple((*band, round(share, 3)) for band, share in shares.items() if not GOOD[0] <= share <= GOOD[1])


def page(found: dict[str, Found], seed: int) -> str:
    prior, shipped, made_up = found["prior"], found["shipped"], found["made up"]
    return TEXT.format(
        date=date.today().isoformat(),
        seed=seed,
        prior_sets=f"{len(prior.sets):,}",
        prior="\n".join(f"- {name}: {percent(prior.of(name))}" for name in prior.truths),
        sets=f"{len(shipped.sets):,}",
        areas=len(shipped.truths),
        names=", ".join(f"`{name}`" for name in sorted(shipped.truths)),
        shipped=shipped_table(shipped),
        made_up=made_up_table(made_up),
        weak=weak_text(weak(shipped)),
        hard=hard_text(made_up),
        tails=tails_text(shipped),
    )


def percent(found: Found) -> str:
    return f"{found.covered:.1%} (± {found.error:.1%})".replace("%", " %")


def named(band: tuple[int, int]) -> str:
    return f"{band[0]} or more" if band[1] >= 10**9 else f"{band[0]} to {band[1]}"


def shipped_table(found: Found) -> str:
    rows = []
    for band in BANDS:
        here = found.within(band)
        each = [here.of(name).covered for name in here.truths]
        shares = here.share(lambda one: one.below), here.share(lambda one: one.above), min(each), max(each)
        shown = [f"{share:.1%}".replace("%", " %") for share in shares]
        rows.append(f"| {named(band)} | {here.many:,} | {percent(here)} | {' | '.join(shown)} |")
    return "\n".join(rows)


def made_up_table(found: Found) -> str:
    head = f"| truth | {' | '.join(named(band) for band in BANDS)} |\n|---|{'---|' * len(BANDS)}"
    rows = [
        f"| {name} | {' | '.join(f'{found.of(name).within(band).covered:.0%}'[:-1] for band in BANDS)} |"
        for name in found.truths
    ]
    return "\n".join([head, *sorted(rows)])


def weak_text(bands: tuple[tuple[int, int, float], ...]) -> str:
    if not bands:
        return "No band lies outside 90–98 % over the illustrative areas, so that the screen warns of none."
    told = [f"{named(band[:2])} people ({band[2]:.1%})".replace("%", " %") for band in bands]
    return (
        f"Outside 90–98 % over the illustrative areas: {'; '.join(told)}. In such a band the screen says so beside the "
        "interval. Take it for a rough guide: do not set it against another one, and do not report it as 95 % sure."
    )


def hard_text(found: Found) -> str:
    """Say where the hard chains keep less than they promise."""
    cells = [(found.of(name).within(band), name, band) for name in sorted(found.truths) for band in BANDS]
    low = [
        f"{name}, {named(band)} people ({here.covered:.0%})"
        for here, name, band in cells
        if round(here.covered, 2) < 0.9
    ]
    if not low:
        return (
            "In none of the hard chains did less than 90 % of intervals hold the truth, whatever the number of people."
        )
    return f"In the hard chains less than 90 % held the truth here: {'; '.join(low)}.".replace("%)", " %)")


def tails_text(found: Found) -> str:
    """Say how far the truth lies above intervals more often than below."""
    few, many = found.within((5, 19)), found.within((20, 10**9))
    shares = [[here.share(lambda one: one.below), here.share(lambda one: one.above)] for here in (few, many)]
    told = [f"{below:.1%} below and {above:.1%} above".replace("%", " %") for below, above in shares]
    return (
        f"Where an interval misses, the truth lies on either side: with 5 to 19 people {told[0]}, with more {told[1]}."
    )


TEXT = """<!-- Written by `python -m benchmarks.coverage`, run by hand; changes made here are lost. -->
# Do the 95 % intervals of reach hold the truth?

Run on {date}, seed {seed}, with `python -m benchmarks.coverage`. After ±: the standard error of the trial itself.

An interval of 95 % should hold the truth in 95 of 100 cases. Nobody can see that in one area, since its truth is not
known. So areas were made whose shares are known, people were sent through them at random, and each interval was
compared with the truth. Everything here supposes that the next step depends on where somebody is (a first-order chain)
and that every count is right; where that fails no interval helps.

## When the truth is like the prior

If truths are drawn from the prior that decision 0017 states, the share must be 95 %; anything else would be a fault of
the program. {prior_sets} truths, 5 to 500 people at each service:

{prior}

The interval as shown is drawn out to the plain share where that lies outside the tails, so it holds the truth more
often.

## In areas like the illustrative ones

Fewer or more people ({sets} times) were sent through the shares of the {areas} illustrative areas that count departures
({names}),
and the reach of aftercare was looked at from every service. *People* are those with a next step at the service where
the way begins.

| people | intervals | hold the truth | truth below | truth above | lowest area | highest area |
|---|---|---|---|---|---|---|
{shipped}

## Where it is hard

Chains made to be difficult: people come in at one service only, and nobody joins them on the way. Per cent of intervals
that hold the truth, by people where the way begins:

{made_up}

## What to do with it

- {weak}
- {hard}
- {tails}
- Until decision 0017 the prior was spread evenly over all outcomes. Then 89.2 % of the intervals of 1 to 4 people and
  91.9 % of those of 5 to 9 held the truth, which lay above them in 10.6 % and 7.5 %; of five links in a row 56 %.
- With fewer than five people an interval is wide, and what it says rests on the prior as much as on them.
- To know more, add up years or services of one kind; no choice of formula puts back what was not counted.
"""
