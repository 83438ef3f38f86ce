"""CSV and JSON for others to open: nothing runs, nothing is lost."""

import csv
import io
import json

import pytest

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.model.bounds import Bounds
from dtors_network.model.sharing import UnprotectedError
from dtors_network.model.vocabulary import Profile
from dtors_network.report.export import Table, as_csv, as_json, neutral


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-1", "@name", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["aftercare", " =1", "a=b", "", "*", "007"])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert neutral(cell) == cell


@pytest.mark.parametrize("cell", [-3, 0, 2.5, True])
def test_numbers_stay_numbers(cell: object) -> None:
    assert neutral(cell) is cell


def test_a_table_comes_back_from_its_csv() -> None:
    row = {"id": "007", "text": 'a "quoted", cell\nof two lines', "none": None, "formula": "=cmd|' /C calc'!A0"}
    text = as_csv(Table(tuple(row), (row,), Profile.NONE))
    assert text.startswith("id,text,none,formula,profile\r\n")
    (read,) = csv.DictReader(io.StringIO(text, newline=""))
    assert read == {**row, "none": "", "formula": f"'{row['formula']}", "profile": "none"}


def test_a_table_without_rows_has_its_header() -> None:
    assert as_csv(Table(("a", "b"), (), Profile.NDTMS)) == "a,b,profile\r\n"


def test_ranges_write_themselves() -> None:
    rows = tuple({"count": count} for count in (0, Bounds(1, 5), Bounds(1, 4), Bounds(1196, 1200), None))
    written = as_csv(Table(("count",), rows, Profile.NHS_DIGITAL)).split("\r\n")[1:-1]
    assert written == [f"{count},nhs_digital" for count in ("0", "1–5", "*", '"1,196–1,200"', "")]


def test_a_table_that_nobody_protected_is_refused() -> None:
    table = Table(("a",), ({"a": 3},))
    for write in (lambda: as_csv(table), lambda: as_json({}, table)):
        with pytest.raises(UnprotectedError, match="this Table did not pass `protect` and cannot be shown"):
            write()


def test_letters_stay_as_they_are_in_json() -> None:
    text = as_json({"name": "Llŷn Ōtāhuhu"}, Table((), (), Profile.NDTMS))
    assert "Llŷn Ōtāhuhu" in text
    assert json.loads(text) == {"name": "Llŷn Ōtāhuhu", "profile": "ndtms"}


STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'=", "''＝"]


@pytest.mark.parametrize("start", STARTS)
def test_one_guard_for_what_is_written_for_others_and_for_the_tables(start: str) -> None:
    cell = f"{start}1+1"
    table = Table(("a",), ({"a": cell},), Profile.NDTMS)
    (for_others,) = list(csv.reader(io.StringIO(as_csv(table), newline="")))[1:]
    assert for_others[0] == f"'{cell}"
    assert csv_text([[cell.replace("\r", "\n")]]).lstrip('"')[0] == "'"


@pytest.mark.parametrize("cell", ["aftercare", " =1", "1-2", "a=b", "", "'quoted'"])
def test_what_no_spreadsheet_would_run_stays_as_it_is(cell: str) -> None:
    assert neutral(cell) == cell
