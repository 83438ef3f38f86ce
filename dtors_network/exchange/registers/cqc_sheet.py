"""The rows of a large published sheet, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from dtors_network.errors import Fault, InputError
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.csv_reading import HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, Record
from dtors_network.safe.xlsx_bounds import open_workbook
from dtors_network.safe.xlsx_merged import Merged, merged_ranges
from dtors_network.safe.xlsx_reading import sheets_of

SHEET: Final = "hsca"
"""What the name of the sheet starts with; in any case."""


def sheet_records(path: Path, needed: Sequence[str], faults: list[Fault]) -> Iterator[Record]:
    """Read the rows below the header of the first sheet whose name starts with ``HSCA``.

    The header is the first row that holds the first of the columns that are needed. Missing columns are noted as
    faults, as are merged cells from the header on: only the first of them holds a value.
    """
    raw = bounded_bytes(path, smaller="Save its sheet HSCA_Active_Locations as CSV, and give that")
    header: list[str] = []
    merged: dict[int, list[Merged]] = {}
    for number, row in _rows(open_workbook(raw, path.name), path.name, merged):
        cells = ["" if value is None else str(value).strip() for value in row]
        if not header and needed[0] in cells:
            header = cells
            missing = [name for name in needed if name not in cells]
            faults += [Fault("this column is missing", _FIX, path.name, number, name) for name in missing]
            faults += _merged(merged, number, cells, header, path.name)
        elif header:
            faults += _merged(merged, number, cells, header, path.name)
            if any(cells):
                yield Record(number, dict(zip(header, cells, strict=False)))
        elif number >= HEADER_WITHIN:
            break
    if not header:
        raise InputError([Fault(f"no row holds the column {needed[0]!r}", _FIX, file=path.name)])


def _merged(
    merged: Mapping[int, Sequence[Merged]], number: int, cells: Sequence[str], header: Sequence[str], file: str
) -> Iterator[Fault]:
    """Name the merged cells that start in a row and hold something: the others of them only seem blank."""
    for one in merged.get(number, ()):
        value = cells[one.left - 1] if one.left <= len(cells) else ""
        if value:
            column = header[one.left - 1] if one.left <= len(header) else ""
            problem = f"these cells are merged ({one.name}), so that only the first holds a value"
            yield Fault(problem, "Unmerge them, or give the workbook as downloaded", file, number, column, value)


_FIX: Final = "Give the workbook as it was downloaded"


def _rows(workbook: BytesIO, name: str, merged: dict[int, list[Merged]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give the rows of the sheet, after its merged ranges were noted."""
    with sheets_of(workbook, name, _FIX) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.title.casefold().startswith(SHEET)]
        for one in merged_ranges(sheets[0]) if sheets else ():
            merged.setdefault(one.top, []).append(one)
        rows = enumerate(sheets[0].iter_rows(values_only=True), start=1) if sheets else iter(())
        for number, row in rows:
            if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                break
            yield number, row
