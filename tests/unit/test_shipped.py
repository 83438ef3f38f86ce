"""The checkout's own data win; an installed package uses those inside it."""

import tomllib
from pathlib import Path

import pytest

import dtors_network
from dtors_network.shipped import PACKAGE, VERSION, data_path


def test_the_package_and_its_build_have_one_version() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    source = PACKAGE.parent / project["tool"]["hatch"]["version"]["path"]
    assert f'VERSION = "{dtors_network.__version__}"' in source.read_text(encoding="utf-8")
    assert dtors_network.__version__ == VERSION


def test_in_a_checkout_the_checkouts_data_win(tmp_path: Path) -> None:
    plant(tmp_path / "data", tmp_path / "dtors_network" / "data")
    (tmp_path / "pyproject.toml").touch()
    assert data_path(tmp_path / "dtors_network") == tmp_path / "data"


def test_installed_beside_somebody_elses_data(tmp_path: Path) -> None:
    plant(tmp_path / "data", tmp_path / "dtors_network" / "data")
    assert data_path(tmp_path / "dtors_network") == tmp_path / "dtors_network" / "data"


def test_installed_without_data(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"^dtors_network was installed without its data; install it again$"):
        data_path(tmp_path / "dtors_network")


def plant(*folders: Path) -> None:
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "codebook.yaml").touch()
