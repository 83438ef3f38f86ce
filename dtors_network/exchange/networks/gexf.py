"""GEXF (Gephi): read and written; what belongs to the area as a whole stands in the description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks.gexf_values import Titles, Values
from dtors_network.exchange.networks.network import (
    Attributes,
    Edge,
    Network,
    Node,
    check_size,
    names_of,
    place_of_edge,
    place_of_node,
    type_of,
)
from dtors_network.exchange.networks.xml_tree import children, read_xml, xml_bytes
from dtors_network.safe.json_reading import NETWORK, parse_json
from dtors_network.safe.xml_reading import local

_NAMESPACE: Final = "http://gexf.net/1.3"
_WEIGHT: Final = "weight"
_MARK: Final = "dtors_network "
"""What a description starts with that holds the attributes of the graph."""


def read(path: Path) -> Network:
    """Read a GEXF file of any version.

    Nodes inside nodes stand beside the others; of values over time the latest is taken, whatever their order; positions
    and colours are not read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "map.gexf"
    ...     _ = place.write_bytes(write(Network(attributes={"id": "ours"}, nodes=(Node(id="gp"),))))
    ...     read(place).attributes
    {'id': 'ours'}
    """
    root = read_xml(path)
    graphs = children(root, "graph")
    if local(root) != "gexf" or not graphs:
        raise InputError([Fault("this is no GEXF with a graph in it", "Export it as GEXF", file=path.name)])
    graph = graphs[0]
    titles = {what: _titles(graph, what) for what in ("node", "edge")}
    default = graph.get("defaultedgetype", "undirected")
    found = {what: [one for one in graph.iter() if local(one) == what] for what in ("node", "edge")}
    filled = sum(len(found[what]) * len(titles[what]) for what in found if any(one[1] for one in titles[what].values()))
    check_size(len(found["node"]), len(found["edge"]), path.name, filled)
    values = Values()
    return Network(
        attributes=_description(root, path.name),
        nodes=tuple(_node(one, titles["node"], values, path.name) for one in found["node"]),
        edges=tuple(_edge(one, titles["edge"], values, default, path.name) for one in found["edge"]),
        notes=tuple(values.notes()),
        faults=tuple(values.faults),
    )


def write(network: Network) -> bytes:
    """Write a network as GEXF 1.3.

    >>> b'<node id="gp" label="Hill Surgery"' in write(Network(nodes=(Node(id="gp", label="Hill Surgery"),)))
    True
    """
    root = Element("gexf", {"xmlns": _NAMESPACE, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "dtors_network"
    if network.attributes:
        SubElement(meta, "description").text = _MARK + json.dumps(dict(network.attributes), ensure_ascii=False)
    graph = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    node_ids = _declare(graph, "node", network.nodes, network.numbers)
    edge_ids = _declare(graph, "edge", network.edges, network.numbers)
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for node in network.nodes:
        element = SubElement(nodes, "node", {"id": node.id, "label": node.label or node.id})
        _add(element, node.attributes, node_ids)
    for number, edge in enumerate(network.edges):
        ends = {"id": str(number), "source": edge.source, "target": edge.target}
        weight = {_WEIGHT: edge.attributes[_WEIGHT]} if _WEIGHT in edge.attributes else {}
        _add(SubElement(edges, "edge", ends | weight), edge.attributes, edge_ids)
    return xml_bytes(root)


def _declare(
    graph: Element, what: str, some: tuple[Node, ...] | tuple[Edge, ...], numbers: frozenset[str]
) -> dict[str, str]:
    """Declare the attributes of nodes or edges; the weight of an edge is GEXF's own."""
    ids = {name: str(number) for number, name in enumerate(name for name in names_of(some) if name != _WEIGHT)}
    if ids:
        block = SubElement(graph, "attributes", {"class": what, "mode": "static"})
        for name, id_ in ids.items():
            SubElement(block, "attribute", {"id": id_, "title": name, "type": type_of(name, some, numbers)})
    return ids


def _add(element: Element, attributes: Attributes, ids: dict[str, str]) -> None:
    given = {ids[name]: text for name, text in attributes.items() if name in ids and text}
    if given:
        values = SubElement(element, "attvalues")
        for id_, text in given.items():
            SubElement(values, "attvalue", {"for": id_, "value": text})


def _titles(graph: Element, what: str) -> Titles:
    """Give, for each attribute of nodes or edges, its title and its default."""
    blocks = [block for block in children(graph, "attributes") if block.get("class") == what]
    found: dict[str, tuple[str, str]] = {}
    for attribute in (one for block in blocks for one in children(block, "attribute")):
        default = children(attribute, "default")
        title = attribute.get("title", "") or attribute.get("id", "")
        found[attribute.get("id", "")] = (title, (default[0].text or "") if default else "")
    return found


def _node(element: Element, titles: Titles, values: Values, file: str) -> Node:
    id_ = element.get("id", "")
    place = place_of_node(file, id_)
    return Node(id=id_, label=element.get("label", ""), attributes=values.of(element, titles, place), place=place)


def _edge(element: Element, titles: Titles, values: Values, default: str, file: str) -> Edge:
    source, target = element.get("source", ""), element.get("target", "")
    place = place_of_edge(file, source, target)
    attributes = values.of(element, titles, place)
    for name in (_WEIGHT, "label"):
        if element.get(name):
            attributes.setdefault(name, element.get(name, ""))
    return Edge(
        source=source,
        target=target,
        directed=element.get("type", default) == "directed",
        mutual=element.get("type", default) == "mutual",
        attributes=attributes,
        place=place,
    )


def _description(root: Element, file: str) -> dict[str, str]:
    for meta in children(root, "meta"):
        for description in children(meta, "description"):
            text = description.text or ""
            if text.startswith(_MARK):
                given = parse_json(text.removeprefix(_MARK), f"{file}, description", NETWORK)
                return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
    return {}
