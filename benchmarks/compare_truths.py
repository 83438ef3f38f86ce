"""See how often equal areas are told apart, and whether shrunk intervals hold the truth; before the door and behind.

    python -m benchmarks.compare_truths [MINUTES]

People are sent through the shares of the illustrative areas: ten areas at a time of unlike sizes, either all with one
share lost on every link, or each with its own. What is counted is made an area; its figures come from the exact counts
and from the blocks that leave, by the code that ``compare`` runs. Writes its part of docs/reference/comparing.md.
"""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: one thread for each process
os.environ["XDG_CACHE_HOME"] = os.environ.get("TRUTHS_CACHE") or tempfile.mkdtemp()
os.environ["TRUTHS_CACHE"] = os.environ["XDG_CACHE_HOME"]  # processes share one, and leave the user's own alone

import multiprocessing
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import numpy as np

from benchmarks.compare_page import Found, Tally, write_truths
from benchmarks.coverage_truths import AREAS, Truth, counted, sent, shipped_truths
from dtors_network.area_files.area_io import read_area
from dtors_network.compare.apart import held_together
from dtors_network.compare.figure import Figure
from dtors_network.compare.funnel import INSIDE, FunnelPoint, funnel
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.pairs import PairTests, Verdict
from dtors_network.compare.work import figures_of
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.flow import client_flow
from dtors_network.flow.chain import Chain
from dtors_network.model.area import Area, Arrival, Departure, Referral
from dtors_network.model.vocabulary import EVERYONE

SEED: Final = 20261129
SET: Final = 10
"""Areas that are compared at a time: as many as a funnel asks for."""
GROUP: Final = "currently_using"
OF_GROUP: Final = 0.3
LOST: Final = 0.25
SPREAD: Final = 0.08
"""Deviation between areas that differ, on the scale of arcsin √share: two of three lie between 18 and 32 of 100."""
KEPT: Final = 0.15
"""Of those who do not start, the share whom the sender keeps."""
LATE: Final = 0.2
"""Of those who start, the share who waited more than 21 days."""
SCALES: Final = 0.3, 3.0
"""Between which the people of an area are of those of the illustrative one."""
SIDES: Final = ("before", "behind")
Figures = dict[tuple[str, str], Figure]

truths = cache(shipped_truths)


@dataclass(frozen=True)
class Made:
    """One area: its figures before the door and behind it, and the share lost on each of its links."""

    before: Figures
    behind: Figures
    lost: float


def of_area(task: tuple[int, int, bool]) -> Made | None:
    """Send people through one area of a set; None where nobody leaves some service."""
    of_set, number, equal = task
    random = np.random.default_rng((SEED, of_set, number, equal))
    lost = LOST if equal else float(np.sin(np.arcsin(LOST**0.5) + SPREAD * random.standard_normal()) ** 2)
    truth = with_share_lost(truths()[of_set % len(truths())], lost)
    scale = np.exp(random.uniform(*np.log(SCALES)))
    exact = area_of(truth, sent(truth, random.poisson(truth.coming * scale), random), random)
    try:
        before, behind = (figures_of(protect(exact, profile)).by_key for profile in ("none", "ndtms"))
    except InputError:
        return None
    return Made(dict(before), dict(behind), lost)


def with_share_lost(truth: Truth, lost: float) -> Truth:
    """Give every link of a truth one share lost, and leave how often it is taken."""
    chain, taken = truth.chain, truth.chain.started + truth.chain.lost
    return replace(truth, chain=counted(chain, taken * (1 - lost), taken * lost, chain.left))


def area_of(truth: Truth, chain: Chain, random: np.random.Generator) -> Area:
    """Make an area of what was counted: everyone, and a group that each person is of by chance."""
    base = read_area(AREAS / truth.name)
    services = client_flow(base).steps.services
    started, lost, left = (each.astype(int) for each in (chain.started, chain.lost, chain.left))
    moved = np.zeros(chain.size, int)
    np.add.at(moved, chain.receiver, started)
    spells = left.sum(axis=1) + np.bincount(chain.sender, started + lost, minlength=chain.size).astype(int)
    kept, late = random.binomial(lost, KEPT), random.binomial(started, LATE)
    every = [started - late, late, lost - kept, kept, left, np.maximum(spells - moved, 0)]
    part = [random.binomial(each, OF_GROUP) for each in every]
    rows: dict[str, list[Any]] = {"referrals": [], "departures": [], "arrivals": []}
    for group, counts in ((EVERYONE, every), (GROUP, part)):
        for table, found in zip(rows, _rows(group, services, chain, base, counts), strict=True):
            rows[table] += found
    plain = tuple(replace(row, caseload=None, departures_total=None) for row in base.services)
    return replace(
        base,
        refusals=(),
        services=plain,
        tables=base.tables | {*rows},
        **{table: tuple(found) for table, found in rows.items()},
    )


