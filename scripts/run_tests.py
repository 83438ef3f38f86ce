"""Run every test, after making the environment that they need: `python -m scripts.run_tests [pytest arguments]`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from tempfile import TemporaryDirectory

from scripts.environment import DEVELOPMENT, ROOT, ready
from scripts.system_packages import provide

BROWSER = "tests/browser"
EVERY_CORE = ["-n", "logical", "--dist"]
WHOLE = ([*EVERY_CORE, "worksteal", f"--ignore={BROWSER}"], [*EVERY_CORE, "loadfile", BROWSER])
"""Everything but the browser; then the browser, a page of the dashboard to a core."""

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
    with TemporaryDirectory(prefix="dtors-tests-") as cache:
        settings = _settings(cache)
        command = [str(python), "-m", "pytest"]
        return max(subprocess.run([*command, *run], cwd=ROOT, check=False, env=settings).returncode for run in runs)


def _settings(cache: str) -> dict[str, str]:
    """Let every process of the tests use one cache: of protected areas, and of test files made ready to run."""
    settings = {**os.environ, "DTORS_TEST_CACHE": cache, "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}
    if settings.pop("PYTHONDONTWRITEBYTECODE", ""):  # whoever wants no such files gets none among their own
        settings["PYTHONPYCACHEPREFIX"] = cache
    return settings


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
