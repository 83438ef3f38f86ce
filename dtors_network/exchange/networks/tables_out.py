"""A network as a table of nodes and a table of edges, each with a last column that names the disclosure profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dtors_network.area_files.cells import LONGEST_CELL
from dtors_network.area_files.table_text import in_one_order
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks.names import OWN
from dtors_network.exchange.networks.network import Edge, Network, Node
from dtors_network.model.sharing import PROFILE

Rows = list[list[str]]


def node_table(network: Network, header: tuple[str, ...]) -> Rows:
    """Give a row a node: id and label (or, with one column, the id), then its attributes.

    >>> node_table(Network(nodes=(Node(id="gp", label="Hill", attributes={"places": "3"}),)), ("Id", "Label"))
    [['Id', 'Label', 'places', 'profile'], ['gp', 'Hill', '3', '']]
    """
    rows = (([node.id, node.label or node.id][: len(header)], node) for node in network.nodes)
    return _table(list(header), rows, _names(network.nodes), network)


def edge_table(network: Network, header: tuple[str, ...], direction: str = "") -> Rows:
    """Give a row an edge: its ends, its direction where the format has a column for it, then its attributes.

    >>> edge_table(Network(edges=(Edge(source="a", target="b"),)), ("Source", "Target"), "Type")
    [['Source', 'Target', 'Type', 'profile'], ['a', 'b', 'Directed', '']]
    """
    added = ["Directed"] if direction else []
    rows = (([edge.source, edge.target, *added], edge) for edge in network.edges)
    return _table([*header, *([direction] if direction else [])], rows, _names(network.edges), network)


def check_cells(rows: Rows, file: str) -> None:
    """Refuse to write a cell that a spreadsheet would cut off.

    >>> check_cells([["Id"], ["gp"]], "map_nodes.csv")
    """
    faults = []
    for number, row in enumerate(rows, start=1):
        for name, cell in zip(rows[0], row, strict=True):
            if len(cell) > LONGEST_CELL:
                problem = f"this cell would hold {len(cell):,} characters, and a spreadsheet's cell {LONGEST_CELL:,}"
                fix = "Write GraphML or Cytoscape JSON, which have no such bound"
                faults.append(Fault(problem, fix, file=file, row=number, column=name))
    if faults:
        raise InputError(faults)


def with_labels_as_ids(network: Network) -> Network:
    """Name each node by its label, made unique, as programs need it that know labels only.

    Each node's id moves to its attribute ``service``; edges lead between labels.

    >>> twins = Network(nodes=(Node(id="a", label="Hub"), Node(id="b", label="Hub"), Node(id="c", label="c")))
    >>> [(node.id, node.attributes["service"]) for node in with_labels_as_ids(twins).nodes]
    [('Hub (a)', 'a'), ('Hub (b)', 'b'), ('c', 'c')]
    """
    labels = _labels(network.nodes)
    nodes = []
    for node in network.nodes:
        label, added = labels[node.id], {"service": node.id}
        if label not in (node.label, node.id):
            added[f"{OWN}name"] = node.label
        nodes.append(Node(id=label, label=label, attributes={**added, **node.attributes}))
    edges = (Edge(source=labels[e.source], target=labels[e.target], attributes=e.attributes) for e in network.edges)
    return Network(attributes=network.attributes, nodes=tuple(nodes), edges=tuple(edges), numbers=network.numbers)


def _labels(nodes: Iterable[Node]) -> dict[str, str]:
    every = list(nodes)
    plain = {node.id: node.id for node in every if node.label in ("", node.id)}
    shown = Counter(node.label for node in every)
    taken = set(plain)
    labels = dict(plain)
    for node in every:
        if node.id not in plain:
            label = node.label if shown[node.label] == 1 and node.label not in taken else ""
            while not label or label in taken:
                label = f"{label or node.label} ({node.id})"
            labels[node.id] = label
            taken.add(label)
    return labels


def _table(
    header: list[str], rows: Iterable[tuple[list[str], Node | Edge]], names: list[str], network: Network
) -> Rows:
    profile = network.attributes.get(PROFILE, "")
    body = ([*first, *_cells(one.attributes, names), profile] for first, one in rows)
    return [[*header, *names, PROFILE], *body]


def _names(some: Iterable[Node | Edge]) -> list[str]:
    """Name the attributes in an order that is theirs in each row, so that columns of one's own keep it."""
    return in_one_order(list(one.attributes) for one in some)


def _cells(attributes: Mapping[str, str], names: list[str]) -> list[str]:
    return [attributes.get(name, "") for name in names]
