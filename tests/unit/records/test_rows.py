"""Rows as people and programs write them: each oddity is read as documented, or its row set aside with the reason."""

from __future__ import annotations

import pytest

from dtors_network.errors import InputError

HEAD = "person,source,target,referred_on,started_on"
ENGINES = pytest.mark.parametrize("engine", ["polars"])


def aside(found) -> list[tuple[int, str]]:
    return [(row, reason) for _, row, reason in found.set_aside.iter_rows()]


def links(found) -> dict[tuple[str, str], tuple[int, int]]:
    """Referred and started of everyone, by link."""
    rows = found.by_area[0].referrals if 0 in found.by_area else ()
    return {(row.source, row.target): (row.referred, row.started) for row in rows if row.client_group == "everyone"}


# ---- people ------------------------------------------------------------------------------------------------------


@ENGINES
@pytest.mark.parametrize(
    ("one", "other"), [("00123", "123"), ("NA", "N/A"), ("null", "NULL"), ("NaN", "None"), ("1e5", "100000")]
)
def test_people_are_told_apart_by_every_letter_of_their_ids(counted, engine, one, other):
    found = counted(f"{HEAD}\n{one},gp,clinic,2025-03-01,\n{other},gp,clinic,2025-03-01,\n", engine=engine)
    assert aside(found) == []
    assert links(found) == {("gp", "clinic"): (2, 0)}


@ENGINES
@pytest.mark.parametrize("blank", ["", "   ", '""'])
def test_a_row_that_names_nobody_is_set_aside(counted, engine, blank):
    found = counted(f"{HEAD}\n{blank},gp,clinic,2025-03-01,\nP1,gp,clinic,2025-03-01,\n", engine=engine)
    assert aside(found) == [(2, "nobody is named")]
    assert (found.rows, found.used) == (2, 1)


@ENGINES
def test_blanks_around_an_id_are_no_part_of_it(counted, engine):
    found = counted(f"{HEAD}\n P1 ,gp,clinic,2025-03-01,\nP1,gp,clinic,2025-03-01,\n", engine=engine)
    assert aside(found) == [(3, "the same again: this person, these services and this day are in an earlier row")]


def test_no_person_is_named_in_anything_that_is_kept(counted):
    found = counted(f"{HEAD}\nSECRET-1,gp,clinic,2025-03-01,\nSECRET-2,gp,nowhere,2025-03-01,\n")
    assert "SECRET" not in repr(found)
    assert found.set_aside.columns == ["file", "row", "reason"]


# ---- repeats -----------------------------------------------------------------------------------------------------


@ENGINES
def test_of_repeats_the_one_that_says_more_is_kept(counted, engine):
    rows = "P1,gp,clinic,2025-03-01,\nP1,gp,clinic,2025-03-01,2025-03-09\nP1,gp,clinic,2025-03-01,2025-03-09\n"
    found = counted(f"{HEAD}\n{rows}", engine=engine)
    assert [row for row, _ in aside(found)] == [2, 4]
    assert links(found) == {("gp", "clinic"): (1, 1)}


@ENGINES
def test_repeats_are_found_across_files(counted, engine):
    found = counted(
        f"{HEAD}\nP1,gp,clinic,2025-03-01,\n", f"{HEAD}\nP2,gp,clinic,2025-03-01,\nP1,gp,clinic,2025-03-01,\n",
        engine=engine,
    )  # fmt: skip
    assert [(file, row) for file, row, _ in found.set_aside.iter_rows()] == [("1.csv", 3)]


@ENGINES
def test_another_day_is_another_referral(counted, engine):
    found = counted(f"{HEAD}\nP1,gp,clinic,2025-03-01,\nP1,gp,clinic,2025-03-02,2025-03-09\n", engine=engine)
    assert aside(found) == []
    row = found.by_area[0].referrals[0]
    assert (row.referred, row.started, row.kept_by_sender) == (2, 1, 1)


# ---- days --------------------------------------------------------------------------------------------------------


