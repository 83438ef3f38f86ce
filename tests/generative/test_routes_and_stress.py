"""Ways on from a service, and what hangs on each organisation, against every path and every removal tried out.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many areas, each of them another one.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from dtors_network.model.area import Area
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif import routes, stress
from dtors_network.whatif.routes import WAYS
from dtors_network.whatif.way import Way
from tests.oracle import any_area, certain_pairs, facts, possible_pairs
from tests.oracle.facts import Pair
from tests.oracle.journeys import arrives, entries, goals, steps
from tests.oracle.rules import single_point

TIMES = int(os.environ.get("LONG", "1"))
SEEDS = range(70_000, 70_000 + 40 * TIMES)
SPOKEN = {"confirmed", "one_sided", "weak", "disputed"}
TABLES = ("statements", "answers", "arrivals", "referrals", "refusals", "departures", "barriers")


def paths(pairs: set[Pair], ends: set[str], way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every path that ends the first time that one of the ends is reached."""
    if way[-1] in ends:
        yield way
        return
    for source, target in sorted(pairs):
        if source == way[-1] and target not in way:
            yield from paths(pairs, ends, (*way, target))


def spoken(area: Area, pairs: Iterable[Pair]) -> set[Pair]:
    states = facts(area).link
    return {pair for pair in pairs if states[pair] in SPOKEN}


def cost(way: Way) -> float:
    """What ways are ordered by: certain steps first, then the lower limits multiplied, then fewer steps."""
    lows = [step.through.low if isinstance(step.through, Estimate) else 0.5 for step in way.steps]
    open_steps = sum(not step.certain for step in way.steps)
    return 100 * open_steps - sum(math.log(max(low, 1e-6)) for low in lows) + 0.05 * len(way.steps)


@pytest.mark.parametrize("seed", SEEDS)
def test_ways_on_are_the_paths_that_somebody_spoke_of(seed):
    area = any_area(seed)
    ends = goals(area)
    for group in area.codebook.group:
        open_to_group = possible_pairs(area, group)
        last = {pair for pair in open_to_group if pair[1] in ends}
        usable = spoken(area, steps(area, open_to_group) | last)
        sure = certain_pairs(area, group)
        for service in area.service if ends else ():
            found = routes(area, service, group=group)
            assert found.here_already == (service in ends)
            every = set() if service in ends else set(paths(usable, ends, (service,)))
            assert {way.services for way in found.ways} <= every
            assert len(found.ways) == min(len(every), WAYS)
            for way in found.ways:
                assert [step.certain for step in way.steps] == [
                    (step.source, step.target) in sure for step in way.steps
                ]
            costs = [cost(way) for way in found.ways]
            assert costs == sorted(costs)


def without(area: Area, organisation: str) -> Area:
    """The area as if an organisation had never been."""
    gone = {row.service for row in area.services if row.organisation == organisation}

    def stays(row: Any) -> bool:
        return not gone & {getattr(row, end, "") for end in ("service", "source", "target")}

    tables = {name: tuple(row for row in getattr(area, name) if stays(row)) for name in TABLES}
    return replace(area, services=tuple(row for row in area.services if row.service not in gone), **tables)


def cuts(area: Area, after: Area) -> set[tuple[str, str, bool]]:
    before = facts(area)
    found = set()
    for group in before.assessed:
        for entry in entries(area, group):
            if not arrives(area, entry, certain_pairs(area, group)) or entry not in after.service:
                continue
            if not arrives(after, entry, possible_pairs(after, group)):
                found.add((group, entry, before.complete == "yes"))
            elif not arrives(after, entry, certain_pairs(after, group)):
                found.add((group, entry, False))
    return found


def gateways(area: Area) -> set[tuple[str, str]]:
    found = (one for one in single_point(area, facts(area), EVERYONE))
    return {(one.services[0], (*one.services[1:], *one.organisations)[0]) for one in found}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_hangs_on_each_organisation_is_what_is_missing_without_it(seed):
    area = any_area(seed)
    for one in stress(area):
        after = without(area, one.organisation)
        assert {(cut.group, cut.entry, cut.certain) for cut in one.cuts} == cuts(area, after)
        assert set(one.gateways) == gateways(after) - gateways(area)
