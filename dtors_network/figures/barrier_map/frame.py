"""Where things stand on the map: columns by stage, boxes in rows, lanes between boxes; nominal pixels, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from dtors_network.figures.barrier_map.view import BarrierView, Box
from dtors_network.figures.map_layout import columns_in_order

WIDTHS: Final = {"wide": 1400, "middle": 1180}
"""Nominal widths of the map by the width of the window; a phone has a list instead."""

HIGH: Final = 48
ROW: Final = 58
TOP: Final = 8
WIDEST: Final = 330.0
SHARE: Final = 0.66
"""Of the room of a stage, what its boxes take; the rest is the gutter."""

NARROW: Final = 0.42
"""Weight of a stage without services, beside 1 of any other."""

MARGIN: Final = 18
BOWS: Final = 74
"""Room at the right where links run within the last stage."""


class Frame(NamedTuple):
    """Left edges and widths by column, the middle of each box, the lanes between boxes, and where it ends."""

    left: dict[int, float]
    box: float
    widths: dict[int, float]
    middle: dict[str, tuple[int, float]]
    lanes: dict[int, list[float]]
    bottom: float

    def top_of(self, box: Box) -> float:
        """Give the upper edge of a box."""
        return self.middle[box.id][1] - HIGH / 2

    def left_of(self, box: Box) -> float:
        """Give the left edge of a box."""
        return self.left[box.column]


def order_of(view: BarrierView) -> dict[int, list[str]]:
    """Order the boxes of each stage so that links cross little and organisations stand together."""
    pairs = [link.pair for link in view.links]
    return columns_in_order({b.id: b.column for b in view.boxes}, {b.id: b.below for b in view.boxes}, pairs)


def frame_of(view: BarrierView, width: float) -> Frame:
    """Share the width between the stages, and put each box in its row, centred in its column.

    Parameters
    ----------
    view : BarrierView
        What is drawn.
    width : float
        Nominal width of the map.
    """
    order = order_of(view)
    weights = [1.0 if order.get(column) else NARROW for column in range(len(view.columns))]
    last = set(order[max(order)]) if order else set()
    within = any(link.source in last and link.target in last for link in view.links)
    rest = weights[-1] * (1 - SHARE)
    pitch = min(WIDEST, (width - (BOWS if within else MARGIN)) / (sum(weights) - rest))
    left = {column: 10 + pitch * sum(weights[:column]) for column in range(len(weights))}
    box = pitch * SHARE
    widths = {column: box if order.get(column) else pitch * NARROW - 26 for column in left}
    tallest = max(map(len, order.values()), default=1)
    middle = {
        one: (column, TOP + ((tallest - len(members)) / 2 + at + 0.5) * ROW)
        for column, members in order.items()
        for at, one in enumerate(members)
    }
    lanes = {column: _lanes(y for of, y in middle.values() if of == column) for column in left}
    return Frame(left, box, widths, middle, lanes, TOP * 2 + tallest * ROW)


def _lanes(rows: Iterable[float]) -> list[float]:
    return sorted({y + half for y in rows for half in (-ROW / 2, ROW / 2)})
