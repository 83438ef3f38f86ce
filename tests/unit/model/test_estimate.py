"""Shares of people whose numbers may lie between bounds."""

import pytest

from dtors_network.intervals import share_interval
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate, part_of, share


def test_a_known_share_has_a_value_and_wilsons_interval() -> None:
    found = share((3, 12), (3, 12), Bounds(12, 12))
    assert found is not None and found.value == 0.25
    assert (found.low, found.high) == share_interval(3, 12)


def test_a_range_has_no_value_and_the_interval_goes_from_its_lower_to_its_upper_limit() -> None:
    found = share((1, 11), (4, 14), Bounds(11, 14))
    assert found is not None and found.value is None
    assert (found.least, found.most) == (1 / 11, 4 / 14)
    assert (found.low, found.high) == (share_interval(1, 11)[0], share_interval(4, 14)[1])


def test_there_is_no_share_of_nobody() -> None:
    assert share((0, 0), (1, 1), Bounds(0, 1)) is None
    assert part_of(Bounds(0, 0), Bounds(0, 3)) is None


@pytest.mark.parametrize("part", [Bounds(0, 3), Bounds(2, 2), Bounds(1, 4)])
@pytest.mark.parametrize("rest", [Bounds(1, 1), Bounds(1, 4), Bounds(5, 9)])
def test_a_part_is_least_beside_the_largest_rest_and_most_beside_the_smallest(part: Bounds, rest: Bounds) -> None:
    every = [
        one / (one + other)
        for one in range(part.low, part.high + 1)
        for other in range(rest.low, rest.high + 1)
        if one + other
    ]
    found = part_of(part, rest)
    assert isinstance(found, Estimate)
    assert (found.least, found.most) == (min(every), max(every))
    assert found.people == Bounds(part.low + rest.low, part.high + rest.high)
