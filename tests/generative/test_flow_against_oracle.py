"""The flow of people against the oracle, which tries every completion of the counts of small areas.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many areas, each of them another one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

import pytest

from dtors_network.errors import InputError
from dtors_network.flow import ClientFlow, client_flow
from dtors_network.flow.targets import AFTERCARE, TARGETS
from dtors_network.model.area import Area
from dtors_network.model.estimate import Estimate
from tests.oracle import flow_chain as chains
from tests.oracle import flow_effects, flow_losses
from tests.oracle.flow_areas import flow_area, groups_of
from tests.oracle.flow_counts import FlowFacts, cut_off, flow_facts
from tests.oracle.flow_families import FAMILIES
from tests.oracle.flow_ranges import Range, completions, exact_chain, ranges

TIMES = int(os.environ.get("LONG", "1"))
SEEDS = range(5 * TIMES)
MOST = 400 if TIMES > 1 else 100
"""Completions that are tried of an area: their number is what this takes time for."""
CLOSE = 1e-9
FEW = {"draws": 8}
"""Intervals are not looked at here, so that few replicates are drawn."""


@cache
def area_of(seed: int, family: str) -> Area:
    return flow_area(seed, replace(FAMILIES[family], most=MOST))


@cache
def flows(seed: int, family: str) -> tuple[tuple[ClientFlow, FlowFacts], ...]:
    return tuple(_flows(area_of(seed, family)))


def _flows(area: Area) -> Iterator[tuple[ClientFlow, FlowFacts]]:
    for group in groups_of(area):
        facts = flow_facts(area, group)
        try:
            yield client_flow(area, group, **FEW), facts
        except InputError as error:
            assert "nobody ever leaves" in str(error)
            assert all(chains.closed_classes(chain) for chain in completions(facts))


def agrees(found: Estimate | None, wanted: Range | None, what: object) -> None:
    if found is None or wanted is None:
        assert found is None and wanted is None, what
        return
    low, high = float(wanted.low), float(wanted.high)
    if wanted.endless:
        assert found.least <= low + CLOSE and found.most >= high - CLOSE, what
    else:
        assert (found.least, found.most) == pytest.approx((low, high), abs=CLOSE), what
    least, most = (found.least, found.most) if found.middle is None else (found.middle, found.middle)
    assert found.least - CLOSE <= least <= most <= found.most + CLOSE, what
    assert 0 <= found.low <= least + CLOSE and most - CLOSE <= found.high <= 1 + CLOSE, what


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_reach_lies_between_the_least_and_the_most_of_all_completions(family: str, seed: int) -> None:
    area = area_of(seed, family)
    for flow, facts in flows(seed, family):
        assert (not flow.reason) == facts.counted
        assert set(flow.steps.left_out) == set(facts.left_out)
        if flow.reason:
            continue
        starts = [None, *facts.chain]
        for target in TARGETS:
            most = (
                dict.fromkeys(cut_off(area, facts.group, target), 0)
                if flow.steps.network.evidence.list_complete
                else {}
            )
            questions = {str(start): partial(reach, target=target, start=start) for start in starts}
            wanted = ranges(facts, questions, most)
            for start in starts:
                found = flow.reach(target, start or "")
                if start is None and flow.reason_of_all:
                    continue  # a blank count of those who come in: the oracle lets it bring nobody
                agrees(found, wanted[str(start)], (target, start))


def reach(chain: chains.Chain, unknown: chains.Unknown, target: str, start: str | None) -> object:
    return chains.reach(chain, target, start, unknown)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_ends_of_journeys_and_the_outcome_mix_are_those_of_all_completions(family: str, seed: int) -> None:
    for flow, facts in flows(seed, family):
        if flow.reason:
            continue
        start = facts.chain[seed % len(facts.chain)]
        journeys = {code: [("outcome", code)] for code in flow.outcomes} | {"another_way": [chains.ANOTHER_WAY]}
        for code, found in flow.journey_ends(start).items():
            if code in journeys:
                question = partial(end_of, journeys=True, wanted=journeys[code], start=start)
                agrees(found, ranges(facts, {"": question})[""], (code, start))
        for code, found in flow.outcome_mix(start).items():
            wanted = [("outcome", code)] if code != "lost" else [("lost", *pair) for pair in facts.onward]
            question = partial(end_of, journeys=False, wanted=wanted, start=start)
            agrees(found, ranges(facts, {"": question})[""], (code, start))
        for row in flow.steps.onward[:2]:
            question = partial(end_of, journeys=False, wanted=[("lost", row.source, row.target)], start=start)
            agrees(flow.lost_at((row.source, row.target), start), ranges(facts, {"": question})[""], row)


def end_of(chain: chains.Chain, unknown: chains.Unknown, journeys: bool, wanted: object, start: str) -> object:
    found = chains.journey_ends(chain, AFTERCARE, start) if journeys else chains.outcome_mix(chain, start)
    return chains.worth(found, wanted, unknown)  # type: ignore[arg-type]


@pytest.mark.parametrize("family", ["exact", "no_cycles"])
@pytest.mark.parametrize("seed", SEEDS)
def test_people_are_conserved(family: str, seed: int) -> None:
    for flow, facts in flows(seed, family):
        if flow.reason or flow.boxes.unknown.any():
            continue
        for start in facts.chain:
            for ends in (flow.journey_ends(start), flow.outcome_mix(start)):
                assert sum(found.least for found in ends.values() if found) == pytest.approx(1)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_effects_of_repairs_lie_within_their_bounds(family: str, seed: int) -> None:
    for flow, facts in flows(seed, family):
        if flow.reason_of_all:
            continue
        rows = [one for one in flow.transitions if not one.beside and one.source not in facts.not_counted]
        questions = {f"{one.pair}": partial(effect, pair=one.pair) for one in rows}
        network = flow.steps.network
        most = dict.fromkeys(cut_off(flow.area, facts.group, AFTERCARE), 0) if network.evidence.list_complete else {}
        wanted = ranges(facts, questions, most)
        for one in rows:
            found = wanted[f"{one.pair}"]
            assert one.effect is not None
            if found is None:
                continue
            least, highest = one.effect[:2]
            assert least <= float(found.low) + CLOSE and highest >= float(found.high) - CLOSE, one.pair
            if family in ("exact", "no_cycles") and not flow.boxes.unknown.any():
                assert one.effect[:2] == pytest.approx((float(found.low), float(found.high)), abs=CLOSE)


def effect(chain: chains.Chain, unknown: chains.Unknown, pair: tuple[str, str]) -> object:
    return flow_effects.effect(chain, pair, AFTERCARE, None, unknown)


@pytest.mark.parametrize("family", ["exact", "no_cycles"])
@pytest.mark.parametrize("seed", SEEDS)
def test_sensitivity_is_the_slope_of_reach(family: str, seed: int) -> None:
    for flow, facts in flows(seed, family):
        if flow.reason_of_all or flow.boxes.unknown.any():
            continue
        chain = exact_chain(facts)
        for one in flow.transitions:
            slope = None if one.beside else flow_effects.derivative(chain, one.pair, AFTERCARE)
            if slope is not None:
                assert one.sensitivity == pytest.approx((float(slope),) * 2, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_only_the_kept_are_unknown_the_bounds_of_effects_are_reached(seed: int) -> None:
    for flow, facts in flows(seed, "kept_blank"):
        if flow.reason_of_all or flow.boxes.unknown.any():
            continue
        rows = [one for one in flow.transitions if not one.beside]
        wanted = ranges(facts, {f"{one.pair}": partial(effect, pair=one.pair) for one in rows})
        for one in rows:
            found = wanted[f"{one.pair}"]
            if found and not found.endless:
                assert one.effect[:2] == pytest.approx((float(found.low), float(found.high)), abs=0.02)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_losses_and_coverage_are_those_of_all_completions(family: str, seed: int) -> None:
    for flow, facts in flows(seed, family):
        for one in flow.transitions:
            cells = (facts.coverage if one.beside else facts.onward)[one.pair]
            assert cells is not None
            for name in ("referred", "started", "lost"):
                got, wanted = getattr(one, name), flow_losses.bounds(cells, name)
                assert wanted is not None and (got.low, got.high) == tuple(wanted), (one.pair, name)
            shared = flow_losses.share_range(cells, flow_losses.lost_of)
            if one.share_lost is None:
                assert shared is None or any(cell.started + cell.lost == 0 for cell in cells)
            else:
                assert shared is not None
                assert (one.share_lost.least, one.share_lost.most) == pytest.approx(tuple(map(float, shared)))
                low, high = flow_losses.share_interval(cells, flow_losses.lost_of) or (0, 1)
                if one.share_lost.middle is None:
                    assert (one.share_lost.low, one.share_lost.high) == pytest.approx((low, high), abs=0.05)
                else:  # the likely interval, drawn: within that of both ends, and round its middle
                    assert (
                        low - 0.05 <= one.share_lost.low <= one.share_lost.middle <= one.share_lost.high <= high + 0.05
                    )
        for kind in flow.coverage:
            told = flow_losses.coverage(facts)[kind.service_type]
            assert (kind.referred.low, kind.referred.high) == tuple(told.referred or ())
            assert (kind.started.low, kind.started.high) == tuple(told.started or ())


@pytest.mark.parametrize("family", ["exact", "no_cycles"])
@pytest.mark.parametrize("seed", SEEDS)
def test_inflow_is_that_of_the_whole_chain(family: str, seed: int) -> None:
    for flow, facts in flows(seed, family):
        if flow.reason_of_all or flow.boxes.unknown.any():
            continue
        wanted = chains.inflow(exact_chain(facts))
        assert {load.service: load.inflow[0] for load in flow.loads} == pytest.approx(
            {service: float(number) for service, number in wanted.items()}
        )
