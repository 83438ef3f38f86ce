"""One sheet of a workbook as text, with a fault for each cell that has no text of its own to give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final

from dtors_network.area_files.cells import CellError
from dtors_network.area_files.schema import AREA, TABLES
from dtors_network.area_files.sheets import Sheet, lay_out
from dtors_network.errors import Fault
from dtors_network.model.column import Kind
from dtors_network.safe.xlsx_merged import Merged, fill_merged, merged_ranges

MOST_ROWS: Final = 1_048_576
"""Rows that a spreadsheet can have; a file that speaks of more is made to do harm."""
MOST_COLUMNS: Final = 1_000

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_IDS: Final = {
    table.name: frozenset(column.name for column in table.columns if column.kind in (Kind.IDENTIFIER, Kind.REFERENCE))
    for table in (AREA, *TABLES)
}


def sheet_file(workbook: str, sheet: str) -> str:
    """Name a sheet as faults do.

    Parameters
    ----------
    workbook, sheet : str
        Their names.

    Returns
    -------
    str
        Both.

    Examples
    --------
    >>> sheet_file("kent.xlsx", "services")
    'kent.xlsx, sheet services'
    """
    return f"{workbook}, sheet {sheet}"


def read_sheet(sheet: Any, workbook: str) -> Sheet:
    """Read one sheet as text; a hidden one is not read, for nobody would see what it says.

    Parameters
    ----------
    sheet : openpyxl worksheet
        A sheet that bears the name of a table.
    workbook : str
        The name of the workbook.

    Returns
    -------
    Sheet
        Its text, with the faults found in it.
    """
    file = sheet_file(workbook, sheet.title)
    if sheet.sheet_state != "visible":
        fault = Fault("this sheet is hidden", "Show it; if it is not meant, delete or rename it", file=file)
        return Sheet(file=file, faults=(fault,), whole=False)
    sheet.reset_dimensions()
    reader = _Reader(sheet.title, file)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if not reader.take(number, row):
            break
    return reader.sheet(merged_ranges(sheet))


class _Reader:
    """Gathers the records of a sheet, and the faults of its cells."""

    def __init__(self, table: str, file: str) -> None:
        self.table = table
        self.file = file
        self.records: list[list[str]] = []
        self.faults: list[Fault] = []

    def take(self, number: int, row: Sequence[Any]) -> bool:
        """Add a row; False where the sheet cannot be an honest one."""
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            problem = f"this sheet has more than {MOST_COLUMNS:,} columns or {MOST_ROWS:,} rows"
            fix = "Copy the table's own cells into a new sheet, and delete this one"
            self.faults.append(Fault(problem, fix, file=self.file))
            return False
        self.records.append([self._cell(number, index, cell, row) for index, cell in enumerate(row)])
        return True

    def sheet(self, merged: Sequence[Merged] = ()) -> Sheet:
        """Lay the records out; rows end where their last cell does, so short ones are filled up."""
        self.faults += fill_merged(merged, self.records, self.file) if self.records else []
        width = len(self.records[0]) if self.records else 0
        records = [record + [""] * (width - len(record)) for record in self.records]
        sheet = lay_out(self.file, records, tuple(self.faults))
        return replace(sheet, whole=sheet.whole and not self.faults)

    def _cell(self, number: int, index: int, cell: Any, row: Sequence[Any]) -> str:
        text = "" if cell.value is None else value_text(cell.value)
        if text:
            try:
                check_cell(cell)
                _check_id(cell, self._is_id(index, row))
            except CellError as error:
                column = self._name(index)
                self.faults.append(
                    Fault(error.problem, error.fix, file=self.file, row=number, column=column, value=text)
                )
        return text

    def _name(self, index: int) -> str:
        header = self.records[0] if self.records else []
        return header[index] if index < len(header) else ""

    def _is_id(self, index: int, row: Sequence[Any]) -> bool:
        name = self._name(index)
        if self.table == AREA.name:
            return name == "value" and any(cell.value in _IDS[AREA.name] for cell in row[:index])
        return name in _IDS.get(self.table, ())


def check_cell(cell: Any) -> None:
    """Refuse a cell without a value of its own: a formula, or an error of the spreadsheet.

    Raises
    ------
    CellError
        With its fix.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> check_cell(Workbook().active["A1"])
    """
    if cell.data_type == "f":
        raise CellError("this cell holds a formula", "Copy the cells and paste them as values (Paste special)")
    if cell.data_type == "e":
        raise CellError("this cell holds an error of the spreadsheet", "Type the value, or clear the cell")


def _check_id(cell: Any, is_id: bool) -> None:
    if is_id and not isinstance(cell.value, str):
        problem = "this id is a number or a date to the workbook, so that 007 would be 7"
        raise CellError(problem, "Format the column as Text, and type the id again")


def value_text(value: Any) -> str:
    """Give a cell's value as text: whole numbers without a point, days without a time.

    Examples
    --------
    >>> value_text(12.0), value_text(True), value_text(datetime(2025, 4, 1))
    ('12', 'true', '2025-04-01')
    """
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(getattr(value, "text", value))
