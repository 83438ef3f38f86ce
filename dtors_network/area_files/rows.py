"""The rows of a sheet as values of the model, with every fault of every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Final

from dtors_network.area_files.cells import CellError, Parser, free_text, parser
from dtors_network.area_files.schema import ACCEPTS, Table, columns_of
from dtors_network.area_files.sheets import Sheet, header_faults
from dtors_network.errors import Fault
from dtors_network.model.area import ROW_TYPES, Origin, Row
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column, Kind

_KEPT_AS_TEXT: Final = (Kind.IDENTIFIER, Kind.REFERENCE, Kind.CODE)


def read_rows(table: Table, sheet: Sheet, codebook: Codebook) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """Turn a sheet into the rows of its table.

    A cell with a fault is given a stand-in, so that the laws can be checked on everything else.

    Parameters
    ----------
    table : Table
        What the sheet holds.
    sheet : Sheet
        Its text.
    codebook : Codebook
        The codes that it may use.

    Returns
    -------
    tuple of Row, tuple of Fault
        The rows, and what is wrong with them in reading order. Rows with faults must not be used.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.area_files.schema import TABLE
    >>> from dtors_network.area_files.sheets import lay_out
    >>> sheet = lay_out("arrivals.csv", [["service", "client_group", "count"], ["gp", "everyone", "*"]])
    >>> rows, faults = read_rows(TABLE["arrivals"], sheet, shipped_codebook())
    >>> rows[0].count, faults
    (Bounds(low=1, high=4), ())
    """
    if not sheet.header:
        return (), sheet.faults
    cells = _Cells(table, sheet, codebook)
    rows = cells.rows()
    known = {(fault.row, fault.column) for fault in sheet.faults}
    faults = [fault for fault in cells.faults if (fault.row, fault.column) not in known]
    places = {name: place for place, name in reversed(list(enumerate(sheet.header)))}
    found = sorted([*sheet.faults, *faults], key=lambda fault: (fault.row or 0, places.get(fault.column, -1)))
    return rows, (*header_faults(table, sheet, codebook), *found)


class _Cells:
    """The columns of one sheet, each parsed as a whole."""

    def __init__(self, table: Table, sheet: Sheet, codebook: Codebook) -> None:
        self.table = table.name
        self.sheet = sheet
        self.faults: list[Fault] = []
        self.texts: dict[str, Sequence[str]] = {}
        for name, cells in zip(sheet.header, self._columns(), strict=True):
            self.texts.setdefault(name, cells)  # of two columns of one name, which is a fault, the first
        known = [column for column in columns_of(table, codebook) if column.name in self.texts]
        self.values = {column.name: self._parse(column, codebook) for column in known}

    def rows(self) -> tuple[Row, ...]:
        """Build the rows; the model's types are met because each value came from its column's parser."""
        kind: Any = ROW_TYPES[self.table]
        accepts = [name for name in self.values if name.startswith(ACCEPTS)]
        unknown = [name for name in self.texts if name not in self.values]
        plain = {name: values for name, values in self.values.items() if name not in accepts}
        if accepts:
            plain["accepts"] = self._pairs({name[len(ACCEPTS) :]: self.values[name] for name in accepts})
        plain["extra"] = self._pairs({name: self._convert(name, free_text, "", Kind.TEXT) for name in unknown})
        plain["origin"] = [Origin(self.sheet.file, number) for number in self.sheet.numbers]
        absent = dict.fromkeys(set(_required(self.table)) - set(plain), "")
        names = tuple(plain)
        return tuple(kind(**dict(zip(names, row, strict=True)), **absent) for row in zip(*plain.values(), strict=True))

    def _columns(self) -> Sequence[Sequence[str]]:
        return list(zip(*self.sheet.rows, strict=True)) if self.sheet.rows else [()] * len(self.sheet.header)

    def _pairs(self, columns: dict[str, list[Any]]) -> list[tuple[tuple[str, Any], ...]]:
        """For each row, the columns with their cells, where these are not blank."""
        if not columns:
            return [()] * len(self.sheet.rows)
        rows = zip(*columns.values(), strict=True)
        return [tuple((name, cell) for name, cell in zip(columns, row, strict=True) if cell) for row in rows]

    def _parse(self, column: Column, codebook: Codebook) -> list[Any]:
        blank = _defaults(self.table).get(column.name, "")
        return self._convert(column.name, parser(column, codebook, blank), blank, column.kind)

    def _convert(self, name: str, parse: Parser, blank: object, kind: Kind) -> list[Any]:
        """Parse each different cell once: the cells of a column repeat, and most are blank."""
        cells = self.texts[name]
        known: dict[str, Any] = {}
        wrong: dict[str, CellError] = {}
        for cell in dict.fromkeys(cells):
            try:
                known[cell] = parse(cell)
            except CellError as error:
                known[cell] = cell.strip() if kind in _KEPT_AS_TEXT else blank
                wrong[cell] = error
        self.faults += self._faults(name, wrong) if wrong else []
        return [known[cell] for cell in cells]

    def _faults(self, name: str, wrong: dict[str, CellError]) -> list[Fault]:
        return [
            Fault(wrong[cell].problem, wrong[cell].fix, file=self.sheet.file, row=number, column=name, value=cell)
            for number, cell in zip(self.sheet.numbers, self.texts[name], strict=True)
            if cell in wrong
        ]


@cache
def _defaults(table: str) -> dict[str, Any]:
    return {field.name: field.default for field in fields(ROW_TYPES[table]) if field.default is not MISSING}


@cache
def _required(table: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(ROW_TYPES[table]) if field.default is MISSING)
