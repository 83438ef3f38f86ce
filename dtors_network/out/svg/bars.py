"""Horizontal bars of a figure, with the lines of their intervals, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dtors_network.out.svg.scales import Figure, Scales
from dtors_network.out.svg.scatter import nth

CAP: Final = 4.0
"""Half the height of the end of an interval, in pixels."""

HATCHED: Final = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V6" stroke="#fff" stroke-width="3"/></pattern>'
    '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="url(#hatch)"/>'
)
"""Stripes over a bar, so that two series differ in more than their colour."""


def offsets(figure: Figure) -> dict[str, tuple[float, float]]:
    """Give each group of bars its shift from the middle of a row, and its height, both in rows."""
    groups = list(dict.fromkeys(str(t.get("offsetgroup", "")) for t in figure["data"] if t.get("type") == "bar"))
    high = (1 - figure["layout"].get("bargap", 0.2)) / max(1, len(groups))
    return {name: ((n - (len(groups) - 1) / 2) * high, high) for n, name in enumerate(groups)}


def bars(trace: Figure, at: Scales, place: tuple[float, float]) -> Iterator[str]:
    """Draw the bars of a trace."""
    shift, high = place[0] * at.y.step, place[1] * at.y.step
    marker = trace.get("marker", {})
    rim = marker.get("line", {})
    for n, (row, length) in enumerate(zip(trace["y"], trace["x"], strict=True)):
        base = float(nth(trace.get("base"), n, 0.0))
        left, right = sorted((at.x(base), at.x(base + float(length))))
        middle = at.y(row) + shift
        colour, edge = nth(marker.get("color"), n, "#444"), nth(rim.get("color"), n, "none")
        filling = "none" if str(colour).replace(" ", "").endswith(",0)") else colour
        if right > left:
            yield (
                f'<rect x="{left:.1f}" y="{middle - high / 2:.1f}" width="{right - left:.1f}" height="{high:.1f}" '
                f'fill="{filling}" stroke="{edge}" stroke-width="{nth(rim.get("width"), n, 1):g}"/>'
            )
            if nth(marker.get("pattern", {}).get("shape"), n, ""):
                yield HATCHED.format(left, middle - high / 2, right - left, high)
        yield from _interval(trace.get("error_x"), n, base + float(length), middle, at)


def _interval(told: Any, n: int, end: float, y: float, at: Scales) -> Iterator[str]:
    if not told:
        return
    more, less = float(nth(told.get("array"), n, 0.0)), float(nth(told.get("arrayminus"), n, 0.0))
    if more or less:
        low, high = at.x(end - less), at.x(end + more)
        ends = "".join(f"M{x:.1f} {y - CAP:.1f}V{y + CAP:.1f}" for x in (low, high))
        yield (
            f'<path d="M{low:.1f} {y:.1f}H{high:.1f}{ends}" fill="none" stroke="{told.get("color", "#000")}" '
            f'stroke-width="{told.get("thickness", 1.5):g}"/>'
        )
