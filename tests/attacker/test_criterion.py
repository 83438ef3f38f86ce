"""Who knows the program too rules out next to nothing: joins are the same for all within them, and few blocks grow."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import growth
from dtors_network.disclosure.components import components

from . import criterion
from .criterion import joined, ruled_out_by_code, strangers
from .small import small_counted_area

AREAS = Path(__file__).parents[2] / "data" / "areas"
MOST = 0.002


@pytest.mark.parametrize("seed", [1, 2, 9])
def test_all_tables_within_a_join_are_joined_alike(seed: int) -> None:
    seen = 0
    for _, part in components(small_counted_area(seed, services=4)):
        if len(part.keys) > 1:
            shown = joined(part)
            for other in strangers(part, 12, seed):
                again = joined(other)
                seen += 1
                assert [again.at(at) for at in range(len(part.keys))] == [shown.at(at) for at in range(len(part.keys))]
    assert seen > 100


def test_blocks_seldom_have_to_grow() -> None:
    lost, every = ruled_out_by_code(read_area(AREAS / "rural_out_of_area"))
    assert every > 1_000 and lost <= MOST * every


def test_without_joins_more_would_be_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "join", lambda shown: None)
    monkeypatch.setattr(criterion, "join", lambda shown: None)
    lost, every = ruled_out_by_code(read_area(AREAS / "rural_out_of_area"))
    assert lost > MOST * every


@pytest.mark.proof
def test_no_more_than_two_in_a_thousand_pairs_of_the_illustrative_areas() -> None:
    found = [ruled_out_by_code(read_area(place.parent)) for place in sorted(AREAS.glob("*/area.yaml"))]
    assert sum(lost for lost, _ in found) <= MOST * sum(every for _, every in found)
