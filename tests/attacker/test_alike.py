"""Same blocks, same output: lawful areas that differ only within their blocks leave as the same tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protect
from tests.whole import whole

from .alike import alike

AREAS = Path(__file__).parents[2] / "data" / "areas"
PAIRS = 50


@pytest.mark.proof
@pytest.mark.parametrize("place", sorted(path.parent for path in AREAS.glob("*/area.yaml")), ids=lambda path: path.name)
def test_fifty_areas_within_the_blocks_of_an_illustrative_one_leave_as_it_does(place: Path) -> None:
    (area,) = alike(read_area(place), 1)  # with numbers where an owner knew ranges alone
    shown = whole(protect(area))
    for other in alike(area, PAIRS):
        assert whole(protect(other)) == shown


def test_and_two_within_those_of_a_small_one() -> None:
    (area,) = alike(read_area(AREAS / "rural_out_of_area"), 1)
    assert len({whole(protect(other)) for other in (area, *alike(area, 2))}) == 1
