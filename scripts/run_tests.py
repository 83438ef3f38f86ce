"""Run every test, after making the environment that they need: `python -m scripts.run_tests [pytest arguments]`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from scripts.environment import DEVELOPMENT, ROOT, ready
from scripts.system_packages import provide

BROWSER = "tests/browser"
WHOLE = (["-n", "logical", "--dist", "worksteal", f"--ignore={BROWSER}"], [BROWSER])
"""Everything but the browser on every core; then the browser, which needs its core to itself."""

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def main(arguments: list[str]) -> int:
    """Give pytest's exit code."""
    lacking = provide()
    python = ready(DEVELOPMENT)
    if not _fetch_axe():
        lacking.append("axe-core (npm ci)")
    if lacking:
        print(f"Missing: {', '.join(lacking)}. Browser tests that need them will be skipped.", flush=True)
        if os.environ.get("CI"):
            print("In continuous integration nothing may be skipped for want of a package.", flush=True)
            return 1
    runs = [arguments] if arguments else WHOLE
    codes = [subprocess.run([str(python), "-m", "pytest", *run], cwd=ROOT, check=False).returncode for run in runs]
    return max(codes)


def _fetch_axe() -> bool:
    """Fetch the accessibility checker at the version of package-lock.json, unless it is there."""
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".fetched-lock.json"
    if AXE.exists() and stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return True
    npm = shutil.which("npm")
    if npm is None:
        return False
    fetched = subprocess.run([npm, "ci", "--ignore-scripts", "--no-progress"], cwd=ROOT, check=False).returncode == 0
    if fetched:
        stamp.write_bytes(lock.read_bytes())
    return fetched and AXE.exists()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
