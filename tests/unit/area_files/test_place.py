"""An area that is made because an import goes into it: whole, and called like its place."""

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.naming import own_file
from dtors_network.area_files.place import area_or_empty, is_there
from dtors_network.errors import InputError
from tests.unit.area_files.minimal import write


@pytest.mark.parametrize("name", ["ours", "kent.2026", "two words", "deep/down/ours.xlsx", "Ours.XLSX"])
def test_an_area_is_made_where_none_is_and_can_be_read(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    empty = area_or_empty(place)
    assert not is_there(place)
    write_area(empty, place, {"imports.csv": b"x"})
    assert read_area(place) == empty and own_file(place, "imports.csv").read_bytes() == b"x"
    assert (empty.name, empty.services, empty.statements) == (
        place.stem if name.lower().endswith("xlsx") else place.name,
        (),
        (),
    )


def test_an_area_that_is_there_is_read_and_left_alone(tmp_path: Path) -> None:
    place = write(tmp_path / "ours")
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    area = area_or_empty(place)
    with pytest.raises(InputError):
        write_area(area, place)
    assert {file.name: file.read_bytes() for file in place.iterdir()} == before


def test_a_folder_that_is_here_and_empty_takes_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kent").mkdir()
    monkeypatch.chdir(tmp_path / "kent")
    assert area_or_empty(Path()).id == "kent"


def test_a_pathway_that_cannot_be_read_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        area_or_empty(tmp_path / "ours", pathway=tmp_path / "nowhere.yaml")
    assert not (tmp_path / "ours").exists()
