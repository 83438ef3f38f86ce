"""What a file would change in an area: rows to add, cells to change, and what a person typed and keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dtors_network.area_files.cells import CellError, count_value
from dtors_network.area_files.schema import AREA, TABLES
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.cells_of import Cells, Reader, columns_of_kind, named
from dtors_network.exchange.existing import Existing
from dtors_network.exchange.imported import Cell, Imported, Key, Mark, digest_of
from dtors_network.exchange.incoming import Given, Incoming
from dtors_network.exchange.place import Place
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, least, most
from dtors_network.model.column import Kind
from dtors_network.model.sharing import PROFILE

_KINDS: Final = (Kind.BOOLEAN, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a file would have otherwise."""

    cell: Cell
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Addition:
    """One row that is new, and where it stands in the file."""

    table: str
    row: Key
    cells: Mapping[str, str]
    place: Place


@dataclass(slots=True)
class Merge:
    """Everything that an import does, before it is done.

    Attributes
    ----------
    added : list of Addition
        New rows, in the order of the file.
    changed, kept : list of Change
        Cells that are changed, and those that a person typed and that stay.
    same : dict of str to int
        By table, the rows that are as the file has them.
    deleted : list of Addition
        Rows that an import wrote before and a person deleted; they stay deleted.
    gone : list of tuple of str and Key
        Rows that this file gave before and does not give now; they stay.
    marks : dict of Cell to Mark
        What is remembered of this import and those before.
    """

    added: list[Addition] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    same: dict[str, int] = field(default_factory=dict)
    deleted: list[Addition] = field(default_factory=list)
    gone: list[tuple[str, Key]] = field(default_factory=list)
    marks: dict[Cell, Mark] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether the area stays as it is."""
        return not self.added and not self.changed


def merge(before: Existing, incoming: Incoming, imported: Imported, replace: bool = False) -> Merge:
    """Find what a file would change in an area.

    Parameters
    ----------
    before : Existing
        The area as it is.
    incoming : Incoming
        What the file gives.
    imported : mapping of Cell to Mark
        What imports wrote before.
    replace : bool
        True where the file's word also goes over what a person typed or deleted.

    Returns
    -------
    Merge
        A cell is changed if it is blank and never was imported, or if it is what an import wrote; else it was typed
        and stays. A blank of the file says nothing, unless the file itself had filled the cell before.

    Raises
    ------
    InputError
        With every cell of the file that cannot be read.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> rows = {"services": {("gp",): {"service": "gp", "service_type": "gp"}}, "area": {(): {"id": "small"}}}
    >>> row = Given(cells={"service": "gp", "name": "Hill Surgery"}, place=Place("map.gexf"))
    >>> incoming = Incoming(file="map.gexf", tables={"services": [row]})
    >>> found = merge(Existing(small_area(), rows, {}), incoming, {})
    >>> [(change.cell.column, change.before, change.after) for change in found.changed]
    [('name', '', 'Hill Surgery')]
    """
    found = Merge(marks=dict(imported))
    faults: list[Fault] = [*incoming.faults]
    judge = _Judge(found, imported, incoming.file, replace)
    judge.named = {("services", (name,)) for name in incoming.unlisted}
    for table in (table.name for table in TABLES if table.name in incoming.tables):
        reader = Reader(table, before.area.codebook, incoming)
        theirs = named(table, [reader.cells(row) for row in incoming.tables[table]])
        faults += reader.faults
        mine = before.rows.get(table, {})
        places = dict(zip(theirs, (row.place for row in incoming.tables[table]), strict=True))
        if table == "organisations" and table not in before.area.tables:
            _list_all(theirs, places, mine, incoming.file)
            mine = {}
        judge.truths, judge.counts = (columns_of_kind(table, before.area.codebook, kind) for kind in _KINDS)
        judge.take(table, mine, theirs, places)
    judge.truths = columns_of_kind(AREA.name, before.area.codebook, Kind.BOOLEAN)
    judge.take_keys(before.rows[AREA.name][()], _keys(before.area, incoming, faults))
    if faults:
        raise InputError(faults)
    return found


class _Judge:
    """Decides, cell by cell, whose word stands."""

    def __init__(self, found: Merge, imported: Imported, source: str, replace: bool) -> None:
        self.found = found
        self.imported = imported
        self.source = source
        self.replace = replace
        self.truths: frozenset[str] = frozenset()
        self.counts: frozenset[str] = frozenset()
        self.named: set[tuple[str, Key]] = set()
        self.written = {(cell.table, cell.row) for cell in imported}

    def take(
        self, table: str, mine: Mapping[Key, Cells], theirs: Mapping[Key, Cells], places: Mapping[Key, Place]
    ) -> None:
        """Take the rows of one table."""
        given = dict.fromkeys(column for cells in theirs.values() for column in cells)
        for row, cells in theirs.items():
            if row in mine:
                self._compare(table, row, mine[row], cells, given)
                continue
            addition = Addition(table, row, cells, places[row])
            if (table, row) in self.written and not self.replace:
                self.found.deleted.append(addition)
            else:
                self.found.added.append(addition)
                self._remember(table, row, cells)
        ours = dict.fromkeys((cell.table, cell.row) for cell, mark in self.imported.items() if self._is_ours(mark))
        missing = [(one, row) for one, row in ours if one == table and row in mine and row not in theirs]
        self.found.gone += [row for row in missing if row not in self.named]

    def take_keys(self, mine: Mapping[str, str], theirs: Mapping[str, str]) -> None:
        """Take the keys of the area as the one row of a table."""
        self._compare(AREA.name, (), mine, theirs, theirs)
        del self.found.same[AREA.name]

    def _compare(
        self, table: str, row: Key, mine: Mapping[str, str], theirs: Mapping[str, str], given: Iterable[str]
    ) -> None:
        changed = len(self.found.changed) + len(self.found.kept)
        for column in given:
            self._cell(Cell(table, row, column), mine.get(column, ""), theirs.get(column, ""))
        same = len(self.found.changed) + len(self.found.kept) == changed
        self.found.same[table] = self.found.same.get(table, 0) + same

    def _cell(self, cell: Cell, mine: str, theirs: str) -> None:
        mark = self.imported.get(cell)
        untouched = mark is not None and mark.digest == digest_of(mine)
        if mark is not None and not untouched:
            self.found.marks.pop(cell, None)  # from now on it is what a person typed
        if self._agree(cell, mine, theirs):
            return
        if not theirs and not (untouched and mark and self._is_ours(mark)):
            return
        if untouched or self.replace or (not mine and mark is None):
            self.found.changed.append(Change(cell, mine, theirs))
            self._remember(cell.table, cell.row, {cell.column: theirs})
        else:
            self.found.kept.append(Change(cell, mine, theirs))

    def _agree(self, cell: Cell, mine: str, theirs: str) -> bool:
        """Say whether two cells say the same: a no and a blank truth do; a range says no more than what lies in it."""
        if cell.column in self.truths and {mine, theirs} == {"", "false"}:
            return True
        return mine == theirs or (cell.column in self.counts and _lies_within(mine, theirs))

    def _remember(self, table: str, row: Key, cells: Mapping[str, str]) -> None:
        for column, text in cells.items():
            self.found.marks[Cell(table, row, column)] = Mark(digest_of(text), self.source)

    def _is_ours(self, mark: Mark) -> bool:
        return mark.source == self.source


def _lies_within(mine: str, theirs: str) -> bool:
    """Tell whether a count that is known more closely lies in the range that another file gives."""
    if not mine or not theirs:
        return False
    try:
        known, wider = count_value(mine), count_value(theirs)
    except CellError:
        return False
    within = least(wider) <= least(known) and (most(known) or 0) <= (most(wider) or 0)
    return within and isinstance(wider, Bounds)


def _list_all(theirs: dict[Key, Cells], places: dict[Key, Place], mine: Mapping[Key, Cells], file: str) -> None:
    """List every organisation of the area in a table that is new: one that names some must name all."""
    for row in mine:
        if row not in theirs:
            theirs[row], places[row] = {"organisation": row[0]}, Place(file)


def _keys(area: Area, incoming: Incoming, faults: list[Fault]) -> dict[str, str]:
    reader = Reader(AREA.name, area.codebook, incoming)
    given = {key: text for key, text in incoming.keys.items() if key != PROFILE}
    cells = reader.cells(Given(cells=given, place=Place(incoming.file)))
    faults += reader.faults
    return cells
