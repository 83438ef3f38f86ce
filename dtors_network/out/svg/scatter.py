"""Lines, markers and texts of a figure as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dtors_network.out.svg.curves import dashes, path, runs
from dtors_network.out.svg.scales import Figure, Scales, is_number
from dtors_network.out.svg.symbols import is_open, symbol
from dtors_network.out.svg.words import text

PLACES = {"top": "bottom", "bottom": "top", "middle": "middle"}
"""Where text stands that plotly puts above, below or beside its point."""

SIDES = {"left": "right", "right": "left", "center": "center"}


def scatter(trace: Figure, at: Scales, font: Figure) -> Iterator[str]:
    """Draw the lines, then the markers, then the texts of a trace."""
    mode = trace.get("mode", "lines")
    if "lines" in mode:
        yield from _lines(trace, at)
    points = [
        (n, at.x(x), at.y(y))
        for n, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True))
        if _is_place(x) and _is_place(y)
    ]
    if "markers" in mode:
        yield from _markers(trace, points)
    if "text" in mode:
        yield from _texts(trace, points, font)


def _is_place(cell: Any) -> bool:
    return isinstance(cell, str) or is_number(cell)


def nth(cell: Any, at: int, otherwise: Any) -> Any:
    """Give what a property is of one point: plotly takes one value, or one a point."""
    if cell is None:
        return otherwise
    if isinstance(cell, str) or not isinstance(cell, Sequence) and not hasattr(cell, "tolist"):
        return cell
    return list(cell)[at]


def _lines(trace: Figure, at: Scales) -> Iterator[str]:
    line = trace.get("line", {})
    smoothing = line.get("smoothing", 1.0) if line.get("shape") == "spline" else 0.0
    fills = trace.get("fill") == "toself"
    drawn = "".join(path(run, smoothing, closed=fills) for run in runs(trace, at))
    if drawn:
        filling = trace.get("fillcolor", "none") if fills else "none"
        look = f'fill="{filling}" stroke="{line.get("color", "#444")}" stroke-width="{line.get("width", 2):g}"'
        yield f'<path d="{drawn}" {look}{dashes(line.get("dash", "solid"))} stroke-linejoin="round"/>'


def _markers(trace: Figure, points: Sequence[tuple[int, float, float]]) -> Iterator[str]:
    marker = trace.get("marker", {})
    rim = marker.get("line", {})
    for n, x, y in points:
        name, colour = nth(marker.get("symbol"), n, "circle"), nth(marker.get("color"), n, "#444")
        size, width = nth(marker.get("size"), n, 6), nth(rim.get("width"), n, 0)
        if not size or str(colour).replace(" ", "").endswith(",0)"):
            continue
        edge = nth(rim.get("color"), n, colour)
        filling, stroke = ("none", colour) if is_open(name) else (colour, edge)
        look = f'fill="{filling}"' + (
            f' stroke="{stroke}" stroke-width="{width or 1:g}"' if width or is_open(name) else ""
        )
        yield symbol(name, x, y, float(size), look)
        if str(name).endswith("-dot"):
            yield symbol("circle", x, y, float(size) / 3, f'fill="{stroke}"')


def _texts(trace: Figure, points: Sequence[tuple[int, float, float]], font: Figure) -> Iterator[str]:
    told = {**font, **trace.get("textfont", {})}
    beside = float(nth(trace.get("marker", {}).get("size"), 0, 6) if "markers" in trace["mode"] else 0) / 2 + 3
    shifts = {"left": -beside, "center": 0.0, "right": beside}
    for n, x, y in points:
        words = nth(trace.get("text"), n, "")
        if words:
            down, across = nth(trace.get("textposition"), n, "middle center").split()
            size, colour = nth(told.get("size"), n, 12), nth(told.get("color"), n, "#000")
            yield text(
                str(words), x + shifts[across], y, float(size), colour, SIDES[across], PLACES[down], "shadow" in told
            )
