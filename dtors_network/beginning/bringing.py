"""Bring a register, a directory or a list of names: what it suggests goes into the table of candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from dtors_network.beginning.begun import ADDED, Begun, Line
from dtors_network.beginning.guessing import guess_type
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.figures.figure_rows import none_of
from dtors_network.exchange.kind import FileKind, Room, Wish
from dtors_network.exchange.recognising import recognise
from dtors_network.exchange.registers.authorities import authorities, is_called
from dtors_network.exchange.registers.candidates import Candidates
from dtors_network.exchange.registry import KINDS
from dtors_network.exchange.side_rows import candidate_rows
from dtors_network.exchange.side_table import CANDIDATES, SideMerge, merge_side
from dtors_network.model.same_name import same_name
from dtors_network.safe.csv_reading import csv_rows

UNREGISTERED: Final = (
    "Services that need no registration are missing from every register: most community services for people who use "
    "drugs. Add them by hand, or from a list of your own."
)
ITS_SOURCE: Final = "its source"
"""Stands beside a type that a register or list gave, and that nobody guessed."""

_HEAD: Final = 10
_PRODUCED: Final = re.compile(r"(?:produced|published|updated) on (\d{1,2} [A-Za-z]+ \d{4})")
_TAKEN: Final = "Bring a CQC file, an Open Referral or HSDS directory, or a table (.csv, .xlsx) with a column Name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file brought.

    Attributes
    ----------
    begun : Begun
        As it is now, not written yet.
    title : str
        What the file was taken for.
    merged : SideMerge
        Rows that came, changed and stayed.
    notes : tuple of str
        What a user should know of the file.
    """

    begun: Begun
    title: str
    merged: SideMerge
    notes: tuple[str, ...]


def bring(begun: Begun, file: Path, on: date, kind: FileKind | None = None) -> Brought:
    """Read a file and merge what it suggests with what is there.

    Parameters
    ----------
    begun : Begun
        The area.
    file : Path
        The file, under its own name.
    on : date
        The day.
    kind : FileKind or None
        Its kind, where that is known; else it is told from the file, and any other table is a list of names.

    Returns
    -------
    Brought
        Of a register of many authorities, what belongs to this one. Bringing a file again updates what it wrote, and
        keeps what a person typed.

    Raises
    ------
    InputError
        If its kind is none of these, with every fault in it, or if nothing of it is of the authority.
    """
    kind = kind or kind_of_list(file)
    if kind.read is None or kind.room is not Room.REGISTER:
        raise InputError([Fault(f"this is {kind.title}, and suggests no services here", _TAKEN, file=file.name)])
    read = kind.read(file, Wish(codebook=begun.area.codebook))
    if not isinstance(read, Candidates):
        raise TypeError(kind.code)
    found = _of_authority(begun, read) if kind.code.startswith("cqc") else read
    told = {"source": f"{kind.title}: {file.name}", "source_date": _produced(file), "read_on": on.isoformat()}
    rows = [dict(told | row) for row in _typed(begun, found)]
    merged = merge_side(CANDIDATES, begun.candidates, rows, begun.marks, file.name)
    lines = _lines(begun, merged, file.name, on)
    after = replace(begun, candidates=merged.rows, log=(*begun.log, *lines), marks=merged.marks)
    return Brought(begun=after, title=kind.title, merged=merged, notes=(*found.cautions, UNREGISTERED))


def kind_of_list(file: Path) -> FileKind:
    """Tell which kind of register or directory a file is; a table that is none of them is a list of names.

    Raises
    ------
    InputError
        If it is neither, or cannot be looked into.
    """
    ending = file.suffix.lower()
    kinds = [one for one in KINDS.values() if one.room is Room.REGISTER and ending in one.endings]
    if not kinds and not file.is_dir():
        raise InputError([Fault("no list of services has this ending", _TAKEN, file=file.name)])
    found = recognise(file) if file.is_dir() or len(kinds) > 1 or ending == ".json" else kinds[0]
    if found is not None and found.room is Room.REGISTER:
        return found
    if found is not None and found.room is not Room.NETWORK:
        raise InputError([Fault(f"this is {found.title}, and suggests no services", _TAKEN, file=file.name)])
    if ending in KINDS["names"].endings:
        return KINDS["names"]
    raise InputError([Fault("nothing in this file says of which kind it is", _TAKEN, file=file.name)])


def _of_authority(begun: Begun, read: Candidates) -> Candidates:
    """Choose the locations of the area's authority; where it has no code, of its name."""
    area = begun.area
    mine = [one for one in authorities() if one.code == area.gss_code]
    of = [dict(one.service.extra).get("local_authority", "") for one in read.candidates]
    is_ours = {
        name: is_called(mine[0], name) if mine else same_name(name) == same_name(area.name)
        for name in dict.fromkeys(of)
    }
    chosen = tuple(one for one, name in zip(read.candidates, of, strict=True) if is_ours[name])
    if not chosen:
        raise InputError([none_of(area.name, of, read.file, "location with a mark")])
    left = len(read.candidates) - len(chosen)
    told = f"{left:,} locations of other authorities were left out"
    cautions = tuple(one for one in read.cautions if "candidate" not in one)
    return replace(read, candidates=chosen, cautions=(*cautions, told) if left else cautions)


def _typed(begun: Begun, found: Candidates) -> Iterator[dict[str, str]]:
    """Give rows with a type: that of the source, else what their words seem to say; no guess where a source told."""
    known = begun.area.codebook.service_type
    was_told = {row["service"] for row in begun.candidates if row.get("type_from") == ITS_SOURCE}
    for row in candidate_rows(found):
        if row.get("service_type"):
            yield row | {"type_from": ITS_SOURCE}
            continue
        if row["service"] in was_told:
            yield row
            continue
        guess = guess_type(
            (row.get("name", ""), row.get("listed_as", ""), row.get("classification", ""), row.get("why", "")), known
        )
        yield row | ({"service_type": guess.type, "type_from": f"guessed from “{guess.why}”"} if guess.type else {})


def _lines(begun: Begun, merged: SideMerge, file: str, on: date) -> list[Line]:
    number = str(1 + max((int(line.number) for line in begun.log if line.number.isdigit()), default=0))
    before = {row["service"] for row in begun.candidates}
    came = [row["service"] for row in merged.rows if row["service"] not in before]
    day = on.isoformat()
    lines = [Line(number, file, day, service, ADDED, "", "") for service in came]
    return lines + [Line(number, file, day, key[0], column, was, now) for key, column, was, now in merged.changed]


def _produced(file: Path) -> str:
    """Give the day of which a file says that it was made; blank where it does not say."""
    if file.suffix.lower() != ".csv":
        return ""
    for text in _first_cells(file):
        if found := _PRODUCED.search(text):
            try:
                return datetime.strptime(found[1], "%d %B %Y").date().isoformat()
            except ValueError:
                return ""
    return ""


def _first_cells(file: Path) -> Iterator[str]:
    for number, row in csv_rows(file):
        if number > _HEAD:
            return
        yield from row
