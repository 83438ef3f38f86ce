"""Measures of areas: what is taken as linked, who answered, organisations, kinds, places with barriers, protection."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

import networkx as nx
import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.evidence import Evidence
from dtors_network.examples import counted_area, small_area
from dtors_network.graph import Network
from dtors_network.measures import NetworkMeasures, network_measures
from dtors_network.model.area import Area, BarrierReport, Organisation
from dtors_network.model.ranged import Ranged
from dtors_network.model.vocabulary import Accepts, End, Sector
from dtors_network.shipped import data_path

PARTS = ("figures", "positions", "roles", "between", "states", "barriers", "silent", "without_organisation")
STATES = ("confirmed", "weak", "one_sided", "disputed")
SECTORS = {"Hill Surgery": Sector.NHS, "Riverside": Sector.VOLUNTARY, "County Trust": Sector.NHS}


@pytest.fixture(scope="module")
def area() -> Area:
    """An area with prisons, sectors, and services that did not answer."""
    return read_area(data_path() / "areas" / "prison_release_unmet")


@pytest.fixture(scope="module")
def found(area: Area) -> NetworkMeasures:
    return network_measures(area, draws=20)


def sectored() -> Area:
    """The small area with sectors, of which Onward's is not given."""
    rows = [Organisation(organisation=name, sector=SECTORS.get(name)) for name in [*SECTORS, "Onward"]]
    return replace(small_area(), organisations=tuple(rows))


def certain(area: Area, group: str = "everyone") -> nx.DiGraph:
    return Network(area).group(group).certain()


def test_both_ends_are_the_certain_and_the_possible_graph(area: Area, found: NetworkMeasures) -> None:
    graphs = (certain(area), Network(area).group("everyone").possible())
    density = found.figure("density").value
    assert (density.certain, density.possible) == tuple(map(nx.density, graphs))
    ours = {row.id: row.values["betweenness"] for row in found.positions if row.unit == "services"}
    for graph, end in zip(graphs, ("certain", "possible"), strict=True):
        peer = nx.betweenness_centrality(graph)
        assert {id_: getattr(value, end) for id_, value in ours.items()} == pytest.approx(peer)


def test_organisations_are_linked_where_their_services_are(area: Area, found: NetworkMeasures) -> None:
    owner = {service.service: service.organisation for service in area.services}
    linked = {(owner[a], owner[b]) for a, b in certain(area).edges if owner[a] and owner[b] and owner[a] != owner[b]}
    number = len(set(owner.values()) - {""})
    figure = found.figure("density", "organisations")
    assert figure.size == number
    assert figure.value.certain == pytest.approx(len(linked) / (number * (number - 1)))
    assert found.without_organisation == tuple(sorted(service for service, owner in owner.items() if not owner))
    sends = Counter(source for source, _ in linked)
    held = {row.id: row.sends.certain for row in found.positions if row.unit == "organisations"}
    assert held == {owner: sends[owner] for owner in set(owner.values()) - {""}}


def test_without_those_that_did_not_answer(area: Area, found: NetworkMeasures) -> None:
    spoke = {row.source if row.end is End.SENDER else row.target for row in area.statements}
    spoke |= {s.service for s in area.services if s.lists_all_sent_to or s.lists_all_received_from}
    asked = {s.service for s in area.services} - Evidence(area).nobody_to_ask
    assert found.silent == tuple(sorted(asked - spoke))
    assert found.silent
    left = certain(area)
    left.remove_nodes_from(found.silent)
    figure = found.figure("density", scope="answered")
    assert (figure.size, figure.value.certain) == (len(left), pytest.approx(nx.density(left)))


def test_where_all_answered_there_is_one_scope() -> None:
    assert {figure.scope for figure in network_measures(small_area(), draws=2).figures} == {"all"}


def test_pairs_are_counted_by_their_state(area: Area, found: NetworkMeasures) -> None:
    evidence = Evidence(area)
    for scope, left_out in (("all", set[str]()), ("answered", set(found.silent))):
        services = [service.service for service in area.services if service.service not in left_out]
        plain = Counter(evidence.state(*pair).value for pair in permutations(services, 2))
        ours = {row.state: row.pairs for row in found.states if row.scope == scope}
        unasked = len(evidence.nobody_to_ask.intersection(services))
        assert sum(ours.values()) == len(services) * (len(services) - 1)
        assert unasked * (unasked - 1) <= ours["silent"] + ours["absent"]
        assert {state: count for state, count in ours.items() if count} == dict(plain)


