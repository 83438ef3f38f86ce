"""`dtors-network versions` lists what was there before each save, and puts it back."""

from datetime import datetime
from pathlib import Path

from dtors_network.area_files.files import contents
from dtors_network.editing.opening import open_draft
from dtors_network.editing.saving import save
from tests.command import ran
from tests.unit.editing.place import put, written


def test_versions_are_listed_and_put_back(tmp_path: Path) -> None:
    place = written(tmp_path)
    assert "No version of ours is kept" in ran("versions", place).stdout
    before = contents(place)
    save(put(open_draft(place), "arrivals", 0, "count", "121"), place, datetime(2026, 1, 5, 9, 30))
    listed = ran("versions", place, "--format", "csv").stdout.splitlines()
    assert listed[0].lstrip("\ufeff") == "version,kept_on,why,by,files" and len(listed) == 2
    assert listed[1].startswith("1,2026-01-05 09:30,a save in the dashboard,") and listed[1].endswith(",arrivals.csv")
    assert "--restore 1" in ran("versions", place).stdout
    back = ran("versions", place, "--restore", "1")
    assert back.returncode == 0 and "What was there before is version 2" in back.stdout and contents(place) == before


def test_what_cannot_be_put_back_is_told(tmp_path: Path) -> None:
    wrong = ran("versions", written(tmp_path), "--restore", "3")
    assert wrong.returncode == 2 and "there is no such version (found '3')" in wrong.stderr
    nowhere = ran("versions", tmp_path / "nowhere")
    assert nowhere.returncode == 2 and "there is no such folder or workbook" in nowhere.stderr
    assert ran("versions", tmp_path / "nowhere", "--restore", "1").returncode == 2
