"""The same 200,000 records through every engine give equal tables; `make test-spark` has the third one."""

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
from dtors_network.records import counting
from dtors_network.records.counting import Counted, count_records
from dtors_network.records.engines.registry import open_engine
from dtors_network.records.places import Places
from dtors_network.records.reading import open_records
from dtors_network.records.record_map import RecordMap

ROWS = 200_000
KINDS = ("gp", "self_or_family", "open_access", "specialist_prescribing", "psychosocial", "aftercare", "mutual_aid")
SERVICES = tuple(Service(service=f"s{at}", service_type=kind) for at, kind in enumerate(KINDS * 3))
AREA = replace(small_area(), services=SERVICES, statements=(), period_start=None, period_end=None)
NEEDS_SPARK = pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not here; make test-spark brings it")
OTHERS = ("duckdb", pytest.param("spark", marks=NEEDS_SPARK))


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
    for shape in ("referrals", "episodes"):
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


@pytest.mark.parametrize("shape", ["referrals", "episodes"])
@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_gives_the_same_tables(engine: str, shape: str, files: Path, tmp_path: Path) -> None:
    one, other = counted("polars", files / shape, files), counted(engine, files / shape, files)
    assert one.rows == other.rows == ROWS
    assert one.set_aside.equals(other.set_aside)
    assert one.by_area == other.by_area
    assert len(one.set_aside) > ROWS // 50
    assert len(one.by_area[0].referrals) > 300


@pytest.mark.parametrize("shape", ["referrals", "episodes"])
def test_people_taken_in_parts_are_counted_alike(
    shape: str, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = counted("polars", files / shape, files)
    monkeypatch.setattr(counting, "ROWS_AT_ONCE", ROWS // 3)
    seen = []
    with open_engine("polars", tmp_path) as engine:
        records = open_records(engine, [files / shape], Places((AREA,)), RecordMap())
        parts = count_records(records, progress=lambda what, part, all_parts: seen.append((part, all_parts)))
    assert seen[-1][0] == seen[-1][1] > 2
    assert parts.by_area == whole.by_area
    assert parts.set_aside.equals(whole.set_aside)
    assert parts.rows == whole.rows


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
