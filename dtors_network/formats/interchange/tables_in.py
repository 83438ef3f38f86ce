"""A table of nodes and a table of edges, whatever their headers are called: Gephi's, Kumu's, Polinode's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.formats.interchange.names import DISCLOSURE, plain
from dtors_network.formats.interchange.network import Edge, Network, Node, Place, check_size

_IDS: Final = ("id", "label", "name")
_SOURCES: Final = ("source", "from")
_TARGETS: Final = ("target", "to")
_DIRECTIONS: Final = ("type", "direction", "directed")
_DIRECTED: Final = {"directed": True, "undirected": False, "mutual": False, "true": True, "false": False}
_EDGE_IDS: Final = ("id",)


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one table, the header first, and the file or sheet as faults name it."""

    file: str
    rows: Sequence[Sequence[str]]


def is_of_edges(records: Records) -> bool:
    """Say whether a table lists edges, by its header.

    Examples
    --------
    >>> is_of_edges(Records("links.csv", [["From", "To"]])), is_of_edges(Records("services.csv", [["Id"]]))
    (True, False)
    """
    header = [plain(name) for name in records.rows[0]] if records.rows else []
    return any(name in header for name in _SOURCES) and any(name in header for name in _TARGETS)


def network_of_tables(nodes: Records | None, edges: Records | None) -> Network:
    """Read tables of nodes and edges; either may be missing, and one is enough.

    Parameters
    ----------
    nodes : Records or None
        With a column Id, Label or Name.
    edges : Records or None
        With columns Source and Target, or From and To.

    Returns
    -------
    Network
        With the row of each node and edge.

    Raises
    ------
    InputError
        If a column that is needed is not there, two have one name, or rows are wider than the header.

    Examples
    --------
    >>> drawn = network_of_tables(Records("n.csv", [["Id", "Label"], ["gp", "Hill"]]), None)
    >>> drawn.nodes[0].label, drawn.nodes[0].place
    ('Hill', Place(file='n.csv', row=2))
    """
    faults: list[Fault] = []
    named = ", ".join(table.file for table in (nodes, edges) if table)
    check_size(len(nodes.rows) if nodes else 0, len(edges.rows) if edges else 0, named)
    network = Network(
        nodes=tuple(_nodes(nodes, faults)) if nodes else (), edges=tuple(_edges(edges, faults)) if edges else ()
    )
    if faults:
        raise InputError(faults)
    return network


def _nodes(records: Records, faults: list[Fault]) -> Iterator[Node]:
    header = _header(records, (_IDS,), faults)
    id_ = _column(header, _IDS)
    label = _column(header, ("label",)) or (id_ if plain(id_) != "id" else "")
    for place, cells in _rows(records, header, faults):
        name = cells.pop(id_, "")
        shown = name if label == id_ else cells.pop(label, "")
        yield Node(id=name, label=shown, attributes=_attributes(cells), place=place)


def _edges(records: Records, faults: list[Fault]) -> Iterator[Edge]:
    header = _header(records, (_SOURCES, _TARGETS), faults)
    source, target = _column(header, _SOURCES), _column(header, _TARGETS)
    direction, id_ = _column(header, _DIRECTIONS), _column(header, _EDGE_IDS)
    for place, cells in _rows(records, header, faults):
        ends = {"source": cells.pop(source, ""), "target": cells.pop(target, "")}
        said = _DIRECTED.get(plain(cells.get(direction, "")))
        cells.pop(id_, "")
        if said is not None:
            del cells[direction]
        yield Edge(**ends, directed=said is not False, attributes=_attributes(cells), place=place)


def _header(records: Records, needed: Sequence[Sequence[str]], faults: list[Fault]) -> list[str]:
    header = [str(name).strip() for name in records.rows[0]] if records.rows else []
    while header and not header[-1]:
        header.pop()
    for names in needed:
        if not _column(header, names):
            shown = " or ".join(name.capitalize() for name in names)
            faults.append(Fault(f"no column is called {shown}", "Name it in row 1", file=records.file, row=1))
    for name in dict.fromkeys(name for name in header if header.count(name) > 1 or not name):
        problem = "two columns have this name" if name else "a column has no name"
        faults.append(Fault(problem, "Rename or delete one", file=records.file, row=1, column=name))
    return header


def _column(header: Sequence[str], names: Sequence[str]) -> str:
    """Find the first of some names that is a column, whatever its case."""
    return next((column for name in names for column in header if plain(column) == name), "")


def _rows(records: Records, header: list[str], faults: list[Fault]) -> Iterator[tuple[Place, dict[str, str]]]:
    for number, row in enumerate(records.rows[1:], start=2):
        if any(row[len(header) :]):
            fix = "Name every column in row 1; in a CSV file, quote a cell that holds a comma"
            problem = f"this row has more cells than the header, which has {len(header)}"
            faults.append(Fault(problem, fix, file=records.file, row=number))
        elif any(cell.strip() for cell in row):
            yield Place(records.file, number), dict(zip(header, row, strict=False))


def _attributes(cells: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if cell and name != DISCLOSURE}
