"""What holds of the flow of people in any area: nobody gets lost on the way from the counts to the figures.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many areas, each of them another one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from dtors_network.flow import ClientFlow, client_flow
from dtors_network.flow.boxes import extreme
from dtors_network.flow.targets import TARGETS, journey_ends, outcome_mix
from dtors_network.model.area import Area, Departure, Referral, Service
from dtors_network.model.estimate import Estimate
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Count
from tests.oracle.flow_areas import flow_area
from tests.oracle.flow_counts import flow_facts
from tests.oracle.flow_families import EXACT, FAMILIES, NO_CYCLES
from tests.oracle.flow_ranges import exact_chain
from tests.oracle.flow_simulation import simulate

TIMES = int(os.environ.get("LONG", "1"))
AREAS = 250 * TIMES
"""Areas in which people are counted at every end."""

SEEDS = range(12 * TIMES)
CLOSE = 1e-9
FEW = {"draws": 2}
"""Where intervals are not looked at."""


def exact_area(seed: int) -> Area:
    return flow_area(seed, EXACT if seed % 2 else NO_CYCLES)


def every_reach(flow: ClientFlow) -> Iterator[tuple[str, str, Estimate]]:
    """The reach of every target, from every service and from all who come in."""
    for target in TARGETS:
        for start in ("", *flow.steps.services):
            found = flow.reach_if_counted(target, start)
            if found is not None:
                yield target, start, found


def same_reach(one: ClientFlow, other: ClientFlow, named: Callable[[str], str] = str) -> None:
    """The same range, whatever services are called in the other."""
    for target, start, found in every_reach(one):
        again = other.reach_if_counted(target, named(start) if start else "")
        assert again is not None, (target, start)
        assert (again.least, again.most) == pytest.approx((found.least, found.most), abs=CLOSE), (target, start)


@pytest.mark.parametrize("seeds", np.array_split(np.arange(AREAS), 5), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_everybody_who_sets_out_comes_to_one_end(seeds: np.ndarray[Any, Any]) -> None:
    for seed in seeds.tolist():
        flow = client_flow(exact_area(seed), **FEW)
        assert not flow.reason and not flow.boxes.unknown.any()
        for questions in (journey_ends(flow.steps, flow.outcomes), outcome_mix(flow.steps, flow.outcomes)):
            ends = [extreme(flow.boxes, question, sign)[0] for question in questions.values() for sign in (-1, 1)]
            assert min(end.min() for end in ends) >= -CLOSE
            assert sum(ends) / 2 == pytest.approx(np.ones(flow.boxes.size), abs=CLOSE), seed


@pytest.mark.parametrize(("seed", "people"), [(1, 30_000), (3, 20_000), (4, 20_000), (8, 20_000)])
def test_people_who_walk_one_by_one_reach_what_is_worked_out(seed: int, people: int) -> None:
    area = exact_area(seed)
    flow, chain = client_flow(area, **FEW), exact_chain(flow_facts(area, EVERYONE))
    walked = simulate(chain, people, Random(seed))
    for target in TARGETS:
        reach = flow.reach_if_counted(target)
        assert reach is not None
        error = (reach.least * (1 - reach.least) / people) ** 0.5
        assert float(walked.share_reaching(target)) == pytest.approx(reach.least, abs=4.5 * error + CLOSE), target
    for code, found in flow.journey_ends().items():
        if code in flow.outcomes:
            assert found is not None
            share = walked.journeys["outcome", code] / people
            assert share == pytest.approx(found.least, abs=4.5 * (found.least / people) ** 0.5 + CLOSE), code


def holds(hidden: ClientFlow, exact: ClientFlow) -> None:
    """What is worked out of hidden counts holds what the counts say before they are hidden."""
    for target, start, found in every_reach(exact):
        ranged = hidden.reach_if_counted(target, start)
        if ranged is not None:  # the starts of nobody, or of a service that may have nobody
            assert ranged.least - CLOSE <= found.least <= ranged.most + CLOSE, (target, start)
            if ranged.middle is None:
                assert ranged.low <= ranged.least + CLOSE and ranged.most <= ranged.high + CLOSE
            else:  # the likely interval may be narrower than what is possible, and the middle lies in both
                assert ranged.least - CLOSE <= ranged.middle <= ranged.most + CLOSE
                assert ranged.low - CLOSE <= ranged.middle <= ranged.high + CLOSE
    told = {one.pair: one for one in hidden.transitions}
    for one in exact.transitions:
        ranged = told[one.pair]
        for name in ("referred", "started", "lost"):
            number, bounds = getattr(one, name), getattr(ranged, name)
            assert bounds.low <= number.low and number.high <= bounds.high, (one.pair, name)
        if one.share_lost and ranged.share_lost:
            assert ranged.share_lost.least - CLOSE <= one.share_lost.least <= ranged.share_lost.most + CLOSE
        if one.effect and ranged.effect:
            assert ranged.effect[0] - CLOSE <= one.effect[0] and one.effect[1] <= ranged.effect[1] + CLOSE, one.pair


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_lies_in_the_range_where_nobody_says_who_was_kept(seed: int) -> None:
    area = exact_area(seed)
    blank = replace(area, referrals=tuple(replace(row, kept_by_sender=None) for row in area.referrals))
    holds(client_flow(blank, **FEW), client_flow(area, **FEW))


def starred(area: Area) -> Area:
    """The same area with every count of one to four hidden."""

    def hidden(count: Count) -> Count:
        return SUPPRESSED if count in (1, 2, 3, 4) else count

    def row_of(row: Referral) -> Referral:
        names = ("referred", "accepted", "started", "kept_by_sender")
        return replace(row, **{name: hidden(getattr(row, name)) for name in names})

    return replace(
        area,
        referrals=tuple(map(row_of, area.referrals)),
        departures=tuple(replace(row, count=hidden(row.count)) for row in area.departures),
        arrivals=tuple(replace(row, count=hidden(row.count)) for row in area.arrivals),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_lies_in_the_range_where_counts_of_few_are_hidden(seed: int) -> None:
    area = exact_area(seed)
    hidden = starred(area)
    assert not faults(hidden)
    holds(client_flow(hidden, **FEW), client_flow(area, **FEW))


def renamed(area: Area, named: Callable[[str], str]) -> Area:
    def links(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(row, source=named(row.source), target=named(row.target)) for row in rows)

    def places(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(row, service=named(row.service)) for row in rows)

    return replace(
        area,
        services=places(area.services),
        referrals=links(area.referrals),
        answers=links(area.answers),
        arrivals=places(area.arrivals),
        departures=places(area.departures),
    )


@pytest.mark.parametrize("seed", SEEDS[::2])
@pytest.mark.parametrize("family", FAMILIES)
def test_it_does_not_matter_what_services_are_called(seed: int, family: str) -> None:
    area = flow_area(seed, FAMILIES[family])
    ids = list(area.service)
    new = dict(zip(ids, Random(seed).sample([f"x{number}" for number in range(99)], len(ids)), strict=True))
    same_reach(client_flow(area, **FEW), client_flow(renamed(area, new.__getitem__), **FEW), new.__getitem__)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_service_to_which_nobody_is_sent_changes_nothing(seed: int) -> None:
    area = exact_area(seed)
    alone = Service(service="alone", organisation="north", service_type="psychosocial")
    some = next(iter(area.service))
    more = replace(
        area,
        services=(*area.services, alone),
        departures=(*area.departures, Departure(service="alone", client_group=EVERYONE, outcome="relapsed", count=9)),
        referrals=(*area.referrals, link("alone", some, 7, 3)),
    )
    same_reach(client_flow(area, **FEW), client_flow(more, **FEW))


def link(source: str, target: str, referred: int, started: int) -> Referral:
    return Referral(
        source=source, target=target, client_group=EVERYONE, referred=referred, started=started, kept_by_sender=0
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_no_range(seed: int) -> None:
    area, random = exact_area(seed), Random(seed)
    mixed = replace(
        area,
        referrals=tuple(random.sample(area.referrals, len(area.referrals))),
        departures=tuple(random.sample(area.departures, len(area.departures))),
    )
    same_reach(client_flow(area, **FEW), client_flow(mixed, **FEW))


@pytest.mark.parametrize("seed", SEEDS[::6])
def test_the_same_seed_gives_the_same_intervals_and_another_seed_others(seed: int) -> None:
    area = exact_area(seed)
    flows = [client_flow(area, draws=100, seed=number) for number in (5, 5, 6)]
    for target, start, found in every_reach(flows[0]):
        assert flows[1].reach_if_counted(target, start) == found
    ends = [intervals(flow) for flow in flows]
    assert ends[0] == ends[1] != ends[2]


def intervals(flow: ClientFlow) -> list[tuple[float, float]]:
    """The intervals of how journeys end, from every service."""
    ends = [found for start in flow.steps.services for found in flow.journey_ends(start).values()]
    return [(found.low, found.high) for found in ends if found]


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_ten_times_the_people_narrow_the_interval_and_leave_the_share(seed: int) -> None:
    area = exact_area(seed)
    tenfold = replace(
        area,
        referrals=tuple(
            replace(row, **{name: 10 * getattr(row, name) for name in ("referred", "started", "kept_by_sender")})
            for row in area.referrals
        ),
        departures=tuple(replace(row, count=10 * row.count) for row in area.departures),
        arrivals=tuple(replace(row, count=10 * row.count) for row in area.arrivals),
    )
    few, many = client_flow(area, draws=400), client_flow(tenfold, draws=400)
    same_reach(few, many)
    widths = [sum(high - low for low, high in intervals(flow)) for flow in (few, many)]
    assert widths[1] < 0.6 * widths[0]
