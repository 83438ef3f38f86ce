"""Several files of one folder change together, whatever breaks off: it is written down before it is done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError

DECIDED: Final = ".begun.decided"
"""The folder of what is to take the place of other files; once it is there, it is done, now or the next time."""

MAKING: Final = ".begun.making"
GONE: Final = ".gone"
"""Follows the name of a file that is to be taken away."""

FIRST: Final = ("organisations.csv", "services.csv")
"""Rows of the others point at rows of these: so long as rows only come, every state between is lawful too."""


def put_all(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Put files into a folder in place of those of their names: all of them, or none.

    Parameters
    ----------
    folder : Path
        An existing folder.
    files : mapping of str to bytes or None
        Content by name; None takes a file away.

    Raises
    ------
    InputError
        If something cannot be written; what was not decided yet is not done.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     put_all(Path(place), {"a.csv": b"1", "b.csv": b"2"})
    ...     put_all(Path(place), {"a.csv": b"3", "b.csv": None})
    ...     [(path.name, path.read_text()) for path in Path(place).iterdir()]
    [('a.csv', '3')]
    """
    finish(folder)
    if not files:
        return
    making = folder / MAKING
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        for name, content in files.items():
            written = making / (name if content is not None else f"{name}{GONE}")
            with written.open("wb") as file:
                file.write(content or b"")
                file.flush()
                os.fsync(file.fileno())
        making.rename(folder / DECIDED)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise _cannot(folder, error, "Name a place where you may write, with room on the disk") from error
    finish(folder)


def finish(folder: Path) -> None:
    """Do what was decided and broke off; nothing where nothing did.

    Raises
    ------
    InputError
        If a file is held by another program; it is tried again the next time.
    """
    decided = folder / DECIDED
    if not decided.is_dir():
        return
    names = [path.name for path in decided.iterdir()]
    try:
        for name in sorted(names, key=lambda name: (name not in FIRST, name)):
            if name.endswith(GONE):
                (folder / name.removesuffix(GONE)).unlink(missing_ok=True)
                (decided / name).unlink()
            else:
                os.replace(decided / name, folder / name)
        decided.rmdir()
    except OSError as error:
        fix = "Close it in other programs, and try again: what was saved last is then put in its place"
        raise _cannot(folder, error, fix) from error


def _cannot(folder: Path, error: OSError, fix: str) -> InputError:
    return InputError([Fault(f"this cannot be written: {error.strerror or error}", fix, file=str(folder))])
