"""Bounds of many questions at once: each is what policy iteration gives for it alone."""

from dataclasses import replace

import numpy as np
import pytest

from dtors_network.flow import family
from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.effects import passing
from dtors_network.flow.family import Family
from tests.unit.flow.chains import asking, boxes_of

SIGNS = (-1, 1)


def drawn_boxes(seed: int, size: int = 9, stars: float = 0.4, blanks: float = 0.4) -> Boxes:
    """Rows with a known count, a hidden start, or nobody known whom the sender kept; some services not counted."""
    random = np.random.default_rng(seed)
    rows = []
    for sender in range(size):
        for receiver in random.permutation(size)[:3]:
            started, lost = (int(number) for number in random.integers(1, 8, 2))
            corners = [(started, lost)]
            if random.random() < stars:
                corners = [(1, lost + 3), (4, lost)]
            if random.random() < blanks:
                corners = [(count, few) for count, most in corners for few in (0, most)]
            rows.append((sender, int(receiver), corners))
    left = [(int(least), int(least + more)) for least, more in random.integers(0, 3, (size, 2))]
    boxes = boxes_of(rows, left)
    return replace(boxes, not_counted=random.random(size) < 0.1)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("sign", SIGNS)
def test_the_chance_of_ever_coming_to_each_service_is_bounded_as_if_it_were_asked_alone(seed: int, sign: int) -> None:
    boxes = drawn_boxes(seed)
    question = asking(boxes, [0, 1])
    found = Family(boxes, passing(question), sign).with_end(np.arange(boxes.size), 1.0)
    for service in range(boxes.size):
        here = np.arange(boxes.size) == service
        apart = replace(boxes, not_counted=boxes.not_counted | question.stops | here)
        alone = replace(question, stops=here, unknown=np.where(question.stops, 0.0, 1.0))
        assert found[:, service] == pytest.approx(extreme(apart, alone, sign)[0], abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sender_as_an_end_that_is_worth_nothing(seed: int, sign: int) -> None:
    boxes = drawn_boxes(seed)
    question = asking(boxes, [0, 1])
    senders = np.arange(2, boxes.size)
    found = Family(boxes, question, sign).with_end(senders, 0.0)
    for column, sender in enumerate(senders):
        apart = replace(boxes, not_counted=boxes.not_counted | (np.arange(boxes.size) == sender))
        unknown = question.unknown.copy()
        unknown[sender] = 0.0
        alone = extreme(apart, replace(question, unknown=unknown), sign)[0]
        assert found[:, column] == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("sign", SIGNS)
def test_visits_to_each_service_are_bounded_as_if_they_were_asked_alone(seed: int, sign: int) -> None:
    boxes = drawn_boxes(seed)
    question = asking(boxes, unknown=np.zeros(boxes.size))
    found = Family(boxes, question, sign).visits(np.arange(boxes.size))
    for service in range(boxes.size):
        here = replace(question, here=np.eye(boxes.size)[service])
        assert found[:, service] == pytest.approx(extreme(boxes, here, sign)[0], rel=1e-8, abs=1e-9)


def test_few_at_a_time_are_as_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = drawn_boxes(3)
    question = asking(boxes, [0])
    wanted = Family(boxes, question, 1).visits(np.arange(boxes.size))
    monkeypatch.setattr(family, "NUMBERS", 1)
    assert Family(boxes, question, 1).visits(np.arange(boxes.size)) == pytest.approx(wanted)
    assert Family(boxes, question, 1).visits(np.array([], dtype=int)).shape == (boxes.size, 0)