@ENGINES
def test_one_column_may_mix_forms_of_days(counted, engine):
    rows = "P1,gp,clinic,03/09/2025,45910\nP2,gp,clinic,3 Sep 2025,2025-09-10\nP3,gp,clinic,20250903,10/09/2025\n"
    rows += "P4,gp,clinic,23/09/2025,30/09/2025\n"
    row = counted(f"{HEAD}\n{rows}", engine=engine).by_area[0].referrals[0]
    assert (row.started, row.wait_median_days, row.wait_p90_days) == (4, 7.0, 7.0)


@ENGINES
def test_rows_whose_days_cannot_hold_are_set_aside(counted, engine):
    rows = (
        "P1,gp,clinic,2025-03-09,2025-03-01\n"
        "P2,gp,clinic,soon,\n"
        "P3,gp,clinic,,\n"
        "P4,,clinic,2025-03-01,\n"
        "P5,gp,clinic,2001-03-01,2025-03-01\n"
        "P6,gp,clinic,9999-12-31,2025-03-01\n"
    )
    assert aside(counted(f"{HEAD}\n{rows}", engine=engine)) == [
        (2, "the days are out of order, or more than 19 years apart"),
        (3, "a day cannot be read"),
        (4, "no day of the referral"),
        (5, "nobody referred, and no start"),
        (6, "the days are out of order, or more than 19 years apart"),
        (7, "no day of the referral"),
    ]


@ENGINES
def test_rows_outside_the_period_of_the_area_are_set_aside_by_their_first_day(counted, engine, year):
    rows = "P1,gp,clinic,2024-12-31,2025-01-02\nP2,gp,clinic,2025-12-31,2026-02-01\nP3,gp,clinic,2026-01-01,\n"
    found = counted(f"{HEAD}\n{rows}", engine=engine, area=year)
    assert [row for row, _ in aside(found)] == [2, 4]
    assert links(found) == {("gp", "clinic"): (1, 1)}


@ENGINES
def test_on_one_day_somebody_starts_before_they_are_referred_on(counted, engine):
    rows = "P1,gp,clinic,2025-03-01,2025-03-01\nP1,clinic,care,2025-03-01,2025-03-01\nP1,,gp,,2025-03-01\n"
    found = counted(f"{HEAD}\n{rows}", engine=engine)
    people = {row.service: row.count for row in found.by_area[0].arrivals}
    assert people == {"gp": 1}
    assert found.by_area[0].arrivals[0].reached_aftercare == 1


# ---- services and codes ------------------------------------------------------------------------------------------


@ENGINES
def test_services_are_found_by_id_or_by_name(counted, engine):
    found = counted(f"{HEAD}\nP1,Hill Surgery,clinic,2025-03-01,\nP2,GP,Clinic,2025-03-01,\n", engine=engine)
    assert links(found) == {("gp", "clinic"): (2, 0)}


@ENGINES
def test_services_that_are_not_of_the_area_are_set_aside(counted, engine):
    rows = "P1,gp,pharmacy,2025-03-01,\nP2,pharmacy,clinic,2025-03-01,\nP3,gp,,2025-03-01,\nP4,gp,gp,2025-03-01,\n"
    assert aside(counted(f"{HEAD}\n{rows}", engine=engine)) == [
        (2, "the column target names no service of the area"),
        (3, "the column source names no service of the area"),
        (4, "the column target is blank"),
        (5, "sender and receiver are the same service"),
    ]


def test_codes_that_are_not_known_are_told_all_at_once_with_what_may_be_meant(counted):
    head = f"{HEAD},refusal_reason,outcome,currently_using"
    rows = "P1,gp,clinic,2025-03-01,,no_capasity,,maybe\nP2,gp,clinic,2025-03-01,,,recoverd,\n"
    with pytest.raises(InputError) as caught:
        counted(f"{head}\n{rows}")
    told = [str(fault) for fault in caught.value.faults]
    assert [(fault.column, fault.value) for fault in caught.value.faults] == [
        ("currently_using", "maybe"), ("outcome", "recoverd"), ("refusal_reason", "no_capasity"),
    ]  # fmt: skip
    assert "recovering" in told[1]
    assert "no_capacity" in told[2]


