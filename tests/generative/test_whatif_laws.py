"""What holds of every change in any area: nobody is invented, and nothing that helps makes reach worse.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many areas, each of them another one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtors_network.errors import Fault, InputError
from dtors_network.flow import ClientFlow
from dtors_network.flow.steps import Pair, Row
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import total
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif import read_change, what_if
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.making import flow_after, settled
from dtors_network.whatif.merge import MergeOrganisations, MergeServices
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.reach import Compared
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.remove import RemoveOrganisation, RemoveService
from tests.oracle import any_area
from tests.oracle.flow_families import EXACT, FAMILIES, MIXED
from tests.oracle.journeys import routes_in
from tests.oracle.whatif_areas import CLOSING, REASONS, refused_area
from tests.strategies import ids

TIMES = int(os.environ.get("LONG", "1"))
SEEDS = range(12 * TIMES)
STRUCTURES = range(40_000, 40_000 + 30 * TIMES)
CLOSE = 1e-9
FEW = 2
"""Replicates: intervals are not looked at here."""


@cache
def baseline_of(seed: int, family: str) -> Baseline:
    return Baseline(refused_area(seed, FAMILIES[family]), draws=FEW)


def links(area: Area) -> list[Pair]:
    return [(row.source, row.target) for row in area.referrals if row.client_group == EVERYONE]


def some_changes(area: Area, random: Random) -> list[Change]:
    """One change of every kind that can be made in an area."""
    services = list(area.service)
    one, other = random.sample(services, 2)
    pair = random.choice(links(area) or [(one, other)])
    found: list[Change] = [
        Relieve(random.choice(REASONS[:3])),
        Relieve(random.choice(REASONS[:3]), service=one),
        Relieve(random.choice(REASONS[:3]), source=pair[0], target=pair[1]),
        Open(pair[1], "currently_using"),
        AddLink(one, other, random.choice((0.25, 0.4, 1.0))),
        AddLink(one, other),
        AddPlaces(pair[1], random.randint(1, 5)),
        RemoveService(one),
        RemoveOrganisation("north"),
        MergeServices(one, other),
        MergeOrganisations("north", "south"),
    ]
    return [change for change in found if not list(change.faults(area))]


def after(baseline: Baseline, changes: Iterable[Change], group: str = EVERYONE) -> ClientFlow | None:
    """The flow with changes made; None where somebody goes round for ever before or after."""
    try:
        return flow_after(baseline, settled(baseline.area, changes), group)
    except InputError:
        return None


def reaches(flow: ClientFlow) -> dict[str, tuple[float, float]]:
    found = {start: flow.reach_range(start) for start in ("", *flow.steps.services)}
    return {start: (one.least, one.most) for start, one in found.items() if one is not None}


def none_lower(less: ClientFlow, more: ClientFlow, what: object) -> None:
    """Neither end of reach is lower anywhere."""
    found = reaches(more)
    for start, (low, high) in reaches(less).items():
        assert found[start][0] >= low - CLOSE and found[start][1] >= high - CLOSE, (what, start)


# ---- relief ------------------------------------------------------------------------------------------------------


def broken(area: Area) -> list[Fault]:
    """What is unlawful; sums of ranges may well be wider than the other counts of their row leave them."""
    return [fault for fault in faults(area) if "leave one number of this range" not in fault.problem]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_relieving_more_lowers_neither_end_of_reach(seed: int, family: str) -> None:
    baseline, random = baseline_of(seed, family), Random(seed)
    pairs = links(baseline.area)
    if not pairs:
        return
    reason, other = random.sample(REASONS[:3], 2)
    source, target = random.choice(pairs)
    growing: list[list[Change]] = [
        [],
        [Relieve(reason, source=source, target=target)],
        [Relieve(reason, service=source)],
        [Relieve(reason)],
        [Relieve(reason), Relieve(other, service=target)],
        [Relieve(reason), Relieve(other, service=target), Open(target, "currently_using")],
        [Relieve(reason), Relieve(other), Open(target, "currently_using")],
    ]
    flows = [after(baseline, changes) for changes in growing]
    for less, more, changes in zip(flows, flows[1:], growing[1:], strict=False):
        if less is not None and more is not None:
            none_lower(less, more, changes)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", SEEDS[::2])
def test_two_reasons_together_give_at_least_what_each_gives_alone(seed: int, family: str) -> None:
    baseline, random = baseline_of(seed, family), Random(seed)
    pair = random.choice(links(baseline.area) or [("", "")])
    one, other = (Relieve(reason, source=pair[0], target=pair[1]) for reason in random.sample(REASONS[:3], 2))
    both = after(baseline, [one, other])
    for alone in (after(baseline, [one]), after(baseline, [other])):
        if alone is not None and both is not None:
            none_lower(alone, both, (one, other))


@pytest.mark.parametrize("family", ["exact", "no_cycles"])
@pytest.mark.parametrize("seed", SEEDS[::2])
def test_relief_never_gives_more_than_that_nobody_is_lost(seed: int, family: str) -> None:
    """The most that relieving every reason at a link can give is what repairing the link gives at the most."""
    baseline = baseline_of(seed, family)
    try:
        flow = baseline.flow(EVERYONE)
    except InputError:
        return
    for told in flow.transitions if not flow.reason_of_all else ():
        if told.effect is not None:
            changes = tuple(Relieve(reason, source=told.source, target=told.target) for reason in REASONS[:3])
            _, _, rise = Compared(flow, flow_after(baseline, changes, EVERYONE), changes).range()
            assert rise is not None and rise[1] <= told.effect[1] + CLOSE, told.pair


# ---- what leads where --------------------------------------------------------------------------------------------


def reaching(area: Area) -> dict[tuple[str, str, str], bool]:
    """Whether each group reaches aftercare from each route in, for certain and possibly."""
    network = Network(area)
    found = {}
    for group in area.codebook.group:
        graph = network.group(group)
        for at, service in enumerate(network.ids):
            if network.entries(group) >> at & 1:
                found[group, service, "certain"] = bool(graph.certain_reach >> at & 1)
                found[group, service, "possible"] = bool(graph.possible_reach >> at & 1)
    return found


def structures(seed: int) -> Area:
    return any_area(seed) if seed % 2 else refused_area(seed, MIXED)


@pytest.mark.parametrize("seed", STRUCTURES)
def test_removing_a_service_never_raises_structural_reach(seed: int) -> None:
    area = structures(seed)
    before = reaching(area)
    gone: list[Change] = [RemoveService(service) for service in area.service]
    gone += [RemoveOrganisation(name) for name in sorted({row.organisation for row in area.services} - {""})]
    for change in gone:
        if not list(change.faults(area)):
            for place, reached in reaching(change.to_area(area)).items():
                assert before[place] or not reached, (change, place)


@pytest.mark.parametrize("seed", STRUCTURES)
def test_merging_services_takes_no_certain_way_away(seed: int) -> None:
    """A route in that takes over another kind of service is a route in still: it is left out here."""
    area = structures(seed)
    before, first = reaching(area), routes_in(area)
    for kept, merged in list(permutations(area.service, 2))[::3]:
        change = MergeServices(kept, merged)
        if list(change.faults(area)) or (kept in first) != (merged in first):
            continue
        found = reaching(change.to_area(area))
        for (group, start, sure), reached in before.items():
            place = (group, kept if start == merged else start, sure)
            if sure == "certain" and place in found:
                assert found[place] or not reached, (change, place)


@pytest.mark.parametrize("seed", STRUCTURES)
def test_opening_and_adding_never_lower_structural_reach(seed: int) -> None:
    area, random = structures(seed), Random(seed)
    before = reaching(area)
    one, other = random.sample(list(area.service), 2)
    reasons = [code for code in area.codebook.barrier if code == CLOSING]
    for change in (Open(one, "currently_using"), AddLink(one, other), *map(Relieve, reasons), AddPlaces(one, 2)):
        for place, reached in reaching(change.to_area(area)).items():
            assert reached or not before[place], (change, place)


# ---- nothing else changes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", STRUCTURES)
def test_every_change_leaves_a_lawful_area(seed: int) -> None:
    area, random = structures(seed), Random(seed)
    if faults(area):
        return  # the areas of the gaps' oracle are not all lawful
    for _ in range(3):
        for change in some_changes(area, random) if seed % 2 == 0 else ():
            assert not broken(change.to_area(area)), change
    for kept, merged in permutations(area.service, 2):
        assert not broken(MergeServices(kept, merged).to_area(area)), (kept, merged)


@pytest.mark.parametrize("family", ["exact", "mixed"])
@pytest.mark.parametrize("seed", SEEDS[::3])
def test_the_area_given_stays_as_it_is(seed: int, family: str) -> None:
    """Leaving a change out again gives the same area: it was never another one."""
    area, again = (refused_area(seed, FAMILIES[family]) for _ in range(2))
    for change in some_changes(area, Random(seed)):
        found = what_if(Baseline(area, draws=FEW), [change])
        assert found.area is area and area == again, change
    assert what_if(Baseline(area, draws=FEW), []).after is area


@pytest.mark.parametrize("family", ["exact", "mixed"])
@pytest.mark.parametrize("seed", SEEDS[::3])
def test_no_change_changes_nothing(seed: int, family: str) -> None:
    found = what_if(Baseline(refused_area(seed, FAMILIES[family]), draws=20), [])
    for one in found.reach:
        if one.before is None:
            assert one.after is None and one.rise is None
            continue
        assert one.after == one.before
        assert one.rise is not None and set(one.rise) <= {0.0, None}
    assert (found.closed, found.opened, found.firmer, found.assumptions) == ((), (), (), ())
    assert all(load.before == load.after for load in found.loads)
    assert all(before == then for before, then in found.coverage)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_changes_of_different_kinds_at_different_places_does_not_matter(seed: int) -> None:
    """A new link takes its share of those who still end there, so that it stands away from the others."""
    area, random = refused_area(seed, FAMILIES["exact" if seed % 2 else "mixed"]), Random(seed)
    baseline, services = Baseline(area, draws=FEW), list(area.service)
    gone, other, place = random.sample(services, 3)
    changes: list[Change] = [RemoveService(gone), AddLink(other, place, 0.4), AddPlaces(place, 2)]
    changes += [Relieve("could_not_contact"), Open(place, "currently_using")]
    flows = [after(baseline, random.sample(changes, len(changes))) for _ in range(4)]
    first = flows[0]
    for flow in flows[1:]:
        if first is not None and flow is not None:
            found, wanted = reaches(flow), reaches(first)
            assert {start: pytest.approx(ends, abs=CLOSE) for start, ends in found.items()} == wanted
            assert {load.service: load.load for load in flow.loads} == {load.service: load.load for load in first.loads}
    areas = [what_if(baseline, random.sample(changes, len(changes))).after for _ in range(2)] if first else []
    said = [{replace(row, on=None) for row in one.answers} for one in areas]
    assert all(one == said[0] for one in said)
    assert all(replace(one, answers=()) == replace(areas[0], answers=()) for one in areas)


# ---- people are conserved ----------------------------------------------------------------------------------------


def ends_at(rows: Iterable[Row], service: str) -> tuple[int, int]:
    """People who started or were lost at the rows of a service."""
    moved = total(row.moved for row in rows if row.source == service)
    return moved.low, moved.high


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_starts_after_a_relief_was_counted_before(seed: int) -> None:
    """Row by row as many are started or lost as before, and the same people left."""
    baseline = baseline_of(seed, "exact")
    before = baseline.flow(EVERYONE).steps
    for change in some_changes(baseline.area, Random(seed)):
        if change.option in ("relieve", "open", "places"):
            then = change.to_steps(before)
            assert (then.left, then.arriving) == (before.left, before.arriving)
            for row, now in zip((*before.onward, *before.coverage), (*then.onward, *then.coverage), strict=True):
                assert now.referred == row.referred and now.kept == row.kept, change
                assert now.started.low + now.lost.high == now.started.high + now.lost.low == row.moved.low
                assert now.started.low >= row.started.low


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_takes_a_new_link_was_lost_or_left_before(seed: int) -> None:
    """Shares of few people are rounded outward, so that the bounds hold as many as there were."""
    baseline, random = baseline_of(seed, "exact"), Random(seed)
    before = baseline.flow(EVERYONE).steps
    for share in (0.0, 0.3, 1.0, None):
        source, target = random.sample(before.services, 2)
        then = AddLink(source, target, share).to_steps(before)
        was = ends_at(before.onward, source)[0] + total(before.left.get(source, {}).values()).low
        now = ends_at(then.onward, source), total(then.left.get(source, {}).values())
        assert now[0][0] + now[1].low <= was <= now[0][1] + now[1].high
        if share in (0.0, 1.0):
            assert now[0][0] + now[1].low == was == now[0][1] + now[1].high
        for service in before.services:
            if service != source:
                assert ends_at(then.onward, service) == ends_at(before.onward, service)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_of_services_that_merge_are_added_up(seed: int) -> None:
    baseline, random = baseline_of(seed, "exact"), Random(seed)
    before = baseline.flow(EVERYONE).steps
    kept, merged = random.sample(before.services, 2)
    then = MergeServices(kept, merged).to_steps(before)
    in_house = [row for row in before.onward if {row.source, row.target} == {kept, merged}]
    both = [ends_at(before.onward, one)[0] + total(before.left.get(one, {}).values()).low for one in (kept, merged)]
    now = ends_at(then.onward, kept)[0] + total(then.left[kept].values()).low
    assert now == sum(both) - total(row.moved for row in in_house).low
    arrived = [total(n for n in steps.arriving.values() if n is not None) for steps in (before, then)]
    assert arrived[0] == arrived[1]
    assert not [row for row in then.onward if merged in (row.source, row.target)]


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_was_sent_to_a_service_that_closes_is_lost_at_the_worst(seed: int) -> None:
    baseline = baseline_of(seed, "exact")
    before = baseline.flow(EVERYONE).steps
    for gone in before.services:
        then = RemoveService(gone).to_steps(before)
        for row, now in zip(before.onward, then.onward, strict=True):
            if row.target == gone and row.source != gone:
                assert (now.lost.high, now.started.high) == (row.referred.high, 0)
            elif row.source != gone:
                assert now == row


@pytest.mark.parametrize("family", ["exact", "no_cycles"])
@pytest.mark.parametrize("seed", SEEDS[::2])
def test_everybody_who_sets_out_after_a_change_comes_to_one_end(seed: int, family: str) -> None:
    baseline = baseline_of(seed, family)
    for change in some_changes(baseline.area, Random(seed)):
        flow = after(baseline, [change])
        if flow is None or flow.boxes.unknown.any():
            continue
        for start in flow.steps.services:
            ends = [one for one in flow.journey_ends(start).values() if one is not None]
            assert sum(one.least for one in ends) <= 1 + CLOSE and sum(one.most for one in ends) >= 1 - CLOSE, change


# ---- written and read back ---------------------------------------------------------------------------------------


def written_changes() -> st.SearchStrategy[Change]:
    names, shares = ids(), st.none() | st.floats(0, 1)
    return st.one_of(
        st.builds(Relieve, names),
        st.builds(Relieve, names, service=names),
        st.builds(lambda code, source, target: Relieve(code, "", source, target), names, names, names),
        st.builds(Open, names, names),
        st.builds(AddLink, names, names, shares),
        st.builds(RemoveService, names),
        st.builds(RemoveOrganisation, names),
        st.builds(MergeServices, names, names),
        st.builds(MergeOrganisations, names, names),
        st.builds(AddPlaces, names, st.integers(1, 10_000)),
    )


@given(written_changes())
def test_a_change_that_is_written_and_read_back_is_the_same(change: Change) -> None:
    assert read_change(change.option, change.write()) == change


def test_every_kind_of_change_is_drawn_here() -> None:
    """What holds of every kind of change is tried with every kind."""
    kinds: Iterator[type] = (type(change) for change in some_changes(refused_area(8, EXACT), Random(8)))
    assert {kind.__name__ for kind in kinds} >= {"Relieve", "Open", "AddLink", "AddPlaces", "RemoveService"}
