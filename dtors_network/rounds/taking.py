"""Take replies in: read a mixed lot of files, hold them against what was asked, and put their voices into the area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from dtors_network.area_files.saving import Written
from dtors_network.editing.appending import append_rows
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.row_cells import row_cells
from dtors_network.model import laws
from dtors_network.model.area import Area, Row
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.given import File, Unread, files_of, raw_of, sorted_out, unpacked
from dtors_network.rounds.reading import form_of, reply_of
from dtors_network.rounds.reply import Reply, moment_of
from dtors_network.rounds.store import read_replies, read_rounds, reply_files
from dtors_network.rounds.voices import TABLES, Voices, voices_of

Rows = dict[str, tuple[Row, ...]]
"""Rows by table."""
Named = tuple[str, Reply]
"""A reply with the name of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One file that was given.

    Attributes
    ----------
    file : str
        Its name.
    reply : Reply
        What it says.
    known : bool
        Whether it was taken in before.
    """

    file: str
    reply: Reply
    known: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.reply


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What taking replies in makes of an area.

    Attributes
    ----------
    before, area : Area
        As it was, and with the voices of the replies.
    came : tuple of Came
        The files, in their order.
    added, removed : dict of str to tuple of Row
        Rows by table.
    unlisted : tuple
        Services that were written in by hand and are not listed: who wrote it, in which part, and the name.
    gone : tuple
        Services that were asked about and are not listed any more: who answered, and the service.
    replies : tuple of Reply
        Those that are new.
    unread : tuple
        Files of a folder, or packed with others, that are no reply, and what to do if they should be.
    """

    before: Area
    area: Area
    came: tuple[Came, ...]
    added: Rows
    removed: Rows
    unlisted: tuple[tuple[str, str, str], ...]
    gone: tuple[tuple[str, str], ...]
    replies: tuple[Reply, ...]
    unread: tuple[Unread, ...] = ()


def take(path: Path, exact: Area, given: Sequence[Path], now: datetime) -> Taken:
    """Work out what replies make of an area; nothing is written.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    exact : Area
        As it was read.
    given : sequence of Path
        Files, and folders of files.
    now : datetime
        When they are taken in.

    Returns
    -------
    Taken
        Every reply, the rows that it gives, and the area with them.

    Raises
    ------
    InputError
        With every fault of every file; then none is taken in.
    """
    files, unread, faults = files_of(given)
    taken = take_files(path, exact, files, now, faults)
    return replace(taken, unread=(*unread, *taken.unread))


def take_files(path: Path, exact: Area, given: Iterable[File], now: datetime, faults: Iterable[Fault] = ()) -> Taken:
    """Work out what replies make of an area as :func:`take` does, of files that were read already."""
    rounds = read_rounds(path, exact)
    if not rounds:
        fix = "Open one first: dtors-network ask AREA --write FOLDER"
        raise InputError([Fault("this area has not opened a round", fix, file=str(path))])
    before = read_replies(path, rounds)
    replies, found = list[Named](), list(faults)
    read, unread = sorted_out(_unpacked(given, found))
    for file in read:
        try:
            raw = raw_of(file, rounds)
            asked, form = form_of(raw, rounds, exact.id)
            replies.append((file.name, reply_of(raw, asked, form, now.date())))
        except InputError as error:
            found += error.faults
    if found:
        raise InputError(found)
    return replace(_taken(exact, rounds, before, replies, now), unread=tuple(unread))


def _unpacked(given: Iterable[File], faults: list[Fault]) -> Iterator[File]:
    """Unpack what is packed; what cannot be is a fault."""
    for file in given:
        try:
            yield from unpacked([file])
        except InputError as error:
            faults += error.faults


def _taken(
    exact: Area,
    rounds: tuple[AskedRound, ...],
    before: tuple[Reply, ...],
    given: list[tuple[str, Reply]],
    now: datetime,
) -> Taken:
    order = {asked.round: at for at, asked in enumerate(rounds)}
    known, came, new = {reply.code for reply in before}, list[Came](), dict[str, Reply]()
    for name, reply in given:
        late = order[reply.round] < len(rounds) - 1
        one = replace(reply, taken=moment_of(now), late=late)
        came.append(Came(file=name, reply=one, known=one.code in known or one.code in new))
        if one and one.code not in known:
            new.setdefault(one.code, one)
    codes = {reply.code for _, reply in given}  # what is given again counts as new where its service was not listed
    earlier = voices_of(exact, rounds, (reply for reply in before if reply.code not in codes))
    later = voices_of(exact, rounds, (*before, *new.values()))
    removed = _gone(earlier, later, exact)
    added = _new(later, earlier, exact, removed)
    changed = _changed(exact, added, removed)
    _check(changed)
    return Taken(
        before=exact, area=changed, came=tuple(came), added=added, removed=removed, unlisted=tuple(later.unlisted),
        gone=tuple(later.gone), replies=tuple(new.values()),
    )  # fmt: skip


def _new(later: Voices, earlier: Voices, area: Area, removed: Rows) -> Rows:
    """Give the rows that are said now, were not before, and do not stand there already."""
    found: Rows = {}
    for table in TABLES:
        there = {*map(_bare, getattr(area, table))} - {*map(_bare, removed[table])}
        ids = {getattr(row, "report", None) for row in there} - {None}
        new = [row for row in later.rows[table] if row not in there and row not in {*earlier.rows[table]}]
        found[table] = tuple(dict.fromkeys(row for row in new if getattr(row, "report", None) not in ids))
    return found


def _gone(earlier: Voices, later: Voices, area: Area) -> Rows:
    """Give the rows that replies put there, and that their person does not say any more."""
    gone = {table: {*earlier.rows[table]} - {*later.rows[table]} for table in TABLES}
    return {table: tuple(row for row in getattr(area, table) if _bare(row) in gone[table]) for table in TABLES}


def _bare(row: Row) -> Row:
    """Give a row without columns of the user's own: a reply fills in none."""
    return replace(row, extra=())


def _changed(area: Area, added: Rows, removed: Rows) -> Area:
    rows: dict[str, Any] = {
        table: (*(row for row in getattr(area, table) if row not in removed[table]), *added[table]) for table in TABLES
    }
    given = {table for table in TABLES if rows[table]} - {"statements"}
    return replace(area, **rows, tables=area.tables | given)


def _check(area: Area) -> None:
    faults = laws.faults(area)
    if faults:
        raise InputError(faults)


def keep(path: Path, taken: Taken) -> Written:
    """Put what was taken in where the area lies, with the replies themselves: all of it or nothing.

    Parameters
    ----------
    path : Path
        The area.
    taken : Taken
        What :func:`take` gave.

    Returns
    -------
    Written
        What was written.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    rows = {table: [*map(row_cells, taken.added[table])] for table in TABLES}
    gone = {table: {*map(_bare, taken.removed[table])} for table in TABLES if taken.removed[table]}
    without = {table: partial(_is_one_of, some) for table, some in gone.items()}
    files = reply_files(path, taken.replies)
    return append_rows(path, rows, datetime.now(), "replies", taken.area.codebook, files, without).written


def _is_one_of(rows: set[Row], row: Row) -> bool:
    return _bare(row) in rows
