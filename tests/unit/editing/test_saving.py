"""A save leaves everything or nothing, keeps a version first, and never goes over somebody else."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.files import contents
from dtors_network.area_files.naming import own_folder
from dtors_network.area_files.saving import ChangedMeanwhileError, restore
from dtors_network.area_files.versions import FOLDER, versions
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import DeleteRows
from dtors_network.editing.merging import merged
from dtors_network.editing.opening import open_draft
from dtors_network.editing.saving import save
from dtors_network.errors import InputError
from tests.unit.editing.place import column, put, written

ON = datetime(2026, 1, 5, 9, 30)


@pytest.fixture(params=["ours", "ours.xlsx"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return written(tmp_path, request.param)


def changed(draft: Draft) -> Draft:
    """Change a name, a count and a key, so that a folder has three files to write."""
    draft = put(draft, "services", 0, "name", "The practice")
    draft = put(draft, "arrivals", 0, "count", "121")
    row = column(draft, "area", "key").index("note")
    return put(draft, "area", row, "value", "Seen: =1+1")


def test_what_is_saved_is_read_and_what_was_there_is_kept(place: Path) -> None:
    before, exact = contents(place), read_area(place)
    saved = save(changed(open_draft(place)), place, ON)
    area = read_area(place)
    assert (area.services[0].name, area.arrivals[0].count, area.note) == ("The practice", 121, "Seen: =1+1")
    assert replace(area.services[0], name=exact.services[0].name) == exact.services[0]
    assert area.statements == exact.statements and not saved.draft.changed
    (version,) = versions(place)
    assert (version.number, version.why, version.kept_on, saved.version) == (1, "save", ON, 1)
    kept = own_folder(place, FOLDER) / "0001"
    assert {file.name: file.read_bytes() for file in kept.iterdir() if file.name != "version.json"} == before
    assert save(saved.draft, place, ON).version is None and len(versions(place)) == 1


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    place = written(tmp_path)
    (place / "area.yaml").write_text("# ours\n" + (place / "area.yaml").read_text() + "population: 120000\n")
    before = contents(place)
    save(put(open_draft(place), "arrivals", 0, "count", "121"), place, ON)
    after = contents(place)
    assert [name for name in before if before[name] != after[name]] == ["arrivals.csv"]
    row = column(open_draft(place), "area", "key").index("population")
    save(put(open_draft(place), "area", row, "value", "5"), place, ON)
    assert (place / "area.yaml").read_text() == before["area.yaml"].decode().replace("120000", "'5'")


def test_other_sheets_and_drop_downs_of_a_workbook_stay(tmp_path: Path) -> None:
    place = written(tmp_path, "ours.xlsx")
    book = load_workbook(place)
    book.create_sheet("minutes")["A1"] = "=SUM(1,2)"
    book.save(place)
    save(changed(open_draft(place)), place, ON)
    after = load_workbook(place)
    assert after["minutes"]["A1"].value == "=SUM(1,2)" and after["services"].data_validations.count > 3
    assert after["area"]["B15"].data_type == "s"


def test_a_version_is_put_back_and_what_was_there_is_kept_too(place: Path) -> None:
    before = contents(place)
    draft = save(changed(open_draft(place)), place, ON).draft
    meet = put(put(draft, "actions", 0, "finding", "dead_end:gp"), "actions", 0, "action", "Meet")
    saved = save(meet, place, ON).draft if place.is_dir() else draft
    there = contents(place)
    restore(place, 1, ON)
    assert contents(place) == before
    newest = versions(place)[0]
    assert newest.why == "restore" and newest.files.keys() == there.keys()
    restore(place, newest.number, ON)
    assert contents(place) == there and open_draft(place).now == saved.now


@pytest.mark.parametrize(
    ("number", "said"), [(7, "there is no such version (found '7'). Known: 1"), (1, "was changed")]
)
def test_a_version_that_is_not_whole_is_not_put_back(tmp_path: Path, number: int, said: str) -> None:
    place = written(tmp_path)
    save(changed(open_draft(place)), place, ON)
    (own_folder(place, FOLDER) / "0001" / "arrivals.csv").write_text("x")
    before = contents(place)
    with pytest.raises(InputError) as error:
        restore(place, number, ON)
    assert said in str(error.value) and contents(place) == before


def test_the_second_editor_is_told_and_overwrites_nothing(tmp_path: Path) -> None:
    place = written(tmp_path)
    mine = changed(open_draft(place))
    save(put(open_draft(place), "services", 1, "name", "Theirs"), place, ON)
    there = contents(place)
    with pytest.raises(ChangedMeanwhileError) as error:
        save(mine, place, ON)
    assert contents(place) == there and error.value.on is not None
    assert error.value.files == ("services.csv",)
    assert "Nothing was overwritten" in str(error.value)
    together = merged(mine, open_draft(place))
    assert together.conflicts == () and together.theirs == ("services",)
    save(together.draft, place, ON)
    area = read_area(place)
    assert [area.services[at].name for at in (0, 1)] == ["The practice", "Theirs"] and area.arrivals[0].count == 121


def test_what_both_changed_is_named_and_theirs_stays(tmp_path: Path) -> None:
    place = written(tmp_path)
    opened = open_draft(place)
    mine = put(put(opened, "services", 0, "name", "Mine"), "services", 2, "name", "Mine too")
    mine = put(mine, "services", len(opened.now["services"].rows), "service", "extra")
    mine = edited(mine, DeleteRows("statements", (0, 1)))
    theirs = put(opened, "services", 0, "name", "Theirs")
    theirs = put(theirs, "statements", 0, "note", "still so")
    theirs = edited(theirs, DeleteRows("services", (2,)))
    together = merged(mine, theirs)
    told = {(one.table, one.row, one.column, one.mine) for one in together.conflicts}
    assert ("services", 0, "name", "Mine") in told and ("statements", 0, "", "") in told and len(told) == 3
    assert [one.row for one in together.conflicts if "Mine too" in one.mine] == [None]
    assert column(together.draft, "services", "name")[0] == "Theirs"
    assert column(together.draft, "services", "service")[-1] == "extra"
    assert len(together.draft.now["statements"].rows) == len(opened.now["statements"].rows) - 1


def forked(do: Callable[[], object]) -> int:
    """Do something in a process of its own; give how it ended."""
    child = os.fork()
    if child == 0:
        try:
            do()
        except InputError:
            os._exit(2)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_two_who_save_at_once_one_is_told(tmp_path: Path) -> None:
    place = written(tmp_path)
    drafts = [put(open_draft(place), "services", at, "name", f"Editor {at}") for at in (0, 1)]
    children = []
    for draft in drafts:
        child = os.fork()
        if child == 0:
            os._exit(forked(lambda draft=draft: save(draft, place, ON)) >> 8)  # type: ignore[misc]
        children.append(child)
    ended = sorted(os.waitpid(child, 0)[1] >> 8 for child in children)
    names = [service.name for service in read_area(place).services[:2]]
    assert ended == [0, 2] and sum(name.startswith("Editor") for name in names) == 1 and len(versions(place)) == 1
