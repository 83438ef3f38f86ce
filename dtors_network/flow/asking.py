"""How a group's flow asks its chain, and shows what was answered from one start or of all who come in."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dtors_network.flow.answers import Answer, Answers
from dtors_network.flow.boxes import Boxes
from dtors_network.flow.counts import Counts
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import may_start
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate


def answers_of(steps: Steps, boxes: Boxes, draws: int, seed: int, counts: Callable[[], Counts | None]) -> Answers:
    """Give what can be asked of a chain whose people come in within the ranges of its arrivals."""
    coming = [steps.arriving.get(service) for service in steps.services]
    return Answers(
        boxes=boxes,
        may_start=may_start(steps),
        least_coming=np.array([number.low if number else 0 for number in coming], dtype=float),
        most_coming=np.array([number.high if number else 0 for number in coming], dtype=float),
        draws=draws,
        seed=seed,
        counts=counts,
    )


def shown(answer: Answer, steps: Steps, start: str, coming: Bounds | None) -> Estimate:
    """Give an answer as an estimate: from a service, or of all who come in where the start is blank."""
    if not start:
        assert coming is not None
        return Estimate(*answer.of_all, coming, answer.middle_of_all)
    at = steps.position[start]
    least, most, low, high = (float(x[at]) for x in (answer.least, answer.most, answer.low, answer.high))
    middle = None if answer.middle is None else float(answer.middle[at])
    return Estimate(least, most, low, high, steps.spells[start], middle)
