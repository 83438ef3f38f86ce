"""The value of a set of changes: by how much it raises the lower end of reach, and whom it overloads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.load import days_of
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import AFTERCARE, reaching, whole_chain
from dtors_network.model.bounds import bounds
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.result import steps_after

REMEMBERED = 500
"""Sets whose counts are kept."""


class Valuer:
    """Values sets of candidates by the lower end of reach.

    Parameters
    ----------
    baseline : Baseline
        The area as it is.
    group : str
        The client group.
    tried : sequence of Change
        The candidates.
    """

    def __init__(self, baseline: Baseline, group: str, tried: Sequence[Change]) -> None:
        self.flow = baseline.flow(group)
        self.tried = tuple(tried)
        self._back, self._base = baseline.back(group), baseline.base(group)
        self.valued = 0
        self.question = reaching(self.flow.steps, AFTERCARE, len(self.flow.outcomes))
        self._made: dict[frozenset[int], tuple[Steps, Boxes]] = {}
        self.before = self._reach(self.flow.steps, self.flow.boxes)
        self._values: dict[frozenset[int], float] = {frozenset(): 0.0}
        self._room = _rooms(self.flow.steps)

    def value(self, chosen: tuple[int, ...]) -> float:
        """Give by how much a set raises the lower end of reach."""
        key = frozenset(chosen)
        if key not in self._values:
            self.valued += 1
            self._values[key] = self._reach(*self._after(key)) - self.before
        return self._values[key]

    def is_redundant(self, chosen: tuple[int, ...]) -> bool:
        """Tell whether the last of a set is within another: a reason at a link beside the reason everywhere."""
        last = self.tried[chosen[-1]]
        return any(_within(last, self.tried[one]) or _within(self.tried[one], last) for one in chosen[:-1])

    def overloads(self, chosen: tuple[int, ...], sign: int = -1) -> tuple[str, ...]:
        """Name the services that a set fills further and that surely (sign -1) or perhaps (1) are then too full."""
        after = self._load(*self._after(frozenset(chosen)), sign)
        more = (after > self._load_before[sign] + 0.05) & (after > self._room[sign])
        return tuple(self.flow.steps.services[at] for at in np.flatnonzero(more))

    def _after(self, chosen: frozenset[int]) -> tuple[Steps, Boxes]:
        """Make the changes of a set; the last sets are kept, since each is asked for twice."""
        if chosen not in self._made:
            if len(self._made) > REMEMBERED:
                self._made.clear()
            steps = steps_after(self._back, (self.tried[at] for at in sorted(chosen)))
            self._made[chosen] = steps, self._base.after(steps)
        return self._made[chosen]

    def _reach(self, steps: Steps, boxes: Boxes) -> float:
        question = self.question
        if len(steps.onward) != len(question.on_way):
            question = reaching(steps, AFTERCARE, len(self.flow.outcomes))
        return self.flow.mean(extreme(boxes, question, -1)[0], -1)

    def _load(self, steps: Steps, boxes: Boxes, sign: int) -> Vector:
        """Give the places in use where as few, or as many, go on as the counts leave possible."""
        corner = (sign * (boxes.started - boxes.lost)).argmax(axis=1)
        chain = boxes.at(corner, boxes.least_left if sign > 0 else boxes.most_left)
        question = whole_chain(steps, len(self.flow.outcomes))
        return chain.moves(question).visits(self.flow.coming_people(sign)) * self._stay

    @cached_property
    def _load_before(self) -> dict[int, Vector]:
        return {sign: self._load(self.flow.steps, self.flow.boxes, sign) for sign in (-1, 1)}

    @cached_property
    def _stay(self) -> Vector:
        steps = self.flow.steps
        days, rows = days_of(steps), (steps.network.area.service[service] for service in steps.services)
        return np.array([(row.stay_days or 0.0) / days if days else 0.0 for row in rows])


def _rooms(steps: Steps) -> dict[int, Vector]:
    """Give the most places that a service may have, to be surely too full; and the fewest, to be so perhaps."""
    places = [bounds(steps.network.area.service[service].places) for service in steps.services]
    return {
        -1: np.array([room.high if room else np.inf for room in places], dtype=float),
        1: np.array([room.low if room else np.inf for room in places], dtype=float),
    }


def _within(one: Change, other: Change) -> bool:
    """Tell whether one relief is part of another."""
    if not isinstance(one, Relieve) or not isinstance(other, Relieve) or one.code != other.code or one == other:
        return False
    return not other.source and (not other.service or other.service in (one.source, one.target, one.service))
