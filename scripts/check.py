"""Check style, types, import order and generated documents, and report every failure: `python -m scripts.check`."""

from __future__ import annotations

import subprocess

from scripts.environment import DEVELOPMENT, ROOT, ready

ORDER = [f"tests/unit/test_{name}.py" for name in ("import_arrows", "no_circles", "module_length")]
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "import order": ["pytest", "-q", *ORDER, "-k", "not heavy and not rich"],
    "generated documents": ["dtors_network.reference", "--check"],
}


def main() -> int:
    """Give 0 where all checks pass; they run side by side, and what each says is shown in turn."""
    python = str(ready(DEVELOPMENT))
    failed = []
    running = {title: _started([python, "-m", *module]) for title, module in CHECKS.items()}
    for title, process in running.items():
        said, _ = process.communicate()
        print(f"== {title}\n{said}", end="", flush=True)
        if process.returncode:
            failed.append(title)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks pass.")
    return 1 if failed else 0


def _started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    raise SystemExit(main())
