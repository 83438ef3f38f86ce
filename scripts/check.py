"""Check style, types, import order and generated documents, and report every failure: `python -m scripts.check`."""

from __future__ import annotations

import subprocess

from scripts.environment import DEVELOPMENT, ROOT, ready

CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "import order": ["pytest", "-q", "tests/unit/test_import_arrows.py"],
    "generated documents": ["dtors_network.reference", "--check"],
}


def main() -> int:
    """Give 0 where all checks pass."""
    python = str(ready(DEVELOPMENT))
    failed = []
    for title, module in CHECKS.items():
        print(f"== {title}", flush=True)
        if subprocess.run([python, "-m", *module], cwd=ROOT, check=False).returncode:
            failed.append(title)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks pass.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
