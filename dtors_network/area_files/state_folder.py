"""Where programs of this user keep what they write about themselves: on this machine, apart from any area."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """Give the folder; it need not be there.

    Examples
    --------
    >>> state_folder().name
    'dtors_network'
    """
    home = Path.home()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "dtors_network"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "dtors_network"
