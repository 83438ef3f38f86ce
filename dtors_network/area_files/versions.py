"""Versions of an area: what its files held before each save, kept in its folder, and listed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import Final

from dtors_network.area_files.files import digests, names_of_rounds
from dtors_network.area_files.moving import is_below, put_into
from dtors_network.area_files.naming import own_folder
from dtors_network.area_files.staging import write_folder

FOLDER: Final = "versions"
ABOUT: Final = "version.json"
STEP: Final = "step"
WHY: Final = {
    "save": "a save in the dashboard",
    STEP: "steps of a first map",
    "bring": "a list of services was brought, or that was undone",
    "round": "a round of questions was opened",
    "replies": "replies were taken in",
    "minutes": "minutes of a meeting were read back",
    "voice": "what a service says was written",
    "import": "a file was imported",
    "count": "records were counted",
    "restore": "an older version was put back",
}
"""What takes the place of a version, by how it is written down."""
SITTING: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Version:
    """What the files of an area held at one time.

    Attributes
    ----------
    number : int
        Counted from 1; it never changes.
    kept_on : datetime
        When it was kept, which is when something else took its place.
    by : str
        Who put something else in its place: the name of the account on that machine; blank where there is none.
    why : str
        What did: a key of :data:`WHY`.
    files : mapping of str to str
        The digest of each file, by name.
    rounds : tuple of str
        The files of rounds that were there: they are written once, so that their names are enough.
    """

    number: int
    kept_on: datetime
    by: str
    why: str
    files: Mapping[str, str]
    rounds: tuple[str, ...] = ()


def versions(path: Path) -> tuple[Version, ...]:
    """List the versions of an area, the newest first; what is damaged or was broken off is none.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.

    Returns
    -------
    tuple of Version
        None where nothing was ever saved.

    Examples
    --------
    >>> versions(Path("nowhere"))
    ()
    """
    return tuple(sorted(_found(own_folder(path, FOLDER)), key=lambda one: -one.number))


def keep(path: Path, files: Mapping[str, bytes], why: str, on: datetime) -> int:
    """Keep what the files of an area hold, before something else takes its place; its lock is held.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    files : mapping of str to bytes
        What they hold, by name within :func:`~dtors_network.area_files.naming.home_of` it.
    why : str
        What takes its place: a key of :data:`WHY`.
    on : datetime
        When.

    Returns
    -------
    int
        The number of the version; that of the newest, where that holds the same, or was kept in the same sitting.

    Raises
    ------
    InputError
        If it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     one = keep(Path(place), {"area.yaml": b"id: x"}, "save", datetime(2026, 1, 5))
    ...     one, keep(Path(place), {"area.yaml": b"id: x"}, "save", datetime(2026, 1, 6))
    (1, 1)
    """
    named, on, before = digests(files), on.replace(tzinfo=None), versions(path)
    newest = before[0] if before else None
    if newest and (newest.files == named or _is_one_sitting(newest, why, on)):
        return newest.number
    number = newest.number + 1 if newest else 1
    about = {
        "kept_on": on.isoformat(timespec="seconds"), "by": who(), "why": why, "files": named,
        "rounds": names_of_rounds(path),
    }  # fmt: skip
    written = {**files, ABOUT: json.dumps(about, indent=1).encode()}
    write_folder(own_folder(path, FOLDER) / f"{number:04}", partial(put_into, written))
    return number


def _is_one_sitting(newest: Version, why: str, on: datetime) -> bool:
    """Tell whether a step of Begin follows another of the same person: a version of each tick would hide all others."""
    return why == newest.why == STEP and newest.by == who() and timedelta() <= on - newest.kept_on < SITTING


def kept_file(path: Path, name: str) -> bytes | None:
    """Give a file of a round, which never changes, from any version that holds it."""
    places = (own_folder(path, FOLDER) / f"{one.number:04}" / name for one in versions(path) if name in one.files)
    return next((place.read_bytes() for place in places if place.is_file()), None)


def who() -> str:
    """Name the account that this runs under; blank where the system does not tell."""
    with suppress(OSError, KeyError, ImportError):
        return getuser()
    return ""


def _found(folder: Path) -> Iterator[Version]:
    for place in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            told = json.loads((place / ABOUT).read_text(encoding="utf-8"))
            files = {str(name): str(digest) for name, digest in told["files"].items() if is_below(name)}
            on, rounds = datetime.fromisoformat(told["kept_on"]), tuple(filter(is_below, told.get("rounds", ())))
            yield Version(int(place.name), on.replace(tzinfo=None), str(told["by"]), str(told["why"]), files, rounds)
