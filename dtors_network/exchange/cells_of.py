"""Rows of an area and rows of a file as cells that can be held against each other: one meaning, one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dtors_network.area_files.cells import CellError, Parser, free_text, parser
from dtors_network.area_files.schema import AREA, TABLE, columns_of
from dtors_network.area_files.sheets import Sheet
from dtors_network.area_files.table_text import cell_text
from dtors_network.errors import Fault
from dtors_network.exchange.imported import Key
from dtors_network.exchange.incoming import Given, Incoming
from dtors_network.model.area import NAMES
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column, Kind

Cells = dict[str, str]


def columns_by_name(table: str, codebook: Codebook) -> dict[str, Column]:
    """Give a table's columns by name; ``area`` is a table here.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> list(columns_by_name("arrivals", shipped_codebook()))
    ['service', 'client_group', 'count', 'reached_aftercare']
    """
    columns = AREA.columns if table == AREA.name else columns_of(TABLE[table], codebook)
    return {column.name: column for column in columns}


def parsers_of(table: str, codebook: Codebook) -> dict[str, Parser]:
    """Give the parser of each of a table's columns.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> parsers_of("arrivals", shipped_codebook())["count"]("3")
    3
    """
    return {name: parser(one, codebook) for name, one in columns_by_name(table, codebook).items()}


def typed_cells(sheet: Sheet, index: int, parsers: Mapping[str, Parser]) -> Cells:
    """Give the cells of a row of an area that somebody filled in; a no that was typed is not a blank.

    The sheet is without a fault; each cell comes as it would be written.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.area_files.sheets import lay_out
    >>> sheet = lay_out("arrivals.csv", [["service", "client_group", "count"], ["gp", "everyone", " 3 "]])
    >>> typed_cells(sheet, 0, parsers_of("arrivals", shipped_codebook()))["count"]
    '3'
    """
    filled = ((name, text) for name, text in zip(sheet.header, sheet.rows[index], strict=True) if text)
    read = {name: cell_text(parsers.get(name, free_text)(text)) for name, text in filled}
    return {name: text for name, text in read.items() if text}


class Reader:
    """Reads the cells that a file gives for a table, and notes those that cannot be read."""

    def __init__(self, table: str, codebook: Codebook, incoming: Incoming) -> None:
        self.table = table
        self.parsers = parsers_of(table, codebook)
        self.incoming = incoming
        self.faults: list[Fault] = []

    def cells(self, given: Given) -> Cells:
        """Give the cells of one row, each as an area's own would be written."""
        read = {name: self._text(name, text, given) for name, text in given.cells.items()}
        return {name: text for name, text in read.items() if text}

    def _text(self, name: str, text: str, given: Given) -> str:
        try:
            return cell_text(self.parsers.get(name, free_text)(text))
        except CellError as error:
            fault = Fault(error.problem, error.fix, file=given.place.file, column=name, value=text)
            self.faults.append(self.incoming.at(fault, given.place))
            return text


def named(table: str, rows: Iterable[Cells]) -> dict[Key, Cells]:
    """Give rows by what names them; of rows with one name in one table, each has its number too.

    >>> list(named("arrivals", [{"service": "gp", "client_group": "everyone", "count": "3"}]))
    [('gp', 'everyone')]
    """
    found: dict[Key, Cells] = {}
    seen: dict[Key, int] = {}
    for cells in rows:
        name = tuple(cells.get(column, "") for column in NAMES[table])
        seen[name] = seen.get(name, 0) + 1
        found[name if seen[name] == 1 else (*name, str(seen[name]))] = cells
    return found


def columns_of_kind(table: str, codebook: Codebook, kind: Kind) -> frozenset[str]:
    """Name the columns of a table that are of one kind.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> sorted(columns_of_kind("arrivals", shipped_codebook(), Kind.COUNT))
    ['count', 'reached_aftercare']
    """
    columns = columns_by_name(table, codebook).values()
    return frozenset(column.name for column in columns if column.kind is kind)
