"""The way of each link and ghost over the map: out at the right, between boxes, in at the left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dtors_network.figures.barrier_map.frame import HIGH, Frame
from dtors_network.figures.barrier_map.view import BarrierView, Ghost

Point = tuple[float, float]
Run = list[Point]

STEPS: Final = 6
APART: Final = 6.0
"""The most that the ends of two links stand apart at one side of a box."""

REACH: Final = 62.0
"""How far a link within a stage swings out at most."""

CLEAR: Final = 19.0
"""How far from its end a badge stands at least."""

BESIDE: Final = 27.0
"""How far two badges stand apart at least."""


def ease(start: Point, end: Point, steps: int = STEPS) -> Run:
    """Give points of a smooth step between two points.

    Examples
    --------
    >>> ease((0, 0), (10, 4), 2)
    [(0.0, 0.0), (5.0, 2.0), (10.0, 4.0)]
    """
    (x0, y0), (x1, y1) = start, end
    shares = [at / steps for at in range(steps + 1)]
    return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)) for t in shares]


def way(at: Frame, start: tuple[int, float], end: tuple[int, float]) -> Run:
    """Lead from a box to another: past other stages between their boxes, out and back within a stage, or backwards.

    Parameters
    ----------
    at : Frame
        Where things stand.
    start, end : tuple of int and float
        Column and height.
    """
    (c0, y0), (c1, y1) = start, end
    if c0 == c1:
        return _bow(at, c0, y0, y1)
    step = 1 if c1 > c0 else -1
    here: Point = (at.left[c0] + at.box + 2 if step > 0 else at.left[c0] - 2, y0)
    run: Run = []
    for column in range(c0 + step, c1, step):
        aim = y0 + (y1 - y0) * abs(column - c0) / abs(c1 - c0)
        lane = min(at.lanes[column] or [aim], key=lambda y, aim=aim: abs(y - aim))  # type: ignore[misc]
        edges = (at.left[column], at.left[column] + at.widths[column])[::step]
        run += ease(here, (edges[0], lane))
        here = edges[1], lane
    arrival = at.left[c1] - 8 if step > 0 else at.left[c1] + at.box + 8
    return [*run, *ease(here, (arrival, y1))]


def _bow(at: Frame, column: int, y0: float, y1: float) -> Run:
    near = at.left[column] + at.box + 2
    far = near + min(26 + abs(y1 - y0) * 0.09, REACH)
    out = ease((near, y0), (far, y0 + (y1 - y0) * 0.22), 3)
    return [*out, *ease((far, y0 + (y1 - y0) * 0.78), (near + 6, y1), 3)]


def link_ways(view: BarrierView, at: Frame) -> dict[tuple[str, str], Run]:
    """Give the way of every link; its ends are spread over the side of a box in the order of where they lead."""
    sides: dict[tuple[str, bool], list[tuple[float, str, str]]] = defaultdict(list)
    for link in view.links:
        for one, other, which in ((link.source, link.target, "out"), (link.target, link.source, "in")):
            onward = at.middle[other][0] >= at.middle[one][0]
            sides[one, onward].append((at.middle[other][1], other, which))
    ports: dict[tuple[str, str, str], tuple[int, float]] = {}
    for (one, _), ends in sides.items():
        apart = min(APART, (HIGH - 8) / max(1, len(ends) - 1))
        column, middle = at.middle[one]
        for n, (_, other, which) in enumerate(sorted(ends)):
            ports[one, other, which] = column, middle + (n - (len(ends) - 1) / 2) * apart
    return {
        link.pair: way(at, ports[link.source, link.target, "out"], ports[link.target, link.source, "in"])
        for link in view.links
    }


def stage_of(ghost: Ghost, at: Frame) -> int:
    """Give the stage in which most of the services stand that would do."""
    return Counter(at.middle[one][0] for one in ghost.targets).most_common(1)[0][0]


def ghost_way(ghost: Ghost, at: Frame) -> tuple[Run, Run]:
    """Lead a ghost to a socket that spans every service that would do: any one of them is enough."""
    stage = stage_of(ghost, at)
    rows = [at.middle[one][1] for one in ghost.targets if at.middle[one][0] == stage]
    column, y = at.middle[ghost.source]
    x = at.left[stage] - 14 if stage > column else at.left[stage] + at.box + 14
    goal = min(max(y, min(rows)), max(rows))
    start = (column, y + (12 if ghost.certain else -12))
    run = [*way(at, start, (stage, goal))[:-1], (x, goal)]
    hook = 8 if stage > column else -8
    top, bottom = min(rows) - 14, max(rows) + 14
    return run, [(x + hook, top), (x, top), (x, bottom), (x + hook, bottom)]


def spot(run: Sequence[Point], side: str, taken: list[Point], beside: float = BESIDE) -> Point:
    """Find a place for a badge: slide from the end that is named until none placed before is near; note it as taken.

    Where no side is named it starts in the middle.
    """
    turned = list(reversed(run)) if side == "receiver" else list(run)
    dense = [
        (a[0] + (b[0] - a[0]) * part / 4, a[1] + (b[1] - a[1]) * part / 4)
        for a, b in pairwise(turned)
        for part in range(4)
    ]
    clear = [p for p in dense if abs(p[0] - turned[0][0]) + abs(p[1] - turned[0][1]) > CLEAR] or dense
    some = clear if side else clear[len(clear) // 2 :]
    far = (p for p in some if all((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 > beside**2 for q in taken))
    found = next(far, some[0])
    taken.append(found)
    return found
