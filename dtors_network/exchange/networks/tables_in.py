"""A table of nodes and a table of edges, whatever their headers are called: Gephi's, Kumu's, Polinode's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from operator import or_
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks.names import plain
from dtors_network.exchange.networks.network import Edge, Network, Node, check_size
from dtors_network.exchange.place import Place
from dtors_network.exchange.same_names import Names
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import composed
from dtors_network.model.sharing import PROFILE, PROFILES
from dtors_network.safe.yaml_words import yaml_word

_IDS: Final = ("id", "label", "name")
_SHOWN: Final = ("label", "name")
_SOURCES: Final = ("source", "from")
_TARGETS: Final = ("target", "to")
_ENDS: Final = {"source": _SOURCES, "target": _TARGETS}
_ALIKE: Final = {
    "source": ("origin", "sender", "from_id", "source_id", "quelle", "origine"),
    "target": ("destination", "receiver", "to_id", "target_id", "ziel", "cible"),
}
"""Headers that some give to an end; they are offered and never taken, for they may mean something else."""
_DIRECTIONS: Final = ("type", "direction", "directed")
_DIRECTED: Final = {
    **dict.fromkeys(("directed", "true", "orienté", "gerichtet", "dirigido"), True),
    **dict.fromkeys(
        ("undirected", "mutual", "false", "non_orienté", "non-orienté", "ungerichtet", "no_dirigido"), False
    ),
}
"""What Gephi and Kumu call a direction; Gephi does so in the language of its user."""
_EDGE_IDS: Final = ("id",)
_SEVERAL: Final = "|"
"""What Kumu puts between several elements in one cell."""


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one table, the header first, and the file or sheet as faults name it."""

    file: str
    rows: Sequence[Sequence[str]]


def told_apart(tables: Sequence[Records], ends: Mapping[str, str]) -> tuple[list[Records], list[Records]]:
    """Tell tables of nodes from tables of edges by their headers.

    Those of nodes, then those of edges. A table that names one end of its rows alone, or ends by words that might mean
    something else, is one of edges where it gives its rows no label, or where another table lists nodes.

    >>> nodes, edges = told_apart([Records("a.csv", [["Id", "Label"]]), Records("b.csv", [["From", "To"]])], {})
    >>> nodes[0].file, edges[0].file
    ('a.csv', 'b.csv')
    """
    named = {table.file: [bool(_end(_names(table), end, ends)) for end in _ENDS] for table in tables}
    alike = {table.file: [bool(_column(_names(table), words)) for words in _ALIKE.values()] for table in tables}
    edges = [table for table in tables if all(named[table.file])]
    if not edges:
        edges = [table for table in tables if all(map(or_, named[table.file], alike[table.file]))]
    if not edges:
        halves = [table for table in tables if any(named[table.file])]
        unlabelled = [table for table in halves if not _column(_names(table), _SHOWN)]
        edges = halves if len(halves) == 1 < len(tables) else unlabelled
    return [table for table in tables if table not in edges], edges


def lists_nodes(records: Records) -> bool:
    """Say whether a table names nodes, by its header.

    >>> lists_nodes(Records("services.csv", [["Name", "Type"]])), lists_nodes(Records("notes.csv", [["Text"]]))
    (True, False)
    """
    return bool(_column(_names(records), _IDS))


def is_header(row: Sequence[str]) -> bool:
    """Say whether a row can be nothing but the header of nodes or edges: an id or a name alone is any table's.

    >>> is_header(["From", "To"]), is_header(["Id", "Label"]), is_header(["id", "value"])
    (True, True, False)
    """
    names = _names(Records("", [row]))
    named = bool(_column(names, ("name",)) and _column(names, ("type",)))
    return named or bool(_column(names, ("label",))) or all(_end(names, end, {}) for end in _ENDS)


def network_of_tables(nodes: Records | None, edges: Records | None, ends: Mapping[str, str] | None = None) -> Network:
    """Read tables of nodes and edges; either may be missing, and one is enough.

    Nodes have a column Id, Label or Name; edges Source and Target, or From and To, or what a column map names
    (``ends``). A row whose end names several nodes (``a|b``) is as many edges.

    >>> drawn = network_of_tables(Records("n.csv", [["Id", "Label"], ["gp", "Hill"]]), None)
    >>> drawn.nodes[0].label, drawn.nodes[0].place
    ('Hill', Place(file='n.csv', row=2))
    """
    faults: list[Fault] = []
    named = ", ".join(table.file for table in (nodes, edges) if table)
    check_size(len(nodes.rows) if nodes else 0, len(edges.rows) if edges else 0, named)
    read = tuple(_nodes(nodes, faults)) if nodes else ()
    known = {name for node in read for name in (node.id, node.label)}
    drawn = tuple(_edges(edges, ends or {}, known, faults)) if edges else ()
    if faults:
        raise InputError(faults)
    return Network(attributes=_profile([one for one in (nodes, edges) if one]), nodes=read, edges=drawn)


