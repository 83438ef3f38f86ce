"""What is written into the file of another program is read back the same; other libraries read the same in it."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, assume, given, settings

from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.area_files.place import NEW_PATHWAY
from dtors_network.area_files.table_text import table_records
from dtors_network.exchange.importing import area_of_file, import_file
from dtors_network.exchange.incoming import area_of
from dtors_network.exchange.kind import Wish
from dtors_network.exchange.networks import graphml
from dtors_network.exchange.networks.from_area import network_of
from dtors_network.exchange.networks.network import Attributes, Network
from dtors_network.exchange.registry import NETWORKS
from dtors_network.model.area import Area
from tests.strategies import areas

CALM = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
WHOLE = ("graphml", "gexf", "cytoscape")
"""The formats that carry an area to the last cell."""
PART = ("gephi", "kumu", "kumu-sheets", "polinode")
"""The formats without room for what belongs to the area as a whole."""
ENDINGS = {"kumu-sheets": ".xlsx", "polinode": ".xlsx"}


def saved(area: Area, code: str, folder: Path) -> Path:
    path = folder / f"map{ENDINGS.get(code) or NETWORKS[code].endings[0]}"
    written = NETWORKS[code].write(area, path.name)  # type: ignore[misc]
    for name, content in written.files.items():
        (folder / name).write_bytes(content)
    return path


def carried(area: Area) -> dict[str, Any]:
    """Give what is at services and links: all that a format without room for the rest has to bring back."""
    at_place = [row for row in area.barriers if row.source or row.service]
    answers = [row for row in area.answers if row.source or row.service]
    rows = (area.services, area.statements, area.referrals, area.refusals, area.arrivals, area.departures)
    return {"rows": rows, "barriers": at_place, "answers": answers}


@pytest.mark.parametrize("code", WHOLE)
@settings(CALM, max_examples=5)
@given(areas())
def test_an_area_survives_every_format_that_has_room_for_it(code: str, area: Area) -> None:
    with TemporaryDirectory() as folder:
        again, notes = area_of_file(NETWORKS[code], saved(area, code, Path(folder)))
    assert again == area
    assert notes == ()


@pytest.mark.parametrize("code", PART)
@settings(CALM, max_examples=6)
@given(areas())
def test_the_other_formats_bring_back_what_is_at_services_and_links(code: str, area: Area) -> None:
    with TemporaryDirectory() as folder:
        incoming = NETWORKS[code].read(saved(area, code, Path(folder)), Wish())  # type: ignore[misc]
    keys = {"id": "x", "name": "x", "reference_pathway": NEW_PATHWAY}
    again = area_of(replace(incoming, keys=keys), area.codebook, shipped_pathway(NEW_PATHWAY))
    assert carried(again) == carried(area)
    assert again.tables <= area.tables


@settings(CALM, max_examples=5)
@given(areas())
def test_what_a_part_format_leaves_out_is_listed_and_nothing_else_is(area: Area) -> None:
    listed = NETWORKS["kumu"].write(area, "map.json").left_out  # type: ignore[misc]
    lost = {
        "actions": bool(area.actions),
        "organisations": "organisations" in area.tables and bool(area.organisations),
        "answers": any(not (row.source or row.service) for row in area.answers),
        "barrier": any(not (row.source or row.service) for row in area.barriers),
        "which tables": any(not getattr(area, table) for table in area.tables),
    }
    assert {word: any(line.startswith(word) for line in listed) for word in lost} == lost


# ---- other libraries ----------------------------------------------------------------------------------------------


def as_told(attributes: Attributes, numbers: frozenset[str]) -> dict[str, object]:
    return {name: float(text) if name in numbers else text for name, text in attributes.items()}


def as_read(attributes: dict[str, Any], without: tuple[str, ...]) -> dict[str, object]:
    values = {name: value for name, value in attributes.items() if name not in without and value not in ("", None)}
    return {name: value if isinstance(value, str) else float(value) for name, value in values.items() if value == value}


def told(network: Network) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    nodes = {node.id: as_told(node.attributes, network.numbers) for node in network.nodes}
    edges = {(edge.source, edge.target): as_told(edge.attributes, network.numbers) for edge in network.edges}
    return nodes, edges


def read_by_networkx(graph: Any, without: tuple[str, ...]) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    nodes = {node: as_read(data, without) for node, data in graph.nodes(data=True)}
    return nodes, {(source, target): as_read(data, without) for source, target, data in graph.edges(data=True)}


@settings(CALM, max_examples=5)
@given(areas())
def test_networkx_reads_the_same_graphml(area: Area) -> None:
    network = network_of(area)
    graph = nx.read_graphml(io.BytesIO(graphml.write(network)))
    assert read_by_networkx(graph, ("label",)) == told(network)
    assert [graph.nodes[node.id]["label"] for node in network.nodes] == [node.label for node in network.nodes]
    assert graph.graph["id"] == area.id


def igraph_name(text: str) -> str:
    """Undo what igraph 1.0 leaves of an ampersand in an XML attribute; in the text of elements it reads them well."""
    return text.replace("&#38;", "&")


def numbers_of(network: Network) -> list[float]:
    every = [one.attributes for one in (*network.nodes, *network.edges)]
    return [float(text) for held in every for name, text in held.items() if name in network.numbers]


def is_subnormal(number: float) -> bool:
    return 0 < abs(number) < sys.float_info.min


@settings(CALM, max_examples=5)
@given(areas())
def test_igraph_reads_the_same_graphml(area: Area) -> None:
    igraph = pytest.importorskip("igraph", reason="python-igraph is not installed")
    network = network_of(area)
    assume(not any(map(is_subnormal, numbers_of(network))))  # igraph 1.0 refuses them
    with TemporaryDirectory() as folder:
        graph = igraph.Graph.Read_GraphML(str(saved(area, "graphml", Path(folder))))
    ids = [igraph_name(name) for name in graph.vs["id"]]
    own = [as_read(node.attributes(), ("label", "id")) for node in graph.vs]
    nodes = {
        id_: {igraph_name(name): value for name, value in data.items()} for id_, data in zip(ids, own, strict=True)
    }
    edges = {(ids[edge.source], ids[edge.target]): as_read(edge.attributes(), ()) for edge in graph.es}
    assert (nodes, edges) == told(network)
    assert graph.is_directed()


@settings(CALM, max_examples=5)
@given(areas())
def test_networkx_reads_the_same_gexf(area: Area) -> None:
    network = network_of(area)
    with TemporaryDirectory() as folder:
        graph = nx.read_gexf(saved(area, "gexf", Path(folder)), version="1.3")
    assert read_by_networkx(graph, ("label", "id")) == told(network)
    assert [graph.nodes[node.id]["label"] for node in network.nodes] == [node.label for node in network.nodes]


@settings(CALM, max_examples=5)
@given(areas())
def test_networkx_reads_the_same_cytoscape_json(area: Area) -> None:
    network = network_of(area)
    document = json.loads(NETWORKS["cytoscape"].write(area, "map.cyjs").files["map.cyjs"])  # type: ignore[misc]
    graph = nx.cytoscape_graph(document)
    assert read_by_networkx(graph, ("id", "value", "name", "source", "target")) == told(network)
    assert graph.graph == dict(network.attributes)


@settings(CALM, max_examples=5)
@given(areas())
def test_kumu_json_is_the_same_network_by_labels(area: Area) -> None:
    network = network_of(area)
    document = json.loads(NETWORKS["kumu"].write(area, "map.json").files["map.json"])  # type: ignore[misc]
    graph = nx.DiGraph()
    labels = {element.pop("label"): element for element in document["elements"]}
    ids = {label: element.pop("service") for label, element in labels.items()}
    for label, element in labels.items():
        graph.add_node(ids[label], service_type=element.pop("type"), **element)
    for edge in document["connections"]:
        assert edge.pop("direction") == "directed"
        graph.add_edge(ids[edge.pop("from")], ids[edge.pop("to")], **edge)
    assert len(labels) == len(area.services)
    assert read_by_networkx(graph, ("own.name",)) == tuple(
        {place: {name: value for name, value in data.items() if name != "own.name"} for place, data in some.items()}
        for some in told(network)
    )


@settings(CALM, max_examples=5)
@given(areas())
def test_networkx_reads_the_links_of_pajek(area: Area) -> None:
    text = NETWORKS["pajek"].write(area, "map.net").files["map.net"].decode()  # type: ignore[misc]
    lines = text.split("\n")
    count = int(lines[0].split()[1])
    ids = [service.service for service in area.services]
    arcs = [(ids[int(a) - 1], ids[int(b) - 1]) for a, b, _ in (line.split() for line in lines[count + 2 : -1])]
    assert count == len(ids)
    assert arcs == [(edge.source, edge.target) for edge in network_of(area).edges]


# ---- importing again ----------------------------------------------------------------------------------------------


@settings(CALM, max_examples=6)
@given(areas())
def test_what_was_imported_once_changes_nothing_the_next_time(area: Area) -> None:
    with TemporaryDirectory() as folder:
        path = saved(area, "graphml", Path(folder))
        first = import_file(NETWORKS["graphml"], path, Path(folder) / "ours")
        files = {file.name: file.read_bytes() for file in (Path(folder) / "ours").iterdir()}
        again = import_file(NETWORKS["graphml"], path, Path(folder) / "ours")
        assert first.area == again.area == area
        assert (again.found.added, again.found.changed, again.found.kept) == ([], [], [])
        assert {file.name: file.read_bytes() for file in (Path(folder) / "ours").iterdir()} == files
        assert len(first.found.added) == sum(len(rows) - 1 for rows in table_records(area).values())


@settings(CALM, max_examples=4)
@given(areas(), areas())
def test_a_foreign_area_never_changes_a_cell_that_a_person_typed(area: Area, other: Area) -> None:
    """The files were made by hand as far as anybody knows: whatever another file says, no cell of them changes."""
    from dtors_network.area_files.area_io import read_area, write_area
    from dtors_network.errors import InputError

    with TemporaryDirectory() as folder:
        ours = Path(folder) / "ours"
        write_area(area, ours)
        before = {file.name: file.read_bytes() for file in ours.iterdir()}
        try:
            import_file(NETWORKS["graphml"], saved(other, "graphml", Path(folder)), ours)
        except InputError:
            assert {file.name: file.read_bytes() for file in ours.iterdir()} == before
            return
        after = read_area(ours)
        for table, records in table_records(area).items():
            again = table_records(after)[table]
            for row, record in enumerate(records):
                cells = dict(zip(again[0], again[row], strict=True))
                assert all(cells[name] == cell for name, cell in zip(records[0], record, strict=True) if cell), table
