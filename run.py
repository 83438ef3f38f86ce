"""Set up on first use, then open the dashboard on the illustrative areas: `python run.py`.

`python run.py --gaps` prints their gaps instead; `python run.py --port 8100` tries that port first.
Needs Python 3.11 or newer and nothing else; works on Linux, macOS and Windows.
"""

import os
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (here is where an older Python is told so)
    sys.exit(f"dtors_network needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")

from pathlib import Path

from scripts.environment import ROOT, RUNTIME, ready


def main(arguments: list[str]) -> int:
    """Give 0 where the dashboard was served, or where the gaps of every illustrative area could be found."""
    python = ready(RUNTIME)
    areas = illustrative_areas(ROOT / "data" / "areas")
    if not areas:
        print("There is no illustrative area in data/areas.", file=sys.stderr)
        return 1
    if "--gaps" in arguments:
        return max(command(python, "gaps", str(area.relative_to(ROOT))) for area in areas)
    try:
        return command(python, "dashboard", *arguments)
    except KeyboardInterrupt:
        return 0


def illustrative_areas(folder: Path) -> list[Path]:
    """List the folders with an `area.yaml`, in order of name."""
    return sorted(settings.parent for settings in folder.glob("*/area.yaml"))


def command(python: Path, *words: str) -> int:
    """Run a command of the tool, and give its exit code."""
    print(f"\n$ python -m dtors_network {' '.join(words)}", flush=True)
    settings = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run([str(python), "-m", "dtors_network", *words], cwd=ROOT, env=settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
