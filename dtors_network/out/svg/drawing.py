"""One figure as one SVG element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from dtors_network.out.svg import beside
from dtors_network.out.svg.bars import bars, offsets
from dtors_network.out.svg.scales import Figure, Scales, scales
from dtors_network.out.svg.scatter import scatter

WIDTH: Final = 1000.0
"""Pixels where a figure names no width."""

NO_SHIFT: Final = (0.0, 1.0)


def svg(figure: Any, title: str) -> str:
    """Draw a figure as SVG that stands in a page.

    Parameters
    ----------
    figure : mapping or plotly.graph_objects.Figure
        ``data`` and ``layout``: lines (splines too), markers and texts (``scatter``) and horizontal bars (``bar``),
        shapes, annotations, an axis below and rows by name.
    title : str
        What the picture shows, for those who do not see it.

    Returns
    -------
    str
        One ``svg`` element without script, style sheet or anything to load; it grows and shrinks with its place.

    Raises
    ------
    ValueError
        If a trace is of a kind that is not drawn here; it names it.

    Examples
    --------
    >>> line = {"type": "scatter", "mode": "lines", "x": [0, 10], "y": [0, 5], "line": {"color": "#000"}}
    >>> plain = {"width": 20, "height": 10, "margin": dict.fromkeys("lrtb", 0), "xaxis": {"range": [0, 20],
    ...     "visible": False}, "yaxis": {"range": [10, 0], "visible": False}}
    >>> drawn = svg({"data": [line], "layout": plain}, "A line")
    >>> 'd="M0 0L10 5"' in drawn, drawn.count("<svg")
    (True, 1)
    """
    plain = _plain(figure)
    at = scales(plain, WIDTH)
    font = plain["layout"].get("font", {})
    family = escape(font.get("family", "sans-serif"), quote=True)
    inside = "".join(_inside(plain, at, font))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title, quote=True)}" '
        f'viewBox="0 0 {at.width:g} {at.height:g}" font-family="{family}" fill="none">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )


def _plain(figure: Any) -> Figure:
    told = figure if isinstance(figure, Mapping) else figure.to_plotly_json()
    return {"data": list(told.get("data", ())), "layout": told.get("layout", {})}


def _inside(figure: Figure, at: Scales, font: Figure) -> Iterator[str]:
    layout = figure["layout"]
    yield from beside.shapes(layout, at, below=True)
    yield from beside.axes(figure, at)
    places = offsets(figure)
    for trace in figure["data"]:
        place = places.get(str(trace.get("offsetgroup", "")), NO_SHIFT)
        if trace.get("type") == "bar":
            yield from bars(trace, at, place)
        elif trace.get("type", "scatter") == "scatter":
            shift = place[0] * at.y.step if "offsetgroup" in trace else 0.0
            drawn = scatter(trace, at, font)
            yield from (f'<g transform="translate(0 {shift:.1f})">', *drawn, "</g>") if shift else drawn
        else:
            raise ValueError(f"no drawing of a trace of the kind {trace.get('type')!r}")
    yield from beside.shapes(layout, at, below=False)
    yield from beside.notes(layout, at)
    yield from beside.key(figure, at)
