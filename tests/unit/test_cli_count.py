"""The command that counts records: what it prints, what it asks for, and how it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dtors_network.accounts.records import SHEETS
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.examples import small_area
from tests.command import ran

HEAD = "person,source,target,referred_on,started_on"


@pytest.fixture
def area(tmp_path: Path) -> Path:
    blank = replace(small_area(), arrivals=(), referrals=(), departures=(), tables=frozenset(), period_start=None)
    write_area(replace(blank, period_end=None), tmp_path / "area")
    return tmp_path / "area"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return ran("count", *arguments)


def records(folder: Path, rows: str, head: str = HEAD) -> Path:
    path = folder / "records.csv"
    path.write_text(f"{head}\n{rows}", encoding="utf-8")
    return path


def test_it_says_how_many_rows_were_counted_and_why_others_were_not(area, tmp_path):
    done = run(records(tmp_path, "P1,,gp,,2026-03-01\nP2,gp,nowhere,2026-03-01,\n"), "--into", area)
    assert done.returncode == 0, done.stderr
    assert "1 of 2 rows was counted into Small example; 1 was set aside." in done.stdout
    assert "the column target names no service of the area" in done.stdout
    assert "They do not say when people left (left_on): departures stay as they were." in done.stdout
    assert f"Next: dtors-network flow {area}" in done.stdout.replace("\n", "")
    assert "P1" not in done.stdout + done.stderr
    kept = "What was there before is kept as version 1.\n"
    assert done.stderr == f"Wrote arrivals.csv, referrals.csv. {kept}"
    assert read_area(area).arrivals[0].count == 1


def test_it_tells_the_same_as_csv_and_names_those_that_were_no_service(area, tmp_path):
    file = records(tmp_path, "P1,,gp,,2026-03-01\nP2,gp,=Depot,2026-03-01,\n")
    done = run(file, "--into", area, "--format", "csv", "--sheet", "unknown")
    assert done.stdout.splitlines() == [
        "column,name,rows,area,period_start,period_end,profile", "target,'=Depot,1,small,,,none",
    ]  # fmt: skip
    held = json.loads(run(file, "--into", area, "--replace", "--format", "json").stdout)
    assert held["sheets"]["tables"] == [{"area": "small", "arrivals": 1, "referrals": 0}]
    assert held["sheets"]["set_aside"] == [{"reason": "the column target names no service of the area", "rows": 1}]
    assert set(held["sheets"]) == set(SHEETS)
    assert held["profile"] == "none"


def test_it_says_that_somebody_must_declare_departures_complete(tmp_path):
    open_ended = replace(
        small_area(), arrivals=(), referrals=(), departures=(), tables=frozenset(), departures_complete=False,
        period_start=None, period_end=None,
    )  # fmt: skip
    write_area(open_ended, tmp_path / "area")
    file = records(tmp_path, "P1,,gp,,2026-03-01,2026-03-09\n", f"{HEAD},left_on")
    done = run(file, "--into", tmp_path / "area")
    assert "nobody has said that departures are complete" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-such.csv",), "there is no such file or folder"),
        (("records.csv", "--engine", "sqlite"), "Invalid value for '--engine'"),
        (("records.csv", "--map", "no-map.yaml"), "no-map.yaml"),
        (
            ("records.csv", "--sheet", "tabels", "--format", "csv"),
            "unknown sheet (found 'tabels'). Did you mean 'tables'?",
        ),
        (("records.csv", "--seen-again", "-1"), "Invalid value for '--seen-again'"),
        (("hollow",), "there are no records in this folder"),
    ],
)
def test_slips_are_told_with_exit_code_two(area, tmp_path, arguments, told):
    records(tmp_path, "P1,,gp,,2026-03-01\n")
    (tmp_path / "hollow").mkdir()
    first, *rest = arguments
    done = run(tmp_path / first, *rest, "--into", area)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert read_area(area).arrivals == ()


def test_an_area_that_is_not_there_is_told(tmp_path):
    done = run(records(tmp_path, "P1,,gp,,2026-03-01\n"), "--into", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "there is no such folder or workbook" in done.stderr


def test_a_folder_with_neither_an_area_nor_areas_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    done = run(records(tmp_path, "P1,,gp,,2026-03-01\n"), "--into", tmp_path / "empty")
    assert done.returncode == 2
    assert "area.yaml" in done.stderr


def test_it_says_how_days_were_read_and_which_names_are_no_service_and_writes_these(area, tmp_path):
    file = records(tmp_path, "P1,gp,Depot,25/03/2026 09:30,\nP2,gp,Depot,26/03/2026 10:00,\nP3,,gp,,2026-03-01\n")
    done = run(file, "--into", area, "--write-unknown", tmp_path / "new.csv")
    said = " ".join(done.stdout.split())
    assert done.returncode == 0, done.stderr
    assert "Days of referred_on were read: day first (31/12/2025); with the time of day." in said
    assert "In the column target these are no service: Depot (2 rows)." in said
    assert "give each a service_type, and add it there" in said
    assert (tmp_path / "new.csv").read_text("utf-8-sig").splitlines()[1].startswith("depot,,Depot,,")
    again = run(
        records(tmp_path, "P3,,gp,,2026-03-01\n"), "--into", area, "--replace", "--write-unknown", tmp_path / "no.csv"
    )
    assert "Every name is a service" in again.stdout
    assert not (tmp_path / "no.csv").exists()


def test_where_no_row_can_be_counted_it_stops_with_exit_code_two_and_good_counts_stay(area, tmp_path):
    assert run(records(tmp_path, "P1,,gp,,2026-03-01\n"), "--into", area).returncode == 0
    done = run(records(tmp_path, "P1,,gp,,2026-03\nP2,,gp,,soon\n"), "--into", area, "--replace")
    assert done.returncode == 2
    assert "none of the 2 rows can be counted: a day cannot be read (2). Nothing was written." in done.stderr
    assert "column started_on: these are no days: '2026-03', 'soon'" in done.stderr
    assert "P1" not in done.stderr
    assert read_area(area).arrivals[0].count == 1


def test_the_name_of_before_still_works_and_says_the_name_of_now(area, tmp_path):
    file = records(tmp_path, "P1,,gp,,2026-03-01\n")
    done = subprocess.run(
        [sys.executable, "-m", "dtors_network", "links", file, "--into", area],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("note: `links` is called `count` now\nWrote ")
    assert read_area(area).arrivals[0].count == 1
    asked = subprocess.run(
        [sys.executable, "-m", "dtors_network", "--help"], capture_output=True, text=True, check=True
    )
    assert " links " not in asked.stdout
    assert " count " in asked.stdout
