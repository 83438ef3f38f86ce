"""What was given out of an area: protected tables and a register beside the exact ones, in its folder ``releases``."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Final

from dtors_network.area_files.area_io import read_tables, write_area
from dtors_network.area_files.csv_tables import guarded
from dtors_network.area_files.lock import locked
from dtors_network.area_files.naming import home_of, own_folder
from dtors_network.area_files.staging import replace_files
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import ROW_TYPES, Action, Area, Row
from dtors_network.model.vocabulary import Profile
from dtors_network.shipped import data_path

FOLDER: Final = "releases"
REGISTER: Final = "register.csv"
SHORT: Final = 16


@dataclass(frozen=True, slots=True)
class Release:
    """One line of the register: what was given out, when, how, and of which period.

    Attributes
    ----------
    area, period_start, period_end, profile : str
        Of the tables.
    kind : str
        What gave it out: ``disclose``, ``convert``, ``download``.
    given_on : str
        The day, ISO 8601.
    digest : str
        Of the protected tables, and the name of the folder that holds them.
    """

    area: str
    period_start: str
    period_end: str
    profile: str
    kind: str
    given_on: str
    digest: str


COLUMNS: Final = tuple(field.name for field in fields(Release))
_LATER: Final = ("acceptance_voices", "contacts", "rounds", "asked")
"""Tables that came after areas had been given out: without a row they leave a digest as it was."""
_ALWAYS: Final = frozenset(ROW_TYPES) - {"organisations", *_LATER}


def digest_of(shown: Area) -> str:
    """Name protected tables by their content.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> len(digest_of(small_area()))
    16
    """
    told = [table for table in ROW_TYPES if table in _ALWAYS or (table in _LATER and getattr(shown, table))]
    rows = [[_as_before(replace(row, origin=None)) for row in getattr(shown, table)] for table in told]
    return hashlib.sha256(repr((shown.id, shown.profile, rows)).encode()).hexdigest()[:SHORT]


class _Said(str):
    """Text that stands in a digest as it is."""

    def __repr__(self) -> str:
        return str(self)


def _as_before(row: Row) -> Row | _Said:
    """Say an action that has nothing of what came later as it was said before, so that its digest stays."""
    if not isinstance(row, Action) or row != Action(**{name: getattr(row, name) for name in _FORMERLY}):
        return row
    told = ", ".join(f"{'gap' if name == 'finding' else name}={getattr(row, name)!r}" for name in _FORMERLY)
    return _Said(f"Action({told})")


_FORMERLY: Final = ("extra", "finding", "action", "owner", "due", "done_on", "result")
"""The fields that an action had when the first areas were given out; the finding was called the gap."""


def register_release(path: Path, shown: Area, kind: str, on: date) -> Release:
    """Remember what is given out of an area, before it is given out.

    The tables come first, whole or not at all, and the line of the register last: whenever it breaks off, what the
    register names is there.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    shown : Area
        What ``protect`` gave of it, with a profile of blocks.
    kind : str
        What gives it out.
    on : date
        The day.

    Returns
    -------
    Release
        Its line of the register.

    Raises
    ------
    InputError
        If the register is of another area or profile, is damaged, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(counted_area(), Path(place) / "ours")
    ...     _ = register_release(Path(place) / "ours", protect(counted_area()), "disclose", date(2026, 1, 5))
    ...     [one.profile.value for one in released_before(Path(place) / "ours", counted_area())]
    ['ndtms']
    """
    if shown.profile in (None, Profile.NONE):
        raise ValueError("only what has a profile of blocks is registered")
    folder = own_folder(path, FOLDER)
    start, end = (day.isoformat() if day else "" for day in (shown.period_start, shown.period_end))
    made = Release(shown.id, start, end, str(shown.profile), kind, on.isoformat(), digest_of(shown))
    with locked(home_of(path)):  # no version is kept: what was given out is never to be forgotten
        lines = _lines(folder, shown)
        _one_profile(folder / REGISTER, lines, str(shown.profile))
        if not (folder / made.digest).is_dir():
            write_area(shown, folder / made.digest)
        if made not in lines:
            replace_files(folder, {REGISTER: _text([*lines, made]).encode()})
    return made


def is_own(place: Path, exact: Area, shown: Area) -> bool:
    """Tell whether what leaves of an area is registered: a user's own exact tables, that leave in blocks.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> is_own(Path("nowhere"), small_area(), small_area())
    False
    """
    in_blocks = shown.profile not in (None, Profile.NONE)
    return is_own_place(place) and in_blocks and exact.profile is None


def is_own_place(place: Path) -> bool:
    """Tell whether an area is a user's own, on disk, and none of the illustrative ones.

    Examples
    --------
    >>> is_own_place(data_path() / "areas" / "well_joined")
    False
    """
    return place.exists() and not place.resolve().is_relative_to((data_path() / "areas").resolve())


def give_out(place: Path, exact: Area, shown: Area, kind: str, on: date) -> str:
    """Remember what is given out of an area, where it is a user's own; a place that cannot be written is said.

    Parameters
    ----------
    place : Path
        Where the area was read.
    exact, shown : Area
        As it was read, and what ``protect`` gave of it.
    kind : str
        What gives it out: ``disclose``, ``convert``, ``download``.
    on : date
        The day.

    Returns
    -------
    str
        What its holder has to know; blank where it is registered, or has no need to be.

    Raises
    ------
    InputError
        If the register is of another area or profile, or is damaged: then nothing may be given out.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> give_out(Path("nowhere"), counted_area(), protect(counted_area()), "convert", date(2026, 1, 5))
    ''
    """
    if not is_own(place, exact, shown):
        return ""
    try:
        register_release(place, shown, kind, on)
    except InputError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        return (
            f"this could not be registered in {own_folder(place, FOLDER)}, which cannot be written: keep a copy, and "
            "register it there before anything else of the same period is given out (disclose -o does), since what is "
            "known already has to be counted as known"
        )
    return ""


def released_before(path: Path, area: Area) -> tuple[Area, ...]:
    """Read what was given out of an area in its period.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    area : Area
        As it was read.

    Returns
    -------
    tuple of Area
        Protected tables, each set once; none of periods that do not touch this one.

    Raises
    ------
    InputError
        If the register is of another area, or does not fit what lies beside it.
    """
    folder = own_folder(path, FOLDER)
    wanted = dict.fromkeys(line.digest for line in _lines(folder, area) if _touch(line, area))
    return tuple(_tables(folder, digest) for digest in wanted)


def _touch(line: Release, area: Area) -> bool:
    """Tell whether two periods share a day; one that is not known shares it with any."""
    start, end = (day.isoformat() if day else "" for day in (area.period_start, area.period_end))
    before = line.period_end and start and line.period_end < start
    after = line.period_start and end and end < line.period_start
    return not (before or after)


def _tables(folder: Path, digest: str) -> Area:
    shown = read_tables(folder / digest)
    if shown.profile in (None, Profile.NONE) or digest_of(shown) != digest:
        problem = "these tables are not those that were given out: their digest differs"
        raise InputError(
            [Fault(problem, "Put them back as they were; they are never edited", file=str(folder / digest))]
        )
    return shown


def _lines(folder: Path, area: Area) -> list[Release]:
    """Read the register; one of another area is refused."""
    file = folder / REGISTER
    if not file.exists():
        return []
    with file.open(encoding="utf-8", errors="replace", newline="") as text:
        rows = list(csv.DictReader(text))
    faults: list[Fault] = []
    for at, row in enumerate(rows, start=2):
        if set(row) != set(COLUMNS) or None in row.values():
            fix = f"Put the file back as it was; its columns are {', '.join(COLUMNS)}"
            faults.append(Fault("this line is none of a register of releases", fix, file=str(file), row=at))
        elif row["area"] != area.id:
            problem = f"this register of releases is of the area {row['area']}, and the tables beside it of {area.id}"
            fix = "Put the folder back where it belongs; what was given out of one area tells nothing of another"
            faults.append(Fault(problem, fix, file=str(file), row=at, column="area", value=row["area"]))
        elif not row["digest"].isalnum() or not (folder / row["digest"]).is_dir():
            fix = "Put the folder back: what was given out has to be known the next time"
            faults.append(Fault("the tables that were given out are gone", fix, str(file), at, "digest", row["digest"]))
    if faults:
        raise InputError(faults)
    return [Release(**row) for row in rows]


def _one_profile(file: Path, lines: list[Release], profile: str) -> None:
    other = next((line for line in lines if line.profile != profile), None)
    if other:
        problem = (
            f"this area was given out as {other.profile} on {other.given_on}, and cannot be given out as {profile} too"
        )
        fix = f"Use {other.profile}: blocks of two profiles together tell more than either"
        raise InputError([Fault(problem, fix, file=str(file), column="profile", value=profile)])


def _text(lines: list[Release]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(getattr(line, name)) for name in COLUMNS] for line in lines)
    return out.getvalue()


def last_given(path: Path, area: Area, kind: str) -> tuple[Area, str] | None:
    """Give the protected tables that went out last in one way, with the day; None where nothing did.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    area : Area
        As it was read: its codes and its reference are those that the tables are read with.
    kind : str
        What gave it out, such as ``pack``.

    Raises
    ------
    InputError
        If the register is of another area, or does not fit what lies beside it.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> last_given(Path("nowhere"), small_area(), "pack") is None
    True
    """
    folder = own_folder(path, FOLDER)
    lines = [line for line in _lines(folder, area) if line.kind == kind]
    if not lines:
        return None
    shown = replace(_tables(folder, lines[-1].digest), codebook=area.codebook, pathway=area.pathway)
    return shown, lines[-1].given_on
