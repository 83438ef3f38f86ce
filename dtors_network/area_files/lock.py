"""One save of an area at a time: a lock that the system lets go of, however the process ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from dtors_network.area_files.cannot_write import cannot_write
from dtors_network.errors import refuse

FILE: Final = ".saving.lock"
PATIENCE: Final = 10.0
"""Seconds that another save is waited for; one takes well below a second."""


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a folder while something is saved into it.

    Refused where the folder cannot be written, or another save does not come to its end in ``patience`` seconds.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place, locked(Path(place)):
    ...     (Path(place) / FILE).exists()
    True
    """
    try:
        file = (folder / FILE).open("a")
    except OSError as error:
        raise cannot_write(folder, error) from error
    with file:
        until = time.monotonic() + patience
        while not _taken(file):
            if time.monotonic() > until:
                refuse(str(folder), "somebody else is saving into it at this moment", "Save again in a moment")
            time.sleep(0.05)
        yield


def _taken(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
