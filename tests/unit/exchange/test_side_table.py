"""Tables beside an area: imports update what imports wrote, and keep what a person typed or deleted."""

from __future__ import annotations

import pytest

from dtors_network.exchange.side_table import CANDIDATES, INDICATORS, merge_side, rows_at, side_bytes

HUB = {"service": "hub", "name": "Hub", "mark": "weak"}
FIGURE = {
    "indicator": "92544",
    "area": "Kent",
    "period": "2024",
    "group": "",
    "source": "x",
    "value": "31",
    "raw": "31",
}
TABLES = pytest.mark.parametrize(("table", "row", "column"), [(CANDIDATES, HUB, "mark"), (INDICATORS, FIGURE, "value")])


def first(table, row):
    return merge_side(table, [], [row], {}, "a.csv")


@TABLES
def test_the_same_file_again_changes_nothing(table, row, column):
    made = first(table, row)
    again = merge_side(table, made.rows, [row], made.marks, "a.csv")
    assert (made.added, again.added, again.same, again.changed, again.kept) == (1, 0, 1, (), ())
    assert again.rows == made.rows
    assert again.marks == made.marks


@TABLES
def test_what_an_import_wrote_is_updated(table, row, column):
    made = first(table, row)
    again = merge_side(table, made.rows, [row | {column: "new"}], made.marks, "b.csv")
    assert [(name, mine, theirs) for _, name, mine, theirs in again.changed] == [(column, row[column], "new")]
    assert again.rows[0][column] == "new"
    third = merge_side(table, again.rows, [row | {column: "newer"}], again.marks, "c.csv")
    assert third.rows[0][column] == "newer"


@TABLES
def test_what_a_person_typed_stays_unless_it_is_to_be_replaced(table, row, column):
    made = first(table, row)
    typed = [dict(made.rows[0]) | {column: "mine"}]
    again = merge_side(table, typed, [row | {column: "new"}], made.marks, "b.csv")
    assert again.rows[0][column] == "mine"
    assert [(name, mine, theirs) for _, name, mine, theirs in again.kept] == [(column, "mine", "new")]
    assert merge_side(table, typed, [row | {column: "new"}], made.marks, "b.csv", True).rows[0][column] == "new"


@TABLES
def test_a_row_that_a_person_deleted_stays_out_unless_it_is_to_be_replaced(table, row, column):
    made = first(table, row)
    again = merge_side(table, [], [row], made.marks, "a.csv")
    assert (again.rows, again.deleted, again.added) == ((), 1, 0)
    assert merge_side(table, [], [row], made.marks, "a.csv", True).added == 1


def test_columns_of_a_persons_own_stay(tmp_path):
    made = first(CANDIDATES, HUB)
    typed = [dict(made.rows[0]) | {"seen by": "R. on 3 May"}]
    again = merge_side(CANDIDATES, typed, [HUB, HUB | {"service": "new"}], made.marks, "b.csv")
    (tmp_path / "candidates.csv").write_bytes(side_bytes(again.rows, ["service", "mark"]))
    read = rows_at(tmp_path / "candidates.csv")
    assert [row["seen by"] for row in read] == ["R. on 3 May", ""]
    assert list(read[0])[:2] == ["service", "mark"]


def test_no_cell_can_be_run_by_a_spreadsheet(tmp_path):
    raw = side_bytes([HUB | {"name": "=1+1"}], ["service"])
    assert b"'=1+1" in raw
    (tmp_path / "candidates.csv").write_bytes(raw)
    assert rows_at(tmp_path / "candidates.csv")[0]["name"] == "=1+1"
