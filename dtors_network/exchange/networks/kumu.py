"""Kumu: its JSON, and its sheets of elements and connections; read and written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks import cytoscape
from dtors_network.exchange.networks.json_cells import length, with_numbers
from dtors_network.exchange.networks.kumu_json import kumu_network
from dtors_network.exchange.networks.network import Network, Node, check_size
from dtors_network.exchange.networks.tables_out import edge_table, node_table, with_labels_as_ids
from dtors_network.exchange.networks.workbook import workbook_bytes
from dtors_network.model.sharing import PROFILE, PROFILES
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.json_reading import NETWORK, parse_json

_TYPE = "service_type"


def read(path: Path) -> Network:
    """Read Kumu's JSON; a file of Cytoscape, which ends in .json too, is told apart and read.

    Elements are named by their labels, or by their ids where two labels look the same.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "map.json"
    ...     _ = place.write_text('{"elements": [{"label": "Hill", "type": "gp"}], "connections": []}')
    ...     read(place).nodes[0].attributes
    {'type': 'gp'}
    """
    document = parse_json(bounded_bytes(path, NETWORK.largest), path.name, NETWORK)
    elements = document.get("elements") if isinstance(document, dict) else None
    if isinstance(elements, dict) or (isinstance(elements, list) and elements and _is_cytoscape(elements[0])):
        return cytoscape.parsed(document, path.name)
    connections = (document.get("connections") or []) if isinstance(document, dict) else None
    check_size(length(elements), length(connections), path.name)
    if not (_objects(elements) and _objects(connections)):
        problem = "this is neither JSON of Kumu nor of Cytoscape"
        fix = 'It needs "elements" and "connections", each a list of objects'
        raise InputError([Fault(problem, fix, file=path.name)])
    drawn = kumu_network(elements or [], connections or [], path.name)
    told = {PROFILE: document[PROFILE]} if isinstance(document, dict) and document.get(PROFILE) in PROFILES else {}
    return replace(drawn, attributes={**drawn.attributes, **told})


def write(network: Network) -> bytes:
    """Write Kumu's JSON: elements with a type, connections with a direction.

    >>> json.loads(write(Network(nodes=(Node(id="gp", label="Hill", attributes={"service_type": "gp"}),))))["elements"]
    [{'label': 'Hill', 'service': 'gp', 'type': 'gp'}]
    """
    named = _typed(with_labels_as_ids(network))
    elements = [{"label": node.label} | with_numbers(node.attributes, named.numbers) for node in named.nodes]
    connections = [
        {"from": edge.source, "to": edge.target, "direction": "directed"} | with_numbers(edge.attributes, named.numbers)
        for edge in named.edges
    ]
    document = {"elements": elements, "connections": connections, PROFILE: network.attributes.get(PROFILE, "")}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def write_sheets(network: Network) -> bytes:
    """Write Kumu's workbook: the sheets Elements and Connections.

    >>> write_sheets(Network())[:2]
    b'PK'
    """
    named = _typed(with_labels_as_ids(network))
    sheets = {
        "Elements": node_table(named, ("Label",)),
        "Connections": edge_table(named, ("From", "To"), "Direction"),
    }
    return workbook_bytes(sheets, named.numbers)


def _typed(network: Network) -> Network:
    """Call the type of a service what Kumu draws by."""
    nodes = tuple(
        Node(id=node.id, label=node.label, attributes={_renamed(name): text for name, text in node.attributes.items()})
        for node in network.nodes
    )
    return Network(attributes=network.attributes, nodes=nodes, edges=network.edges, numbers=network.numbers)


def _renamed(name: str) -> str:
    return "type" if name == _TYPE else name


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _is_cytoscape(element: Any) -> bool:
    return isinstance(element, dict) and isinstance(element.get("data"), dict)
