"""Write an area as one workbook: text that no spreadsheet runs or changes, and drop-downs for every closed list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dtors_network.area_files.cells import known_codes
from dtors_network.area_files.csv_tables import FORMULA
from dtors_network.area_files.guide import ADVICE, HEADER, guide_rows
from dtors_network.area_files.schema import AREA, TABLE, columns_of
from dtors_network.model.bounds import RANGE, STAR
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column, Kind

_LAST_ROW: Final = 5_000
"""Down to where drop-downs reach: beyond any area, and short enough that spreadsheets stay quick."""
_LISTS: Final = "lists"
COUNT_HELP: Final = (
    "A whole number; 0 is nobody. A range such as 11..15 if it is only known to lie there; * is 1..4. "
    "Blank: not counted."
)
_TEXT: Final = "@"
_NUMBERS: Final = (Kind.COUNT, Kind.DECIMAL, Kind.DAYS)
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def make_workbook(keys: Mapping[str, str], tables: Mapping[str, Sequence[Sequence[str]]], codebook: Codebook) -> Any:
    """Put keys and tables into the sheets of a new workbook, with drop-downs and the lists that they offer.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> book = make_workbook({"id": "007"}, {"arrivals": [["service", "client_group", "count"]]}, shipped_codebook())
    >>> book.sheetnames, book["area"]["B2"].value
    (['area', 'arrivals', 'lists'], '007')
    """
    book: Any = Workbook()
    offers = _Offers(book, codebook)
    area = book.active
    area.title = AREA.name
    _fill(area, [("key", "value"), *keys.items()], [])
    for row, column in enumerate(AREA.columns, start=2):
        offers.add(area, column, f"B{row}")
    for name, records in tables.items():
        columns = columns_of(TABLE[name], codebook)
        sheet = book.create_sheet(name)
        _fill(sheet, records, columns)
        for index, column in enumerate(columns, start=1):
            letter = get_column_letter(index)
            offers.add(sheet, column, f"{letter}2:{letter}{_LAST_ROW}")
    book.move_sheet(_LISTS, len(book.sheetnames))
    return book


def put_sheets(book: Any, tables: Mapping[str, Sequence[Sequence[str]]], codebook: Codebook) -> None:
    """Put records in place of what the sheets of some tables hold; drop-downs and all other sheets stay.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> book = Workbook()
    >>> put_sheets(book, {"arrivals": [["service", "count"], ["gp", "7"]]}, shipped_codebook())
    >>> [cell.value for cell in book["arrivals"]["A"]]
    ['service', 'gp']
    """
    for name, records in tables.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.delete_rows(1, sheet.max_row)
        _fill(sheet, records, columns_of(TABLE[name], codebook))


def put_cells(book: Any, table: str, header: Sequence[str], cells: Mapping[tuple[int, str], str]) -> None:
    """Change cells of a table where they stand, so that formats and comments of all others stay.

    Cells come by row of the sheet and column; columns of the header that are new come last.

    >>> book = Workbook()
    >>> put_cells(book, "arrivals", ["service", "count"], {(2, "count"): "7"})
    >>> [[cell.value for cell in row] for row in book["arrivals"].rows]
    [['service', 'count'], [None, 7]]
    """
    sheet = book[table] if table in book.sheetnames else book.create_sheet(table)
    places = {name: index for index, name in enumerate(header, start=1)}
    for name, index in places.items():
        if not sheet.cell(1, index).value:
            write_cell(sheet.cell(1, index), name)
    for (row, column), text in cells.items():
        counted = text and _is_number(table, column) and fits(text)
        write_cell(sheet.cell(row, places[column]), float(text) if counted else text)


def add_guide(book: Any, codebook: Codebook) -> None:
    """Add a sheet ``guide``, which is never read: advice, then every column with an example.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> book = Workbook()
    >>> add_guide(book, shipped_codebook())
    >>> [cell.value for cell in book["guide"][1]] == list(HEADER)
    True
    """
    guide = book.create_sheet("guide", 0)
    book.active = guide
    _fill(guide, [HEADER, *guide_rows(codebook), (), *([sentence] for sentence in ADVICE)], [])


class _Offers:
    """The drop-downs of a workbook; the lists that they offer stand on a sheet of their own."""

    def __init__(self, book: Any, codebook: Codebook) -> None:
        self.sheet = book.create_sheet(_LISTS)
        self.codebook = codebook
        self.ranges: dict[str, str] = {}

    def add(self, sheet: Any, column: Column, cells: str) -> None:
        """Offer the values of a column in some cells, where it has a list of them."""
        source = self._source(column)
        if source:
            style = "warning" if column.refers_to else "stop"
            offer = DataValidation("list", formula1=f"={source}", allow_blank=True, errorStyle=style)
            offer.showErrorMessage = True
            offer.error = "Choose one from the list"
            sheet.add_data_validation(offer)
            offer.add(cells)
        elif column.kind is Kind.COUNT:
            help_ = DataValidation(showInputMessage=True, promptTitle="A count", prompt=COUNT_HELP, allow_blank=True)
            sheet.add_data_validation(help_)
            help_.add(cells)

    def _source(self, column: Column) -> str:
        if column.refers_to:
            return f"{column.refers_to}!$A$2:$A${_LAST_ROW}"
        if column.kind is Kind.BOOLEAN:
            return self._range("true_or_false", ["true", "false"])
        if column.kind is Kind.CODE:
            name = column.choices.__name__ if column.choices else column.codebook
            return self._range(name, list(known_codes(column, self.codebook)))
        return ""

    def _range(self, name: str, values: list[str]) -> str:
        if name not in self.ranges:
            letter = get_column_letter(len(self.ranges) + 1)
            for row, value in enumerate([name, *values], start=1):
                write_cell(self.sheet[f"{letter}{row}"], value)
            self.ranges[name] = f"{_LISTS}!${letter}$2:${letter}${len(values) + 1}"
        return self.ranges[name]


def _fill(sheet: Any, records: Iterable[Sequence[str]], columns: Sequence[Column]) -> None:
    kinds = dict(enumerate((column.kind for column in columns), start=1))
    for row, record in enumerate(records, start=1):
        for index, text in enumerate(record, start=1):
            if text:
                number = row > 1 and kinds.get(index) in _NUMBERS and fits(text)
                write_cell(sheet.cell(row, index), float(text) if number else text)
    for index, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        column = sheet.column_dimensions[get_column_letter(index)]
        column.width = max(14, len(cell.value) + 3)
        if kinds.get(index) not in _NUMBERS:
            column.number_format = _TEXT
    sheet.freeze_panes = "A2"


def fits(text: str) -> bool:
    """Say whether a spreadsheet, which keeps fifteen digits, would keep this number; a star or a range is none.

    Examples
    --------
    >>> fits("12.5"), fits("*"), fits("11..15"), fits("0.1234567890123456")
    (True, False, False, False)
    """
    return text != STAR and RANGE not in text and float(f"{float(text):.15g}") == float(text)


def _is_number(table: str, column: str) -> bool:
    """Say whether the cells of a column are numbers."""
    return any(one.name == column and one.kind in _NUMBERS for one in TABLE[table].columns)


def write_cell(cell: Any, value: str | float) -> None:
    """Set a cell; text is marked as text, so that it is neither run nor turned into a number or a date.

    Parameters
    ----------
    cell : openpyxl cell
        The cell.
    value : str or float
        What it is to hold.

    Examples
    --------
    >>> cell = Workbook().active["A1"]
    >>> write_cell(cell, "=1+1")
    >>> cell.data_type, cell.quotePrefix
    ('s', True)
    """
    if isinstance(value, str):
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", value)
        cell.data_type = "s"
        cell.number_format = _TEXT
        cell.quotePrefix = bool(FORMULA.match(value))
        return
    cell.value = int(value) if value.is_integer() else value
