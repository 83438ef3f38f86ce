"""The next steps of people once changes are made: rows to which people came back, and how many more start there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.boxes import Boxes, boxes_of
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Pair, Row, Steps
from dtors_network.model.bounds import Bounds
from dtors_network.whatif.change import Moved


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
    return Row(row.source, row.target, row.referred, Bounds(row.few, row.started.high), row.kept)


def boxes_after(steps: Steps, outcomes: tuple[str, ...]) -> Boxes:
    """Put counts into arrays as ``boxes_of`` does, with one corner more: where all who were lost come back."""
    boxes = boxes_of(steps, outcomes)
    few = [row.few if isinstance(row, Returned) and row.few < row.started.low else -1 for row in steps.onward]
    fewer = np.array(few, dtype=float)
    started = np.where(fewer < 0, boxes.started[:, -1], fewer)
    lost = np.where(fewer < 0, boxes.lost[:, -1], 0.0)
    corners = np.column_stack([boxes.started, started]), np.column_stack([boxes.lost, lost])
    return replace(boxes, started=corners[0], lost=corners[1])


class FlowAfter(ClientFlow):
    """How people move once changes are made."""

    def __init__(self, steps: Steps, draws: int, seed: int) -> None:
        super().__init__(steps, draws, seed)
        self.boxes = boxes_after(steps, self.outcomes)


def with_starts(steps: Steps, moved: Mapping[Pair, Moved]) -> Steps:
    """Let people who were lost at some rows start there."""
    return replace(
        steps,
        onward=tuple(_started(row, moved.get((row.source, row.target))) for row in steps.onward),
        coverage=tuple(_started(row, moved.get((row.source, row.target))) for row in steps.coverage),
    )


def _started(row: Row, moved: Moved | None) -> Row:
    if moved is None or not moved.most:
        return row
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
    )
