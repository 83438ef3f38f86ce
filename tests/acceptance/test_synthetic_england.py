"""Invented records into their areas by one command: what was planted is found, and what was seen stands by the model.

The same at full size (153 areas, 20 million rows) is run by hand: ``docs/how-to/synthetic-records.md``.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.flow import client_flow
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.records.into import Asked, records_into
from dtors_network.synthetic.record_files import Made, Wanted, synthetic_records

AREAS, ROWS, DIRTY = 3, 240_000, 0.02
FAR = 5.0
"""Standard deviations within which all of some hundred counts must lie."""

CASES = {
    "first order": Wanted(seed=5, rows=ROWS, areas=AREAS, dirty=DIRTY, wider_support=0.3),
    "with memory": Wanted(seed=5, rows=ROWS, areas=AREAS, memory=True, form="csv"),
}


@pytest.fixture(scope="module", params=CASES)
def england(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Made, int]:
    folder = tmp_path_factory.mktemp("england") / "made"
    made = synthetic_records(folder, CASES[request.param])
    _, counted = records_into(Asked((folder / "records",), folder / "areas"))
    assert counted.rows == made.rows
    return request.param, folder, made, len(counted.set_aside)


def planted(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def areas(folder: Path):
    return {path.name: read_area(path) for path in sorted((folder / "areas").iterdir()) if path.is_dir()}


def test_every_row_that_was_spoilt_is_set_aside_and_no_other(england):
    _, _, made, aside = england
    assert aside == sum(made.spoilt.values())


def test_every_link_has_the_counts_that_were_planted(england):
    _, folder, _, _ = england
    every = areas(folder)
    columns = ("referred", "accepted", "started", "kept_by_sender", "waited_over_21_days")
    for row in planted(folder, "truth_links.csv"):
        found = every[row["area"]].referral_at.get((row["source"], row["target"], EVERYONE))
        for column in columns:
            expected = float(row[column])
            number = getattr(found, column) if found else 0
            assert abs(number - expected) < FAR * math.sqrt(expected + 4), (row, column, number)


def test_whoever_came_in_is_counted_and_followed(england):
    _, folder, _, _ = england
    every = areas(folder)
    truth = {(row["area"], row["service"]): row for row in planted(folder, "truth_entries.csv")}
    seen = {
        (name, row.service): row
        for name, area in every.items()
        for row in area.arrivals
        if row.client_group == EVERYONE
    }
    assert seen.keys() <= truth.keys()
    for place, row in truth.items():
        came, reach = float(row["arrivals"]), float(row["reach"])
        found = seen[place]
        assert isinstance(found.count, int) and isinstance(found.reached_aftercare, int)
        assert abs(found.count - came) < FAR * math.sqrt(came + 4)
        expected = found.count * reach
        assert abs(found.reached_aftercare - expected) < FAR * math.sqrt(expected * (1 - reach) + 4)


def test_the_model_agrees_with_what_was_seen_where_it_may(england):
    how, folder, _, _ = england
    apart = 0
    for area in areas(folder).values():
        flow = client_flow(area, draws=200)
        for start in ("", *(row.service for row in area.arrivals if row.client_group == EVERYONE)):
            found = flow.observed(start)
            assert found is not None
            assert isinstance(found.share, Estimate) and isinstance(found.modelled, Estimate)
            apart += found.differ
    assert (apart == 0) if how == "first order" else (apart >= AREAS)
