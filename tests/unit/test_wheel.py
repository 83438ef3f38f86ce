"""The wheel alone is enough: built, installed outside the checkout, it finds the gaps of an area that it ships."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    succeed([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], ROOT)
    (built,) = folder.glob("dtors_network-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what the wheel depends on is lent by the environment of the tests."""
    folder = tmp_path_factory.mktemp("elsewhere")
    succeed([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], folder)
    python = folder / "venv" / SCRIPTS / "python"
    succeed(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel],
        folder,
    )
    packages = succeed([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip()
    Path(packages, "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_the_wheel_holds_both_packages_and_the_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"dtors_network/cli/app.py", "dtors_network/py.typed", "dashboards/__init__.py"} <= names
    shipped = {
        f"dtors_network/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "data").rglob("*") if path.is_file()
    }
    assert shipped <= names
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]


def test_the_package_comes_from_the_wheel(elsewhere: Path) -> None:
    python = elsewhere / "venv" / SCRIPTS / "python"
    found = succeed([python, "-c", "import dtors_network; print(dtors_network.__file__)"], elsewhere)
    assert Path(found.strip()).is_relative_to(elsewhere / "venv")


def test_the_installed_command_finds_the_gaps_of_every_shipped_area(elsewhere: Path) -> None:
    command = elsewhere / "venv" / SCRIPTS / "dtors-network"
    areas = sorted(settings.parent.name for settings in (ROOT / "data" / "areas").glob("*/area.yaml"))
    assert areas
    for area in areas:
        assert succeed([command, "gaps", area], elsewhere).strip()


def succeed(command: list[str | Path], folder: Path) -> str:
    """Run a command with nothing of the checkout in its way, and give what it printed."""
    settings = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    settings["PYTHONUTF8"] = "1"
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=folder, env=settings, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout
