"""Workbooks with a sheet of nodes and a sheet of edges; bounded, and with nothing in them that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.cells import CellError
from dtors_network.errors import Fault, InputError, refuse
from dtors_network.exchange.networks.network import MOST_ATTRIBUTES, Network
from dtors_network.exchange.networks.tables_in import Records, lists_nodes, network_of_tables, told_apart
from dtors_network.exchange.networks.tables_out import Rows, check_cells
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.xlsx_bounds import WORKBOOK, open_workbook
from dtors_network.safe.xlsx_merged import fill_merged, merged_ranges
from dtors_network.safe.xlsx_reading import sheets_of

BOUNDS: Final = replace(
    WORKBOOK, largest_content=30_000_000, fix="Keep only the sheets of nodes and edges, and save it again"
)
"""Beyond these a network's workbook could not be read within seconds."""
MOST_CELLS: Final = 150_000


def read_workbook(path: Path, ends: Mapping[str, str] | None = None) -> Network:
    """Read the sheets of nodes and edges of a workbook, which their headers tell apart.

    Visible sheets that are neither are left alone, as are those that are called "(ignore)". Refused are formulas or
    merged cells there, several such sheets, and what is no plain workbook of a sensible size.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "map.xlsx"
    ...     _ = place.write_bytes(workbook_bytes({"Nodes": [["Name", "Type"], ["Hill", "gp"]]}, frozenset()))
    ...     read_workbook(place).nodes[0].attributes
    {'Type': 'gp'}
    """
    raw = bounded_bytes(path)
    others, edges = told_apart(_tables(raw, path.name), ends or {})
    nodes = [table for table in others if lists_nodes(table)]
    for some, what in ((nodes, "nodes"), (edges, "edges")):
        if len(some) > 1:
            shown = ", ".join(table.file for table in some)
            refuse(path.name, f"more than one sheet lists {what}: {shown}", "Keep one, or rename its columns")
    if not nodes and not edges:
        fix = "Name the columns in row 1: Label or Name of the services; From and To, or Source and Target, of links"
        refuse(path.name, "no sheet lists nodes or edges", fix)
    return network_of_tables(nodes[0] if nodes else None, edges[0] if edges else None, ends)


def workbook_bytes(sheets: dict[str, Rows], numbers: frozenset[str]) -> bytes:
    """Write tables as the sheets of a workbook; text is text, so that nothing runs.

    >>> workbook_bytes({"Nodes": [["Name"], ["=1+1"]]}, frozenset())[:2]
    b'PK'
    """
    from openpyxl import Workbook

    from dtors_network.area_files.xlsx_writing import fits, write_cell

    book: Any = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        check_cells(rows, f"sheet {title}")
        sheet = book.create_sheet(title)
        for row, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells, start=1):
                if text:
                    is_number = row > 1 and rows[0][column - 1] in numbers and fits(text)
                    write_cell(sheet.cell(row, column), float(text) if is_number else text)
        sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(raw: bytes, file: str) -> list[Records]:
    with sheets_of(open_workbook(raw, file, BOUNDS), file) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and not _is_set_aside(sheet)]
        tables = [_table(sheet, f"{file}, sheet {sheet.title}") for sheet in sheets]
    return [table for table in tables if table.rows and any(table.rows[0])]


def _table(sheet: Any, file: str) -> Records:
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    faults: list[Fault] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += max(len(row), 1)
        if cells > MOST_CELLS or len(row) > MOST_ATTRIBUTES:
            problem = f"this sheet has more than {MOST_CELLS:,} cells or {MOST_ATTRIBUTES:,} columns"
            refuse(file, problem, "Copy the cells that matter into a new workbook")
        rows.append([_text(cell, number, rows, index, file, faults) for index, cell in enumerate(row)])
    faults += fill_merged(merged_ranges(sheet), rows, file)
    nodes, edges = told_apart([Records(file, rows)], {}) if rows else ([], [])
    if faults and (edges or any(map(lists_nodes, nodes))):
        raise InputError(faults)
    return Records(file, rows)


def _is_set_aside(sheet: Any) -> bool:
    """Say whether somebody marked a sheet for Kumu to pass over."""
    return "(ignore)" in sheet.title.lower()


def _text(cell: Any, number: int, rows: Sequence[Sequence[str]], index: int, file: str, faults: list[Fault]) -> str:
    from dtors_network.area_files.xlsx_sheet import check_cell, value_text

    if cell.value is None:
        return ""
    try:
        check_cell(cell)
    except CellError as error:
        column = rows[0][index] if rows and index < len(rows[0]) else ""
        faults.append(Fault(error.problem, error.fix, file=file, row=number, column=column, value=str(cell.value)))
    return value_text(cell.value)
