"""Numbers of people of which only the least and the most may be known."""

import pytest

from dtors_network.model.bounds import NOBODY, Bounds, bounds, total
from dtors_network.model.vocabulary import SUPPRESSED


def test_a_number_is_itself_a_star_one_to_four_and_a_blank_is_not_counted() -> None:
    assert bounds(7) == Bounds(7, 7) and bounds(0) == NOBODY
    assert bounds(SUPPRESSED) == Bounds(1, 4)
    assert bounds(None) is None


def test_bounds_add_up_end_by_end() -> None:
    assert total([Bounds(1, 4), Bounds(10, 10), Bounds(0, 2)]) == Bounds(11, 16)
    assert total([]) == NOBODY


def test_a_part_is_taken_away_and_never_leaves_fewer_than_nobody() -> None:
    assert Bounds(10, 12).less(Bounds(1, 4)) == Bounds(6, 11)
    assert Bounds(1, 4).less(Bounds(3, 3)) == Bounds(0, 1)
    assert Bounds(2, 2).less(Bounds(5, 5)) == NOBODY


@pytest.mark.parametrize(
    ("number", "text", "known"),
    [
        (Bounds(0, 0), "0", True),
        (Bounds(1234, 1234), "1,234", True),
        (Bounds(1, 4), "*", False),
        (Bounds(5, 8), "5–8", False),
        (Bounds(2, 4), "2–4", False),
    ],
)
def test_how_a_number_reads(number: Bounds, text: str, known: bool) -> None:
    assert (str(number), number.known) == (text, known)
