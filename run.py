"""Set up on first use, then print the gaps of every illustrative area: `python run.py`.

Needs Python 3.11 or newer and nothing else; works on Linux, macOS and Windows.
"""

import os
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (here is where an older Python is told so)
    sys.exit(f"dtors_network needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")

from pathlib import Path

from scripts.environment import ROOT, RUNTIME, ready


def main() -> int:
    """Give 0 where the gaps of every illustrative area could be found."""
    python = ready(RUNTIME)
    areas = illustrative_areas(ROOT / "data" / "areas")
    if not areas:
        print("There is no illustrative area in data/areas.", file=sys.stderr)
        return 1
    return max(print_gaps(python, area) for area in areas)


def illustrative_areas(folder: Path) -> list[Path]:
    """List the folders with an `area.yaml`, in order of name."""
    return sorted(settings.parent for settings in folder.glob("*/area.yaml"))


def print_gaps(python: Path, area: Path) -> int:
    """Print the gaps of one area, and give the exit code of the command."""
    command = ["-m", "dtors_network", "gaps", str(area.relative_to(ROOT))]
    print(f"\n$ python {' '.join(command)}", flush=True)
    settings = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run([str(python), *command], cwd=ROOT, env=settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
