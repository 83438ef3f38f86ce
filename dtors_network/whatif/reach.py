"""Reach of aftercare before and after changes, with the rise: its range and its interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Question
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Steps, row_of
from dtors_network.flow.targets import AFTERCARE, reaching
from dtors_network.model.bounds import NOBODY
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.whatif.after import FlowAfter, More, more_started
from dtors_network.whatif.change import Change
from dtors_network.whatif.likely import Drawn
from dtors_network.whatif.pool import RisePool, pool_of
from dtors_network.whatif.rise import rise_bounds

NO_RISE: Final = Rise(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Compared:
    """The same group followed before and after changes."""

    before: ClientFlow
    after: FlowAfter
    changes: tuple[Change, ...] = ()

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
        return self.after.base.after(self._steps), self.after.boxes

    @cached_property
    def _more(self) -> More:
        return more_started(self._steps.onward, self.after.steps.onward)

    @property
    def is_same_people(self) -> bool:
        """Whether the changes only let people start who were lost or left: nobody comes, goes or is added up anew."""
        return all(one.same_people for one in self.changes)

    @cached_property
    def is_untouched(self) -> bool:
        """Whether the changes touch nothing that is counted, or may be, of this group."""
        before, then = self.before.steps, self.after.steps
        rows = zip(before.onward, then.onward, strict=False)
        same = len(before.onward) == len(then.onward) and all(one is other for one, other in rows)
        if not (self.is_same_people and same and before.left is then.left) or [*self._uncounted()]:
            return False
        ways = self.before.to_aftercare, self.question
        return all(np.array_equal(*(getattr(one, name) for one in ways)) for name in ("stops", "on_way", "unknown"))

    @cached_property
    def _rises(self) -> tuple[Vector, Vector]:
        if self.is_untouched:
            return np.zeros(self.before.boxes.size), np.zeros(self.before.boxes.size)
        least, most = rise_bounds(
            self.boxes[0], self.after.least_and_most, self._more, self.question, self.before.coming_to
        )
        return least, np.minimum(most + self._open_ended, 1.0)

    @property
    def is_open_ended(self) -> bool:
        """Whether more may be gained where nothing is known than the counts can say."""
        return self.is_same_people and bool(self._open_ended.any())

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

    @cached_property
    def _pool(self) -> RisePool | None:
        return pool_of(self.before)

    @cached_property
    def _drawn(self) -> Drawn:
        """Reach before in every replicate, and its rise at the least and at the most, from every service."""
        assert self._pool is not None
        return Drawn(self._pool.replicates, self.changes, self.after.steps.network)

    @cached_property
    def _in_tables(self) -> Drawn:
        """The same in the drawn tables, without chance; whom nobody counted as kept by a sender was lost."""
        assert self._pool is not None
        return Drawn(self._pool.tables[:1], self.changes, self.after.steps.network)

    @property
    def is_drawn(self) -> bool:
        """Whether counts are hidden, so that the rise is worked out on drawn tables."""
        return self._pool is not None and not self._pool.is_exact

    def range(self, start: str = "") -> tuple[Estimate | None, Estimate | None, Rise | None]:
        """Give reach before and after, and the range of the rise, without intervals."""
        before, after = self.before.reach_range(start), self.after.reach_range(start)
        if before is None or after is None:
            return before, after, None
        if not self.is_same_people:
            return before, after, Rise(after.least - before.most, after.most - before.least)
        return before, after, Rise(*self._span(start))

    def rise(self, start: str = "") -> tuple[Estimate | None, Estimate | None, Rise | None]:
        """Give reach before and after, and the rise, with their intervals."""
        if self.is_untouched and (now := self.before.reach_if_counted(AFTERCARE, start)) is not None:
            return now, now, NO_RISE._replace(middle=0.0 if self.is_drawn else None)
        _, then, span = self.range(start)
        before = self.before.reach_if_counted(AFTERCARE, start)
        if before is None or then is None or span is None or self._pool is None:
            return before, then, span
        at = self.before.steps.position[start] if start else None
        rise, after = self._drawn.interval(at), self._drawn.interval_after(at)
        if self._pool.is_exact:
            return (
                before,
                _widened(then, after),
                span._replace(low=min(rise[0], span.least), high=max(rise[1], span.most)),
            )
        middle = float(np.nanmean(self._in_tables.rise(-1, at)))
        open_ended = self._open_at(at) if self.is_same_people else 0.0
        then = replace(then, low=after[0], high=min(1.0, after[1] + open_ended))
        if before.middle is not None:
            then = replace(then, middle=before.middle + middle)
        low, high = min(rise[0], middle), max(min(1.0, rise[1] + open_ended), middle)
        return before, then, span._replace(low=low, high=high, middle=middle)

    def _open_at(self, at: int | None) -> float:
        return self.before.mean(self._open_ended, 1) if at is None else float(self._open_ended[at])

    def _span(self, start: str) -> tuple[float, float]:
        least, most = self._rises
        if not start:
            return self.before.mean(least, -1), self.before.mean(most, 1)
        at = self.before.steps.position[start]
        return float(least[at]), float(most[at])


def _widened(share: Estimate, limits: tuple[float, float]) -> Estimate:
    return replace(share, low=min(limits[0], share.least), high=max(limits[1], share.most))
