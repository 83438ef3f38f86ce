"""Counts into their areas: all of them or nothing, and everything else there left alone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.cli import whole_app
from dtors_network.errors import InputError
from dtors_network.model.area import Arrival, Departure
from dtors_network.records.into import Asked, records_into
from tests.broken_off import held

HEAD = "person,source,target,referred_on,started_on,left_on,refusal_reason"
ROWS = "P1,,gp,,2025-03-01,,\nP1,gp,clinic,2025-03-02,2025-03-09,2025-06-01,\nP2,gp,clinic,2025-03-02,,,other\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.csv"
    path.write_text(f"{HEAD}\n{ROWS}", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, area) -> Path:
    write_area(area, tmp_path / "area")
    (tmp_path / "area" / "notes of mine.txt").write_text("keep", encoding="utf-8")
    return tmp_path / "area"


def ask(records: Path, into: Path, **more) -> Asked:
    return Asked((records,), into, **more)


def test_counts_take_their_places_and_all_else_stays(folder, records):
    before = held(folder)
    into, counted = records_into(ask(records, folder))
    after = held(folder)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"arrivals.csv", "referrals.csv", "refusals.csv", "departures.csv", "set_aside.csv"}
    assert before.keys() <= after.keys()
    area = read_area(folder)
    assert {(row.service, row.count) for row in area.arrivals if row.client_group == "everyone"} == {("gp", 2)}
    assert [(row.outcome, row.count) for row in area.departures] == [("unknown", 1)]
    assert into.places.areas[0].arrivals == ()
    assert counted.used == 3


def test_rows_set_aside_stand_beside_the_tables_without_any_person(folder, tmp_path):
    path = tmp_path / "=mine.csv"
    path.write_text(f"{HEAD}\nSECRET,gp,nowhere,2025-03-01,,,\nSECRET,gp,clinic,2025-03-01,,,\n", encoding="utf-8")
    records_into(ask(path, folder))
    text = (folder / "set_aside.csv").read_text("utf-8-sig")
    assert text == "file,row,reason\n'=mine.csv,2,the column target names no service of the area\n"


def test_counts_that_are_there_are_replaced_only_when_asked(folder, records):
    records_into(ask(records, folder))
    before = held(folder)
    with pytest.raises(InputError) as caught:
        records_into(ask(records, folder))
    assert [fault.file for fault in caught.value.faults] == ["arrivals", "referrals", "refusals", "departures"]
    assert "--replace" in caught.value.faults[0].fix
    assert held(folder) == before
    records_into(ask(records, folder, may_replace=True))
    assert held(folder) == before


def test_tables_that_the_records_cannot_tell_stay(area, tmp_path):
    typed = Departure(service="gp", client_group="everyone", outcome="recovering", count=9)
    write_area(replace(area, departures=(typed,), tables=frozenset({"departures"})), tmp_path / "area")
    path = tmp_path / "records.csv"
    path.write_text("person,source,target,referred_on,started_on\nP1,gp,clinic,2025-03-01,\n", encoding="utf-8")
    records_into(ask(path, tmp_path / "area"))
    found = read_area(tmp_path / "area")
    assert [row.count for row in found.departures] == [9]
    assert [row.referred for row in found.referrals] == [1]


def test_a_workbook_keeps_its_other_sheets(area, tmp_path, records):
    from openpyxl import load_workbook

    write_area(area, tmp_path / "area.xlsx")
    book = load_workbook(tmp_path / "area.xlsx")
    book.create_sheet("my own")["A1"] = "keep"
    book.save(tmp_path / "area.xlsx")
    records_into(ask(records, tmp_path / "area.xlsx"))
    assert load_workbook(tmp_path / "area.xlsx")["my own"]["A1"].value == "keep"
    assert [row.count for row in read_area(tmp_path / "area.xlsx").arrivals] == [2]
    assert (tmp_path / "area.set_aside.csv").exists()


# ---- several areas -----------------------------------------------------------------------------------------------


@pytest.fixture
def areas(tmp_path: Path, area) -> Path:
    for name in ("north", "south"):
        write_area(replace(area, id=name, name=name.title()), tmp_path / "all" / name)
    return tmp_path / "all"


def test_people_are_counted_into_the_area_that_their_rows_name(areas, tmp_path):
    path = tmp_path / "records.csv"
    rows = "P1,north,,gp,,2025-03-01\nP1,South,,gp,,2025-03-01\nP2,south,,gp,,2025-03-01\nP3,west,,gp,,2025-03-01\n"
    path.write_text(f"person,area,source,target,referred_on,started_on\n{rows}", encoding="utf-8")
    _, counted = records_into(ask(path, areas))
    assert [read_area(areas / name).arrivals[0].count for name in ("north", "south")] == [1, 2]
    assert [row for _, row, _ in counted.set_aside.iter_rows()] == [5]
    assert (areas / "set_aside.csv").exists()


def test_episodes_of_one_id_in_two_areas_are_not_one_way(areas, tmp_path):
    path = tmp_path / "records.csv"
    rows = "P1,north,gp,2025-03-01,2025-03-05\nP1,south,clinic,2025-03-06,2025-04-01\n"
    path.write_text(f"person,area,service,started_on,left_on\n{rows}", encoding="utf-8")
    records_into(ask(path, areas))
    assert [len(read_area(areas / name).referrals) for name in ("north", "south")] == [0, 0]


def test_records_that_do_not_say_their_area_are_told(areas, records):
    with pytest.raises(InputError, match="do not say to which they belong"):
        records_into(ask(records, areas))


def test_a_fault_in_one_area_leaves_all_as_they_were(areas, tmp_path):
    (areas / "south" / "services.csv").write_text("service\ngp\n", encoding="utf-8")
    before = held(areas)
    path = tmp_path / "records.csv"
    path.write_text("person,area,source,target,referred_on,started_on\nP1,north,,gp,,2025-03-01\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        records_into(ask(path, areas))
    assert all(str(fault.file).startswith("south/") for fault in caught.value.faults)
    assert held(areas) == before


# ---- nothing half done -------------------------------------------------------------------------------------------


def test_counts_that_contradict_what_stays_change_nothing(area, tmp_path):
    from dtors_network.model.area import Refusal

    typed = Refusal(source="gp", target="clinic", client_group="everyone", reason="other", count=50)
    write_area(replace(area, refusals=(typed,), tables=frozenset({"refusals"})), tmp_path / "area")
    before = held(tmp_path / "area")
    path = tmp_path / "records.csv"
    path.write_text("person,source,target,referred_on,started_on\nP1,gp,clinic,2025-03-01,\n", encoding="utf-8")
    with pytest.raises(InputError, match="refusals"):
        records_into(ask(path, tmp_path / "area"))
    assert held(tmp_path / "area") == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["area", "records.csv"]


def test_an_engine_that_fails_changes_nothing(folder, tmp_path):
    path = tmp_path / "records.csv"
    path.write_text(f"{HEAD}\nP1,gp,clinic,2025-03-01,,,,too,many\n", encoding="utf-8")
    before = held(folder)
    with pytest.raises(InputError):
        records_into(ask(path, folder))
    assert held(folder) == before


def test_arrivals_that_were_followed_come_with_who_reached_aftercare(folder, tmp_path):
    path = tmp_path / "records.csv"
    rows = "P1,,gp,,2025-03-01\nP1,gp,clinic,2025-03-02,2025-03-09\n"
    rows += "P1,clinic,care,2025-04-02,2025-04-09\nP2,,gp,,2025-03-01\nP2,gp,care,2025-03-02,2025-03-09\n"
    path.write_text(f"person,source,target,referred_on,started_on\n{rows}", encoding="utf-8")
    records_into(ask(path, folder))
    assert read_area(folder).arrivals[0] == replace(
        Arrival(service="gp", client_group="everyone", count=2, reached_aftercare=1),
        origin=read_area(folder).arrivals[0].origin,
    )


@pytest.mark.parametrize(
    ("stage", "said"),
    [("reading", "before anything was written"), ("counting", "before anything"), ("writing", "while it was written")],
)
def test_ctrl_c_is_told_and_leaves_the_area_as_it_was(folder, records, monkeypatch, stage, said):
    @contextmanager
    def stopping():
        def say(what: str, done: int, of: int) -> None:
            if what == stage:
                raise KeyboardInterrupt

        yield say

    monkeypatch.setattr("dtors_network.cli.records.progress_bar", stopping)
    before = held(folder)
    done = CliRunner().invoke(whole_app(), ["count", str(records), "--into", str(folder)])
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr.startswith(f"stopped {said}")
    assert "Traceback" not in done.stderr
    assert held(folder) == before
    assert not [*folder.parent.rglob("*.part")]
