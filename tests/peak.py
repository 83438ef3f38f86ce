"""The most memory that this process has held."""

from __future__ import annotations

import re
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def most_memory() -> float:
    """Megabytes. On Linux from its status: what getrusage tells there begins with what the parent held."""
    if STATUS.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", STATUS.read_text())[1]) / 1_000  # type: ignore[index]
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
