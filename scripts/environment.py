"""Make the project's own Python environment, `.venv`, from the pinned requirements."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "installed.json"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"

NO_VENV = """\
This Python cannot make a virtual environment: its venv or ensurepip module is missing.
On Debian or Ubuntu:  sudo apt-get install python3-venv
Then run the same command again."""


def ready(requirements: str) -> Path:
    """Bring `.venv` up to date with a file of pinned requirements and give its Python.

    Parameters
    ----------
    requirements : str
        File name in the project's folder.

    Returns
    -------
    Path
        The Python of the environment. A second call finds the stamp of the first and installs nothing.
    """
    if not can_make_environments():
        raise SystemExit(NO_VENV)
    wanted = fingerprint(requirements)
    installed = _stamps()
    if installed.get(requirements) == wanted and PYTHON.exists():
        return PYTHON
    if not _made_by_this_python():
        print(f"Making the environment in {VENV.name} ...", flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        installed = {}
    print(f"Installing {requirements} ...", flush=True)
    pip_install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes"]
    _run([*pip_install, "--requirement", str(ROOT / requirements)])
    _show_checkout_to_environment()
    STAMPS.write_text(json.dumps({**installed, requirements: wanted}, indent=2), encoding="utf-8")
    return PYTHON


def can_make_environments() -> bool:
    """Tell whether this Python has what `python -m venv` needs; Debian ships that apart."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def fingerprint(requirements: str) -> str:
    """Give a hash that changes when the environment must be brought up to date."""
    digest = hashlib.sha256(f"{_python_version()} {ROOT}".encode())
    for name in (requirements, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _python_version() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])


def _made_by_this_python() -> bool:
    settings = VENV / "pyvenv.cfg"
    if not (PYTHON.exists() and settings.exists()):
        return False
    lines = (line.partition("=") for line in settings.read_text(encoding="utf-8").splitlines())
    return {key.strip(): value.strip() for key, _, value in lines}.get("version") == _python_version()


def _stamps() -> dict[str, str]:
    try:
        return dict(json.loads(STAMPS.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _show_checkout_to_environment() -> None:
    """Let the environment import the checkout itself: a path file needs no build and no network."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(PYTHON), "-c", asked], check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "dtors_network_checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _run(command: list[str]) -> None:
    """Run a step of the set-up; its own message says what went wrong, so no traceback of ours follows it."""
    code = subprocess.run(command, check=False).returncode
    if code:
        raise SystemExit(f"The environment could not be made; this step gave code {code}:\n  {' '.join(command)}")
