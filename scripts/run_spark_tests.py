"""Run the tests that need Spark: `python -m scripts.run_spark_tests [pytest arguments]`; Java 17 must be there."""

from __future__ import annotations

import shutil
import subprocess
import sys

from scripts.environment import DEVELOPMENT, ROOT, ready

SPARK = "requirements-spark.txt"
TESTS = ("tests/unit/records/test_engines.py", "tests/unit/compare/test_cluster.py")


def main(arguments: list[str]) -> int:
    """Give pytest's exit code."""
    if shutil.which("java") is None:
        print("Spark needs Java 17; on Debian or Ubuntu: apt-get install openjdk-17-jre-headless", flush=True)
        return 1
    ready(DEVELOPMENT)
    python = ready(SPARK)
    return subprocess.run([str(python), "-m", "pytest", *TESTS, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
