"""Reach of aftercare before and after changes, with the rise: its range and its interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Question
from dtors_network.flow.draws import TAILS, Batch, Replicates
from dtors_network.flow.sparse import Mask, Vector
from dtors_network.flow.steps import Steps, row_of
from dtors_network.flow.targets import AFTERCARE, reaching
from dtors_network.model.bounds import NOBODY
from dtors_network.model.estimate import Estimate
from dtors_network.whatif.after import Base, FlowAfter, More, more_started
from dtors_network.whatif.chance import reaches
from dtors_network.whatif.change import Change
from dtors_network.whatif.rise import rise_bounds

Rise = tuple[float, float, float | None, float | None]
"""Least and most that the counts leave possible, and the 95 % interval, where one was drawn."""


@dataclass(frozen=True)
class Compared:
    """The same group followed before and after changes."""

    before: ClientFlow
    after: FlowAfter
    changes: tuple[Change, ...] = ()
    _both: dict[int, tuple[Batch, Batch]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def question(self) -> Question:
        """Whether aftercare is reached, by what is possible after the changes."""
        return reaching(self._steps, AFTERCARE, len(self.before.outcomes))

    @cached_property
    def _steps(self) -> Steps:
        """The steps before, row by row the links of those after; nobody is on a link that only the changes make."""
        steps, then = self.before.steps, self.after.steps
        before = {(row.source, row.target): row for row in steps.onward}
        rows = (
            before.get((row.source, row.target)) or row_of(row.source, row.target, NOBODY, NOBODY, NOBODY)
            for row in then.onward
        )
        return replace(steps, onward=tuple(rows), network=then.network)

    @cached_property
    def boxes(self) -> tuple[Boxes, Boxes]:
        """What is possible of the counts before and after, row by row the same links."""
        return Base(self.before.steps, self.before.boxes, self.before.outcomes).after(self._steps), self.after.boxes

    @cached_property
    def _more(self) -> More:
        return more_started(self._steps.onward, self.after.steps.onward)

    @property
    def is_same_people(self) -> bool:
        """Whether the changes only let people start who were lost or left: nobody comes, goes or is added up anew."""
        return all(one.same_people for one in self.changes)

    @cached_property
    def _rises(self) -> tuple[Vector, Vector]:
        least, most = rise_bounds(
            self.boxes[0], self.after.least_and_most, self._more, self.question, self.before.coming_to
        )
        return least, np.minimum(most + self._open_ended, 1.0)

    @cached_property
    def _open_ended(self) -> Vector:
        """The most that reach rises by at services of which nothing is known, where changes may make a difference."""
        before, after = self.boxes
        closed = self.before.to_aftercare.unknown < self.question.unknown
        named = {*self._uncounted()}
        reached = np.array([service in named for service in self.before.steps.services], dtype=bool)
        gaining = reached | (closed & (before.unknown | after.unknown))
        if not gaining.any():
            return np.zeros(before.size)
        return extreme(after, replace(self.question, stopped=0.0, unknown=gaining.astype(float)), 1)[0]

    def _uncounted(self) -> Iterator[str]:
        """Name services that are not counted, and at which a change may let people start."""
        steps = self.before.steps
        rows = {*steps.blank, *((row.source, row.target) for row in steps.onward)}
        for change in self.changes:
            pairs = {*rows, change.new_link} if change.new_link else rows
            yield from (pair[0] for pair in pairs if pair[0] in steps.not_counted and change.holds_at(*pair))

    def _draw(self, sign: int) -> tuple[Batch, Batch]:
        """Draw reach before and after, at the reading of the counts that gives the least or the most reach before."""
        if sign not in self._both:
            _, replicates, worth = self.before.drawn(sign)
            unknown = self.question.unknown * (sign > 0)
            if not self._is_like_before:
                _, chain = extreme(self.boxes[0], self.question, sign)
                replicates = Replicates(chain, self.after.may_start, self.before.draws, self.before.seed)
                worth = replicates.worth(self.question, unknown)
            more = self._more.least if sign < 0 else self._more.most
            # Nobody who starts then was worth more before: whatever lies below is rounding.
            then = reaches(replicates, more, self._linked, self.question, unknown) if more.any() else worth
            self._both[sign] = worth, np.maximum(then, worth)
        return self._both[sign]

    @property
    def _linked(self) -> Mask:
        senders = {change.new_link[0] for change in self.changes if change.new_link}
        return np.array([service in senders for service in self.before.steps.services], dtype=bool)

    @property
    def _is_like_before(self) -> bool:
        """Whether what was drawn before will do: the same rows, and the same links possible."""
        same = len(self._steps.onward) == len(self.before.steps.onward)
        return same and bool((self.after.may_start == self.before.may_start).all())

    def drawn_of_all(self) -> Vector:
        """Give the rise from all who come in, replicate by replicate, at the reading of the counts that gives least."""
        before, after = self._draw(-1)
        return self.before.means(after - before, -1)

    def range(self, start: str = "") -> tuple[Estimate | None, Estimate | None, Rise | None]:
        """Give reach before and after, and the range of the rise, without intervals."""
        before, after = self.before.reach_range(start), self.after.reach_range(start)
        if before is None or after is None:
            return before, after, None
        if not self.is_same_people:
            return before, after, (after.least - before.most, after.most - before.least, None, None)
        return before, after, (*self._span(start), None, None)

    def rise(self, start: str = "") -> tuple[Estimate | None, Estimate | None, Rise | None]:
        """Give reach before and after, and the rise, with their intervals."""
        before = _by_range(self.before.reach(AFTERCARE, start))
        then, span = self.after.reach_range(start), self.range(start)[2]
        if before is None or then is None or span is None:
            return before, then, None
        if not self.is_same_people:
            after = _by_range(self.after.reach(AFTERCARE, start))
            assert after is not None
            return (
                before,
                after,
                (*span[:2], min(after.low - before.high, span[0]), max(after.high - before.low, span[1])),
            )
        low, high = (self._tail(sign, tail, start) for sign, tail in zip((-1, 1), TAILS, strict=True))
        after = replace(then, low=min(low[1], then.least), high=max(high[1], then.most))
        return before, after, (*span[:2], min(low[0], span[0]), max(high[0], span[1]))

    def _span(self, start: str) -> tuple[float, float]:
        least, most = self._rises
        if not start:
            return self.before.mean(least, -1), self.before.mean(most, 1)
        at = self.before.steps.position[start]
        return float(least[at]), float(most[at])

    def _tail(self, sign: int, tail: float, start: str) -> tuple[float, float]:
        """Give the limit of the rise, and that of reach after."""
        before, after = self._draw(sign)
        if start:
            rise, reach = self._tails[sign]
            at = self.before.steps.position[start]
            return float(rise[at]), float(reach[at])
        drawn = self.before.means(after - before, sign), self.before.means(after, sign)
        return float(np.percentile(drawn[0], tail)), float(np.percentile(drawn[1], tail))

    @cached_property
    def _tails(self) -> dict[int, tuple[Vector, Vector]]:
        """The limits of the rise and of reach after, from every service at once."""
        found = {}
        for sign, tail in zip((-1, 1), TAILS, strict=True):
            before, after = self._draw(sign)
            found[sign] = np.percentile(after - before, tail, axis=0), np.percentile(after, tail, axis=0)
        return found


def _by_range(share: Estimate | None) -> Estimate | None:
    """Give a share without its middle: before and after are set side by side by their strict ranges."""
    return share and replace(share, middle=None)