def _nodes(records: Records, faults: list[Fault]) -> Iterator[Node]:
    header = _header(records, faults)
    if not _column(header, _IDS):
        faults.append(Fault("no column is called Id or Label or Name", "Name it in row 1", file=records.file, row=1))
    id_ = _column(header, _IDS)
    label = _column(header, ("label",)) or (id_ if plain(id_) != "id" else "")
    for place, cells in _rows(records, header, faults):
        name = cells.pop(id_, "")
        shown = name if label == id_ else cells.pop(label, "")
        yield Node(id=name, label=shown, attributes=_attributes(cells), place=place)


def _edges(records: Records, ends: Mapping[str, str], known: Set[str], faults: list[Fault]) -> Iterator[Edge]:
    header = _header(records, faults)
    source, target = (_end(header, end, ends) for end in _ENDS)
    no_ends = [end for end, column in (("source", source), ("target", target)) if not column]
    faults += [_no_end(records, header, end, ends.get(end, "")) for end in no_ends]
    is_kumu = {plain(source), plain(target)} == {"from", "to"}
    direction, id_ = _column(header, _DIRECTIONS), _column(header, _EDGE_IDS)
    number = 0
    for place, cells in _rows(records, header, faults):
        word = plain(composed(cells.get(direction, "")))
        sources, targets = (_several(cells.pop(column, ""), known, is_kumu) for column in (source, target))
        number += len(sources) * len(targets)
        check_size(0, number, records.file)
        cells.pop(id_, "")
        if word in _DIRECTED:
            del cells[direction]
        edge = Edge(
            source="",
            target="",
            directed=_DIRECTED.get(word, True),
            mutual=word == "mutual",
            shared=len(sources) * len(targets) > 1,
            attributes=_attributes(cells),
            place=place,
        )
        yield from (replace(edge, source=one, target=other) for one in sources for other in targets)


def _several(cell: str, known: Set[str], is_kumu: bool) -> list[str]:
    """Give the nodes that a cell names: itself, or of Kumu, and where all of them are nodes, those between bars."""
    parts = [part.strip() for part in cell.split(_SEVERAL) if part.strip()]
    if cell in known or len(parts) < 2 or not (is_kumu or all(part in known for part in parts)):
        return [cell]
    return parts


def _end(header: Sequence[str], end: str, ends: Mapping[str, str]) -> str:
    """Find the column of an end: the one that a column map names, else the one that is called so."""
    if end in ends:
        return Names({name: name for name in header}).find(ends[end])
    return _column([name for name in header if name not in ends.values()], _ENDS[end])


def _no_end(records: Records, header: Sequence[str], end: str, asked: str) -> Fault:
    if asked:
        problem = f"the column map names a column for {end} that this table has not"
        return Fault(problem, did_you_mean(asked, header), file=records.file, row=1, value=asked)
    title = end.capitalize()
    other = next((name for names in _ENDS.values() for name in header if plain(name) in names), "")
    alike = _column(header, _ALIKE[end])
    has = f"this table has {other} and no {title}" if other else f"no column of this table is called {title}"
    which, name = (f"the column {alike!r}", yaml_word(alike)) if alike else ("the column of that end", "COLUMN")
    fix = f"Rename {which} to {title}, or name it in a column map (--map): edges: {{{end}: {name}}}"
    return Fault(f"{has} (columns: {', '.join(header)})", fix, file=records.file, row=1)


def _names(records: Records) -> list[str]:
    return [str(name).strip() for name in records.rows[0]] if records.rows else []


def _header(records: Records, faults: list[Fault]) -> list[str]:
    header = _names(records)
    while header and not header[-1]:
        header.pop()
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
    return {name: cell for name, cell in cells.items() if cell and (name != PROFILE or cell not in PROFILES)}


def _profile(tables: Sequence[Records]) -> dict[str, str]:
    """Give how the counts of some tables were made fit for others, where a column of theirs says so.

    Rows that differ in it are refused: then no one can say what the counts are.
    """
    found: dict[str, str] = {}
    for table in tables:
        at = [place for place, name in enumerate(_names(table)) if name == PROFILE]
        for row in table.rows[1:] if at else ():
            cell = row[at[0]].strip() if at[0] < len(row) else ""
            if cell in PROFILES:
                found.setdefault(cell, table.file)
    if len(found) > 1:
        problem = f"counts of these rows are made fit for others by two profiles: {' and '.join(sorted(found))}"
        fix = "Convert the area again, and keep the tables of one conversion together"
        raise InputError([Fault(problem, fix, file=next(iter(found.values())), column=PROFILE)])
    return dict.fromkeys([PROFILE], next(iter(found))) if found else {}
