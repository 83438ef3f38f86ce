"""An area that is being begun: its folder as it is read, with what was suggested, what was decided, and from where."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.files import contents, digests
from dtors_network.area_files.naming import IMPORTS_FILE
from dtors_network.area_files.protected import refuse_protected
from dtors_network.area_files.rewriting import rewritten
from dtors_network.area_files.saving import Save, Written, is_lawful, save_files
from dtors_network.area_files.table_text import key_texts, table_records
from dtors_network.area_files.versions import STEP
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.imported import Imported, imported_text, read_imported
from dtors_network.exchange.side_rows import CANDIDATE_COLUMNS
from dtors_network.exchange.side_table import CANDIDATES, rows_at, side_bytes
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.safe.bounds import bounded_text

DECISIONS: Final = ("belongs", "same_as", "still_open", "last_confirmed", "out_of_area")
"""Columns of a candidate that a person fills in: does it belong here, is it another one under a second name, is it
still open, and when was that last confirmed."""

TAKEN: Final = "taken"
"""Yes where a candidate was made a service: one that is gone from the table since then was deleted by a person."""

FROM: Final = ("source", "source_date", "read_on", "type_from")
"""Where a candidate comes from, of which day that is, when it was read, and what its type was guessed from."""

LOG_FILE: Final = "begun.csv"
CANDIDATES_FILE: Final = f"{CANDIDATES}.csv"
ADDED: Final = ""
"""Stands for the column where a whole row came."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a file changed in the table of candidates: one cell, or a row that came (column blank)."""

    number: str
    file: str
    read_on: str
    service: str
    column: str
    before: str
    after: str


_LOG: Final = tuple(field.name for field in fields(Line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An area that is being begun.

    Attributes
    ----------
    area : Area
        As its tables say it, exact.
    candidates : tuple of mapping
        What was suggested or added by hand, with what was decided of it.
    log : tuple of Line
        What each file that was brought changed, the oldest first.
    marks : mapping
        Which cells files wrote, so that what a person typed stays.
    was : mapping
        The digests of the files that it was read from.
    """

    area: Area
    candidates: tuple[Mapping[str, str], ...] = ()
    log: tuple[Line, ...] = ()
    marks: Imported
    was: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def files(self) -> dict[str, tuple[str, str]]:
        """The files that were brought: by number, their name and the day."""
        return {line.number: (line.file, line.read_on) for line in self.log}


def read_begun(folder: Path, known: Begun | None = None) -> Begun:
    """Read an area that is being begun, or any other area of exact counts in a folder.

    Parameters
    ----------
    folder : Path
        The area's folder.
    known : Begun or None, optional
        As it was read or saved last: given back where no file of the folder has changed since.

    Returns
    -------
    Begun
        With no candidate where none was ever suggested.

    Raises
    ------
    InputError
        With every fault of its files; or if it is a workbook, or protected.

    Examples
    --------
    >>> from dtors_network.shipped import data_path
    >>> read_begun(data_path() / "areas" / "well_joined").candidates
    ()
    """
    refuse_file(folder)
    was = digests(contents(folder))
    if known is not None and known.was == was:
        return known
    area = read_area(folder)
    refuse_protected(area, str(folder))
    rows = rows_at(folder / CANDIDATES_FILE)
    log, marks = _log(folder / LOG_FILE), read_imported(folder / IMPORTS_FILE)
    return Begun(area=area, candidates=rows, log=log, marks=marks, was=was)


def refuse_file(place: Path) -> None:
    """Refuse a workbook or any other file: a first map stands in a folder.

    Raises
    ------
    InputError
        If it is one, or is called like one.
    """
    if place.is_file() or place.suffix.lower() in (".xlsx", ".csv", ".json", ".zip", ".yaml"):
        fix = "Name a folder: convert writes a workbook as one"
        raise InputError([Fault("a first map is begun in a folder", fix, file=str(place))])


def save_begun(folder: Path, before: Begun, after: Begun, why: str = STEP) -> tuple[Begun, Written]:
    """Write what differs: every file of it, or none.

    Parameters
    ----------
    folder : Path
        The area's folder. Whenever it breaks off, the folder is as it was, or as it is to be once it is read again.
    before, after : Begun
        As it was read, and as it is to be.
    why : str
        What saves: a key of :data:`~dtors_network.area_files.versions.WHY`.

    Returns
    -------
    tuple of Begun and Written
        As it stands there now, and what was written.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else changed the files since they were read; nothing is overwritten.
    InputError
        With all that would be wrong, or if it cannot be written; then nothing is.
    """
    lawful = is_lawful(folder)
    made = _tables(folder, before.area, after.area) if after.area != before.area else {}
    if after.candidates != before.candidates:
        first = (*CANDIDATE_COLUMNS, *DECISIONS, *FROM)
        made[CANDIDATES_FILE] = side_bytes(after.candidates, first)
    if after.log != before.log:
        made[LOG_FILE] = csv_text([_LOG, *map(astuple, after.log)]).encode("utf-8-sig")
    if after.marks != before.marks:
        made[IMPORTS_FILE] = imported_text(after.marks).encode()
    read = [after.area]
    written = save_files(Save(folder, before.was, made, lambda files: read.append(lawful(files))), why)
    put = {name: content for name, content in made.items() if content is not None}
    was = {name: digest for name, digest in {**before.was, **digests(put)}.items() if name in put or name not in made}
    rows = rows_at(folder / CANDIDATES_FILE) if CANDIDATES_FILE in put else after.candidates
    return replace(after, area=read[-1], candidates=rows, was=was), written


def _tables(folder: Path, before: Area, after: Area) -> dict[str, bytes | None]:
    """Give the files of an area that differ; None for those that are no longer there."""
    names = [name for name in ROW_TYPES if _differs(name, before, after)]
    other: dict[str, Any] = {name: () for name in ROW_TYPES if name not in names}
    records = table_records(replace(after, **other))
    was, now = key_texts(before), key_texts(after)
    keys = {key: now.get(key) for key in {**was, **now} if was.get(key, "") != now.get(key, "")}
    tables = {name: records[name] for name in names if name in records}
    gone = {f"{name}.csv": None for name in names if name not in records}
    return {**gone, **rewritten(folder, contents(folder), tables, after.codebook, keys)}


def _differs(name: str, before: Area, after: Area) -> bool:
    listed = (name in before.tables) != (name in after.tables)
    return listed or getattr(before, name) != getattr(after, name)


def _log(path: Path) -> tuple[Line, ...]:
    if not path.exists():
        return ()
    text = bounded_text(path).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or tuple(rows[0]) != _LOG or any(len(row) != len(_LOG) for row in rows[1:]):
        fix = "Put it back as it was; or delete it, and what was brought before can no longer be undone"
        raise InputError(
            [Fault("this record of what was brought was changed, and cannot be read", fix, file=path.name)]
        )
    return tuple(Line(*map(_unguarded, row)) for row in rows[1:])


def _unguarded(cell: str) -> str:
    from dtors_network.area_files.csv_tables import FORMULA

    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
