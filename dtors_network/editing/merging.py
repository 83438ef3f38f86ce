"""Bring a draft and what somebody else saved meanwhile together: cell by cell, and where both changed one, say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from dtors_network.area_files.schema import AREA
from dtors_network.editing.draft import Draft, Step
from dtors_network.editing.grid import Cells, Grid, GridRow
from dtors_network.model.tables import NAMES

_KEYS: Final = {**NAMES, AREA.name: ("key",)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell, or row, that both changed: what is there now is theirs.

    Attributes
    ----------
    table : str
        Its table.
    row : int or None
        Where the row stands in the merged table; None where they took it out.
    column : str
        Its column; blank where the row is meant as a whole.
    before, mine, theirs : str
        What stood there when it was opened, in the draft, and in the files.
    """

    table: str
    row: int | None
    column: str
    before: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A draft upon what somebody else saved, and what could not be brought together.

    Attributes
    ----------
    draft : Draft
        Theirs, with everything of mine that does not touch what they changed; one step takes mine back.
    conflicts : tuple of Conflict
        What both changed.
    theirs : tuple of str
        The tables that they changed.
    """

    draft: Draft
    conflicts: tuple[Conflict, ...]
    theirs: tuple[str, ...]


def merged(mine: Draft, theirs: Draft) -> Merged:
    """Bring a draft upon what is in the files now.

    Parameters
    ----------
    mine : Draft
        The draft, whose base is what was opened.
    theirs : Draft
        The same area as it was opened just now.

    Returns
    -------
    Merged
        With every change of either; theirs where both changed one cell.

    Examples
    --------
    >>> from dtors_network.editing.draft import edited
    >>> from dtors_network.editing.edits import Put
    >>> from dtors_network.editing.grid import grid_of
    >>> opened = {"services": grid_of("services", ["service", "name"], [["gp", "A"], ["hub", "B"]])}
    >>> there = {"services": grid_of("services", ["service", "name"], [["gp", "Z"], ["hub", "B"]])}
    >>> mine = edited(Draft(opened, opened, {}), Put("services", 1, 1, (("C",),)))
    >>> [row.cells for row in merged(mine, Draft(there, there, {})).draft.now["services"].rows]
    [('gp', 'Z'), ('hub', 'C')]
    """
    conflicts: list[Conflict] = []
    now, steps, changed = dict(theirs.now), [], []
    for table, grid in theirs.now.items():
        base = mine.base[table]
        if base.records != grid.records:
            changed.append(table)
        if mine.now[table].rows != base.rows:
            now[table] = _grid(base, mine.now[table], grid, conflicts)
            steps.append(Step(grid, now[table]))
    return Merged(replace(theirs, now=now, done=tuple(steps)), tuple(conflicts), tuple(changed))


def _grid(base: Grid, mine: Grid, theirs: Grid, conflicts: list[Conflict]) -> Grid:
    header = (*theirs.header, *(name for name in mine.header if name not in theirs.header))
    wide = replace(theirs, header=header, rows=tuple(_widened(row, header) for row in theirs.rows))
    now = {row.number: row for row in mine.rows}
    pairs = matched(base, theirs)
    result: list[GridRow | None] = list(wide.rows)
    lost: list[Conflict] = []
    for at, row in enumerate(base.rows):
        own, there = now.get(row.number), pairs.get(at)
        if own is not None and own.cells == row.cells:
            continue
        if there is None:
            if own is not None:
                lost.append(Conflict(base.table, None, "", _told(row.cells), _told(own.cells), ""))
        elif own is None:
            if _by_name(theirs, there) == _by_name(base, at):
                result[there] = None
            else:
                lost.append(Conflict(base.table, there, "", _told(row.cells), "", _told(theirs.rows[there].cells)))
        else:
            result[there] = _row(base, row, own, mine, wide, there, lost)
    return _placed(wide, result, _added(base, mine, wide), lost, conflicts)


def _row(base: Grid, row: GridRow, own: GridRow, mine: Grid, wide: Grid, there: int, lost: list[Conflict]) -> GridRow:
    """Put what I changed of a row upon theirs, where they did not change the same cell."""
    before, ours = dict(zip(base.header, row.cells, strict=True)), dict(zip(mine.header, own.cells, strict=True))
    cells = dict(zip(wide.header, wide.rows[there].cells, strict=True))
    for name, text in ours.items():
        old = before.get(name, "")
        if text == old or cells[name] == text:
            continue
        if cells[name] == old:
            cells[name] = text
        else:
            lost.append(Conflict(base.table, there, name, old, text, cells[name]))
    return replace(wide.rows[there], cells=tuple(cells.values()))


def _added(base: Grid, mine: Grid, wide: Grid) -> Iterator[Cells]:
    """Give the rows that I added, but for those that they added too."""
    known = {row.number for row in base.rows}
    there = {row.cells for row in wide.rows}
    for row in mine.rows:
        if row.number not in known and not row.is_blank:
            given = dict(zip(mine.header, row.cells, strict=True))
            cells = tuple(given.get(name, "") for name in wide.header)
            if cells not in there:
                yield cells


def _placed(
    wide: Grid, result: Sequence[GridRow | None], added: Iterator[Cells], lost: list[Conflict], told: list[Conflict]
) -> Grid:
    """Close the gaps that deleted rows leave, put the new rows below, and say where conflicts then stand."""
    left = [at for at, row in enumerate(result) if row is not None]
    place = {at: now for now, at in enumerate(left)}
    told += [replace(one, row=None if one.row is None else place[one.row]) for one in lost]
    rows = [row for row in result if row is not None]
    new = [GridRow(wide.following + at, cells) for at, cells in enumerate(added)]
    return replace(wide, rows=(*rows, *new), following=wide.following + len(new))


def matched(base: Grid, theirs: Grid) -> dict[int, int]:
    """Find the rows of a grid in another: those that are equal, in their order, then those of one name.

    Examples
    --------
    >>> from dtors_network.editing.grid import grid_of
    >>> base = grid_of("services", ["service", "name"], [["gp", "A"], ["hub", "B"]])
    >>> matched(base, grid_of("services", ["service", "name"], [["new", ""], ["hub", "C"], ["gp", "A"]]))
    {0: 2, 1: 1}
    """
    one, other = ([_by_name(grid, at) for at in range(len(grid.rows))] for grid in (base, theirs))
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        pairs |= {block.a + at: block.b + at for at in range(block.size)}
    taken = {*pairs.values()}
    free: dict[object, list[int]] = {}
    for at in range(len(other)):
        if at not in taken:
            free.setdefault(_name(theirs, at), []).append(at)
    for at in range(len(one)):
        if at not in pairs and (left := free.get(_name(base, at))):
            pairs[at] = left.pop(0)
    return pairs


def _by_name(grid: Grid, at: int) -> frozenset[tuple[str, str]]:
    """Give a row as its filled cells, so that columns may stand in any order."""
    return frozenset((name, cell) for name, cell in zip(grid.header, grid.rows[at].cells, strict=True) if cell)


def _name(grid: Grid, at: int) -> tuple[str, ...]:
    cells = dict(zip(grid.header, grid.rows[at].cells, strict=True))
    return tuple(cells.get(name, "") for name in _KEYS.get(grid.table) or grid.header)


def _widened(row: GridRow, header: Cells) -> GridRow:
    return replace(row, cells=(*row.cells, *[""] * (len(header) - len(row.cells))))


def _told(cells: Cells) -> str:
    return " · ".join(cell for cell in cells if cell)