def test_a_map_says_what_columns_and_codes_are_called(counted):
    text = "id;von;nach;am;ab;grund\n7;HS;clinic;3/31/2025;;full\n"
    words = """
        columns: {person: id, source: von, target: nach, referred_on: am, started_on: ab, refusal_reason: grund}
        values:
          service: {HS: gp}
          refusal_reason: {full: no_capacity}
        month_first: true
    """
    found = counted(text, words=words)
    (row,) = found.by_area[0].refusals
    assert (row.source, row.target, row.reason, row.count) == ("gp", "clinic", "no_capacity", 1)


def test_a_map_that_names_no_column_is_told(counted):
    with pytest.raises(InputError) as caught:
        counted(f"{HEAD}\n", words="columns: {persn: id}\nvalues: {outcme: {a: b}}\n")
    assert [fault.value for fault in caught.value.faults] == ["persn", "outcme"]


# ---- the text of files -------------------------------------------------------------------------------------------


@ENGINES
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_separators_and_line_ends_are_told_from_the_header(counted, tmp_path, engine, separator, ends):
    text = f"\ufeff{HEAD}\nP1,gp,clinic,2025-03-01,2025-03-04\n".replace(",", separator).replace("\n", ends)
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode("utf-8"))
    assert links(counted(path, engine=engine)) == {("gp", "clinic"): (1, 1)}


@ENGINES
def test_cells_may_be_quoted_and_hold_line_ends(counted, engine):
    rows = '"P,1",gp,clinic,2025-03-01,\n"P ""2""\nnow",gp,clinic,2025-03-01,\n'
    assert links(counted(f"{HEAD}\n{rows}", engine=engine)) == {("gp", "clinic"): (2, 0)}


@ENGINES
def test_headers_may_be_written_with_capitals_and_blanks(counted, engine):
    found = counted("Person,SOURCE,Target,Referred on,Started On\nP1,gp,clinic,2025-03-01,\n", engine=engine)
    assert links(found) == {("gp", "clinic"): (1, 0)}


def test_a_column_that_is_missing_is_told_for_every_file(counted):
    with pytest.raises(InputError) as caught:
        counted("person,source,target,referred,started_on\n", "person,source,referred_on,started_on\n")
    assert [(fault.file, fault.column) for fault in caught.value.faults] == [
        ("0.csv", "referred_on"), ("1.csv", "target"),
    ]  # fmt: skip


def test_files_of_two_shapes_are_not_mixed(counted):
    with pytest.raises(InputError, match="some of these files hold referrals and some episodes"):
        counted(f"{HEAD}\n", "person,service,started_on,left_on\n")


def test_a_column_that_stands_there_twice_is_told(counted):
    with pytest.raises(InputError, match="there twice"):
        counted(f"{HEAD},person\n")


def test_files_with_a_header_alone_count_nobody(counted):
    found = counted(f"{HEAD}\n")
    assert (found.rows, found.used, found.by_area) == (0, 0, {})


@ENGINES
def test_days_that_stand_for_no_day_are_blank_in_columns_of_days_too(counted, tmp_path, engine):
    import datetime

    import polars as pl

    days = [datetime.date(2025, 3, 1)] * 3
    starts = [datetime.date(9999, 12, 31), datetime.date(1899, 12, 30), datetime.date(2025, 3, 4)]
    frame = pl.DataFrame({"person": ["1", "2", "3"], "source": "gp", "target": "clinic", "referred_on": days})
    frame.with_columns(pl.Series("started_on", starts)).write_parquet(tmp_path / "days.parquet")
    found = counted(tmp_path / "days.parquet", engine=engine)
    assert aside(found) == []
    assert links(found) == {("gp", "clinic"): (3, 1)}