def _rows(group: str, services: tuple[str, ...], chain: Chain, base: Area, counts: list[Any]) -> Iterator[list[Any]]:
    soon, late, gone, kept, left, came = (each.tolist() for each in counts)
    ends = [(services[one], services[other]) for one, other in zip(chain.sender, chain.receiver, strict=True)]
    yield [
        Referral(
            source=source,
            target=target,
            client_group=group,
            referred=soon[at] + late[at] + gone[at] + kept[at],
            started=soon[at] + late[at],
            kept_by_sender=kept[at],
            waited_over_21_days=late[at],
        )
        for at, (source, target) in enumerate(ends)
        if soon[at] + late[at] + gone[at] + kept[at]
    ]
    outcomes = [term.code for term in base.codebook.outcomes]
    yield [
        Departure(service=services[at], client_group=group, outcome=outcome, count=left[at][column])
        for at in range(chain.size)
        for column, outcome in enumerate(outcomes)
        if left[at][column]
    ]
    yield [
        Arrival(service=name, client_group=group, count=some) for name, some in zip(services, came, strict=True) if some
    ]


def of_set(made: list[Made], equal: bool) -> Found:
    """Hold the areas of one set against one another, before the door and behind it."""
    found: Found = {}
    for side in SIDES:
        figures = [one.before if side == "before" else one.behind for one in made]
        keys = sorted(set().union(*figures))
        scopes = {key: [each.get(key) for each in figures] for key in keys}
        if equal:
            for code in dict.fromkeys(code for code, _ in keys):
                mine = [scopes[key] for key in keys if key[0] == code]
                _note_apart(found, side, held_together(INDICATORS[code], mine, ["same"] * len(made)))
        for key in keys:
            points = funnel(INDICATORS[key[0]].kind, scopes[key])
            if equal:
                _note_beyond(found, side, points)
            elif key[0] == "lost_between":
                _note_held(found, side, points, [one.lost for one in made])
    return found


def _note_apart(found: Found, side: str, tests: list[PairTests]) -> None:
    apart = sum(one.count(Verdict.APART) for one in tests)
    if tested := apart + sum(one.count(Verdict.NOT_APART) for one in tests):
        found[side, "family", tests[0].indicator] = Tally(1, apart > 0)
        found[side, "pair", tests[0].indicator] = Tally(tested, apart)


def _note_beyond(found: Found, side: str, points: tuple[FunnelPoint, ...]) -> None:
    for point in points:
        value, code = point.figure.value or 0.0, point.figure.indicator
        _add(found, (side, "beyond exact", code), point.exact.verdict(value) != INSIDE)
        _add(found, (side, "beyond spread", code), point.spread.verdict(value) != INSIDE)


def _note_held(found: Found, side: str, points: tuple[FunnelPoint, ...], truths: list[float]) -> None:
    for point in points:
        figure, truth = point.figure, truths[point.at]
        _add(found, (side, "raw", figure.indicator), _holds(figure.low, truth, figure.high))
        _add(found, (side, "shrunk", figure.indicator), _holds(point.shrunk_low, truth, point.shrunk_high))
        _add(found, (side, "raw off", figure.indicator), ((figure.value or 0.0) - truth) ** 2)
        _add(found, (side, "shrunk off", figure.indicator), (point.shrunk - truth) ** 2)


def _add(found: Found, key: tuple[str, str, str], counted: float) -> None:
    found[key] = found.get(key, Tally()) + Tally(1, counted)


def _holds(low: float | None, truth: float, high: float | None) -> bool:
    return low is not None and high is not None and low <= truth <= high


def main(minutes: float) -> None:
    """Make sets of areas until the time is up, and write what was seen."""
    sets: list[Found] = []
    start = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        number = 0
        while time.monotonic() - start < minutes * 60:
            equal = number % 3 != 2  # two sets of equal areas to one of areas that differ
            made = [one for one in pool.map(of_area, [(number, at, equal) for at in range(SET)]) if one is not None]
            if len(made) == SET:
                sets.append(of_set(made, equal))
            number += 1
    shutil.rmtree(os.environ["TRUTHS_CACHE"], ignore_errors=True)
    write_truths(sets, SET, SEED, tuple(truth.name for truth in truths()))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
