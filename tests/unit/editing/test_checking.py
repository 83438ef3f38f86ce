"""What is wrong with a draft is what the reader of areas says of the same files, cell by cell."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from dtors_network.area_files.area_io import new_area, read_area, write_area
from dtors_network.area_files.files import contents, digests
from dtors_network.editing.block import read_block
from dtors_network.editing.checking import FIRST, Checker
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import AddRows, DeleteRows, Put
from dtors_network.editing.opening import draft_of, open_draft, text_of
from dtors_network.editing.saving import save
from dtors_network.errors import InputError, faults_of
from dtors_network.examples import counted_area
from tests.unit.editing.place import put, written


@pytest.fixture(scope="module", params=["ours", "ours.xlsx"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("checking"), request.param)


def opened(place: Path) -> tuple[Draft, Checker]:
    text = text_of(place, contents(place))
    return draft_of(text, digests(contents(place))), Checker(place, text)


def pasted(draft: Draft) -> Draft:
    """A paste one column too far to the left, an unknown code, an id twice, a service that is nowhere, and a key."""
    draft = edited(draft, Put("arrivals", 0, 1, read_block("7\teveryone\n*\tnobody"), pasted=True))
    draft = put(draft, "services", 1, "service_type", "clinc")
    draft = put(draft, "services", 2, "service", draft.now["services"].rows[0].cells[0])
    draft = put(draft, "statements", 0, "target", "nowhere")
    row = [one.cells[0] for one in draft.now["area"].rows].index("period_start")
    return put(draft, "area", row, "value", "1/4/2025")


def test_faults_are_those_of_the_reader(place: Path, tmp_path: Path) -> None:
    draft, checker = opened(place)
    assert checker.faults(draft) == ()
    found = checker.faults(pasted(draft))
    by_hand = faults_of(lambda: read_area(by_hand_written(pasted(draft), tmp_path, place.name)))
    there = {
        (fault.file, fault.row, fault.column, fault.problem) for fault in by_hand if fault.file != KEYS[place.name]
    }
    told = {
        (checker.files[one.table], None if one.row is None else one.row + FIRST, one.column, one.problem)
        for one in found
        if one.table != "area"
    }
    assert told == there and len(told) >= 5 and all(one.fix for one in found)
    assert {one.problem for one in found if one.table == "area"} == {
        fault.problem for fault in by_hand if fault.file == KEYS[place.name]
    }


KEYS = {"ours": "area.yaml", "ours.xlsx": "ours.xlsx, sheet area"}


def by_hand_written(draft: Draft, folder: Path, name: str) -> Path:
    """Write the grids with the standard library or openpyxl alone."""
    records = {table: grid.records for table, grid in draft.now.items() if len(grid.records) > 1}
    if name.endswith(".xlsx"):
        book = Workbook()
        for table, rows in records.items():
            sheet = book.create_sheet(table)
            for row in rows:
                sheet.append(row)
        book.save(folder / name)
        return folder / name
    (folder / name).mkdir()
    keys = records.pop("area")
    (folder / name / "area.yaml").write_text("".join(f"{key}: {value}\n" for key, value in keys[1:] if value))
    for table, rows in records.items():
        with (folder / name / f"{table}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder / name


def test_the_cells_of_a_row_are_judged_at_once(place: Path) -> None:
    draft, checker = opened(place)
    wrong = put(draft, "arrivals", 0, "count", "many")
    (fault,) = checker.of_rows(wrong, "arrivals", [0])
    assert (fault.table, fault.row, fault.column, fault.value) == ("arrivals", 0, "count", "many")
    assert fault in checker.faults(wrong)
    row = [one.cells[0] for one in draft.now["area"].rows].index("services_complete")
    (fault,) = checker.of_rows(put(draft, "area", row, "value", "perhaps"), "area", [row])
    assert (fault.row, fault.column, fault.problem) == (row, "value", "this is neither true nor false")


def test_rows_that_move_take_their_faults_along(place: Path) -> None:
    draft, checker = opened(place)
    wrong = put(draft, "services", 2, "service_type", "clinc")
    moved = edited(wrong, AddRows("services", 0, 2))
    assert {one.row for one in checker.faults(wrong)} == {2} and {one.row for one in checker.faults(moved)} == {4}
    assert checker.faults(edited(moved, DeleteRows("services", (0, 1)))) == checker.faults(wrong)


def test_a_table_that_is_not_there_is_one_once_something_stands_in_it(place: Path) -> None:
    draft, checker = opened(place)
    assert not draft.now["actions"].is_there
    wrong = put(draft, "actions", 0, "due", "soon")
    assert {(one.table, one.row, one.column) for one in checker.faults(wrong)} >= {("actions", 0, "due")}


def test_an_area_that_cannot_be_read_yet_can_be_opened_and_mended(tmp_path: Path) -> None:
    new_area(tmp_path / "new")
    draft, checker = opened(tmp_path / "new")
    assert {one.table for one in checker.faults(draft)} == {"area"}
    keys = [one.cells[0] for one in draft.now["area"].rows]
    for key, text in {"id": "x", "name": "X", "reference_pathway": "partnership_2022"}.items():
        draft = put(draft, "area", keys.index(key), "value", text)
    assert checker.faults(draft) == ()
    save(draft, tmp_path / "new", datetime(2026, 1, 5))
    assert read_area(tmp_path / "new").name == "X"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("services.csv", 'service,service_type\n"gp,gp\n', "a quotation mark is left open"),
        ("services.csv", "service,service_type\ngp\n", "this row has 1 cells, and the header 2"),
        ("area.yaml", "id: x\nid: y\n", "this key stands twice"),
        ("codebook.yaml", "barriers: 3\n", "codebook.yaml"),
    ],
)
def test_what_cannot_be_told_apart_is_mended_in_the_file(tmp_path: Path, name: str, content: str, said: str) -> None:
    write_area(counted_area(), tmp_path / "ours")
    (tmp_path / "ours" / name).write_text(content)
    with pytest.raises(InputError) as error:
        open_draft(tmp_path / "ours")
    assert said in str(error.value)


def test_own_codes_are_known(tmp_path: Path) -> None:
    place = written(tmp_path)
    (place / "codebook.yaml").write_text("service_types:\n  horticulture: {title: Gardening, stage: wider_support}\n")
    draft, checker = opened(place)
    assert checker.faults(put(draft, "services", 0, "also_offers", "horticulture")) == ()
