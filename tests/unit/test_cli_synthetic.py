"""The command that invents records: what it writes, prints and refuses."""

from pathlib import Path

import polars as pl
import pytest

from tests.oracle.plain_records import read_rows
from tests.unit.test_cli import Run, run

__all__ = ["run"]


def test_areas_records_and_truth_are_written_and_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "england"
    ran = run("synthetic-records", out, "--seed", 4, "--areas", 2, "--rows", 1_000, "--dirty", 0.01)
    assert (ran.code, ran.err) == (0, "")
    files = [out / "records" / "referrals_0001.parquet"]
    assert sorted((out / "records").iterdir()) == files
    people = pl.read_parquet(files[0])["person"].n_unique() - 1  # and those whom nobody named
    ways = ("blank person", "unknown service", "start before referral", "placeholder day", "repeated")
    assert ran.out.splitlines() == [
        f"{out / 'areas'}: 2 invented areas",
        f"{out / 'records'}: 1,000 rows of {people} invented people, in one file",
        *(f"    2 of them cannot be counted: {way}" for way in ways),
        f"{out / 'truth_links.csv'}, {out / 'truth_entries.csv'}: what the records must show",
    ]


def test_the_areas_can_be_checked(run: Run, tmp_path: Path) -> None:
    run("synthetic-records", tmp_path / "england", "--seed", 4, "--areas", 1, "--rows", 10)
    ran = run("check", tmp_path / "england" / "areas" / "area_001")
    assert (ran.code, ran.err) == (0, "")
    assert "Synthetic area 1" in ran.out


def test_records_come_as_csv_where_that_is_asked(run: Run, tmp_path: Path) -> None:
    ran = run("synthetic-records", tmp_path / "one", "--seed", 4, "--areas", 1, "--rows", 60, "--format", "csv")
    other = run(
        "synthetic-records", tmp_path / "two", "--seed", 4, "--areas", 1, "--rows", 60, "--format", "csv", "--memory"
    )
    assert (ran.code, other.code) == (0, 0)
    assert len(read_rows(tmp_path / "one" / "records")) == len(read_rows(tmp_path / "two" / "records")) == 60


def test_a_folder_that_is_not_empty_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    ran = run("synthetic-records", tmp_path, "--seed", 4)
    assert (ran.code, ran.out) == (2, "")
    told = "this folder is not empty. Name a place that is new or empty; nothing is overwritten"
    assert ran.err == f"error: {tmp_path}: {told}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("option", "value"), [("--dirty", "0.7"), ("--rows", "0"), ("--areas", "0"), ("--seed", "-1")])
def test_numbers_out_of_range_are_refused(run: Run, tmp_path: Path, option: str, value: str) -> None:
    ran = run("synthetic-records", tmp_path / "none", "--seed", 4, option, value)
    assert ran.code == 2 and option in ran.err
    assert [*tmp_path.iterdir()] == []
