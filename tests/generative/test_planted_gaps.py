"""The library finds exactly what was planted in synthetic areas: nothing less, and nothing more."""

import os

import pytest

from dtors_network.gaps import Gaps, find_gaps
from dtors_network.model.area import Area
from dtors_network.synthetic import PLANTS, five_thousand_services, sixty_services, synthetic_area
from tests.generative.planted import REFERENCES, found_by_the_library, truth_of, with_one_plant, with_several_plants

TIMES = int(os.environ.get("LONG", "1"))


def structural_gaps(area: Area) -> Gaps:
    """Find what was planted: links, words and acceptance. Nothing is held against counts, nor counts against words."""
    return find_gaps(area, comparators=(), likely=False)


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("seed", range(8 * TIMES))
def test_one_plant(name, seed):
    drawn = with_one_plant(seed, name)
    assert found_by_the_library(structural_gaps(drawn.area)) == truth_of(drawn)


@pytest.mark.parametrize("seed", range(60 * TIMES))
def test_several_plants(seed):
    drawn = with_several_plants(seed, services=60, most=12)
    assert found_by_the_library(structural_gaps(drawn.area)) == truth_of(drawn)


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize("services", [11, 17, 40, 130])
def test_nothing_planted(reference, services):
    drawn = synthetic_area(services, services, plant=(), unknown_share=0.4, reference=reference)
    assert found_by_the_library(structural_gaps(drawn.area)) == truth_of(drawn)
    assert {gap.certainty for gap in drawn.truth if gap.rule != "disputed_link"} == {"unknowable"}


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_a_partnership_of_sixty_services(seed):
    drawn = sixty_services(seed)
    assert found_by_the_library(structural_gaps(drawn.area)) == truth_of(drawn)


@pytest.mark.proof
def test_five_thousand_services():
    drawn = five_thousand_services()
    assert found_by_the_library(structural_gaps(drawn.area)) == truth_of(drawn)
