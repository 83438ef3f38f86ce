"""Undo what a file brought: its candidates go, and their services where nothing else speaks of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dtors_network.beginning.begun import ADDED, Begun, Line
from dtors_network.beginning.moving import rows_about
from dtors_network.beginning.services import with_services
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.imported import Cell, Mark, digest_of
from dtors_network.exchange.side_table import CANDIDATES

_FIX: Final = "Name one of the files that were brought"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What undoing did.

    Attributes
    ----------
    begun : Begun
        As it is now, not written yet.
    file : str
        The file that was brought.
    removed, restored : int
        Candidates that are gone, and cells that are as they were before.
    stayed : tuple of str
        Names of candidates that stay, since other rows speak of their services, or another name was merged into them.
    """

    begun: Begun
    file: str
    removed: int
    restored: int
    stayed: tuple[str, ...]


def undone(begun: Begun, which: str) -> Undone:
    """Undo what one file brought.

    Parameters
    ----------
    begun : Begun
        The area.
    which : str
        The number of the file in the log, or its name: then the latest of that name.

    Returns
    -------
    Undone
        What a person typed since then stays.

    Raises
    ------
    InputError
        If no such file was brought.
    """
    number = _number(begun, which)
    lines = [line for line in begun.log if line.number == number]
    rows = {row["service"]: dict(row) for row in begun.candidates}
    came = [line.service for line in lines if line.column == ADDED and line.service in rows]
    stays = {id_ for id_ in came if _is_used(begun, id_, set(came))}
    restored = sum(_restore(rows.get(line.service), line) for line in reversed(lines) if line.column != ADDED)
    removed = [id_ for id_ in came if id_ not in stays]
    marks = {cell: mark for cell, mark in begun.marks.items() if cell.table != CANDIDATES or cell.row[0] not in removed}
    for line in lines:
        cell = Cell(CANDIDATES, (line.service,), line.column)
        if cell in marks and rows[line.service].get(line.column, "") == line.before:
            marks[cell] = Mark(digest_of(line.before), marks[cell].source)
    left = [row for id_, row in rows.items() if id_ not in removed]
    after = replace(with_services(begun, left), marks=marks, log=tuple(ln for ln in begun.log if ln.number != number))
    names = tuple(rows[id_].get("name", id_) for id_ in came if id_ in stays)
    return Undone(begun=after, file=lines[0].file, removed=len(removed), restored=restored, stayed=names)


def _number(begun: Begun, which: str) -> str:
    if which in begun.files:
        return which
    found = [number for number, (file, _) in begun.files.items() if file == which]
    if not found:
        known = ", ".join(f"{number} ({file})" for number, (file, _) in begun.files.items()) or "none was"
        raise InputError([Fault("no such file was brought", f"{_FIX}: {known}", value=which)])
    return found[-1]


def _is_used(begun: Begun, id_: str, came: set[str]) -> bool:
    merged = any(row.get("same_as") == id_ and row["service"] not in came for row in begun.candidates)
    return merged or (id_ in begun.area.service and bool(rows_about(begun.area, id_)))


def _restore(row: dict[str, str] | None, line: Line) -> bool:
    """Put a cell back, unless somebody changed it since."""
    if row is None or row.get(line.column, "") != line.after:
        return False
    row[line.column] = line.before
    return True
