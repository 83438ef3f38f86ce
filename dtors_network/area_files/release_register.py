"""The register of what was given out of an area: its lines, and the tables that they name."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from dtors_network.area_files.csv_tables import guarded
from dtors_network.area_files.digest import digest_of
from dtors_network.area_files.naming import own_folder
from dtors_network.area_files.tables_io import read_tables
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile

FOLDER: Final = "releases"
REGISTER: Final = "register.csv"


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


def releases_folder(path: Path) -> Path:
    """Give the folder of what was given out: within an area's folder, beside a workbook.

    >>> releases_folder(Path("ours.xlsx")).as_posix()
    'ours.xlsx.releases'
    """
    return own_folder(path, FOLDER)


def touches(line: Release, area: Area) -> bool:
    """Tell whether two periods share a day; one that is not known shares it with any."""
    start, end = (day.isoformat() if day else "" for day in (area.period_start, area.period_end))
    before = line.period_end and start and line.period_end < start
    after = line.period_start and end and end < line.period_start
    return not (before or after)


def tables_given(folder: Path, digest: str) -> Area:
    """Read tables that were given out; those that were changed since are refused."""
    shown = read_tables(folder / digest)
    if shown.profile in (None, Profile.NONE) or digest_of(shown) != digest:
        problem = "these tables are not those that were given out: their digest differs"
        raise InputError(
            [Fault(problem, "Put them back as they were; they are never edited", file=str(folder / digest))]
        )
    return shown


def register_lines(folder: Path, area: Area) -> list[Release]:
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


def check_one_profile(file: Path, lines: list[Release], profile: str) -> None:
    """Refuse to give an area out in blocks of a second profile."""
    other = next((line for line in lines if line.profile != profile), None)
    if other:
        problem = (
            f"this area was given out as {other.profile} on {other.given_on}, and cannot be given out as {profile} too"
        )
        fix = f"Use {other.profile}: blocks of two profiles together tell more than either"
        raise InputError([Fault(problem, fix, file=str(file), column="profile", value=profile)])


def register_text(lines: list[Release]) -> str:
    """Write the register."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(getattr(line, name)) for name in COLUMNS] for line in lines)
    return out.getvalue()
