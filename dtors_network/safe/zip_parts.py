"""The parts of an archive that a person put there, found by the names that documents give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from unicodedata import normalize
from urllib.parse import unquote

if TYPE_CHECKING:
    from zipfile import ZipInfo

_UTF_8_NAME: Final = 0x800

Steps = tuple[str, ...]


def parts_of_people(entries: Iterable[ZipInfo]) -> list[ZipInfo]:
    """Leave out folders, and what macOS and Windows put into an archive beside a person's own files.

    Parameters
    ----------
    entries : iterable of ZipInfo
        The directory of the archive.

    Returns
    -------
    list of ZipInfo
        The same entries without ``__MACOSX``, ``._name``, ``.DS_Store`` and their like.

    Examples
    --------
    >>> from zipfile import ZipInfo
    >>> names = ("Study/project.qde", "Study/", "__MACOSX/Study/._project.qde", "Study/.DS_Store", "Thumbs.db")
    >>> [entry.filename for entry in parts_of_people(map(ZipInfo, names))]
    ['Study/project.qde']
    """
    return [entry for entry in entries if not entry.is_dir() and not _is_of_a_machine(entry.filename)]


class Parts:
    """Finds the part that a document names: by as much of its path as tells it apart.

    Programs spell the folder of sources in several ways, or leave it out; a Mac decomposes letters, and some archives
    hold UTF-8 names without saying so.

    Parameters
    ----------
    entries : iterable of ZipInfo
        From :func:`parts_of_people`.

    Examples
    --------
    >>> from zipfile import ZipInfo
    >>> parts = Parts([ZipInfo("Study/Sources/a.txt"), ZipInfo("Study/Sources/Old/a.txt"), ZipInfo("Old/a.txt")])
    >>> parts.find("sources/A.txt").filename, parts.find("old/a.txt").filename, parts.find("b.txt")
    ('Study/Sources/a.txt', 'Old/a.txt', None)
    """

    def __init__(self, entries: Iterable[ZipInfo]) -> None:
        self._by_last: dict[str, dict[Steps, ZipInfo]] = {}
        for entry in entries:
            for steps in filter(None, _spellings(entry)):
                self._by_last.setdefault(steps[-1], {})[steps] = entry

    def find(self, path: str) -> ZipInfo | None:
        """Give the part whose path ends as this one does, the longest shared end first and then the shortest path."""
        for wanted in filter(None, dict.fromkeys((_steps(path), _steps(unquote(path))))):
            near = self._by_last.get(wanted[-1], {})
            ranked = sorted(near, key=lambda steps: (-_shared(wanted, steps), len(steps)))
            if ranked:
                return near[ranked[0]] if len(ranked) == 1 or not _alike(wanted, *ranked[:2]) else None
        return None


def _is_of_a_machine(name: str) -> bool:
    steps = PurePosixPath(name.replace("\\", "/")).parts
    last = steps[-1].casefold() if steps else ""
    return "__MACOSX" in steps or last.startswith("._") or last in (".ds_store", "thumbs.db", "desktop.ini")


def _spellings(entry: ZipInfo) -> Iterator[Steps]:
    yield _steps(entry.filename)
    if not entry.flag_bits & _UTF_8_NAME:
        try:
            yield _steps(entry.filename.encode("cp437").decode("utf-8"))
        except UnicodeError:
            return


def _steps(path: str) -> Steps:
    parts = PurePosixPath(normalize("NFC", path.replace("\\", "/")).casefold()).parts
    return tuple(part for part in parts if part not in (".", "/"))


def _shared(wanted: Steps, steps: Steps) -> int:
    """Count the steps, from the end, that two paths share."""
    number = 0
    for one, other in zip(reversed(wanted), reversed(steps), strict=False):
        if one != other:
            break
        number += 1
    return number


def _alike(wanted: Steps, one: Steps, other: Steps) -> bool:
    """Say whether a path stands for two parts as well."""
    return (_shared(wanted, one), len(one)) == (_shared(wanted, other), len(other))
