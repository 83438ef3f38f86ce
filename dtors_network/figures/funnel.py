"""Figures of areas: intervals side by side, and a funnel from ten areas on."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.funnel import BEYOND_95, BEYOND_998, INSIDE, FunnelPoint
from dtors_network.compare.result import Comparison, Key
from dtors_network.figures.cascade import INK
from dtors_network.model.sharing import profile_of_shown
from dtors_network.rounding import kept

COLOUR: Final = "#0072B2"
"""One colour for every area: no colour says better or worse."""
PALE: Final = "rgba(0,114,178,0.25)"
NAMED: Final = 20
"""Letters of a line of a name: a chart on a phone has room for its bars too."""

SYMBOLS: Final = {INSIDE: "circle", BEYOND_95: "diamond", BEYOND_998: "square"}
LINES: Final = (("low_998", "dot"), ("low_95", "dash"), ("high_95", "dash"), ("high_998", "dot"))


def intervals_figure(found: Comparison, key: Key) -> go.Figure:
    """Draw one figure of every area with its interval, in the order given.

    Parameters
    ----------
    found : Comparison
        The areas.
    key : pair of str
        Indicator and scope.

    Returns
    -------
    plotly.graph_objects.Figure
        A point, the 95 % interval as a line and the strict range as a pale band; what was counted stands at the name.

    Raises
    ------
    UnprotectedError
        If an area never passed ``protect``.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network import compare, protect
    >>> from dtors_network.examples import counted_area
    >>> area = protect(counted_area())
    >>> found = compare([area, replace(area, id="other", name="Other")])
    >>> list(intervals_figure(found, ("reach_of_aftercare", "")).data[-1].y)
    ['Small example<br>1 of 1 counted', 'Other<br>1 of 1 counted']
    """
    for area in found.areas:
        profile_of_shown(area)
    times, unit = _unit(found, key)
    figures = found.figures(key)
    labels = [
        f"{'<br>'.join(map(escape, wrap(name, NAMED)))}<br>{figure.counted:,} of {figure.of:,} counted"
        for name, figure in zip(found.names, figures, strict=True)
    ]
    there = [(label, figure) for label, figure in zip(labels, figures, strict=True) if figure.value is not None]
    traces = [
        *_spans(there, ("least", "most"), {"color": PALE, "width": 14}, times),
        *_spans(there, ("low", "high"), {"color": COLOUR, "width": 3}, times),
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_scaled(figure.value, times) for _, figure in there],
            "y": [label for label, _ in there],
            "marker": {"color": COLOUR, "size": 10},
            "hoverinfo": "skip",
        },
    ]
    lines = max((label.count("<br>") + 1 for label in labels), default=2)
    layout = _layout(unit, (14 + 16 * lines) * len(labels) + 70)
    ends = [end for figure in figures for end in (figure.value, figure.high, figure.most) if end is not None]
    layout["xaxis"]["range"] = [0, 1.05 * times * max(ends, default=1.0) or 1.0]
    layout["yaxis"] |= {"categoryorder": "array", "categoryarray": labels[::-1], "range": [-0.6, len(labels) - 0.4]}
    without = "not counted" if found.indicator(key).kind in (Kind.SHARE, Kind.RATE) else "no figure"
    layout["annotations"] = [
        {"x": 0, "y": label, "text": without, "showarrow": False, "xanchor": "left", "font": {"size": 12}}
        for label, figure in zip(labels, figures, strict=True)
        if figure.value is None
    ]
    return go.Figure({"data": traces, "layout": layout})


def _spans(there: list[tuple[str, Figure]], ends: tuple[str, str], line: dict[str, Any], times: int) -> list[Any]:
    """Draw a line for each area from one end to the other, as one trace with breaks."""
    x, y = list[float | None](), list[str | None]()
    for label, figure in there:
        low, high = (getattr(figure, end) for end in ends)
        if low is not None and high is not None:
            x += [_scaled(low, times), _scaled(high, times), None]
            y += [label, label, None]
    return [{"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}] if x else []


def funnel_figure(found: Comparison, key: Key) -> go.Figure | None:
    """Draw the funnel of one figure: each area at its size, within the limits that areas of its size would keep.

    Returns
    -------
    plotly.graph_objects.Figure or None
        None where fewer than ten areas have the figure. Limits are those against chance and the spread that areas have
        anyhow; an area beyond the 99.8 % limits is a square and is named.
    """
    for area in found.areas:
        profile_of_shown(area)
    points = sorted(found.funnels[key], key=lambda point: point.figure.size)
    if not points:
        return None
    times, unit = _unit(found, key)
    sizes = [kept(point.figure.size, 1) for point in points]
    limits = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": sizes,
            "y": [_scaled(getattr(point.spread, end), times) for point in points],
            "line": {"color": INK, "width": 1, "dash": dash},
            "hoverinfo": "skip",
        }
        for end, dash in LINES
    ]
    average = [_scaled(points[0].average, times)] * 2
    middle = {
        "type": "scatter",
        "mode": "lines",
        "x": [sizes[0], sizes[-1]],
        "y": average,
        "line": {"color": INK, "width": 1},
    }
    layout = _layout("people behind the figure", 380)
    layout["yaxis"] |= {"title": {"text": unit}, "rangemode": "tozero"}
    return go.Figure(
        {"data": [*limits, {**middle, "hoverinfo": "skip"}, _marks(found, points, times)], "layout": layout}
    )


def _marks(found: Comparison, points: list[FunnelPoint], times: int) -> dict[str, Any]:
    said = [point.spread.verdict(point.figure.value or 0.0) for point in points]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [kept(point.figure.size, 1) for point in points],
        "y": [_scaled(point.figure.value, times) for point in points],
        "text": [
            escape(found.names[point.at]) if words == BEYOND_998 else ""
            for point, words in zip(points, said, strict=True)
        ],
        "textposition": "top center",
        "hoverinfo": "text",
        "hovertext": [
            f"{escape(found.names[point.at])}: {words}; {point.figure.counted:,} of {point.figure.of:,} counted"
            for point, words in zip(points, said, strict=True)
        ],
        "marker": {"color": COLOUR, "size": 9, "symbol": [SYMBOLS[words] for words in said]},
    }


def _scaled(value: float | None, times: int) -> float | None:
    return None if value is None else kept(value * times, 2)


def _unit(found: Comparison, key: Key) -> tuple[int, str]:
    """Give what a figure is multiplied by, and its unit."""
    if found.indicator(key).kind is Kind.RATE or key[0] == "questions_open":
        return 1, found.title(key)
    return 100, "of 100"


def _layout(title: str, height: int) -> dict[str, Any]:
    axis: dict[str, Any] = {"fixedrange": True, "gridcolor": "#dde1e6", "zeroline": False, "automargin": True}
    return {
        "height": height,
        "margin": {"l": 10, "r": 15, "t": 10, "b": 45},
        "plot_bgcolor": "white",
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 13},
        "dragmode": False,
        "showlegend": False,
        "xaxis": {**axis, "rangemode": "tozero", "title": {"text": title}},
        "yaxis": dict(axis),
    }
