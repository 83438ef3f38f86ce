"""The same 200,000 records through every engine give equal tables; `make test-spark` has Spark."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.model.area import Service
from dtors_network.records import parts
from dtors_network.records.counting import Counted, count_records
from dtors_network.records.engines import polars_engine
from dtors_network.records.engines.registry import open_engine
from dtors_network.records.places import Places
from dtors_network.records.reading import open_records
from dtors_network.records.record_map import RecordMap

ROWS = 200_000
KINDS = ("gp", "self_or_family", "open_access", "specialist_prescribing", "psychosocial", "aftercare", "mutual_aid")
SERVICES = tuple(Service(service=f"s{at}", service_type=kind) for at, kind in enumerate(KINDS * 3))
AREA = replace(small_area(), services=SERVICES, statements=(), period_start=None, period_end=None)
NEEDS_SPARK = pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not here; make test-spark brings it")


def drawn(shape: str) -> pl.DataFrame:
    """Records with every kind of cell: blanks, repeats, unknown services, days out of order."""
    random = np.random.default_rng(20251124)
    ids = np.array([service.service for service in SERVICES] + ["", "nowhere"])
    day = np.datetime64("2024-01-01") + random.integers(0, 700, ROWS)
    later = day + random.integers(-2, 60, ROWS)
    left = later + random.integers(0, 90, ROWS)

    def some(values: np.ndarray, share: float) -> np.ndarray:
        return np.where(random.random(ROWS) < share, values.astype(str), "")

    people = np.char.add("P", random.integers(0, 40_000, ROWS).astype(str))
    cells = {
        "person": some(people, 0.999),
        "started_on": some(later, 0.7),
        "left_on": some(left, 0.5),
        "outcome": random.choice(["", "recovering", "relapsed", "no_change"], ROWS),
        "planned": random.choice(["", "yes", "no"], ROWS),
        "currently_using": random.choice(["yes", "no", "", "1"], ROWS),
        "housing_need": random.choice(["true", "f"], ROWS),
    }
    if shape == "log":
        moment = np.char.add(day.astype(str), random.choice(["T09:00", "T09:30", "T10:00:01"], ROWS))
        steps = {"transition": random.choice(["start", "complete", "other"], ROWS)}
        cells = {name: cell for name, cell in cells.items() if name not in ("started_on", "left_on")}
        return pl.DataFrame(cells | {"service": random.choice(ids, ROWS), "happened_on": some(moment, 0.99)} | steps)
    if shape == "episodes":
        return pl.DataFrame(cells | {"service": random.choice(ids, ROWS), "started_on": later.astype(str)})
    return pl.DataFrame(
        cells
        | {
            "source": random.choice(ids, ROWS),
            "target": random.choice(ids, ROWS),
            "referred_on": some(day, 0.98),
            "accepted": random.choice(["", "yes", "no"], ROWS),
            "refusal_reason": random.choice(["", "no_capacity", "other"], ROWS),
        }
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    for shape in ("referrals", "episodes", "log"):
        frame = drawn(shape)
        (folder / shape).mkdir()
        half = ROWS // 2
        frame[:half].write_csv(folder / shape / "a.csv")
        frame[half:].write_parquet(folder / shape / "b.parquet")
    return folder


@cache
def counted(engine: str, folder: Path, scratch: Path) -> Counted:
    with open_engine(engine, scratch) as opened:
        return count_records(open_records(opened, [folder], Places((AREA,)), RecordMap()))


@pytest.mark.parametrize("shape", ["referrals", "episodes", "log"])
@NEEDS_SPARK
def test_spark_gives_the_same_tables(shape: str, files: Path, tmp_path: Path) -> None:
    one, other = counted("polars", files / shape, files), counted("spark", files / shape, files)
    assert one.rows == other.rows == ROWS
    assert one.set_aside.equals(other.set_aside)
    assert one.by_area == other.by_area
    assert (one.steps, one.waits_not_known) == (other.steps, other.waits_not_known)
    assert len(one.set_aside) > ROWS // 50
    assert len(one.by_area[0].referrals) > 300


@pytest.mark.parametrize(("shape", "many"), [("referrals", 0), ("episodes", 0), ("log", ROWS + 1)])
def test_people_taken_in_parts_some_of_them_on_disk_are_counted_alike_in_processes_and_threads(
    shape: str, many: int, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = counted("polars", files / shape, files)
    monkeypatch.setattr(polars_engine, "MANY", many)
    monkeypatch.setenv("POLARS_MAX_THREADS", "2")
    monkeypatch.setattr(parts, "ROWS_A_PART", 900)
    monkeypatch.setattr(parts, "HELD", 2_000_000)
    monkeypatch.setattr(polars_engine, "BATCH", ROWS // 9)
    seen = []
    with open_engine("polars", tmp_path) as engine:
        records = open_records(engine, [files / shape], Places((AREA,)), RecordMap())
        found = count_records(records, progress=lambda what, done, of: seen.append((what, done, of)))
    assert {what for what, *_ in seen} == {"reading", "counting"}
    assert seen[-1] == ("counting", seen[-1][2], seen[-1][2])
    assert whole.used <= seen[-1][2] <= whole.rows
    assert [*tmp_path.glob("rows*.bin")]
    assert found.by_area == whole.by_area
    assert found.set_aside.equals(whole.set_aside)
    assert (found.rows, found.steps) == (whole.rows, whole.steps)


def test_work_that_is_broken_off_ends_soon(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS_A_PART", 900)
    begun = []
    real = polars_engine.counted
    monkeypatch.setattr(polars_engine, "counted", lambda *given: begun.append(1) or real(*given))

    def stop(what: str, done: int, of: int) -> None:
        if what == "counting":
            raise KeyboardInterrupt

    with open_engine("polars", tmp_path) as engine, pytest.raises(KeyboardInterrupt):
        count_records(open_records(engine, [files / "referrals"], Places((AREA,)), RecordMap()), progress=stop)
    assert 0 < len(begun) < 100


def test_rows_in_are_rows_used_and_rows_set_aside(files: Path) -> None:
    found = counted("polars", files / "referrals", files)
    assert found.used + len(found.set_aside) == found.rows == ROWS
    rows = list(found.set_aside.iter_rows())
    assert len({(file, row) for file, row, _ in rows}) == len(rows)
    assert {file for file, _, _ in rows} == {"a.csv", "b.parquet"}


def test_an_engine_that_is_not_known_or_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="there is no such engine"), open_engine("sqlite", tmp_path):
        pass
    monkeypatch.setattr("dtors_network.records.engines.registry.find_spec", lambda name: None)
    with pytest.raises(InputError, match="is not installed") as caught, open_engine("spark", tmp_path):
        pass
    assert "dtors-network[spark]" in caught.value.faults[0].fix
