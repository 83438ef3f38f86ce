"""Gephi's node and edge tables as two CSV files, with commas or semicolons; read and written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dtors_network.area_files.csv_tables import csv_text, split_records
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.networks.network import MOST_ATTRIBUTES, Network
from dtors_network.exchange.networks.tables_in import Records, network_of_tables, told_apart
from dtors_network.exchange.networks.tables_out import check_cells, edge_table, node_table
from dtors_network.safe.bounds import bounded_text

_SEPARATORS: Final = (",", ";", "\t")
_MOST_LINES: Final = 200_000
_MOST_SEPARATORS: Final = 2_000_000
"""Commas inside of cells count too, for a list of rows has many."""


def read(path: Path, ends: Mapping[str, str] | None = None) -> Network:
    r"""Read Gephi's tables.

    The path is a folder with ``nodes.csv`` and ``edges.csv``; one of two files that differ in these words; the common
    start of ``…_nodes.csv`` and ``…_edges.csv``; or one table alone. ``ends`` are the columns that a column map names
    as ``source`` or ``target``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "nodes.csv").write_text("Id;Label\ngp;Hill Surgery\n")
    ...     read(Path(folder)).nodes[0].label
    'Hill Surgery'
    """
    tables = [_records(file) for file in _files(path)]
    nodes, edges = told_apart(tables, ends or {})
    if len(edges) > 1 or len(nodes) > 1:
        problem = "these two tables both list edges" if edges else "these two tables both list nodes"
        names = ", ".join(table.file for table in tables)
        raise InputError([Fault(problem, "Give one table of nodes and one of edges", file=names)])
    return network_of_tables(nodes[0] if nodes else None, edges[0] if edges else None, ends)


def write(network: Network, name: str) -> dict[str, bytes]:
    """Write the two tables, with every cell made safe for spreadsheets, by their names, which start with ``name``.

    >>> sorted(write(Network(), "kent"))
    ['kent_edges.csv', 'kent_nodes.csv']
    """
    tables = {
        f"{name}_nodes.csv": node_table(network, ("Id", "Label")),
        f"{name}_edges.csv": edge_table(network, ("Source", "Target"), "Type"),
    }
    for file, rows in tables.items():
        check_cells(rows, file)
    return {file: csv_text(rows).encode("utf-8-sig") for file, rows in tables.items()}


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        pair = [path / "nodes.csv", path / "edges.csv"]
    elif path.exists():
        pair = [path, *_other(path)]
    else:
        pair = [path.with_name(f"{path.stem}_{what}.csv") for what in ("nodes", "edges")]
    found = [file for file in pair if file.exists()]
    if not found:
        names = " or ".join(file.name for file in pair)
        fix = "Name a folder that holds them, one of the two files, or what their names start with"
        raise InputError([Fault(f"there is no {names}", fix, file=str(path))])
    return found


def _other(path: Path) -> list[Path]:
    for one, other in (("nodes", "edges"), ("edges", "nodes")):
        if one in path.stem.lower():
            start = path.stem.lower().rindex(one)
            return [path.with_name(path.stem[:start] + other + path.stem[start + len(one) :] + path.suffix)]
    return []


def _records(path: Path) -> Records:
    text = bounded_text(path).replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    _check_cells(text, first.count(separator), separator, path.name)
    records, faults = split_records(text, path.name, separator)
    if faults:
        raise InputError(faults)
    if not records or not any(records[0]):
        raise InputError([Fault("this table is empty", "Put the names of the columns into row 1", file=path.name)])
    return Records(path.name, records)


def _check_cells(text: str, columns: int, separator: str, file: str) -> None:
    """Refuse a table with far more columns, rows or cells than a network needs, before it is taken apart."""
    if columns > MOST_ATTRIBUTES:
        problem = f"this table has more than {MOST_ATTRIBUTES:,} columns"
    elif text.count("\n") > _MOST_LINES or text.count(separator) > _MOST_SEPARATORS:
        problem = f"this table has more than {_MOST_LINES:,} lines or {_MOST_SEPARATORS:,} cells"
    else:
        return
    raise InputError([Fault(problem, "Keep the rows and columns that matter", file=file, row=1)])
