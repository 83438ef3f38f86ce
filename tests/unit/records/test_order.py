"""In which order things happened: by the moment, then by the files; never by the table of services."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.model.cautions import warnings
from dtors_network.records.cells import packed, tally
from dtors_network.records.clock import BLANK
from dtors_network.records.days import PLACEHOLDER_DAYS
from dtors_network.records.engines import polars_engine
from dtors_network.records.into import Asked, records_into
from dtors_network.records.shapes import DATES, SHAPES
from dtors_network.records.sorting import beside, highest_so_far, in_order, in_runs, starts_of_runs, suspects
from dtors_network.records.tight import ABOVE, days_of, fill_days, moments_of, widened

HEAD = "person,source,target,referred_on,started_on"


def orders(area):
    """The area with its services in every order."""
    return [replace(area, services=services) for services in permutations(area.services)]


def everything(found) -> tuple[set[object], ...]:
    every = found.by_area[0]
    return tuple({*getattr(every, table)} for table in ("arrivals", "referrals", "refusals", "departures"))


SAME_DAY = {
    "log": "person,service,happened_on\nP1,clinic,2025-03-01\nP1,care,2025-03-02\nP1,gp,2025-03-02\nP1,clinic,2025-03-02\n",  # noqa: E501
    "episodes": "person,service,started_on,left_on\nP1,gp,2025-03-01,\nP1,care,2025-03-01,\nP1,clinic,2025-03-01,\n",
    "referrals": f"{HEAD}\nP1,gp,care,2025-03-01,\nP1,gp,clinic,2025-03-01,\nP2,gp,clinic,2025-03-01,\nP2,gp,care,2025-03-01,\n",  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("text", SAME_DAY.values(), ids=SAME_DAY)
def test_the_order_of_the_table_of_services_changes_nothing(counted, area, text):
    found = [counted(text, area=one) for one in orders(area)]
    assert all(everything(one) == everything(found[0]) for one in found)
    assert all(one.steps == found[0].steps for one in found)
    assert found[0].steps.by_file > 0


def test_of_two_referrals_of_one_day_the_first_in_the_file_is_the_one_whose_sender_saw_them_again(counted):
    rows = "P1,gp,care,2025-03-01,\nP1,gp,clinic,2025-03-01,\n"
    found = counted(f"{HEAD}\n{rows}")
    assert {row.target: row.kept_by_sender for row in found.by_area[0].referrals} == {"care": 1, "clinic": 0}
    assert found.told_by_file.startswith("1 of 1 steps fell on the same day or moment")


def test_one_who_was_always_there_arrives_once(counted):
    found = counted(SAME_DAY["log"])
    assert [(row.service, row.count) for row in found.by_area[0].arrivals] == [("clinic", 1)]
    assert sum(row.started for row in found.by_area[0].referrals) == 3


@pytest.mark.parametrize("column", ["", ",left_on"])
def test_two_referrals_of_one_day_that_both_started_make_no_second_arrival(counted, column):
    rows = "P1,,gp,,2025-03-01{0}\nP1,gp,clinic,2025-03-02,2025-03-09{0}\nP1,gp,care,2025-03-02,2025-04-09{0}\n"
    found = counted(f"{HEAD}{column}\n{rows.format(',' if column else '')}")
    assert {row.service: row.count for row in found.by_area[0].arrivals} == {"gp": 1}


def test_who_has_not_left_is_no_new_arrival_when_they_are_put_down_again_or_referred_again(counted):
    rows = "P1,,gp,,2025-03-01,\nP1,,gp,,2025-03-05,\nP1,gp,clinic,2025-04-01,2025-04-02,\nP1,gp,care,2025-09-01,2025-09-02,\n"  # noqa: E501
    found = counted(f"{HEAD},left_on\n{rows}")
    assert {row.service: row.count for row in found.by_area[0].arrivals} == {"gp": 1}


@pytest.mark.parametrize(
    "text",
    [
        "person,service,started_on,left_on\nP1,clinic,2025-01-01,\nP1,clinic,2025-01-02,2025-03-01\n",
        f"{HEAD},left_on\nP1,,clinic,,2025-01-01,\nP1,,clinic,,2025-01-02,2025-03-01\n",
        "person,service,happened_on,transition\nP1,clinic,2025-01-01,start\nP1,clinic,2025-01-02,start\n"
        "P1,clinic,2025-03-01,complete\n",
    ],
    ids=["episodes", "referrals", "log"],
)
def test_a_start_that_was_put_down_twice_keeps_nobody_for_ever(counted, text):
    every = counted(text).by_area[0]
    assert [(row.service, row.count) for row in every.departures] == [("clinic", 1)]
    assert [(row.service, row.count) for row in every.arrivals] == [("clinic", 1)]


def test_ends_close_the_latest_start_so_that_overlapping_ones_are_one_stay(counted):
    log = "person,service,happened_on,transition\nP1,gp,2025-01-01,start\nP1,gp,2025-02-01,start\nP1,gp,2025-03-01,complete\nP1,gp,2025-07-15,complete\n"  # noqa: E501
    episodes = "person,service,started_on,left_on\nP1,gp,2025-01-01,2025-03-01\nP1,gp,2025-02-01,2025-07-15\n"
    assert counted(log).by_area == counted(episodes).by_area
    assert [row.count for row in counted(log).by_area[0].departures] == [1]


def test_a_wait_is_known_only_from_a_day_of_referral_or_of_leaving(counted):
    rows = "P1,gp,2025-01-01,2025-01-10,\nP1,clinic,2025-01-15,,\nP2,gp,2025-01-01,,\nP2,clinic,2025-01-15,,\n"
    rows += (
        "P3,gp,2025-01-01,2025-02-10,\nP3,clinic,2025-01-15,,\nP4,gp,2025-01-01,,\nP4,clinic,2025-01-31,,2025-01-02\n"
    )
    found = counted(f"person,service,started_on,left_on,referred_on\n{rows}")
    (row,) = found.by_area[0].referrals
    assert (row.started, row.wait_median_days, row.wait_p90_days, row.waited_over_21_days) == (4, 17.0, 29.0, None)
    assert (found.starts, found.waits_not_known) == (4, 2)


def test_what_only_the_files_tell_is_noted_in_the_area_and_told_by_check(area, tmp_path):
    write_area(area, tmp_path / "area")
    (tmp_path / "log.csv").write_text(SAME_DAY["log"], encoding="utf-8")
    records_into(Asked((tmp_path / "log.csv",), tmp_path / "area"))
    note = "2 of 3 steps fell on the same day or moment, and only their rows in the files tell which came first"
    assert read_area(tmp_path / "area").counts_note == note
    assert note in [warning.problem for warning in warnings(read_area(tmp_path / "area"))]
    assert (tmp_path / "area" / "set_aside.csv").read_text("utf-8-sig").endswith(f',,"{note}"\n')
    timed = SAME_DAY["log"].replace("\n", "T09:00\n").replace("happened_onT09:00", "happened_on")
    timed = "\n".join(line[:-1] + str(at) if at else line for at, line in enumerate(timed.splitlines()))
    (tmp_path / "log.csv").write_text(timed, encoding="utf-8")
    records_into(Asked((tmp_path / "log.csv",), tmp_path / "area", may_replace=True))
    assert read_area(tmp_path / "area").counts_note == ""


def test_the_command_says_it_and_so_does_check(area, tmp_path):
    write_area(area, tmp_path / "area.xlsx")
    (tmp_path / "log.csv").write_text(SAME_DAY["log"], encoding="utf-8")
    run = [sys.executable, "-m", "dtors_network"]
    words = ([*run, "count", "log.csv", "--into", "area.xlsx"], [*run, "check", "area.xlsx"])
    for command in words:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "2 of 3 steps fell on the same day or moment" in " ".join((done.stdout + done.stderr).split()), done


# ---- widths ------------------------------------------------------------------------------------------------------

NUMBERS = st.one_of(st.integers(0, 3), st.integers(-(2**62), 2**62))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=40))
def test_rows_are_in_order_however_wide_their_columns_are(rows):
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)]
    order, runs = in_runs(*columns, of=(1, 2, 3))
    assert order.tolist() == in_order(*columns).tolist() == sorted(range(len(rows)), key=lambda at: (*rows[at], at))
    ordered = [column[order] for column in columns]
    for first, new in enumerate(runs, start=1):
        assert new.tolist() == starts_of_runs(*ordered[:first]).tolist()


@given(st.lists(st.sampled_from([0, 1, 5, 2**63, 2**63 + 1, 2**64 - 1]), min_size=1, max_size=30))
def test_rows_of_one_hash_stand_beside_each_other_even_where_hashes_differ_in_their_last_bits(hashes):
    order, new = beside(np.array(hashes, np.uint64))
    assert order.tolist() == sorted(range(len(hashes)), key=lambda at: (hashes[at], at))
    assert new.tolist() == [not at or hashes[order[at]] != hashes[order[at - 1]] for at in range(len(hashes))]


@given(st.lists(st.tuples(st.integers(0, 3), st.one_of(st.integers(-1, 3), st.integers(-1, 2**62))), min_size=1))
def test_the_highest_so_far_is_told_however_large_it_is(rows):
    rows.sort(key=lambda row: row[0])
    groups, values = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    expected = [max(value for group, value in rows[: at + 1] if group == rows[at][0]) for at in range(len(rows))]
    assert highest_so_far(values, groups).tolist() == expected


@given(st.lists(st.tuples(st.sampled_from([0, 5, 2**62]), st.sampled_from([0, 1, 2**40])), min_size=1, max_size=30))
def test_cells_are_counted_where_one_key_has_no_room_for_them(rows):
    place, detail = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    cells = tally(place, detail)
    counted = dict(
        zip(zip(cells.place.tolist(), cells.detail.tolist(), strict=True), cells.people.tolist(), strict=True)
    )
    assert counted == {row: rows.count(row) for row in rows}
    twice = tally(*(np.tile(column, 2) for column in (cells.place, cells.detail, cells.people)))
    assert (twice.place.tolist(), twice.detail.tolist()) == (cells.place.tolist(), cells.detail.tolist())
    assert twice.people.tolist() == [2 * people for people in cells.people.tolist()]


def test_sizes_that_fit_into_no_number_are_told():
    with pytest.raises(OverflowError, match="do not fit"):
        packed([np.zeros(1, np.int64)] * 3, [2**30, 2**30, 2**30])


def test_two_dozen_outcomes_of_ones_own_are_counted(counted, area):
    outcomes = tuple(replace(area.codebook.outcomes[0], code=f"own_{at}") for at in range(24))
    codebook = replace(area.codebook, outcomes=(*area.codebook.outcomes, *outcomes))
    rows = [f"P{at},gp,2025-01-0{at % 9 + 1},2025-02-01,own_{at},yes" for at in range(24)]
    text = "\n".join(["person,service,started_on,left_on,outcome,planned", *rows, ""])
    found = counted(text, area=replace(area, codebook=codebook))
    assert {(row.outcome, row.count) for row in found.by_area[0].departures} == {(f"own_{at}", 1) for at in range(24)}


@pytest.mark.parametrize("rows", [300_000, pytest.param(1_000_000, marks=pytest.mark.proof)])
def test_one_person_may_have_very_many_rows(counted, tmp_path, rows):
    turn = np.array(["gp", "clinic", "care"])[np.arange(rows) % 3]
    moments = np.datetime64("2024-01-01T00:00:00", "us") + np.arange(rows) * np.timedelta64(7, "s")
    frame = pl.DataFrame({"person": "P1", "service": turn, "happened_on": moments}).sample(
        fraction=1.0, shuffle=True, seed=1
    )
    frame.write_parquet(tmp_path / "one.parquet")
    found = counted(tmp_path / "one.parquet")
    assert sum(row.started for row in found.by_area[0].referrals) == rows - 1
    assert {(row.source, row.target) for row in found.by_area[0].referrals} == {
        ("gp", "clinic"), ("clinic", "care"), ("care", "gp"),
    }  # fmt: skip


def test_moments_of_a_parquet_file_order_rows_as_texts_do(counted, tmp_path):
    rows = [
        ("P1", "care", "2025-03-01T09:00:00.250"),
        ("P1", "gp", "2025-03-01T08:00"),
        ("P1", "clinic", "2025-03-01T09:00"),
    ]
    text = "\n".join(["person,service,happened_on", *(",".join(row) for row in rows), ""])
    frame = pl.DataFrame(rows, schema=["person", "service", "happened_on"], orient="row")
    for zone in (None, "Europe/London"):
        moments = pl.col("happened_on").str.to_datetime(time_unit="us", time_zone=zone)
        frame.with_columns(moments).write_parquet(tmp_path / "moments.parquet")
        assert counted(tmp_path / "moments.parquet").by_area == counted(text).by_area
    assert {(row.source, row.target) for row in counted(text).by_area[0].referrals} == {
        ("gp", "clinic"),
        ("clinic", "care"),
    }


# ---- cells without a time of day among others with one ------------------------------------------------------------


def links_of(found) -> set[tuple[str, str]]:
    return {(row.source, row.target) for row in found.by_area[0].referrals if row.client_group == "everyone"}


@pytest.mark.parametrize(
    ("rows", "links", "by_file"),
    [
        # the row between two others in the file stays there, wherever midnight would have put it
        (["gp,2025-03-01T08:00", "clinic,2025-03-01", "care,2025-03-01T09:00"], ["gp clinic", "clinic care"], 2),
        # rows with times go by them even where the file turns them round; the vague one keeps to the row before it
        (["care,2025-03-01T09:00", "clinic,2025-03-01", "gp,2025-03-01T08:00"], ["gp care", "care clinic"], 1),
        # first of its day in the file: before all others
        (["clinic,2025-03-01", "gp,2025-03-01T08:00", "care,2025-03-02T07:00"], ["clinic gp", "gp care"], 1),
        # another day is known, whether a time is told or not
        (["gp,2025-03-02T08:00", "clinic,2025-03-01", "care,2025-03-03"], ["clinic gp", "gp care"], 0),
        # several without a time stand as in the file
        (["gp,2025-03-01T08:00", "care,2025-03-01", "clinic,2025-03-01"], ["gp care", "care clinic"], 2),
    ],
)
def test_a_cell_without_a_time_stands_behind_the_row_before_it(counted, rows, links, by_file):
    found = counted("\n".join(["person,service,happened_on", *(f"P1,{row}" for row in rows), ""]))
    assert links_of(found) == {tuple(link.split()) for link in links}
    assert found.steps.by_file == by_file
    assert found.steps.all == 2


def test_an_end_without_a_time_closes_the_start_of_its_day(counted):
    rows = "P1,gp,2025-03-01T09:00,start\nP1,gp,2025-03-01,complete\nP1,clinic,2025-03-01T10:00,start\n"
    found = counted(f"person,service,happened_on,transition\n{rows}")
    assert links_of(found) == {("gp", "clinic")}
    assert not [row for row in found.by_area[0].departures if row.service == "gp"]
    episodes = "P1,gp,2025-03-01T09:00,2025-03-01\nP1,clinic,2025-03-01T10:00,2025-03-05T12:00\n"
    assert links_of(counted(f"person,service,started_on,left_on\n{episodes}")) == {("gp", "clinic")}


def test_a_referral_without_a_time_comes_after_the_start_above_it(counted):
    rows = "P1,,gp,,2025-03-01T09:00\nP1,gp,clinic,2025-03-01,2025-03-02T10:00\nP2,,gp,,2025-03-03T09:00\n"
    rows += "P2,gp,clinic,2025-03-03T10:00,\n"
    found = counted(f"{HEAD}\n{rows}")
    assert {(row.service, row.count) for row in found.by_area[0].arrivals if row.client_group == "everyone"} == {
        ("gp", 2)
    }
    assert found.steps.by_file == 1


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=40))
def test_suspects_hold_every_row_that_is_the_same_as_another(rows):
    found = suspects(*(np.array(column, np.int64) for column in zip(*rows, strict=True))).tolist()
    twice = [at for at, row in enumerate(rows) if rows.count(row) > 1]
    wide = max(max(map(abs, row)) for row in rows) > 3
    assert {*twice} <= {*found}
    assert found == sorted({*found})
    assert wide or twice or not found


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_days_and_seconds_of_packed_rows_are_those_that_were_put_there(shape):
    columns = [column for column in DATES if column in shape.columns]
    fields = [(name, np.uint32 if name in shape.order else np.uint16) for name in columns]
    drawn, rows = np.random.default_rng(7), np.zeros(1_000, [*fields, (ABOVE, np.uint16)])
    told = {}
    for name, type_ in fields:
        unit, number = (86_400, np.int64) if type_ is np.uint32 else (1, np.int32)
        first, end = PLACEHOLDER_DAYS[0] + 1, 20_000 if name == columns[-1] else PLACEHOLDER_DAYS[1]
        told[name] = drawn.integers(unit * first, unit * end, 1_000, number)
        told[name][drawn.random(1_000) < 0.2] = BLANK * unit
    fill_days(rows, told)
    finer = [(name, np.int64 if type_ is np.uint32 else type_) for name, type_ in fields]
    wide = widened(rows, np.dtype([*finer, (ABOVE, np.uint16)]))
    for name, type_ in fields:
        seconds = type_ is np.uint32
        days = told[name] // 86_400 if seconds else told[name]
        assert days_of(rows, name).tolist() == days_of(wide, name).tolist() == days.tolist()
        if seconds:
            there = days != BLANK
            for one in (rows, wide):
                assert (moments_of(one, name, 1_000)[there] == told[name][there] * 1_000).all()


@pytest.mark.parametrize("fraction", [0, 500_000, 250_001])
@pytest.mark.parametrize("year", [1905, 2025, 2900])
def test_moments_order_rows_however_far_off_and_fine_they_are(counted, tmp_path, monkeypatch, fraction, year):
    """Rows of batches that hold whole seconds stand beside rows of batches that hold fractions of one."""
    monkeypatch.setattr(polars_engine, "BATCH", 4)
    begin, steps = datetime(year, 3, 1, 9), [1_000_000 + fraction * (at > 8) for at in range(40)]
    when = [begin + timedelta(microseconds=at * step) for at, step in enumerate(steps)]
    services = [("gp", "clinic", "care")[at % 3] for at in range(40)]
    frame = pl.DataFrame({"person": "P1", "service": services, "happened_on": when})
    frame.sample(fraction=1.0, shuffle=True, seed=1).write_parquet(tmp_path / "moments.parquet")
    found = counted(tmp_path / "moments.parquet")
    assert sum(row.started for row in found.by_area[0].referrals) == 39
    assert links_of(found) == {("gp", "clinic"), ("clinic", "care"), ("care", "gp")}
    assert found.steps.by_file == 0
