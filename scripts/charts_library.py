"""Take the library of charts from npm, at the version that plotly draws for: `python -m scripts.charts_library`.

It is plotly.js as its makers build it for lines, bars and pies: a quarter of what comes with plotly for Python. The
dashboard must work where there is no npm, so its copy and its licence lie in the repository.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from plotly.offline import get_plotlyjs_version

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = "plotly.js-basic-dist-min"
COPIES: Final = {"plotly-basic.min.js": "plotly-basic.min.js", "LICENSE": "plotly-basic.LICENSE.txt"}


def main() -> None:
    """Raise the version in package.json and its lock file, and copy the library and its licence."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is missing: see README.md")
    wanted = f"{PACKAGE}@{get_plotlyjs_version()}"
    subprocess.run([npm, "install", "--save-dev", "--save-exact", "--ignore-scripts", wanted], cwd=ROOT, check=True)
    for name, copy in COPIES.items():
        shutil.copyfile(ROOT / "node_modules" / PACKAGE / name, ROOT / "dashboards" / "assets" / copy)


if __name__ == "__main__":
    main()
