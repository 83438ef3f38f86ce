"""Tables beside an area's own: what a register suggests, and published figures. Reading an area leaves them alone.

Importing again updates the cells that an import wrote, and keeps what a person typed or deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dtors_network.area_files.csv_tables import csv_text, read_csv
from dtors_network.errors import InputError
from dtors_network.exchange.imported import Cell, Imported, Key, Mark, digest_of

CANDIDATES: Final = "candidates"
INDICATORS: Final = "indicators"
KEYS: Final[dict[str, tuple[str, ...]]] = {
    CANDIDATES: ("service",),
    INDICATORS: ("indicator", "area", "period", "group", "source"),
}
"""By table, the columns that name a row."""

BY_ROW: Final = frozenset({INDICATORS})
"""Tables of so many cells that what an import wrote is remembered row by row."""

WHOLE: Final = "row"
"""Stands for all cells of a row."""

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideMerge:
    """What an import makes of a table beside the area.

    Attributes
    ----------
    table : str
        One of ``KEYS``.
    rows : tuple of mapping
        The rows as they are now.
    added, same, deleted : int
        Rows that are new, rows that say the same, and rows that a person deleted and that stay out.
    changed, kept : tuple of (Key, str, str, str)
        Cells that changed, and cells that a person typed and that stay: row, column, text here, text of the file.
    marks : mapping
        What imports wrote, for the next one.
    """

    table: str
    rows: tuple[Cells, ...]
    added: int = 0
    same: int = 0
    deleted: int = 0
    changed: tuple[tuple[Key, str, str, str], ...] = ()
    kept: tuple[tuple[Key, str, str, str], ...] = ()
    marks: Imported = field(default_factory=dict)


def rows_at(path: Path) -> tuple[Cells, ...]:
    """Read a table beside an area; no row where it is not there yet.

    Raises
    ------
    InputError
        If it cannot be read as a table.
    """
    if not path.exists():
        return ()
    sheet = read_csv(path)
    if sheet.faults:
        raise InputError(sheet.faults)
    return tuple(dict(zip(sheet.header, row, strict=True)) for row in sheet.rows)


def merge_side(
    table: str, mine: Sequence[Cells], theirs: Iterable[Cells], imported: Imported, source: str, replace: bool = False
) -> SideMerge:
    """Hold rows of a file against those that are there.

    Parameters
    ----------
    table : str
        One of ``KEYS``.
    mine, theirs : sequence of mapping
        Rows that are there, and rows of the file, by column; blank cells of the file say nothing.
    imported : mapping
        What imports wrote so far.
    source : str
        The name of the file.
    replace : bool
        True where the file's word also goes over what a person typed or deleted.

    Returns
    -------
    SideMerge
        Rows that are there stand first, in their order.

    Examples
    --------
    >>> made = merge_side("candidates", [], [{"service": "hub", "mark": "weak"}], {}, "cqc.csv")
    >>> made.added, merge_side("candidates", made.rows, [{"service": "hub", "mark": "strong"}], made.marks, "x").changed
    (1, ((('hub',), 'mark', 'weak', 'strong'),))
    """
    making = _Making(table, {_key(table, row): dict(row) for row in mine}, imported, source, replace)
    for row in theirs:
        making.take(_key(table, row), {name: text for name, text in row.items() if text})
    return making.merged()


class _Making:
    def __init__(self, table: str, rows: dict[Key, dict[str, str]], imported: Imported, source: str, replace: bool):
        self.table, self.rows, self.source, self.replace = table, rows, source, replace
        self.marks = dict(imported)
        self.known = {cell.row for cell in imported if cell.table == table}
        self.added = self.same = self.deleted = 0
        self.changed: list[tuple[Key, str, str, str]] = []
        self.kept: list[tuple[Key, str, str, str]] = []

    def take(self, key: Key, theirs: dict[str, str]) -> None:
        """Take a row of the file, unless a person deleted it."""
        if key not in self.rows and key in self.known and not self.replace:
            self.deleted += 1
            return
        if key not in self.rows:
            self.rows[key] = dict(theirs)
            self.added += 1
        else:
            before = len(self.changed) + len(self.kept)
            self._update(key, theirs)
            self.same += len(self.changed) + len(self.kept) == before
        for name, text in self._parts(self.rows[key], theirs).items():
            if text == self._parts(theirs, theirs)[name]:
                self.marks[Cell(self.table, key, name)] = Mark(digest_of(text), self.source)

    def merged(self) -> SideMerge:
        """Give what came of it."""
        return SideMerge(
            table=self.table, rows=tuple(self.rows.values()), added=self.added, same=self.same, deleted=self.deleted,
            changed=tuple(self.changed), kept=tuple(self.kept), marks=self.marks,
        )  # fmt: skip

    def _update(self, key: Key, theirs: dict[str, str]) -> None:
        mine = self.rows[key]
        ours = {name for name, text in self._parts(mine, theirs).items() if self._is_ours(key, name, text)}
        for name, text in theirs.items():
            here = mine.get(name, "")
            if here == text:
                continue
            if self.replace or (WHOLE if self.table in BY_ROW else name) in ours:
                mine[name] = text
                self.changed.append((key, name, here, text))
            else:
                self.kept.append((key, name, here, text))

    def _is_ours(self, key: Key, name: str, text: str) -> bool:
        mark = self.marks.get(Cell(self.table, key, name))
        return not text if mark is None else mark.digest == digest_of(text)

    def _parts(self, row: Mapping[str, str], named: Iterable[str]) -> dict[str, str]:
        """Give what is remembered of a row: each cell; or, where there are very many rows, the row as a whole."""
        cells = {name: row.get(name, "") for name in named}
        return {WHOLE: "\n".join(f"{name}={cells[name]}" for name in sorted(cells))} if self.table in BY_ROW else cells


def side_bytes(rows: Sequence[Cells], first: Sequence[str]) -> bytes:
    """Write rows as CSV that a spreadsheet never runs: some columns first, then all others as they come."""
    names = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
    records = [names, *([row.get(name, "") for name in names] for row in rows)]
    return csv_text(records).encode("utf-8-sig")


def _key(table: str, row: Cells) -> Key:
    return tuple(row.get(name, "") for name in KEYS[table])
