"""No cell that is written for others, or into the tables, can become a formula of a spreadsheet."""

import pytest

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.out.csv_text import neutral

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'=", "''＝"]


@pytest.mark.parametrize("start", STARTS)
def test_one_guard_for_what_is_written_for_others_and_for_the_tables(start: str) -> None:
    cell = f"{start}1+1"
    assert neutral(cell) == f"'{cell}"
    assert csv_text([[cell.replace("\r", "\n")]]).lstrip('"')[0] == "'"


@pytest.mark.parametrize("cell", ["aftercare", " =1", "1-2", "a=b", "", "*", "007", "'quoted'"])
def test_what_no_spreadsheet_would_run_stays_as_it_is(cell: str) -> None:
    assert neutral(cell) == cell


@pytest.mark.parametrize("cell", [-3, 0, 2.5, True])
def test_numbers_stay_numbers(cell: object) -> None:
    assert neutral(cell) is cell
