"""GraphML (yEd, networkx, igraph, Gephi): read and written, with the attributes of the graph itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from dtors_network.errors import Fault, InputError
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
from dtors_network.exchange.networks.yed import Way, drawn_label, drawn_way
from dtors_network.safe.xml_reading import local

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_LABEL: Final = "label"


def read(path: Path) -> Network:
    """Read a GraphML file.

    Nodes of nested graphs stand beside the others; of yEd's drawings the labels and the arrowheads are read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "map.graphml"
    ...     _ = place.write_bytes(write(Network(nodes=(Node(id="gp", label="Hill Surgery"),))))
    ...     read(place).nodes[0].label
    'Hill Surgery'
    """
    root = read_xml(path)
    graphs = children(root, "graph")
    if local(root) != "graphml" or not graphs:
        raise InputError([Fault("this is no GraphML with a graph in it", "Export it as GraphML", file=path.name)])
    keys = {key.get("id", ""): key for key in children(root, "key")}
    found = {what: [one for one in graphs[0].iter() if local(one) == what] for what in ("node", "edge", "hyperedge")}
    filled = sum(len(some) * len(_defaults(keys, what)) for what, some in found.items())
    check_size(len(found["node"]), len(found["edge"]), path.name, filled)
    if found["hyperedge"]:
        fix = "Give each pair of nodes an edge of its own"
        raise InputError([Fault("an edge that joins more than two nodes is not read", fix, file=path.name)])
    default = graphs[0].get("edgedefault", "directed")
    nodes = tuple(_node(element, keys, path.name) for element in found["node"])
    edges = tuple(_edge(element, keys, default, path.name) for element in found["edge"])
    return Network(attributes=_data(graphs[0], keys, "graph"), nodes=nodes, edges=edges)


def write(network: Network) -> bytes:
    """Write a network as GraphML.

    >>> b'<node id="gp"' in write(Network(nodes=(Node(id="gp"),)))
    True
    """
    root = Element("graphml", {"xmlns": _NAMESPACE})
    keys = {
        **_keys(root, "graph", dict.fromkeys(network.attributes, "string")),
        **_keys(root, "node", {_LABEL: "string"} | _types(network.nodes, network.numbers)),
        **_keys(root, "edge", _types(network.edges, network.numbers)),
    }
    graph = SubElement(root, "graph", {"edgedefault": "directed"})
    _add(graph, network.attributes, keys, "graph")
    for node in network.nodes:
        element = SubElement(graph, "node", {"id": node.id})
        _add(element, {_LABEL: node.label, **node.attributes}, keys, "node")
    for edge in network.edges:
        element = SubElement(graph, "edge", {"source": edge.source, "target": edge.target})
        _add(element, edge.attributes, keys, "edge")
    return xml_bytes(root)


def _types(some: tuple[Node, ...] | tuple[Edge, ...], numbers: frozenset[str]) -> dict[str, str]:
    return {name: type_of(name, some, numbers) for name in names_of(some)}


def _keys(root: Element, what: str, types: dict[str, str]) -> dict[tuple[str, str], str]:
    keys = {}
    for number, (name, kind) in enumerate(types.items()):
        keys[what, name] = f"{what}{number}"
        SubElement(root, "key", {"id": keys[what, name], "for": what, "attr.name": name, "attr.type": kind})
    return keys


def _add(element: Element, attributes: Attributes, keys: dict[tuple[str, str], str], what: str) -> None:
    for name, text in attributes.items():
        if text:
            SubElement(element, "data", {"key": keys[what, name]}).text = text


def _node(element: Element, keys: dict[str, Element], file: str) -> Node:
    attributes = _data(element, keys, "node")
    id_ = element.get("id", "")
    label = next((name for name in attributes if name.lower() == _LABEL), "")
    return Node(id=id_, label=attributes.pop(label, ""), attributes=attributes, place=place_of_node(file, id_))


def _edge(element: Element, keys: dict[str, Element], default: str, file: str) -> Edge:
    ends = (element.get("source", ""), element.get("target", ""))
    way = drawn_way(element) or Way(directed=element.get("directed", str(default == "directed")).lower() == "true")
    source, target = ends[::-1] if way.backwards else ends
    return Edge(
        source=source,
        target=target,
        directed=way.directed,
        mutual=way.mutual,
        attributes=_data(element, keys, "edge"),
        place=place_of_edge(file, source, target),
    )


def _data(element: Element, keys: dict[str, Element], what: str) -> dict[str, str]:
    """Give an element's attributes by name, with the defaults that the file gives for those that it lacks."""
    found = _defaults(keys, what)
    for data in children(element, "data"):
        key_, text = keys.get(data.get("key", "")), data.text or ""
        name = data.get("key", "") if key_ is None else _name(key_)
        if len(data):
            name, text = _LABEL, drawn_label(data)
        if text or name in found:
            found[name] = text
    return {name: text for name, text in found.items() if name and text}


def _defaults(keys: dict[str, Element], what: str) -> dict[str, str]:
    given = ((key, children(key, "default")) for key in keys.values() if len(key))
    return {
        _name(key): default[0].text or "" for key, default in given if default and key.get("for") in (what, "all", None)
    }


def _name(key: Element) -> str:
    return key.get("attr.name", "") or key.get("id", "")
