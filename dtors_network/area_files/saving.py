"""The one way in which anything that changes an area is saved, whether it lies in a folder or in a workbook.

One save at a time; never over what somebody else changed; held against all rules as a whole; a version kept of what
was there; and all of it or nothing, wherever it breaks off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from dtors_network.area_files.assemble import assemble
from dtors_network.area_files.files import contents_now, digests, names_of, names_of_rounds, text_of, unlike
from dtors_network.area_files.lock import locked
from dtors_network.area_files.moving import at_once
from dtors_network.area_files.naming import home_of, own_folder
from dtors_network.area_files.staging import replace_files, settle, tidy
from dtors_network.area_files.versions import FOLDER, Version, keep, kept_file, versions
from dtors_network.errors import Fault, InputError, faults_of, refuse
from dtors_network.model.area import Area
from dtors_network.safe.text import read_bytes

Kept = dict[str, bytes]
Made = dict[str, bytes | None]
Check = Callable[[Mapping[str, bytes]], object]
"""Raises everything that is wrong with the files of an area as they are to be, given by name."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a save wrote.

    Attributes
    ----------
    files : tuple of str
        The files that changed, by name within the area's folder, or the folder of its workbook.
    version : int or None
        The version that was kept of what was there before; None where nothing was to be written.
    """

    files: tuple[str, ...] = ()
    version: int | None = None

    def __str__(self) -> str:
        """Say it in a sentence."""
        if self.version is None:
            return "Nothing was to be written."
        named = [*dict.fromkeys("rounds" if "/" in name else name for name in self.files)]
        return f"Wrote {', '.join(named)}. What was there before is kept as version {self.version}."


class ChangedMeanwhileError(InputError):
    """Raised where the files of an area are not what they were when it was read; nothing was written.

    Attributes
    ----------
    files : tuple of str
        The files that somebody changed.
    on : datetime or None
        When the last of them was changed.
    by : str
        Who saved, where that was done by this program, else who owns the file; blank where it cannot be told.
    """

    def __init__(self, path: Path, files: tuple[str, ...]) -> None:
        self.files = files
        self.on, self.by = _last_change(path, files)
        when = f" on {self.on:%d %B %Y at %H:%M}" if self.on else ""
        whose = f" by {self.by}" if self.by else ""
        problem = f"somebody changed this area{when}{whose} since it was opened: {', '.join(files)}"
        fix = "Nothing was overwritten. Bring the two together, or load what is there now"
        super().__init__([Fault(problem, fix, file=str(path))])


def is_lawful(path: Path) -> Callable[[Mapping[str, bytes]], Area]:
    """Give the check that reading makes: everything that would be wrong with an area at a place is raised."""
    return lambda files: assemble(text_of(path, files), None, None)


@dataclass(frozen=True, slots=True)
class Save:
    """What is to be saved of one area.

    Attributes
    ----------
    path : Path
        Its folder or workbook.
    was : mapping of str to str or None
        The digests of its files when that was worked out; None where it holds over whatever is there.
    made : mapping of str to bytes or None
        What its files are to hold, by name within :func:`~dtors_network.area_files.naming.home_of` it; None where one
        is to go.
    check : callable or None
        What holds it against the rules (see :func:`is_lawful`); None where that was done, or nothing may stand in the
        way, as of a version that is put back.
    """

    path: Path
    was: Mapping[str, str] | None
    made: Mapping[str, bytes | None]
    check: Check | None = None


def save_files(save: Save, why: str, on: datetime | None = None) -> Written:
    r"""Save what one area is to hold.

    Parameters
    ----------
    save : Save
        What, and where.
    why : str
        What saves: a key of :data:`~dtors_network.area_files.versions.WHY`.
    on : datetime or None
        When; now where left out.

    Returns
    -------
    Written
        The files that changed; none where all of them hold it already.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else changed the files since they were read; nothing is overwritten.
    InputError
        With all that would be wrong, or if something cannot be written; then nothing is.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.area_files.area_io import write_area
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small")
    ...     arrivals = b"service,client_group,count\ngp,everyone,7\n"
    ...     print(save_files(Save(Path(place) / "small", None, {"arrivals.csv": arrivals}), "save"))
    Wrote arrivals.csv. What was there before is kept as version 1.
    """
    return save_together((save,), home_of(save.path), why, on)[0]


def save_together(
    saves: Sequence[Save], home: Path, why: str, on: datetime | None = None, beside: Mapping[str, bytes] | None = None
) -> tuple[Written, ...]:
    """Save several areas of one folder as :func:`save_files` does: all of them, or none.

    Parameters
    ----------
    saves : sequence of Save
        What, and where; each area below the folder.
    home : Path
        The folder that holds all of them.
    why, on
        As for :func:`save_files`.
    beside : mapping of str to bytes, optional
        Files of that folder which belong to no one of them.

    Returns
    -------
    tuple of Written
        What changed, area by area.
    """
    put, gone = dict(beside or {}), list[str]()
    with ExitStack() as locks:
        for place in sorted({home, *(home_of(save.path) for save in saves)}):
            locks.enter_context(locked(place))
            settle(place)
        there = [_unchanged(save) for save in saves]
        new = [_new(save, files) for save, files in zip(saves, there, strict=True)]
        _check([(save, files, some) for save, files, some in zip(saves, there, new, strict=True) if some])
        kept = partial(_kept, why=why, on=on or datetime.now())
        done = at_once(kept, [*zip(saves, there, new, strict=True)])
        for save, some in zip(saves, new, strict=True):
            named = {(home_of(save.path).relative_to(home) / name).as_posix(): some[name] for name in some}
            put |= {name: content for name, content in named.items() if content is not None}
            gone += [name for name, content in named.items() if content is None]
        if put or gone:
            replace_files(home, put, gone)
    return tuple(done)


def _kept(one: tuple[Save, Kept, Made], why: str, on: datetime) -> Written:
    """Keep a version of what an area holds, where that is to change."""
    save, files, new = one
    tidy(own_folder(save.path, FOLDER))
    return Written(tuple(new), keep(save.path, files, why, on) if new else None)


def _unchanged(save: Save) -> Kept:
    """Read the files of an area, and those that are written over, or raise that they are not what they were."""
    files, home = contents_now(save.path), home_of(save.path)
    if save.was is not None and (changed := unlike(save.was, digests(files))):
        raise ChangedMeanwhileError(save.path, changed)
    return files | {name: read_bytes(home / name) for name in save.made if "/" in name and (home / name).is_file()}


def _new(save: Save, there: Kept) -> Made:
    return {name: content for name, content in save.made.items() if there.get(name) != content}


def _check(saves: Iterable[tuple[Save, Kept, Made]]) -> None:
    """Raise everything that would be wrong, area by area."""
    faults = list[Fault]()
    for save, there, new in saves:
        after = {name: content for name, content in {**there, **new}.items() if content is not None and "/" not in name}
        faults += faults_of(partial(save.check, after)) if save.check else []
    if faults:
        raise InputError(faults)


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
        fix = (
            f"Known: {', '.join(map(str, known))}"
            if known
            else "Nothing was saved before, so that there is no version of it"
        )
        refuse(str(path), "there is no such version", fix, value=str(number))
    folder = own_folder(path, FOLDER) / f"{number:04}"
    files = {name: (folder / name).read_bytes() for name in known[number].files if (folder / name).is_file()}
    if wrong := unlike(known[number].files, digests(files)):
        refuse(str(folder), f"this version was changed since it was kept: {', '.join(wrong)}", "Choose another one")
    made = {**dict.fromkeys(names_of(path)), **dict(_rounds_then(path, known[number])), **files}
    save_files(Save(path, None, made), "restore", on)
    return known[number]


def _rounds_then(path: Path, version: Version) -> Iterator[tuple[str, bytes | None]]:
    """Give the files of rounds that a version had and that are gone by now, and those that came since, which go."""
    now, then = {*names_of_rounds(path)}, {*version.rounds}
    for name in now - then:
        yield name, None
    for name in then - now:
        if content := kept_file(path, name):
            yield name, content


def _last_change(path: Path, files: tuple[str, ...]) -> tuple[datetime | None, str]:
    """Tell when files changed last, and who did it: whoever saved here, else whoever owns the file."""
    there = [home_of(path) / name for name in files if (home_of(path) / name).exists()]
    if not there:
        return None, ""
    last = max(there, key=lambda file: file.stat().st_mtime)
    on = datetime.fromtimestamp(last.stat().st_mtime)
    saved = versions(path)
    if saved and abs((saved[0].kept_on - on).total_seconds()) < 60:
        return on, saved[0].by
    try:
        return on, last.owner()
    except (OSError, KeyError, NotImplementedError):
        return on, ""
