"""Columns of files: one may stand for two of ours, and where one is missing the file's own are named."""

from __future__ import annotations

import gzip

import pytest

from dtors_network.errors import InputError, gathered

HEAD = "person,source,target,referred_on,started_on"
ENGINES = pytest.mark.parametrize("engine", ["polars"])


def faults(counted, *files: str, words: str = "") -> list:
    with pytest.raises(InputError) as caught:
        counted(*files, words=words)
    return [*caught.value.faults]


@ENGINES
@pytest.mark.parametrize("order", ["referred_on: d, started_on: d", "started_on: d, referred_on: d"])
def test_one_column_may_stand_for_two_of_ours(counted, engine, order):
    words = f"columns: {{person: p, source: a, target: b, {order}}}"
    row = counted("p,a,b,d\n1,gp,clinic,2025-03-01\n", words=words, engine=engine).by_area[0].referrals[0]
    assert (row.referred, row.started, row.wait_p90_days) == (1, 1, 0.0)


def test_one_column_may_stand_for_two_of_ours_in_parquet_and_for_three(counted, tmp_path):
    import datetime

    import polars as pl

    frame = pl.DataFrame(
        {"p": ["1", "2"], "a": "gp", "b": "clinic", "d": [datetime.date(2025, 3, 1)] * 2, "kind": "gp"}
    )
    frame.write_parquet(tmp_path / "own.parquet")
    words = "columns: {person: p, source: a, target: b, referred_on: d, accepted_on: d, started_on: d}"
    row = counted(tmp_path / "own.parquet", words=words).by_area[0].referrals[0]
    assert (row.referred, row.accepted, row.started) == (2, 2, 2)


def test_a_missing_column_names_those_of_the_file(counted):
    (fault,) = faults(counted, "person,source,target,date of referral,started_on,ward\n")
    assert "The columns of the file: person, source, target, date of referral, started_on, ward" in fault.fix


def test_a_column_that_a_map_names_and_no_file_has_is_told_with_the_map(counted):
    words = "columns: {referred_on: Refered}"
    (fault,) = faults(counted, "person,source,target,Referred,started_on\n", words=words)
    assert fault.column == "referred_on"
    assert fault.fix.startswith("Is 'Referred' it? The map calls it 'Refered', and no column is called so")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("case:concept:name,concept:name,time:timestamp,org:resource", "event_log"),
        ("CLIENTID,AGNCY,MODST,MODEND,DISRSN", "ndtms"),
    ],
)
def test_the_shipped_map_that_knows_the_columns_is_named(counted, head, name):
    found = faults(counted, f"{head}\n")
    assert f"--map {name} knows" in found[0].fix
    assert all("--map" not in fault.fix for fault in found[1:])


def test_a_column_that_many_files_lack_is_told_once_with_their_number(counted):
    (fault,) = gathered(faults(counted, *["person,source,target,referred_on\n"] * 12))
    assert (fault.file, fault.column) == ("0.csv", "started_on")
    assert len(fault.others) == 11


@ENGINES
def test_blanks_around_headers_and_columns_without_a_name_do_not_matter(counted, engine):
    found = counted("person , source,target,Referred\xa0on,started_on,,\nP1,gp,clinic,2025-03-01,,,\n", engine=engine)
    assert found.used == 1


@ENGINES
def test_a_name_in_the_header_may_go_over_two_lines(counted, engine):
    found = counted('person,source,target,"Referred\non","Started\non"\nP1,gp,clinic,2025-03-01,\n', engine=engine)
    assert found.used == 1


# ---- line ends ---------------------------------------------------------------------------------------------------


@ENGINES
@pytest.mark.parametrize("last", ["", "\r"])
@pytest.mark.parametrize("packed", [False, True])
def test_lines_may_end_in_a_carriage_return_alone(counted, tmp_path, engine, last, packed):
    text = f'\ufeff{HEAD}\rP1,gp,clinic,2025-03-01,2025-03-04\r"P\n2",gp,clinic,2025-03-02,{last}'
    path = tmp_path / ("own.csv.gz" if packed else "own.csv")
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    found = counted(path, engine=engine)
    assert (found.rows, found.used) == (2, 2)
    assert [row for _, row, _ in found.set_aside.iter_rows()] == []


@ENGINES
def test_rows_are_numbered_alike_whatever_ends_the_lines(counted, tmp_path, engine):
    numbers = []
    for ends in ("\n", "\r\n", "\r"):
        text = f"{HEAD}\nP1,gp,clinic,2025-03-01,\nP2,gp,clinic,soon,\n".replace("\n", ends)
        (tmp_path / "own.csv").write_bytes(text.encode())
        numbers += [row for _, row, _ in counted(tmp_path / "own.csv", engine=engine).set_aside.iter_rows()]
    assert numbers == [3, 3, 3]


@ENGINES
def test_a_header_may_be_long(counted, engine):
    more = ",".join(f"question {number} of the questionnaire" for number in range(3_000))
    blanks = "," * 2_999
    found = counted(f"{more},{HEAD}\n{blanks},P1,gp,clinic,2025-03-01,\n", engine=engine)
    assert len(more) > 1 << 16
    assert found.used == 1
