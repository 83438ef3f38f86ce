"""Answers from every service and from all who come in, of whom only bounds may be known."""

import numpy as np
import pytest

from dtors_network.flow.answers import Answer, Answers
from dtors_network.flow.boxes import Boxes
from tests.unit.flow.chains import asking, boxes_of

TWO = boxes_of([(0, 2, [(2, 2)]), (1, 2, [(3, 0), (3, 3)])], [(1, 1), (0, 0), (1, 1)])
"""From the first service 2 of 5 reach the third; from the second half of them to all."""


def answers(least: list[int], most: list[int], boxes: Boxes = TWO, draws: int = 200, seed: int = 0) -> Answers:
    rows = np.ones(len(boxes.sender), dtype=bool)
    return Answers(boxes, rows, np.array(least, float), np.array(most, float), draws=draws, seed=seed)


@pytest.mark.parametrize(
    ("least", "most", "lowest", "highest"),
    [
        ([5, 5, 0], [5, 5, 0], 0.5, 0.5),
        ([1, 1, 0], [4, 1, 0], 1 / 5, 1 / 2),
        ([1, 1, 0], [4, 4, 0], 1 / 5, 4 / 5),
        ([0, 0, 0], [4, 4, 0], 0, 1),
        ([0, 1, 0], [4, 1, 0], 1 / 5, 1),
    ],
)
def test_the_mean_is_least_where_fewest_come_to_the_best_service(
    least: list[int], most: list[int], lowest: float, highest: float
) -> None:
    asked, worth = answers(least, most), np.array([0.0, 1.0, 1.0])
    assert (asked.mean(worth, -1), asked.mean(worth, 1)) == pytest.approx((lowest, highest))


def test_no_choice_of_who_comes_in_gives_a_smaller_or_larger_mean() -> None:
    random = np.random.default_rng(0)
    for _ in range(200):
        worth, least = random.random(3), random.integers(0, 3, 3)
        most = least + random.integers(0, 4, 3)
        asked = answers(least.tolist(), most.tolist())
        corners = [np.array(pick) for pick in np.ndindex(2, 2, 2)]
        people = [np.where(corner, most, least) for corner in corners]
        means = [some @ worth / some.sum() for some in people if some.any()]
        if means:
            assert asked.mean(worth, -1) == pytest.approx(min(means))
            assert asked.mean(worth, 1) == pytest.approx(max(means))


def test_nobody_who_comes_in_has_no_mean() -> None:
    assert np.isnan(answers([0, 0, 0], [0, 0, 0]).mean(np.ones(3), 1))


def test_the_range_is_that_of_the_counts_and_the_interval_goes_round_it() -> None:
    found: Answer = answers([1, 1, 0], [1, 1, 0]).to(asking(TWO, [2]))
    assert found.least == pytest.approx([0.4, 0.5, 1.0]) and found.most == pytest.approx([0.4, 1.0, 1.0])
    assert (found.low <= found.least).all() and (found.most <= found.high).all()
    assert found.low[0] < 0.4 < found.high[0] < 1
    least, most, low, high = found.of_all
    assert (least, most) == pytest.approx((0.45, 0.7)) and low < least and most < high


def test_more_people_make_the_interval_narrower() -> None:
    few, many = (boxes_of([(0, 1, [(2 * times, 2 * times)])], [(times, times), (1, 1)]) for times in (1, 100))
    widths = []
    for boxes in (few, many):
        found = answers([1, 0], [1, 0], boxes).to(asking(boxes, [1]))
        widths.append(float(found.high[0] - found.low[0]))
    assert widths[1] < widths[0] / 5


def test_the_same_seed_gives_the_same_interval_whatever_was_asked_before() -> None:
    first, second = answers([1, 1, 0], [1, 1, 0], seed=3), answers([1, 1, 0], [1, 1, 0], seed=3)
    second.to(asking(TWO, lost=np.ones(2)))
    one, other = (asked.to(asking(TWO, [2])) for asked in (first, second))
    assert (one.low == other.low).all() and (one.high == other.high).all() and one.of_all == other.of_all
