"""Why something could not be written, in a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)


def cannot_write(place: Path, error: OSError) -> InputError:
    """Say in a sentence why something could not be written; what was there is as it was.

    >>> print(cannot_write(Path("ours"), OSError(errno.ENOSPC, "No space left on device")))
    ours: there is no room left on the disk, and nothing was changed. Make room, and do it again
    """
    taken = Path(os.fsdecode(error.filename2)) if isinstance(error.filename2, str | bytes) else None
    if error.errno in _NO_ROOM:
        problem, fix = "there is no room left on the disk, and nothing was changed", "Make room, and do it again"
    elif isinstance(error, PermissionError) and taken and taken.exists() and os.access(taken.parent, os.W_OK):
        problem = "this file is open in another program, or locked, and nothing was changed"
        place, fix = taken, "Close it there, and do it again"
    else:
        problem = f"this cannot be written, and nothing was changed: {error.strerror or error}"
        fix = "Name a place where you may write, or make this one writable"
    return InputError([Fault(problem, fix, file=str(place))])
