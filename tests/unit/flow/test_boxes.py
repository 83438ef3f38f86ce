"""Everything that is possible of the counts, worked by hand."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from dtors_network.disclosure import protect
from dtors_network.examples import counted_area
from dtors_network.flow import client_flow
from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Question
from dtors_network.model.area import Referral
from dtors_network.model.vocabulary import SUPPRESSED, Count
from tests.unit.flow.chains import asking, boxes_of

KEPT_BLANK = [(4, 0), (4, 6)]
"""Ten referred and four started: of the other six anything from all to nobody was kept by the sender."""


def both(boxes: Boxes, goals: list[int], at: int = 0, **more: object) -> tuple[float, float]:
    question = asking(boxes, goals, **more)
    return tuple(float(extreme(boxes, question, sign)[0][at]) for sign in (-1, 1))  # type: ignore[return-value]


def with_row(referred: Count, started: Count, kept: Count) -> Boxes:
    """The boxes of the small counted area with other counts from the clinic to aftercare."""
    area = counted_area()
    row = Referral(
        source="clinic",
        target="aftercare",
        client_group="everyone",
        referred=referred,
        started=started,
        kept_by_sender=kept,
    )
    others = tuple(one for one in area.referrals if one.target != "aftercare")
    return client_flow(replace(area, referrals=(row, *others)), draws=8).boxes


def corners(boxes: Boxes) -> set[tuple[float, float]]:
    """Give those of the row from the clinic to aftercare, the first in order of id."""
    return set(zip(boxes.started[0].tolist(), boxes.lost[0].tolist(), strict=True))


def test_a_blank_of_those_kept_lies_between_all_and_nobody() -> None:
    boxes = boxes_of([(0, 1, KEPT_BLANK)], [(2, 2), (1, 1)])
    assert both(boxes, [1]) == pytest.approx((4 / (4 + 6 + 2), 4 / (4 + 0 + 2)))
    assert not boxes.exact


def test_hidden_departures_lower_reach_where_more_left() -> None:
    boxes = boxes_of([(0, 1, [(6, 0)])], [(1, 4), (1, 1)])
    assert both(boxes, [1]) == pytest.approx((6 / 10, 6 / 7))


def test_each_link_is_read_as_suits_the_question() -> None:
    boxes = boxes_of([(0, 1, KEPT_BLANK), (0, 2, [(2, 0), (2, 5)])], [(1, 1), (1, 1), (1, 1)])
    assert both(boxes, [1]) == pytest.approx((4 / (4 + 6 + 2 + 5 + 1), 4 / (4 + 2 + 1)))
    lost_at_the_first = np.array([1.0, 0.0])
    assert both(boxes, [], lost=lost_at_the_first) == pytest.approx((0, 6 / (4 + 6 + 2 + 1)))


def test_services_on_a_way_are_each_at_their_worst_and_at_their_best() -> None:
    boxes = boxes_of([(0, 1, KEPT_BLANK), (1, 2, [(1, 0), (1, 3)])], [(0, 0), (0, 0), (1, 1)])
    assert both(boxes, [2]) == pytest.approx((0.4 * 0.25, 1.0))


def test_the_answer_is_that_of_the_counts_it_is_given_with() -> None:
    boxes = boxes_of([(0, 1, KEPT_BLANK), (1, 0, KEPT_BLANK), (1, 2, KEPT_BLANK)], [(1, 4), (0, 0), (1, 1)])
    question = asking(boxes, [2])
    for sign in (-1, 1):
        worth, chain = extreme(boxes, question, sign)
        assert worth == pytest.approx(chain.worth(question, np.zeros(3)))


def test_nothing_is_known_where_there_may_be_nobody() -> None:
    boxes = boxes_of([(0, 1, [(3, 0)]), (1, 2, [(0, 0), (0, 5)])], [(1, 1), (0, 0), (1, 1)])
    assert boxes.unknown.tolist() == [False, True, False]
    assert both(boxes, [2]) == pytest.approx((0, 0.75))


def test_a_reading_in_which_people_go_round_for_ever_has_no_answer_and_is_left_out_of_the_range() -> None:
    boxes = boxes_of([(0, 1, [(5, 0), (5, 5)]), (1, 0, [(5, 0), (5, 5)])], [(0, 0), (0, 0)])
    # If anybody at all was lost in the end everybody is, however few they were.
    assert both(boxes, [], lost=np.ones(2)) == pytest.approx((1.0, 1.0))
    assert both(boxes, [], lost=np.array([1.0, 0.0])) == pytest.approx((0.0, 1.0))


def test_a_number_leaves_one_possibility() -> None:
    boxes = with_row(10, 4, 1)
    assert corners(boxes) == {(4, 5)} and boxes.exact


def test_a_star_of_starts_is_one_to_four_and_the_others_were_lost() -> None:
    assert corners(with_row(10, SUPPRESSED, 0)) == {(1, 9), (4, 6)}


def test_a_star_of_those_kept_is_one_to_four() -> None:
    assert corners(with_row(10, 4, SUPPRESSED)) == {(4, 2), (4, 5)}


def test_stars_are_bound_together_by_the_laws_of_counts() -> None:
    # Of four at most who were referred one to four started; nobody can have been lost where all four did.
    assert corners(with_row(SUPPRESSED, SUPPRESSED, 0)) == {(1, 0), (1, 3), (4, 0)}


def test_a_blank_of_those_who_started_makes_the_sender_not_counted() -> None:
    boxes = with_row(10, None, 0)
    assert boxes.not_counted.sum() == 1 and boxes.unknown[boxes.not_counted].all()


def brute(boxes: Boxes, question: Question) -> tuple[float, float]:
    """Try every corner of every row, and every whole number of those who left that keeps the totals."""
    assert boxes.least_total is not None and boxes.most_total is not None
    lefts = []
    for service in range(boxes.size):
        spans = [
            range(int(low), int(high) + 1)
            for low, high in zip(boxes.least_left[service], boxes.most_left[service], strict=True)
        ]
        least, most = boxes.least_total[service], boxes.most_total[service]
        lefts.append([one for one in product(*spans) if least <= sum(one) <= most])
    found = []
    for corner in product(range(boxes.started.shape[1]), repeat=len(boxes.sender)):
        for left in product(*lefts):
            chain = boxes.at(np.array(corner), np.array(left, dtype=float))
            found.append(float(chain.worth(question, np.zeros(boxes.size))[0]))
    return min(found), max(found)


@pytest.mark.parametrize("seed", range(6))
def test_the_total_of_those_who_left_narrows_the_range_to_what_lawful_tables_have(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = [(0, 1, [(2, 0), (2, 3)]), (1, 0, [(1, 0)]), (1, 2, [(3, 1), (1, 3)])]
    least = np.array([[1, 1, 0], [1, 0, 0], [1, 0, 0]])
    more = np.array([[2, 3, 1], [2, 1, 0], [0, 0, 0]])
    low = np.array([random.integers(2, 8), random.integers(1, 4), 1])
    totals = {"least_total": low.astype(float), "most_total": (low + random.integers(0, 2)).astype(float)}
    plain = replace(
        boxes_of(rows, [(0, 0)] * 3), least_left=least.astype(float), most_left=(least + more).astype(float)
    )
    told = replace(plain, **totals)
    for worth in (np.zeros(3), np.array([0.0, 1.0, 0.5])):
        question = replace(asking(told, [2]), left=worth)
        ends = tuple(float(extreme(told, question, sign)[0][0]) for sign in (-1, 1))
        assert ends == pytest.approx(brute(told, question))
        wide = [float(extreme(plain, question, sign)[0][0]) for sign in (-1, 1)]
        assert wide[0] <= ends[0] and ends[1] <= wide[1]


def test_totals_that_are_told_narrow_reach_of_a_protected_area() -> None:
    shown = protect(counted_area())
    assert any(row.departures_total for row in shown.services)
    without = replace(shown, services=tuple(replace(row, departures_total=None) for row in shown.services))
    told, wide = (client_flow(area, draws=8).reach_range() for area in (shown, without))
    exact = client_flow(counted_area(), draws=8).reach_range()
    assert told and wide and exact
    assert wide.least <= told.least <= exact.least and exact.most <= told.most <= wide.most
