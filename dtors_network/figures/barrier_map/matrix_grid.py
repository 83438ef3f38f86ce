"""Where rows and columns of the matrix stand: by stage, and within it by type of service; nominal pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dtors_network.figures.barrier_map.frame import order_of
from dtors_network.figures.barrier_map.reading import AFTERCARE
from dtors_network.figures.barrier_map.view import BarrierView


class Grid(NamedTuple):
    """Places of columns and rows, the size of a cell and of letters, and the room of names."""

    x: dict[str, float]
    y: dict[str, float]
    cell: float
    letters: float
    room: float
    top: float
    stages: dict[int, list[str]]
    beside: int = 0
    """Badges that the room beside a name holds."""

    @property
    def last(self) -> float:
        """Where the last row ends."""
        return max(self.y.values(), default=self.top) + self.cell / 2

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return max(self.x.values(), default=self.room) + self.cell / 2


def grid_of(view: BarrierView, width: float, beside: int = 0) -> Grid:
    """Give each sender its row and each receiver its column, within a nominal width where cells of 14 pixels fit.

    ``beside`` badges have room between the name of a service and its row or column.
    """
    order, titles = by_type(view), {box.id: box.title for box in view.boxes}
    column = {box.id: box.column for box in view.boxes}
    senders = [one for stage in sorted(order) for one in order[stage] if stage <= AFTERCARE]
    receivers = [one for stage in sorted(order) for one in order[stage] if stage > 0]
    letters = 11.5 if len(receivers) < 45 else 10.5
    room = 12 + min(44, max((len(titles[one]) for one in senders), default=1)) * letters * 0.6
    top = 44 + min(44, max((len(titles[one]) for one in receivers), default=1)) * letters * 0.6
    cell = max(14.0, min(30.0, (width - room - 40) / (max(1, len(receivers)) + beside)))
    room, top = room + beside * cell, top + beside * cell
    narrow = {stage: max(6.0, 40 - len(order[stage]) * cell) for stage in order if stage > 0}
    before = {stage: sum(gap for other, gap in narrow.items() if other < stage) for stage in order}
    x = {one: room + (n + 0.5) * cell + before[column[one]] for n, one in enumerate(receivers)}
    y = {one: top + (n + 0.5) * cell + 6 * column[one] for n, one in enumerate(senders)}
    return Grid(x, y, cell, letters, room, top, {stage: those for stage, those in order.items() if stage > 0}, beside)


def by_type(view: BarrierView) -> dict[int, list[str]]:
    """Order each stage by type of service, so that those that would do for a route stand side by side."""
    kind = {box.id: box.kind for box in view.boxes}
    first: dict[tuple[int, str], int] = {}
    order = order_of(view)
    for stage, those in order.items():
        for at, one in enumerate(those):
            first.setdefault((stage, kind[one]), at)
    return {stage: sorted(those, key=lambda one: first[stage, kind[one]]) for stage, those in order.items()}


def stretches(grid: Grid, wanted: Sequence[str]) -> Iterator[tuple[float, float]]:
    """Give the first and the last column of each stretch of neighbours that are all wanted."""
    those, stretch = set(wanted), list[float]()
    for members in grid.stages.values():
        for one in (*members, ""):
            if one in those:
                stretch.append(grid.x[one])
            elif stretch:
                yield stretch[0], stretch[-1]
                stretch = []
