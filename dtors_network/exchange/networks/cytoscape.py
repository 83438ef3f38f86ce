"""Cytoscape JSON (Cytoscape, Cytoscape.js, networkx): read and written, with the attributes of the graph itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks.json_cells import json_text, length, with_numbers
from dtors_network.exchange.networks.network import Edge, Network, Node, check_size, place_of_edge, place_of_node
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.json_reading import NETWORK, parse_json

_NODE_WORDS: Final = ("id", "value", "name", "shared_name", "SUID", "selected")
_EDGE_WORDS: Final = ("id", "source", "target", "shared_name", "SUID", "selected", "key")


def read(path: Path) -> Network:
    """Read a Cytoscape JSON file.

    Nodes and edges may stand in lists of their own, or in one; positions and styles are not read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "map.cyjs"
    ...     _ = place.write_bytes(write(Network(nodes=(Node(id="gp", attributes={"places": "3"}),))))
    ...     read(place).nodes[0].attributes
    {'places': '3'}
    """
    return parsed(parse_json(bounded_bytes(path, NETWORK.largest), path.name, NETWORK), path.name)


def parsed(document: Any, file: str) -> Network:
    """Read what was parsed of a Cytoscape JSON file (see :func:`read`).

    >>> parsed({"elements": {"nodes": [{"data": {"id": "gp"}}]}}, "map.cyjs").nodes[0].id
    'gp'
    """
    elements = document.get("elements") if isinstance(document, dict) else None
    if isinstance(elements, list):
        check_size(0, len(elements), file)
        data = [one.get("data") for one in elements if isinstance(one, dict)]
        with_ends = [{"data": one} for one in data if isinstance(one, dict) and "source" in one]
        elements = {"nodes": [{"data": one} for one in data if not _ends(one)], "edges": with_ends}
    if not isinstance(elements, dict) or not isinstance(elements.get("nodes"), list):
        fix = "Export it from Cytoscape as Cytoscape.js JSON"
        raise InputError([Fault("this is no Cytoscape JSON: it has no elements with nodes", fix, file=file)])
    check_size(len(elements["nodes"]), length(elements.get("edges")), file)
    nodes, edges = (_data(elements.get(what) or [], what, file) for what in ("nodes", "edges"))
    directed = json_text(document.get("directed", True)) != "false"
    return Network(
        attributes=_of_graph(document.get("data")),
        nodes=tuple(_node(data, file) for data in nodes),
        edges=tuple(_edge(data, directed, file) for data in edges),
    )


def write(network: Network) -> bytes:
    """Write a network as Cytoscape JSON.

    >>> json.loads(write(Network(nodes=(Node(id="gp"),))))["elements"]["nodes"]
    [{'data': {'id': 'gp', 'value': 'gp', 'name': 'gp'}}]
    """
    nodes = [
        {
            "data": {"id": node.id, "value": node.id, "name": node.label or node.id}
            | with_numbers(node.attributes, network.numbers)
        }
        for node in network.nodes
    ]
    edges = [
        {
            "data": {"id": f"e{number}", "source": edge.source, "target": edge.target}
            | with_numbers(edge.attributes, network.numbers)
        }
        for number, edge in enumerate(network.edges)
    ]
    document = {"directed": True, "multigraph": False, "data": dict(network.attributes)}
    document["elements"] = {"nodes": nodes, "edges": edges}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _ends(data: Any) -> bool:
    return not isinstance(data, dict) or "source" in data


def _data(elements: Any, what: str, file: str) -> list[dict[str, Any]]:
    data = (
        [one.get("data") if isinstance(one, dict) else None for one in elements] if isinstance(elements, list) else [0]
    )
    if not all(isinstance(one, dict) for one in data):
        raise InputError([Fault(f"some {what} have no data", "Export it again from Cytoscape", file=file)])
    return [one for one in data if isinstance(one, dict)]


def _node(data: Mapping[str, Any], file: str) -> Node:
    id_ = json_text(data.get("id", data.get("value")))
    name, label = json_text(data.get("name")), json_text(data.get("label"))
    if label and name in ("", id_):  # networkx writes the id as the name, and the label beside it
        return Node(
            id=id_, label=label, attributes=_rest(data, (*_NODE_WORDS, "label")), place=place_of_node(file, id_)
        )
    return Node(id=id_, label=name, attributes=_rest(data, _NODE_WORDS), place=place_of_node(file, id_))


def _edge(data: Mapping[str, Any], directed: bool, file: str) -> Edge:
    source, target = json_text(data.get("source")), json_text(data.get("target"))
    return Edge(
        source=source,
        target=target,
        directed=directed,
        attributes=_rest(data, _EDGE_WORDS),
        place=place_of_edge(file, source, target),
    )


def _rest(data: Mapping[str, Any], words: tuple[str, ...]) -> dict[str, str]:
    texts = {name: json_text(value) for name, value in data.items() if name not in words}
    return {name: text for name, text in texts.items() if text}


def _of_graph(data: Any) -> dict[str, str]:
    """Give the attributes of the graph, as an object or (as networkx writes them) as pairs."""
    if isinstance(data, list):
        data = {
            pair[0]: pair[1] for pair in data if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)
        }
    if not isinstance(data, dict):
        return {}
    return {str(name): json_text(value) for name, value in data.items() if value is not None}
