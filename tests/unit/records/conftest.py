"""A small area without counts, and records counted into it in one line."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dtors_network.examples import small_area
from dtors_network.model.area import Area, Service
from dtors_network.records.counting import SPANS, Counted, count_records
from dtors_network.records.engines.registry import open_engine
from dtors_network.records.faults import as_faults
from dtors_network.records.places import Places
from dtors_network.records.reading import open_records
from dtors_network.records.record_map import RecordMap, read_map
from dtors_network.records.rules import Spans

Count = Callable[..., Counted]

AREA = replace(
    small_area(),
    services=(
        Service(service="gp", service_type="gp", name="Hill Surgery"),
        Service(service="clinic", service_type="specialist_prescribing"),
        Service(service="care", service_type="aftercare"),
    ),
    statements=(),
    answers=(),
    arrivals=(),
    referrals=(),
    refusals=(),
    departures=(),
    barriers=(),
    tables=frozenset(),
    period_start=None,
    period_end=None,
)


@pytest.fixture
def area() -> Area:
    return AREA


@pytest.fixture
def year() -> Area:
    """The same area, of the year 2025."""
    return replace(AREA, period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))


@pytest.fixture
def counted(tmp_path: Path) -> Count:
    """Count files, written as text or given by their paths."""

    def count(
        *files: str | Path, area: Area = AREA, engine: str = "polars", words: str = "", spans: Spans = SPANS
    ) -> Counted:
        paths = [written(tmp_path / f"{number}.csv", file) for number, file in enumerate(files)]
        names = RecordMap()
        if words:
            (tmp_path / "map.yaml").write_text(textwrap.dedent(words), encoding="utf-8")
            names = read_map(tmp_path / "map.yaml", COLUMNS)
        with open_engine(engine, tmp_path) as opened, as_faults():
            return count_records(open_records(opened, paths, Places((area,)), names), spans)

    return count


COLUMNS = (
    "person", "area", "source", "target", "service", "referred_on", "accepted", "accepted_on", "started_on", "left_on",
    "refusal_reason", "outcome", "planned", "currently_using",
    "happened_on", "transition",
)  # fmt: skip


def written(path: Path, file: str | Path) -> Path:
    if isinstance(file, Path):
        return file
    path.write_text(textwrap.dedent(file).lstrip("\n"), encoding="utf-8")
    return path
