"""The truth that comes with synthetic areas is what the oracle finds in them, which knows nothing of plants."""

import pytest

from dtors_network.synthetic import PLANTS
from tests.generative.planted import found_by_the_oracle, truth_of, with_one_plant, with_several_plants
from tests.oracle import findings


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("seed", range(100, 101))
def test_one_plant(name, seed):
    drawn = with_one_plant(seed, name, services=18)
    assert found_by_the_oracle(findings(drawn.area)) == truth_of(drawn)


@pytest.mark.parametrize("seed", range(10))
def test_several_plants(seed):
    drawn = with_several_plants(seed, services=22, most=5)
    assert found_by_the_oracle(findings(drawn.area)) == truth_of(drawn)
