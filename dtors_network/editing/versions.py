"""Versions of an area: what its files held before each save, kept in its folder, listed, and put back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import Final

from dtors_network.area_files.staging import replace_files, write_folder
from dtors_network.editing.files import contents, digests, home_of, is_workbook, names_of, unlike
from dtors_network.editing.lock import locked
from dtors_network.errors import refuse

FOLDER: Final = "versions"
ABOUT: Final = "version.json"


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
        What did: ``save`` or ``restore``.
    files : mapping of str to str
        The digest of each file, by name.
    """

    number: int
    kept_on: datetime
    by: str
    why: str
    files: Mapping[str, str]


def versions_folder(path: Path) -> Path:
    """Give the folder of an area's versions: within its folder, beside a workbook.

    Examples
    --------
    >>> versions_folder(Path("ours.xlsx")).as_posix()
    'ours.xlsx.versions'
    """
    return path.with_name(f"{path.name}.{FOLDER}") if is_workbook(path) else path / FOLDER


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
    return tuple(sorted(_found(versions_folder(path)), key=lambda one: -one.number))


def keep(path: Path, files: Mapping[str, bytes], why: str, on: datetime) -> int:
    """Keep what the files of an area hold, before something else takes its place.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    files : mapping of str to bytes
        What :func:`~dtors_network.editing.files.contents` gives.
    why : str
        ``save`` or ``restore``.
    on : datetime
        When.

    Returns
    -------
    int
        The number of the version; that of the newest, where that holds the same.

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
    named = digests(files)
    before = versions(path)
    if before and before[0].files == named:
        return before[0].number
    number = before[0].number + 1 if before else 1
    about = {"kept_on": on.isoformat(timespec="seconds"), "by": who(), "why": why, "files": named}

    def fill(folder: Path) -> None:
        for name, content in files.items():
            (folder / name).write_bytes(content)
        (folder / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")

    write_folder(versions_folder(path) / f"{number:04}", fill)
    return number


def restore(path: Path, number: int, on: datetime) -> Version:
    """Put a version back in place of what the files of an area hold, which is kept as a version before.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    number : int
        The version.
    on : datetime
        When.

    Returns
    -------
    Version
        The one that was put back.

    Raises
    ------
    InputError
        If there is no such version, it does not hold what it held when it was kept, or nothing can be written.

    Examples
    --------
    >>> from dtors_network.errors import InputError
    >>> try:
    ...     restore(Path("nowhere"), 3, datetime(2026, 1, 5))
    ... except InputError as error:
    ...     print(error)
    nowhere: there is no such version (found '3'). Nothing was saved before, so that there is no version of it
    """
    known = {version.number: version for version in versions(path)}
    if number not in known:
        fix = f"Known: {', '.join(map(str, known))}" if known else _NONE
        refuse(str(path), "there is no such version", fix, value=str(number))
    folder = versions_folder(path) / f"{number:04}"
    files = {name: (folder / name).read_bytes() for name in known[number].files if (folder / name).is_file()}
    if wrong := unlike(known[number].files, digests(files)):
        refuse(str(folder), f"this version was changed since it was kept: {', '.join(wrong)}", "Choose another one")
    with locked(home_of(path)):
        now = contents(path)
        keep(path, now, "restore", on)
        replace_files(home_of(path), files, without=[name for name in names_of(path) if name in now])
    return known[number]


_NONE: Final = "Nothing was saved before, so that there is no version of it"


def who() -> str:
    """Name the account that this runs under; blank where the system does not tell."""
    with suppress(OSError, KeyError, ImportError):
        return getuser()
    return ""


def _found(folder: Path) -> Iterator[Version]:
    for place in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            told = json.loads((place / ABOUT).read_text(encoding="utf-8"))
            files = {str(name): str(digest) for name, digest in told["files"].items() if Path(name).name == name}
            yield Version(
                int(place.name), datetime.fromisoformat(told["kept_on"]), str(told["by"]), str(told["why"]), files
            )
