"""What was given out of an area: protected tables and a register beside the exact ones, in its folder ``releases``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dtors_network.area_files.digest import digest_of
from dtors_network.area_files.lock import locked
from dtors_network.area_files.naming import home_of
from dtors_network.area_files.release_register import (
    REGISTER,
    Release,
    check_one_profile,
    register_lines,
    register_text,
    releases_folder,
    tables_given,
    touches,
)
from dtors_network.area_files.staging import replace_files, settle, tidy
from dtors_network.area_files.tables_io import write_area
from dtors_network.errors import InputError
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile
from dtors_network.shipped import data_path


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
    folder = releases_folder(path)
    start, end = (day.isoformat() if day else "" for day in (shown.period_start, shown.period_end))
    made = Release(shown.id, start, end, str(shown.profile), kind, on.isoformat(), digest_of(shown))
    home = home_of(path)
    with locked(home):  # no version is kept: what was given out is never to be forgotten
        settle(home)
        tidy(folder)
        lines = register_lines(folder, shown)
        check_one_profile(folder / REGISTER, lines, str(shown.profile))
        if not (folder / made.digest).is_dir():
            write_area(shown, folder / made.digest)
        if made not in lines:
            register = (folder / REGISTER).relative_to(home).as_posix()  # of the folder that is brought to its end
            replace_files(home, {register: register_text([*lines, made]).encode()})
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
            f"this could not be registered in {releases_folder(place)}, which cannot be written: keep a copy, and "
            "register it there before anything else of the same period is given out (disclose -o does), since what is "
            "known already has to be counted as known"
        )
    return ""


def released_before(path: Path, area: Area) -> tuple[Area, ...]:
    """Read what was given out of an area in its period.

    Protected tables, each set once; none of periods that do not touch this one.
    """
    folder = releases_folder(path)
    wanted = dict.fromkeys(line.digest for line in register_lines(folder, area) if touches(line, area))
    return tuple(tables_given(folder, digest) for digest in wanted)


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
    folder = releases_folder(path)
    lines = [line for line in register_lines(folder, area) if line.kind == kind]
    if not lines:
        return None
    shown = replace(tables_given(folder, lines[-1].digest), codebook=area.codebook, pathway=area.pathway)
    return shown, lines[-1].given_on
