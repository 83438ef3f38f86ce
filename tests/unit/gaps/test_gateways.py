"""Services and organisations that every way needs, against taking each of them out of a networkx graph."""

from collections.abc import Iterator

import networkx as nx
import pytest

from dtors_network.bits import positions
from dtors_network.gaps.gateways import PATIENCE, gateways
from dtors_network.graph import GroupGraph, Network
from dtors_network.model.area import Area
from tests.oracle import any_area, facts
from tests.oracle.areas import large_area
from tests.oracle.facts import Facts, Pair, certain, possible
from tests.oracle.journeys import steps
from tests.spec.drawing import draw

Found = tuple[str, str, bool, bool]


def on_the_way(area: Area, pairs: set[Pair]) -> nx.DiGraph:
    graph = nx.DiGraph(sorted(steps(area, pairs)))
    graph.add_nodes_from(area.service)
    return graph


def arrives(graph: nx.DiGraph, entry: str, ends: set[str], gone: set[str]) -> bool:
    left = graph.subgraph(set(graph) - gone)
    return bool(({entry} | nx.descendants(left, entry)) & ends)


def by_removal(area: Area, graph: GroupGraph, known: Facts) -> Iterator[Found]:
    network = graph.network
    ends = {network.ids[at] for at in positions(network.ends)}
    sure, maybe = (on_the_way(area, pairs(known, graph.group)) for pairs in (certain, possible))
    runs = {
        s.organisation: {o.service for o in area.services if o.organisation == s.organisation} for s in area.services
    }
    for entry in (network.ids[at] for at in positions(network.entries(graph.group))):
        if entry in ends or not arrives(sure, entry, ends, set()):
            continue
        candidates = [(service, {service}, False) for service in area.service if service != entry]
        candidates += [(name, services - {entry}, True) for name, services in runs.items() if name]
        for name, gone, is_organisation in candidates:
            if not arrives(sure, entry, ends, gone):
                yield entry, name, is_organisation, not arrives(maybe, entry, ends, gone)


AREAS = [*map(any_area, range(7000, 7060)), *(large_area(seed, 30) for seed in range(4))]


@pytest.mark.parametrize("patience", [0, PATIENCE])
@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_gateways_are_what_nobody_can_do_without(area: Area, patience: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However soon a walk gives up and everything that still reaches aftercare is worked out."""
    monkeypatch.setattr("dtors_network.gaps.gateways.PATIENCE", patience)
    network, known = Network(area), facts(area)
    for group in area.codebook.group:
        graph = network.group(group)
        found = [(network.ids[one.entry], one.name, one.is_organisation, one.always) for one in gateways(graph)]
        assert len(found) == len(set(found))
        assert set(found) == set(by_removal(area, graph, known))


def test_services_stand_before_organisations() -> None:
    found = [one.is_organisation for area in AREAS for one in gateways(Network(area).group("everyone"))]
    assert True in found and False in found
    area = draw("gp is gp", "clinic is psychosocial + aftercare", "gp -> clinic: confirmed")
    assert [one.is_organisation for one in gateways(Network(area).group("everyone"))] == [False, True]


@pytest.mark.parametrize("last", ["confirmed", "absent"])
def test_a_way_around_is_found_beyond_the_patience_of_a_walk(last: str) -> None:
    """A gateway with a long blind alley beside it: a walk alone would give up before it knows."""
    many = PATIENCE + 10
    chain = "\n".join(f"t{at:03} is psychosocial" for at in range(many))
    links = "\n".join(f"t{at:03} -> t{at + 1:03}: confirmed" for at in range(many - 1))
    area = draw(
        "gp is gp",
        "after is aftercare",
        "z_gate is psychosocial",
        chain,
        links,
        "gp -> z_gate: confirmed",
        "z_gate -> after: confirmed",
        "gp -> t000: confirmed",
        f"t{many - 1:03} -> after: {last}",
        "nobody else is linked",
    )
    found = {one.name for one in gateways(Network(area).group("everyone"))}
    assert found == ({"after"} if last == "confirmed" else {"after", "z_gate"})
