"""Install what the tests need from Debian or Ubuntu: as root only, and only what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

from scripts.environment import can_make_environments


def _command(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


NEEDS: dict[str, Callable[[], bool]] = {
    "python3-venv": can_make_environments,
    "chromium": _command("chromium"),
    "libatomic1": lambda: find_library("atomic") is not None,  # for the program that drives the browser
    "fonts-liberation": Path("/usr/share/fonts/truetype/liberation").is_dir,
    "nodejs": _command("node"),
    "npm": _command("npm"),
}
"""Package by name, and how to tell that it is there (whoever put it there)."""


def missing() -> list[str]:
    """Name the packages that are not there."""
    return [package for package, there in NEEDS.items() if not there()]


def provide() -> list[str]:
    """Install what is missing where this user may, and name what is missing still."""
    wanted = missing()
    if wanted and _may_install():
        print(f"Installing {', '.join(wanted)} ...", flush=True)
        settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *wanted]):
            if subprocess.run(["apt-get", *step], check=False, env=settings, stdin=subprocess.DEVNULL).returncode:
                print(f"apt-get {step[0]} failed.", flush=True)
                break
    return missing()


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    raise SystemExit(1 if provide() else 0)
