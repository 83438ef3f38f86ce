"""The authorities are those of 2026, and are found under every code and name that files use."""

import pytest

from dtors_network.errors import InputError
from dtors_network.exchange.registers.authorities import authorities, find_authority

REGIONS = {
    "East Midlands", "East of England", "London", "North East", "North West", "South East", "South West",
    "West Midlands", "Yorkshire and The Humber",
}  # fmt: skip


def test_there_are_153_with_codes_of_the_right_kind_and_nine_regions() -> None:
    codes = [one.code for one in authorities()]
    assert len(codes) == len(set(codes)) == 153
    assert {code[:3] for code in codes} == {"E06", "E08", "E09", "E10"} and {len(code) for code in codes} == {9}
    assert {one.region for one in authorities()} == REGIONS
    assert sum(one.region == "London" for one in authorities()) == 33


def test_the_codes_of_2026_are_used_and_the_old_ones_found() -> None:
    for old, new, name in (("E08000016", "E08000038", "Barnsley"), ("E08000019", "E08000039", "Sheffield")):
        assert (find_authority(old).code, find_authority(new).name, find_authority(name).code) == (new, name, new)


def test_cornwall_counts_the_isles_of_scilly() -> None:
    assert find_authority("Isles of Scilly").reports_with == find_authority("Cornwall").code
    assert [one.name for one in authorities() if one.reports_with] == ["Isles of Scilly"]


def test_a_former_authority_that_was_divided_is_told() -> None:
    assert find_authority("E10000027").name == "Somerset"
    with pytest.raises(InputError, match="this authority became Cumberland and Westmorland and Furness"):
        find_authority("E10000006")


def test_a_slip_is_told_with_the_nearest_name() -> None:
    told = "there is no such authority in England .found 'Kirkless'.. Did you mean 'Kirklees'"
    with pytest.raises(InputError, match=told):
        find_authority("Kirkless")
    with pytest.raises(InputError, match="Name an upper-tier authority"):
        find_authority("Zzzz")


def test_neighbours_are_authorities_and_nobody_is_their_own() -> None:
    codes = {one.code for one in authorities()}
    with_neighbours = [one for one in authorities() if one.neighbours]
    assert len(with_neighbours) > 140
    for one in with_neighbours:
        assert set(one.neighbours) <= codes - {one.code}
        assert len(set(one.neighbours)) == len(one.neighbours) <= 10
