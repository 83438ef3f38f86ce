"""A table as text, before anybody asks what its cells mean: alike from a CSV file and from a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dtors_network.area_files.cells import CellError, free_text
from dtors_network.area_files.schema import ACCEPTS, Table, columns_of
from dtors_network.errors import Fault
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column
from dtors_network.model.near import did_you_mean, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The text of one table, and what is already known to be wrong with it.

    Attributes
    ----------
    file : str
        The file, or the sheet of a workbook, as faults name it.
    header : tuple of str
        The names of the columns.
    numbers : list of int
        For each row, its number as a spreadsheet counts it.
    rows : list of sequences of str
        The cells, as many as the header has; blank rows are left out.
    faults : tuple of Fault
        What was found while reading.
    whole : bool
        False where rows had to be left out, so that what points at them cannot be judged.
    """

    file: str
    header: tuple[str, ...] = ()
    numbers: list[int] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)
    faults: tuple[Fault, ...] = ()
    whole: bool = True


def lay_out(file: str, records: Sequence[Sequence[str]], faults: tuple[Fault, ...] = ()) -> Sheet:
    """Take the first record as the header and the others as rows; blank rows count, and are left out.

    Parameters
    ----------
    file : str
        How faults name the table.
    records : sequence of sequences of str
        Every row with its cells, the header first.
    faults : tuple of Fault
        What was found before.

    Returns
    -------
    Sheet
        With a fault for each row that is not as wide as the header.

    Examples
    --------
    >>> lay_out("arrivals.csv", [["service", "count"], ["gp", "3"], [], ["er", "4"]]).numbers
    [2, 4]
    """
    if not records or not any(cell.strip() for cell in records[0]):
        return Sheet(file=file, faults=(*faults, _no_header(file, records)), whole=False)
    header = tuple(_without_blank_end(records[0]))
    sheet = Sheet(file=file, header=header)
    ragged: list[Fault] = []
    for number, record in enumerate(records[1:], start=2):
        cells = record if len(record) == len(header) else _fitted(record, len(header))
        if len(cells) != len(header):
            ragged.append(_ragged(file, number, len(cells), len(header)))
        elif not "".join(cells).isspace() and any(cells):
            sheet.numbers.append(number)
            sheet.rows.append(cells)
    return replace(sheet, faults=(*faults, *ragged), whole=not ragged)


FORMER: Final = {("actions", "gap"): "finding"}
"""What columns were called before, by table: such a file is read as one of today."""


def named_as_now(table: str, sheet: Sheet) -> Sheet:
    """Call the columns of a sheet as they are called now.

    >>> named_as_now("actions", Sheet(file="actions.csv", header=("gap", "action"))).header
    ('finding', 'action')
    """
    header = tuple(FORMER.get((table, name), name) for name in sheet.header)
    if header == sheet.header or len(set(header)) < len(header):
        return sheet
    return replace(sheet, header=header)


def header_faults(table: Table, sheet: Sheet, codebook: Codebook) -> list[Fault]:
    """Find what is wrong with the names of the columns.

    Columns that are missing, named twice, without a name, with spaces, or of an unknown client group.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.area_files.schema import TABLE
    >>> sheet = lay_out("arrivals.csv", [["service", "Client Group", "count"]])
    >>> print(header_faults(TABLE["arrivals"], sheet, shipped_codebook())[0])
    arrivals.csv, row 1, column client_group: this column is missing. Rename the column 'Client Group'
    """
    columns = columns_of(table, codebook)
    required = [column for column in columns if column.required]
    if not {*sheet.header} & {column.name for column in columns}:
        return [_no_names(sheet, required)]
    missing = [_missing(column, sheet) for column in required if column.name not in sheet.header]
    return missing + [fault for index in range(len(sheet.header)) if (fault := _name_fault(index, sheet, columns))]


def _no_names(sheet: Sheet, required: Sequence[Column]) -> Fault:
    fix = f"Put the names of the columns into row 1: {', '.join(column.name for column in required)}, and any others"
    return Fault("row 1 does not name the columns", fix, file=sheet.file, row=1)


def _missing(column: Column, sheet: Sheet) -> Fault:
    near = [name for name in sheet.header if nearest(name, [column.name])]
    fix = f"Rename the column {near[0]!r}" if near else f"Add it: {column.description}"
    return Fault("this column is missing", fix, file=sheet.file, row=1, column=column.name)


def _name_fault(index: int, sheet: Sheet, columns: Sequence[Column]) -> Fault | None:
    name = sheet.header[index]
    try:
        _check_name(name, sheet.header[:index], columns)
    except CellError as error:
        return Fault(error.problem, error.fix, file=sheet.file, row=1, column=name.strip(), value=name)
    return None


def _check_name(name: str, before: Sequence[str], columns: Sequence[Column]) -> None:
    free_text(name)
    if not name.strip():
        raise CellError("a column has no name", "Name it in row 1, or delete the column")
    if name != name.strip():
        raise CellError("this column's name has spaces before or after it", "Take them out")
    if name in before:
        raise CellError("two columns have this name", "Rename or delete one of them")
    groups = [column.name for column in columns if column.name.startswith(ACCEPTS)]
    if groups and name.startswith(ACCEPTS) and name not in groups:
        fix = f"{did_you_mean(name, groups)}, or add the group to the area's own codebook"
        raise CellError("unknown client group", fix)


def _without_blank_end(cells: Sequence[str]) -> Sequence[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _fitted(cells: Sequence[str], width: int) -> Sequence[str]:
    """Cut off blank cells beyond the header; a row without any cell is as blank as one with blank cells."""
    return [""] * width if not any(cells) else (cells[:width] if not any(cells[width:]) else cells)


def _no_header(file: str, records: Sequence[Sequence[str]]) -> Fault:
    problem = "row 1 is blank, and must name the columns" if records else "this table is empty"
    return Fault(problem, "Put the names of the columns into row 1", file=file)


def _ragged(file: str, number: int, cells: int, width: int) -> Fault:
    problem = f"this row has {cells} cells, and the header {width}"
    fix = "Name every column in row 1, and leave no cell out; in a CSV file, quote a cell that holds a comma"
    return Fault(problem, fix, file=file, row=number)
