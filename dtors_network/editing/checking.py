"""Everything that is wrong with a draft, cell by cell: found by the reader of areas, so that each rule stands once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from dtors_network.area_files.assemble import AreaText, assemble
from dtors_network.area_files.keys import Keys, area_values
from dtors_network.area_files.rows import read_rows
from dtors_network.area_files.schema import AREA, TABLE, Table
from dtors_network.area_files.sheets import Sheet
from dtors_network.editing.draft import Draft
from dtors_network.editing.grid import Grid
from dtors_network.editing.opening import codebook_of, files_of_tables
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area, Row
from dtors_network.model.codebook import Codebook
from dtors_network.safe.yaml_reading import YamlText

FIRST: Final = 2
"""The row of a spreadsheet below the header."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing that is wrong with a draft.

    Attributes
    ----------
    table : str
        Its table; blank where it is of none.
    row : int or None
        Where the row stands in the grid, counted from 0; None for the table as a whole.
    column : str
        Its column; blank for the row as a whole.
    value, problem, fix : str
        As in :class:`~dtors_network.errors.Fault`.
    """

    table: str
    row: int | None
    column: str
    value: str
    problem: str
    fix: str


class Checker:
    """Finds what is wrong with drafts of one area; a table that did not change is not read again.

    Parameters
    ----------
    path : Path
        The area's folder or workbook: faults name its files.
    text : AreaText
        What was read of it: its own codes and routes come from there.
    codebook : Codebook or None
        The codes to judge by, its own among them, where somebody named others than the shipped ones.

    Examples
    --------
    >>> from dtors_network.editing.draft import edited
    >>> from dtors_network.editing.edits import Put
    >>> from dtors_network.area_files.files import contents, text_of
    >>> from dtors_network.editing.opening import draft_of
    >>> from dtors_network.shipped import data_path
    >>> path = data_path() / "areas" / "well_joined"
    >>> text = text_of(path, contents(path))
    >>> checker, draft = Checker(path, text), draft_of(text, {})
    >>> checker.faults(draft)
    ()
    >>> wrong = edited(draft, Put("services", 0, 3, (("clinc",),)))
    >>> [(fault.table, fault.row, fault.column) for fault in checker.faults(wrong)]
    [('services', 0, 'service_type')]
    """

    def __init__(self, path: Path, text: AreaText, codebook: Codebook | None = None) -> None:
        self.files = files_of_tables(path)
        self.codebook = codebook or codebook_of(text)[0]
        self.pathway = text.pathway
        self._sheets: dict[str, tuple[Grid, Sheet]] = {}
        self._read: dict[str, tuple[Sheet, tuple[tuple[Row, ...], tuple[Fault, ...]]]] = {}

    def faults(self, draft: Draft) -> tuple[CellFault, ...]:
        """Give everything that is wrong with a draft, in reading order."""
        try:
            self.area(draft)
        except InputError as error:
            return tuple(sorted((self._placed(fault, draft) for fault in error.faults), key=partial(_order, draft)))
        return ()

    def area(self, draft: Draft) -> Area:
        """Build the area that a draft is.

        Raises
        ------
        InputError
            With everything that is wrong with it.
        """
        return assemble(self.text(draft), self.codebook, None, self._rows)

    def of_rows(self, draft: Draft, table: str, rows: Sequence[int]) -> tuple[CellFault, ...]:
        """Give what is wrong with the cells of some rows by themselves, at once; the laws need every table."""
        grid = draft.now[table]
        if table == AREA.name:
            keys = _keys(self.files[table], grid)
            there = {row + FIRST for row in rows}
            found = [fault for fault in area_values(keys, self.codebook)[1] if fault.row in there]
        else:
            within = [row for row in rows if row < len(grid.rows)]
            found = list(read_rows(TABLE[table], self._sheet_of(grid, within), self.codebook)[1])
        return tuple(self._placed(fault, draft) for fault in found if fault.row != 1)

    def text(self, draft: Draft) -> AreaText:
        """Give the text of a draft as it would be read."""
        return AreaText(
            keys=_keys(self.files[AREA.name], draft.now[AREA.name]),
            sheets={name: self._sheet(grid) for name, grid in draft.now.items() if is_read(grid)},
            codebook=YamlText("codebook.yaml"),  # it is in the codebook that is given
            pathway=self.pathway,
        )

    def _rows(self, table: Table, sheet: Sheet, codebook: Codebook) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
        kept = self._read.get(table.name)
        if kept is None or kept[0] is not sheet:
            kept = self._read[table.name] = (sheet, read_rows(table, sheet, codebook))
        return kept[1]

    def _sheet(self, grid: Grid) -> Sheet:
        kept = self._sheets.get(grid.table)
        if kept is None or kept[0] is not grid:
            kept = self._sheets[grid.table] = (grid, self._sheet_of(grid, range(len(grid.rows))))
        return kept[1]

    def _sheet_of(self, grid: Grid, rows: Sequence[int]) -> Sheet:
        """Give some rows as a sheet: blank ones left out, each with the number that a spreadsheet gives it."""
        there = [row for row in rows if not grid.rows[row].is_blank]
        return Sheet(
            file=self.files[grid.table],
            header=grid.header,
            numbers=[row + FIRST for row in there],
            rows=[grid.rows[row].cells for row in there],
        )

    def _placed(self, fault: Fault, draft: Draft) -> CellFault:
        table = next((name for name, file in self.files.items() if file == fault.file), "")
        row = fault.row - FIRST if fault.row is not None and table and fault.row >= FIRST else None
        column = fault.column
        if table == AREA.name and fault.column:
            keys = [one.cells[0] for one in draft.now[table].rows]
            row, column = (keys.index(fault.column), "value") if fault.column in keys else (None, "")
        return CellFault(table, row, column, fault.value, fault.problem, fault.fix)


def _order(draft: Draft, fault: CellFault) -> tuple[int, int, int]:
    """Order faults as somebody reads tables: row by row, and each row from the left."""
    if fault.table not in draft.now:
        return -1, 0, 0
    header = draft.now[fault.table].header
    column = header.index(fault.column) if fault.column in header else -1
    return [*draft.now].index(fault.table), -1 if fault.row is None else fault.row, column


def is_read(grid: Grid) -> bool:
    """Tell whether a table is one of the area: its file is there, or something stands in it.

    Examples
    --------
    >>> from dtors_network.editing.grid import grid_of
    >>> is_read(grid_of("arrivals", [], [], ["service"]))
    False
    """
    return grid.table != AREA.name and (grid.is_there or any(not row.is_blank for row in grid.rows))


def _keys(file: str, grid: Grid) -> Keys:
    faults, texts, rows = [], dict[str, str](), dict[str, int]()
    for number, (key, value) in enumerate((row.cells for row in grid.rows), start=FIRST):
        if not key.strip() and not value.strip():
            continue
        if key in rows:
            faults.append(Fault("this key stands twice", "Keep one of the two", file, number, key))
        texts[key], rows[key] = value, number
    return Keys(file=file, texts=texts, rows=rows, faults=tuple(faults))
