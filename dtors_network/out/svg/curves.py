"""Lines of a figure as the path data of SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dtors_network.out.svg.scales import Scales, is_number

Point = tuple[float, float]

DASHES: Final = {"solid": "", "dot": "2 3", "dash": "8 5", "longdash": "12 6", "dashdot": "8 4 2 4"}
"""Patterns of lines by plotly's names; any other pattern is a list of lengths."""

BEND: Final = 0.5
"""The exponent of a centripetal Catmull–Rom spline (P. J. Barry and R. N. Goldman, SIGGRAPH 1988), as plotly has it."""


def runs(trace: Any, at: Scales) -> Iterator[list[Point]]:
    """Give the points of a line on the paper, a list for each part between two breaks."""
    run: list[Point] = []
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if is_number(x) and is_number(y):
            run.append((at.x(x), at.y(y)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def path(run: Sequence[Point], smoothing: float = 0.0, closed: bool = False) -> str:
    """Give the path data of a line; with smoothing, of a spline through its points.

    >>> path([(0, 0), (10, 4.25)]), path([(0, 0), (10, 0), (10, 10)], closed=True)
    ('M0 0L10 4.2', 'M0 0L10 0L10 10Z')
    >>> path([(0, 0), (10, 0), (20, 10)], smoothing=1.0).startswith("M0 0Q")
    True
    """
    if smoothing and len(run) > 2:
        return _spline(run, smoothing)
    return "M" + "L".join(_pair(*point) for point in run) + ("Z" if closed else "")


def dashes(pattern: str) -> str:
    """Give the attribute of a pattern; blank where the line is whole."""
    lengths = DASHES.get(pattern, pattern.replace("px", "").replace(",", " "))
    return f' stroke-dasharray="{lengths}"' if lengths else ""


def _spline(run: Sequence[Point], smoothing: float) -> str:
    bends = [_bend(*three, smoothing) for three in zip(run, run[1:], run[2:], strict=False)]
    parts = [f"M{_pair(*run[0])}Q{_pair(*bends[0][0])} {_pair(*run[1])}"]
    for point, before, after in zip(run[2:-1], bends, bends[1:], strict=False):
        parts.append(f"C{_pair(*before[1])} {_pair(*after[0])} {_pair(*point)}")
    return "".join(parts) + f"Q{_pair(*bends[-1][1])} {_pair(*run[-1])}"


def _bend(before: Point, here: Point, after: Point, smoothing: float) -> tuple[Point, Point]:
    """Give the two points that a spline is drawn to, before and after it passes a point."""
    (bx, by), (ax, ay) = (before[0] - here[0], before[1] - here[1]), (after[0] - here[0], after[1] - here[1])
    back, on = (bx * bx + by * by) ** (BEND / 2), (ax * ax + ay * ay) ** (BEND / 2)
    if not back or not on:
        return here, here
    dx, dy = ((on * on * b - back * back * a) * smoothing for b, a in ((bx, ax), (by, ay)))
    near, far = 3 * on * (back + on), 3 * back * (back + on)
    return (here[0] + dx / near, here[1] + dy / near), (here[0] - dx / far, here[1] - dy / far)


def _pair(x: float, y: float) -> str:
    return f"{short(x)} {short(y)}"


def short(number: float) -> str:
    """Write a number with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0").replace("-0", "-0") if number else "0"
