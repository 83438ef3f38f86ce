"""A chain with a number in every cell: shares, ends, and who goes round for ever."""

import numpy as np
import pytest

from tests.unit.flow.chains import NOTHING, asking, chain_of

LINE = chain_of([(0, 1, 6, 3), (1, 2, 2, 2)], [1, 4, 5])
"""Ten people at the first service, eight at the second, five at the third."""


def test_people_with_a_next_step_are_those_who_started_were_lost_or_left() -> None:
    assert LINE.spells.tolist() == [10, 8, 5]
    assert LINE.moves(asking(LINE)).share.tolist() == [0.6, 0.25]


def test_nobody_of_nobody_is_nobody() -> None:
    chain = chain_of([(0, 1, 0, 0)], [0, 0])
    assert chain.per_spell(np.array([0, 1]), np.array([0.0, 0.0])).tolist() == [0.0, 0.0]


def test_reach_multiplies_along_the_way() -> None:
    assert LINE.worth(asking(LINE, [2]), NOTHING(3)) == pytest.approx([0.6 * 0.25, 0.25, 1.0])


def test_a_way_ends_where_it_stops_even_if_people_went_on() -> None:
    assert LINE.worth(asking(LINE, [1]), NOTHING(3)).tolist() == [0.6, 1.0, 0.0]


def test_every_end_has_its_own_worth_and_together_they_are_all_people() -> None:
    lost = LINE.worth(asking(LINE, lost=np.array([1.0, 0.0])), NOTHING(3))
    later = LINE.worth(asking(LINE, lost=np.array([0.0, 1.0])), NOTHING(3))
    left = LINE.worth(asking(LINE, left=np.ones(1)), NOTHING(3))
    assert lost.tolist() == [0.3, 0.0, 0.0]
    assert later == pytest.approx([0.6 * 0.25, 0.25, 0.0])
    assert lost + later + left == pytest.approx(np.ones(3))


def test_a_start_off_the_way_ends_it() -> None:
    question = asking(LINE, [2], on_way=np.array([True, False]), off_way=1.0, stopped=0.0)
    assert LINE.worth(question, NOTHING(3)) == pytest.approx([0.6 * 0.25, 0.25, 0.0])
    assert LINE.moves(question).share.tolist() == [0.6]


def test_a_visit_may_be_worth_something_in_itself() -> None:
    assert LINE.worth(asking(LINE, here=np.eye(3)[1]), NOTHING(3)) == pytest.approx([0.6, 1.0, 0.0])


def test_a_service_of_which_nothing_is_known_is_worth_what_it_is_told_to_be() -> None:
    chain = chain_of([(0, 1, 6, 3), (1, 2, 2, 2)], [1, 4, 5], unknown=[1])
    assert chain.worth(asking(chain, [2]), np.array([0.0, 0.5, 0.0])) == pytest.approx([0.3, 0.5, 1.0])


def test_going_to_and_fro_is_followed_to_the_end() -> None:
    chain = chain_of([(0, 1, 5, 0), (1, 0, 5, 0), (1, 2, 5, 0)], [5, 0, 1])
    # From the first half go to the second, and half of these come back: x = y / 2 and y = x / 2 + 1 / 2.
    assert chain.worth(asking(chain, [2]), NOTHING(3)) == pytest.approx([1 / 3, 2 / 3, 1.0])


def test_people_who_go_round_for_ever_come_to_no_end() -> None:
    chain = chain_of([(0, 1, 5, 0), (1, 0, 5, 0), (2, 0, 1, 0), (2, 3, 1, 0)], [0, 0, 0, 1])
    question = asking(chain, [3])
    moves, ends = chain.system(question, NOTHING(4))
    assert (moves.sender.tolist(), moves.receiver.tolist()) == ([2, 2], [0, 3])
    assert ends.tolist() == [0.0, 0.0, 0.0, 1.0]
    assert chain.worth(question, NOTHING(4)).tolist() == [0.0, 0.0, 0.5, 1.0]


def test_visits_of_people_who_go_round_for_ever_are_not_counted() -> None:
    chain = chain_of([(0, 1, 5, 0), (1, 0, 5, 0), (2, 0, 1, 0)], [0, 0, 1])
    assert chain.worth(asking(chain, here=np.ones(3)), NOTHING(3)).tolist() == [0.0, 0.0, 1.0]
