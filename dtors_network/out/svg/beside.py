"""What stands round the traces of a figure: shapes, notes, the axis below, and the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dtors_network.out.svg.curves import dashes
from dtors_network.out.svg.scales import Figure, Scales
from dtors_network.out.svg.words import longest, text

TICKS: Final = 6
"""About how many marks an axis has."""


def shapes(layout: Figure, at: Scales, below: bool) -> Iterator[str]:
    """Draw the rectangles and lines that lie under the traces, or over them."""
    for one in layout.get("shapes", ()):
        if (one.get("layer", "above") == "below") is below:
            yield _shape(one, at)


def _shape(one: Figure, at: Scales) -> str:
    xs = [_across(one, at, one[end]) for end in ("x0", "x1")]
    ys = [_down(one, at, one[end]) for end in ("y0", "y1")]
    line = one.get("line", {})
    width = float(line.get("width", 2))
    stroke = f'stroke="{line.get("color", "#444")}" stroke-width="{width:g}"{dashes(line.get("dash", "solid"))}'
    if one["type"] == "line":
        return f'<path d="M{xs[0]:.1f} {ys[0]:.1f}L{xs[1]:.1f} {ys[1]:.1f}" {stroke}/>'
    left, top = min(xs), min(ys)
    box = f'x="{left:.1f}" y="{top:.1f}" width="{max(xs) - left:.1f}" height="{max(ys) - top:.1f}"'
    return f'<rect {box} fill="{one.get("fillcolor", "none")}" {stroke if width else ""}/>'


def _across(one: Figure, at: Scales, value: Any) -> float:
    return at.x.start + value * (at.x.end - at.x.start) if one.get("xref") == "paper" else at.x(value)


def _down(one: Figure, at: Scales, value: Any) -> float:
    return at.y.start + value * (at.y.end - at.y.start) if one.get("yref") == "paper" else at.y(value)


def notes(layout: Figure, at: Scales) -> Iterator[str]:
    """Write the annotations."""
    base = layout.get("font", {})
    for one in layout.get("annotations", ()):
        font = {**base, **one.get("font", {})}
        x, y = _across(one, at, one["x"]), _down(one, at, one["y"])
        across, down = one.get("xanchor", "center"), one.get("yanchor", "middle")
        size, colour = float(font.get("size", 12)), font.get("color", "#000")
        if one.get("textangle"):
            yield turned(one["text"], (x, y), size, colour, one["textangle"])
        else:
            yield text(one["text"], x, y, size, colour, across, down)


def turned(told: str, at: tuple[float, float], size: float, colour: str, angle: float) -> str:
    """Write text that starts at a point and runs at an angle, as the names above a matrix do."""
    written = text(told, 0, 0, size, colour, "left")
    return f'<g transform="translate({at[0]:.1f} {at[1]:.1f}) rotate({angle:g})">{written}</g>'


def axes(figure: Figure, at: Scales) -> Iterator[str]:
    """Draw the grid, the marks and the title of the axis below, and the names of the rows."""
    layout = figure["layout"]
    font, x, y = layout.get("font", {}), layout.get("xaxis", {}), layout.get("yaxis", {})
    size, colour = float(font.get("size", 12)), font.get("color", "#000")
    top, bottom = at.y.end, at.y.start
    if x.get("visible", True):
        for value in ticks(at.x.low, at.x.high):
            place = at.x(value)
            yield f'<path d="M{place:.1f} {top:.1f}V{bottom:.1f}" stroke="{x.get("gridcolor", "#dde1e6")}"/>'
            yield text(f"{value:g}", place, bottom + 4, size, colour, "center", "top")
        title = x.get("title", {}).get("text", "")
        if title:
            yield text(title, (at.x.start + at.x.end) / 2, bottom + 8 + size * 1.3, size, colour, "center", "top")
    if y.get("visible", True):
        for name in at.y.names:
            yield text(name, at.x.start - 8, at.y(name), size, colour, "right")


def ticks(low: float, high: float) -> list[float]:
    """Give round numbers along an axis.

    >>> ticks(0, 112)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    span = abs(high - low)
    rough = span / TICKS
    power = 10.0 ** (len(f"{int(rough)}") - 1 if rough >= 1 else -1)
    step = next((power * by for by in (1, 2, 5, 10) if power * by >= rough), power * 10)
    first = -(-min(low, high) // step)
    return [n * step for n in range(int(first), int(max(low, high) // step) + 1)]


def key(figure: Figure, at: Scales) -> Iterator[str]:
    """Draw the key below the figure, an entry for each trace that is shown in it."""
    if not figure["layout"].get("showlegend"):
        return
    size, x = float(figure["layout"].get("font", {}).get("size", 12)), at.x.start
    for trace in figure["data"]:
        if trace.get("showlegend", True) and trace.get("name"):
            look = trace.get("marker", {}).get("color") or trace.get("line", {}).get("color", "#444")
            colour = look if isinstance(look, str) else "#444"
            y = at.height - size
            yield f'<rect x="{x:.1f}" y="{y - 6:.1f}" width="14" height="12" fill="{colour}" stroke="#1f2933"/>'
            yield text(trace["name"], x + 20, y, size, "#1f2933", "left")
            x += 44 + longest(trace["name"]) * size * 0.56
