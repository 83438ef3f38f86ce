"""The next steps of people once changes are made: rows to which people came back, and how many more start there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.boxes import Boxes, Corners, boxes_of
from dtors_network.flow.counts import Counts
from dtors_network.flow.coverage import Coverage, coverage_of
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Pair, Row, Steps
from dtors_network.model.bounds import Bounds
from dtors_network.whatif.change import Moved

Started = Callable[[Row, Moved], Row]
"""Gives a row at which some start who were lost."""


@dataclass(frozen=True, slots=True)
class Returned(Row):
    """A row at which more people start.

    Attributes
    ----------
    few : int
        The fewest who start: where fewer may have been lost than come back at the least, everybody lost does.
    more : int
        The most who start and did not before; the bounds of all who start cannot say it where they were not known.
    """

    few: int
    more: int


class More(NamedTuple):
    """How many more start, row by row: for sure, at the least of those lost at a reading of the counts, and at most."""

    surely: Vector
    least: Vector
    most: Vector


def more_started(before: Iterable[Row], after: Iterable[Row]) -> More:
    """Bound how many more start at each row; the same rows before and after."""
    found = [
        (
            plain(then).started.low - now.started.low,
            then.started.low - now.started.low,
            then.more if isinstance(then, Returned) else then.started.high - now.started.high,
        )
        for now, then in zip(before, after, strict=True)
    ]
    return More(*np.maximum(np.array(found, dtype=float).reshape(-1, 3), 0.0).T)


def plain(row: Row) -> Row:
    """Give a row to which people came back as one that knows only how many start."""
    if not isinstance(row, Returned):
        return row
    return Row(row.source, row.target, row.referred, Bounds(row.few, row.started.high), row.kept, missed=row.missed)


def boxes_after(steps: Steps, outcomes: tuple[str, ...]) -> Boxes:
    """Put counts into arrays as ``boxes_of`` does, with one corner more: where all who were lost come back."""
    return _with_corner(boxes_of(steps, outcomes), steps.onward)


def _with_corner(boxes: Boxes, rows: Sequence[Row]) -> Boxes:
    few = [row.few if isinstance(row, Returned) and row.few < row.started.low else -1 for row in rows]
    fewer = np.array(few, dtype=float)
    started = np.where(fewer < 0, boxes.started[:, -1], fewer)
    lost = np.where(fewer < 0, boxes.lost[:, -1], 0.0)
    corners = np.column_stack([boxes.started, started]), np.column_stack([boxes.lost, lost])
    return replace(boxes, started=corners[0], lost=corners[1])


class Base:
    """What is counted before any change, in arrays of which a change fills a few lines anew.

    Parameters
    ----------
    steps : Steps
        The next steps before.
    boxes : Boxes
        The same in arrays, as ``boxes_of`` gives them.
    outcomes : tuple of str
        Codes of the outcomes, in the order of the columns.
    coverage : tuple of Coverage
        Wider support before.
    """

    def __init__(
        self, steps: Steps, boxes: Boxes, outcomes: tuple[str, ...], coverage: tuple[Coverage, ...] = ()
    ) -> None:
        self.steps, self.outcomes, self.coverage = steps, outcomes, coverage
        self.boxes = _with_corner(boxes, steps.onward)

    def after(self, steps: Steps) -> Boxes:
        """Give what ``boxes_after`` gives of steps that changes have made from these."""
        before, now = self.steps, steps
        rows = len(before.onward)
        changed = [at for at, (one, then) in enumerate(zip(before.onward, now.onward, strict=False)) if one is not then]
        if not self._is_like(now, changed):
            return boxes_after(now, self.outcomes)
        changed += range(rows, len(now.onward))
        boxes = self.boxes if now.left is before.left else self._left(now)
        if not changed:
            return boxes
        some = tuple(now.onward[at] for at in changed)
        part = boxes_after(replace(now, onward=some, left={}), self.outcomes)
        fresh = len(some) - (len(now.onward) - rows)
        return replace(
            boxes,
            sender=np.concatenate([boxes.sender, part.sender[fresh:]]),
            receiver=np.concatenate([boxes.receiver, part.receiver[fresh:]]),
            started=_filled(boxes.started, part.started, changed, len(now.onward)),
            lost=_filled(boxes.lost, part.lost, changed, len(now.onward)),
        )

    def _is_like(self, now: Steps, changed: list[int]) -> bool:
        """Tell whether there are the same services, and rows between the same ends, if with others behind them."""
        before = self.steps
        same = (now.network is before.network or now.services == before.services) and len(now.onward) >= len(
            before.onward
        )
        ends = all(
            (before.onward[at].source, before.onward[at].target) == (now.onward[at].source, now.onward[at].target)
            for at in changed
        )
        return same and ends and now.not_counted == before.not_counted

    def _left(self, now: Steps) -> Boxes:
        """Fill anew the lines of services at which others leave."""
        before, boxes = self.steps, self.boxes
        told = {service: found for service, found in now.left.items() if before.left.get(service) is not found}
        lines = [now.position[service] for service in {*told, *(before.left.keys() - now.left.keys())}]
        part = boxes_of(replace(now, onward=(), left=told), self.outcomes)
        least, most = boxes.least_left.copy(), boxes.most_left.copy()
        least[lines], most[lines] = part.least_left[lines], part.most_left[lines]
        if boxes.least_total is None or boxes.most_total is None:
            return replace(boxes, least_left=least, most_left=most)
        fewest, highest = boxes.least_total.copy(), boxes.most_total.copy()
        fewest[lines], highest[lines] = 0.0, np.inf  # what was told of all who left is not of those who leave then
        return replace(boxes, least_left=least, most_left=most, least_total=fewest, most_total=highest)


def _filled(before: Corners, part: Corners, places: list[int], rows: int) -> Corners:
    """Give corners with some lines anew; new lines stand at the end."""
    found = np.empty((rows, before.shape[1]))
    found[: len(before)] = before
    found[places] = part
    return found


class FlowAfter(ClientFlow):
    """How people move once changes are made.

    Parameters
    ----------
    steps : Steps
        What is counted then.
    draws, seed : int
        As of ``ClientFlow``.
    base : Base
        What was counted before.
    """

    def __init__(self, steps: Steps, draws: int, seed: int, base: Base) -> None:
        self.base = base
        super().__init__(steps, draws, seed)

    def _in_arrays(self) -> Boxes:
        return self.base.after(self.steps)

    def _counts(self) -> Counts | None:
        """Nothing: drawn tables are of the area before; what is likely then is worked out in ``whatif/pool.py``."""
        return None

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """How far each type of wider support is reached; where nobody more starts what is likely stays."""
        return coverage_of(self.steps, (self.base.steps, self.base.coverage))

    @cached_property
    def least_and_most(self) -> tuple[Vector, Vector]:
        """The least and the most reach of aftercare from every service."""
        if self._range is None:
            self._range = self._asked.range_of(self.to_aftercare)
        return self._range[:2]


def with_starts(steps: Steps, moved: Mapping[Pair, Moved], started: Started | None = None) -> Steps:
    """Let people who were lost at some rows start there."""
    start = started or with_start

    def after(row: Row) -> Row:
        more = moved.get((row.source, row.target))
        return row if more is None or not more.most else start(row, more)

    coverage = steps.coverage
    return replace(
        steps,
        onward=tuple([after(row) for row in steps.onward]),
        coverage=tuple([after(row) for row in coverage]) if coverage else coverage,
    )


def with_start(row: Row, moved: Moved) -> Row:
    """Let people who were lost at a row start there."""
    low = row.started.low + min(moved.least, row.lost.high)
    more = min(moved.most, row.lost.high)
    kept_least = row.kept.low if row.kept else 0
    return Returned(
        row.source,
        row.target,
        row.referred,
        Bounds(low, max(low, min(row.started.high + more, row.referred.high - kept_least))),
        row.kept,
        few=row.started.low + min(moved.least, row.lost.low),
        more=more,
        missed=_still_missed(row, moved, more),
    )


def _still_missed(row: Row, moved: Moved, more: int) -> Bounds | None:
    if row.missed is None:
        return None
    return Bounds(max(0, row.missed.low - more), max(0, row.missed.high - min(moved.least, row.lost.low)))
