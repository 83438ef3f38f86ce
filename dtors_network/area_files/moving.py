"""What is to be moved into a folder is listed first, so that what breaks off is brought to its end, or never was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from dtors_network.errors import Fault, InputError

One = TypeVar("One")
Result = TypeVar("Result")

_AT_ONCE: Final = 8
_LIST: Final = "moving.json"
_BACK: Final = "back.json"
BEFORE: Final = ".before"
"""Ends the name under which a file waits that was there before."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What is to be moved into a folder, under which ending it waits, and what is to be gone there."""

    put: Sequence[str] = ()
    gone: Sequence[str] = ()
    ending: str = ""


def commit(made: Path, folder: Path, put: Sequence[str], gone: Sequence[str]) -> None:
    """Write down what is to be moved, and move it; where that cannot be, what was there is put back.

    The way back is written down before anything is moved, and goes before the list once it has its name: whatever
    breaks off, one of the two stands, and is brought to its end by whoever reads next.
    """
    touched = (*put, *gone)
    had = [name for name in touched if (made / f"{name}{BEFORE}").exists()]
    new = [name for name in touched if name not in had]
    put_into({f"{_BACK}.new": _list(had, new, BEFORE), f"{_LIST}.new": _list(put, gone)}, made)
    (made / f"{_LIST}.new").rename(made / _LIST)
    try:
        move(made, folder, Moving(put, gone))
    except OSError as error:
        try:
            (made / f"{_BACK}.new").rename(made / _BACK)
        except OSError:
            raise _half_done(folder, error) from error
        move(made, folder, Moving(had, new, BEFORE))
        _forget(made)
        raise
    _forget(made)


def is_unmoved(made: Path) -> bool:
    """Tell whether something is to be moved still; a list of what was moved may stand where nothing can be written."""
    moving = listed(made) or Moving()
    waiting = [made / f"{name}{moving.ending}" for name in moving.put]
    return any(file.exists() for file in (*waiting, *(made.parent / name for name in moving.gone)))


def listed(made: Path) -> Moving | None:
    """Read what is to be moved; None where it was broken off before anything was, or somebody else wrote the list."""
    try:
        named = made / _BACK if (made / _BACK).exists() else made / _LIST
        told = json.loads(named.read_text(encoding="utf-8"))
        put, gone = ([str(name) for name in told[part]] for part in ("put", "gone"))
        ending = {"": "", BEFORE: BEFORE}[told["ending"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Moving(put, gone, ending) if all(map(is_below, (*put, *gone))) else None


def move(made: Path, folder: Path, moving: Moving) -> None:
    """Move what has not been moved; whatever is missing was moved before."""
    for name in moving.put:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            os.replace(made / f"{name}{moving.ending}", folder / name)
    for name in moving.gone:
        (folder / name).unlink(missing_ok=True)


def put_into(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder by their names, which may lead into folders below, and wait until the disk has them."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    at_once(_wait_for_disk, [folder / name for name in files])


def _wait_for_disk(file: Path) -> None:
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def at_once(do: Callable[[One], Result], many: Sequence[One]) -> list[Result]:
    """Do something for each of many that waits for the disk, several at a time: it takes them in the time of one."""
    if len(many) < 2:
        return [do(one) for one in many]
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        return [*pool.map(do, many)]
    finally:
        pool.shutdown(cancel_futures=True)


def is_below(name: str) -> bool:
    """Tell whether a name stays within its folder.

    >>> is_below("rounds/r1/asked.json"), is_below("../area.yaml")
    (True, False)
    """
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\\" not in name and ":" not in name


def _forget(made: Path) -> None:
    """Take the list away, since all of it was moved; where that cannot be, whoever reads next finds nothing to move."""
    with suppress(OSError):
        (made / _LIST).unlink()
        (made / _BACK).unlink(missing_ok=True)


def _half_done(folder: Path, error: OSError) -> InputError:
    problem = f"saving was broken off half way: {error.strerror or error}"
    fix = "Make this folder writable: the save is then brought to its end, as soon as the area is read"
    return InputError([Fault(problem, fix, file=str(folder))])


def _list(put: Sequence[str], gone: Sequence[str], ending: str = "") -> bytes:
    return json.dumps({"put": list(put), "gone": list(gone), "ending": ending}).encode()
