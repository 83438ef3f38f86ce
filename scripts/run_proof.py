"""Run what is too long for every change: `python -m scripts.run_proof [pytest arguments]`.

The tests marked ``proof``, then the generative ones on ``LONG`` times as many areas (4 where it is not set).
"""

from __future__ import annotations

import os
import subprocess
import sys

from scripts.environment import DEVELOPMENT, ROOT, ready

RUNS = (["-m", "proof"], ["-m", "not proof", "tests/generative"])
EVERY_CORE = ["-n", "logical", "--dist", "worksteal"]
NO_TESTS = 5
"""Pytest's exit code where nothing was chosen."""


def main(arguments: list[str]) -> int:
    """Give 0 where every test passed."""
    python = str(ready(DEVELOPMENT))
    settings = {"LONG": "4", **os.environ}
    codes = [
        subprocess.run(
            [python, "-m", "pytest", *EVERY_CORE, *run, *arguments], cwd=ROOT, check=False, env=settings
        ).returncode
        for run in RUNS
    ]
    return max(code for code in codes if code != NO_TESTS or len(set(codes)) == 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