def test_densities_between_kinds_add_up_to_all_links(area: Area, found: NetworkMeasures) -> None:
    links = certain(area).number_of_edges()
    for by in ("sector", "stage"):
        blocks = [row.block for row in found.between if (row.unit, row.by) == ("services", by)]
        assert sum(block.certain for block in blocks) == links
        assert sum(block.pairs for block in blocks) == len(area.services) * (len(area.services) - 1)
        assert all(block.certain <= block.possible <= block.pairs for block in blocks)


def test_steps_to_aftercare_are_the_shortest_on_the_way(area: Area, found: NetworkMeasures) -> None:
    network = Network(area)
    graph = network.group("everyone").journey()
    ends = [service for service in network.ids if network.ends >> network.position[service] & 1]
    lengths = nx.multi_source_dijkstra_path_length(graph.reverse(), set(ends))
    ours = {row.id: row.values["steps_to_aftercare"].certain for row in found.positions if row.unit == "services"}
    assert {id_: steps for id_, steps in ours.items() if steps is not None} == lengths


def test_as_drawn_is_every_link_that_somebody_spoke_of(area: Area) -> None:
    found = network_measures(area, as_drawn=True)
    evidence = Evidence(area)
    told = [pair for pair, link in evidence.links.items() if link.state.value in STATES]
    refuses = {s.service for s in area.services if dict(s.accepts).get("everyone") is Accepts.NO}
    figure = found.figure("density")
    assert figure.value == Ranged(*[pytest.approx(len(told) / figure.pairs)] * 4, exact=True)
    assert (refuses, {one.scope for one in found.figures}, found.silent) == (set(), {"all"}, ())


def test_kinds_that_are_not_given_are_told_apart() -> None:
    by = {(row.by, row.block.sender, row.block.receiver): row.block for row in network_measures(sectored()).between}
    assert by["sector", "nhs", "voluntary"].certain == 1
    assert ("sector", "voluntary", "not_given") in by
    assert {row.by for row in network_measures(small_area()).between} == {"stage"}


def test_barriers_are_counted_by_places_and_never_by_mentions() -> None:
    code = next(code for code, barrier in small_area().codebook.barrier.items() if barrier.kind == "barrier")
    other = next(code for code, barrier in small_area().codebook.barrier.items() if barrier.kind != "barrier")
    reports = [
        BarrierReport(report=str(at), code=code, source="gp", target="clinic", reporter=f"r{at}") for at in range(5)
    ]
    reports.append(BarrierReport(report="6", code=code, service="aftercare"))
    reports.append(BarrierReport(report="7", code=other, source="clinic", target="minds"))
    found = network_measures(replace(sectored(), barriers=tuple(reports)), draws=2).barriers
    told = {(row.sender, row.receiver): (row.links, row.at_link, row.at_link_or_end) for row in found}
    assert told == {
        ("nhs", "voluntary"): (1, 1, 1),
        ("voluntary", "not_given"): (1, 0, 1),
        ("voluntary", "nhs"): (1, 0, 0),
    }


def test_a_group_has_links_of_its_own(area: Area) -> None:
    found = network_measures(area, "leaving_prison", draws=2)
    assert found.figure("density").value.certain == nx.density(certain(area, "leaving_prison"))
    with pytest.raises(InputError, match="unknown client group"):
        network_measures(area, "nobody")


@pytest.mark.parametrize("profile", ["ndtms", "nhs_digital"])
def test_protection_changes_nothing_for_no_count_is_read(profile: str) -> None:
    exact, shown = (network_measures(one, draws=5) for one in (counted_area(), protect(counted_area(), profile)))
    assert [getattr(shown, part) == getattr(exact, part) for part in PARTS] == [True] * len(PARTS)


def test_the_order_of_the_services_changes_nothing(area: Area, found: NetworkMeasures) -> None:
    turned = network_measures(replace(area, services=area.services[::-1]), draws=20)
    assert [getattr(turned, part) == getattr(found, part) for part in PARTS] == [True] * len(PARTS)


def test_an_area_without_aftercare_or_links_is_measured() -> None:
    lone = replace(small_area(), services=small_area().services[:2], statements=())
    found = network_measures(lone, draws=3)
    assert found.figure("ways_to_aftercare").value.certain is None
    assert found.figure("density").value.low == 0
    with pytest.raises(KeyError):
        found.figure("density", unit="people")
