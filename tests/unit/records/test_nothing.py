"""Records of which no row can be counted: the reasons and some values are told, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.errors import InputError
from dtors_network.records.into import Asked, records_into

HEAD = "person,source,target,referred_on,started_on"
GOOD = "P1,gp,clinic,2025-03-01,2025-03-04\n"


def into(folder: Path, area, rows: str, head: str = HEAD, **more) -> tuple:
    if not (folder / "area").exists():
        write_area(area, folder / "area")
    (folder / "records.csv").write_text(f"{head}\n{rows}", encoding="utf-8")
    return records_into(Asked((folder / "records.csv",), folder / "area", **more))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("P1,gp,clinic,2025-03,\nP2,gp,clinic,2025-04,\n", "these are no days: '2025-03', '2025-04', a month without"),
        ("P1,gp,clinic,soon,\n", "the one row cannot be counted: a day cannot be read (1)"),
        ("P1,gp,A,2025-03-01,\nP2,gp,B,2025-03-01,\nP3,gp,B,2025-03-02,\n", "these are no services: 'B', 'A'"),
        (",gp,clinic,2025-03-01,\n" * 12, "none of the 12 rows can be counted: nobody is named (12)"),
        ("P1,gp,clinic,2024-03-01,\n", "the days start '2024-03-01'"),
        ("", "there is no row below the header"),
    ],
    ids=["months", "words", "services", "nobody", "another year", "empty"],
)
def test_the_reasons_and_some_values_are_told_and_good_counts_stay(year, tmp_path, rows, told):
    into(tmp_path, year, GOOD)
    before = snapshot(tmp_path / "area")
    with pytest.raises(InputError) as caught:
        into(tmp_path, year, rows, may_replace=True)
    assert told in "\n".join(map(str, caught.value.faults))
    assert snapshot(tmp_path / "area") == before
    assert read_area(tmp_path / "area").referrals[0].started == 1


def test_three_values_are_shown_of_many_the_same_whatever_the_order_of_rows(area, tmp_path):
    rows = [f"P{number},gp,clinic,day {number:02},\n" for number in range(20)]
    said = []
    for some in (rows, rows[::-1]):
        with pytest.raises(InputError) as caught:
            into(tmp_path, area, "".join(some))
        said.append(str(caught.value))
    assert "these are no days: 'day 00', 'day 01', 'day 02'" in said[0]
    assert "day 03" not in said[0]
    assert said[0] == said[1]


def test_names_that_are_no_area_are_told(area, tmp_path):
    with pytest.raises(InputError, match="these are no areas: 'West'"):
        into(tmp_path, area, "West,P1,gp,clinic,2025-03-01,\n", head=f"area,{HEAD}")


def test_one_row_is_enough(area, tmp_path):
    _, counted = into(tmp_path, area, f"{GOOD}P2,gp,clinic,soon,\n")
    assert (counted.rows, counted.used) == (2, 1)


def test_an_area_of_which_no_row_is_counted_keeps_its_counts(area, tmp_path):
    for name in ("north", "south"):
        write_area(replace(area, id=name, name=name.title()), tmp_path / "all" / name)
    path = tmp_path / "records.csv"
    head, asked = f"area,{HEAD}\n", Asked((path,), tmp_path / "all", may_replace=True)
    path.write_text(f"{head}north,{GOOD}south,{GOOD}", encoding="utf-8")
    records_into(asked)
    before = snapshot(tmp_path / "all" / "south")
    path.write_text(f"{head}north,P1,gp,clinic,2025-03-01,\nsouth,P1,gp,clinic,soon,\n", encoding="utf-8")
    records_into(asked)
    assert snapshot(tmp_path / "all" / "south") == before
    assert read_area(tmp_path / "all" / "north").referrals[0].started == 0


@pytest.mark.parametrize(("column", "other"), [("referred_on", "started_on"), ("started_on", "referred_on")])
def test_days_that_can_be_read_two_ways_stop_the_run_whatever_the_other_columns_hold(area, tmp_path, column, other):
    row = {"person": "P1", "source": "gp", "target": "clinic", column: "03/04/2025", other: "25/12/2025"}
    with pytest.raises(InputError, match=f"column {column}: .*3 April 2025 or 4 March 2025"):
        into(tmp_path, area, ",".join(row[name] for name in HEAD.split(",")) + "\n")
    assert read_area(tmp_path / "area").referrals == ()


def test_every_column_that_can_be_read_two_ways_is_told_and_a_map_settles_all(area, tmp_path):
    rows = "P1,gp,clinic,03/04/2025,04/04/2025 09:30\nP2,gp,clinic,05/04/2025,05/06/2025 10:00\n"
    with pytest.raises(InputError) as caught:
        into(tmp_path, area, rows)
    assert [fault.column for fault in caught.value.faults] == ["referred_on", "started_on"]
    (tmp_path / "map.yaml").write_text("month_first: false\n", encoding="utf-8")
    _, counted = into(tmp_path, area, rows, maps=(str(tmp_path / "map.yaml"),))
    assert counted.by_area[0].referrals[0].wait_p90_days == 61.0
    assert counted.readings.forms == {
        "referred_on": "day first (31/12/2025); days only",
        "started_on": "day first (31/12/2025); with the time of day",
    }
