"""Reach of aftercare before and after changes, with the rise: its range and its interval."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.boxes import Boxes, boxes_of, extreme
from dtors_network.flow.chain import Question
from dtors_network.flow.draws import TAILS, Batch
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Steps, row_of
from dtors_network.flow.targets import AFTERCARE, reaching
from dtors_network.model.bounds import NOBODY
from dtors_network.model.estimate import Estimate
from dtors_network.whatif.chance import at_same_reading, rises
from dtors_network.whatif.rise import rise_bounds

Rise = tuple[float, float, float, float]
"""Least and most that the counts leave possible, and the 95 % interval."""


@dataclass(frozen=True)
class Compared:
    """The same group followed before and after changes."""

    before: ClientFlow
    after: ClientFlow

    @cached_property
    def question(self) -> Question:
        """Whether aftercare is reached, by what is possible after the changes."""
        return reaching(self._steps, AFTERCARE, len(self.before.outcomes))

    @cached_property
    def _steps(self) -> Steps:
        """The steps before, row by row the links of those after; nobody is on a link that only the changes make."""
        before = {(row.source, row.target): row for row in self.before.steps.onward}
        rows = (
            before.get((row.source, row.target)) or row_of(row.source, row.target, NOBODY, NOBODY, NOBODY)
            for row in self.after.steps.onward
        )
        return replace(self.before.steps, onward=tuple(rows), network=self.after.steps.network)

    @cached_property
    def boxes(self) -> tuple[Boxes, Boxes]:
        """What is possible of the counts before and after, row by row the same links."""
        return boxes_of(self._steps, self.before.outcomes), self.after.boxes

    @property
    def is_same_people(self) -> bool:
        """Whether the changes only let people start who were lost or left: nobody comes, goes or is added up anew."""
        before, after = self._steps, self.after.steps
        same_rows = len(self._steps.onward) >= len(self.before.steps.onward)
        return same_rows and before.arriving == after.arriving and self._none_fewer

    @cached_property
    def _none_fewer(self) -> bool:
        before, after = self.boxes
        return bool((after.started.min(axis=1) >= before.started.min(axis=1)).all())

    @cached_property
    def _rises(self) -> tuple[Vector, Vector]:
        return rise_bounds(*self.boxes, self.question)

    @cached_property
    def _drawn(self) -> tuple[Batch, Batch]:
        """Rises drawn at the reading of the counts that gives the least reach, and at the one that gives the most."""
        return self._draw(-1), self._draw(1)

    def _draw(self, sign: int) -> Batch:
        before, after = self.boxes
        _, chain = extreme(before, self.question, sign)
        replicates = replace(self.before.replicates(chain), may_start=self.after.may_start)
        unknown = self.question.unknown * (sign > 0)
        return rises(replicates, at_same_reading(after, before, chain, sign), self.question, unknown)

    def drawn_of_all(self) -> Vector:
        """Give the rise from all who come in, replicate by replicate, at the reading of the counts that gives least."""
        return self.before.means(self._drawn[0], -1)

    def rise(self, start: str = "") -> Rise | None:
        """Give the rise from a service, or from all who come in; None where it is not counted."""
        before, after = (flow.reach(AFTERCARE, start) for flow in (self.before, self.after))
        if before is None or after is None:
            return None
        if not self.is_same_people:
            return _apart(before, after)
        least, most = self._rises
        if start:
            at = self.before.steps.position[start]
            drawn = self._drawn[0][:, at], self._drawn[1][:, at]
            found = float(least[at]), float(most[at])
        else:
            found = self.before.mean(least, -1), self.before.mean(most, 1)
            drawn = self.before.means(self._drawn[0], -1), self.before.means(self._drawn[1], 1)
        low, high = (float(np.percentile(some, tail)) for some, tail in zip(drawn, TAILS, strict=True))
        return *found, min(low, found[0]), max(high, found[1])


def _apart(before: Estimate, after: Estimate) -> Rise:
    """Bound a rise where people come or go: before and after are read apart, which is wider than need be."""
    return (
        after.least - before.most,
        after.most - before.least,
        min(after.low - before.high, after.least - before.most),
        max(after.high - before.low, after.most - before.least),
    )
