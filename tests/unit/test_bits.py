"""Sets of positions in whole numbers behave as Python's own sets do."""

from hypothesis import given
from hypothesis import strategies as st

from dtors_network.bits import first, mask_of, positions

MEMBERS = st.sets(st.integers(0, 200))


@given(MEMBERS)
def test_a_set_comes_back_smallest_first(members: set[int]) -> None:
    assert list(positions(mask_of(members))) == sorted(members)


@given(MEMBERS, MEMBERS)
def test_union_intersection_and_difference(some: set[int], others: set[int]) -> None:
    one, two = mask_of(some), mask_of(others)
    assert set(positions(one | two)) == some | others
    assert set(positions(one & two)) == some & others
    assert set(positions(one & ~two)) == some - others
    assert one.bit_count() == len(some)


@given(MEMBERS.filter(bool))
def test_the_first_is_the_smallest(members: set[int]) -> None:
    assert first(mask_of(members)) == min(members)


def test_the_empty_set_has_no_members() -> None:
    assert list(positions(0)) == []
    assert mask_of([]) == 0
