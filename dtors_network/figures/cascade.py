"""Shares of a hundred people as bars: the cascade from those who come in to aftercare, and before beside after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.model.bounds import NOBODY
from dtors_network.model.estimate import Estimate
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile
from dtors_network.rounding import kept, per_100, span_of_100

INK: Final = "#1f2933"
LOOKS: Final = (("#0072B2", ""), ("#8A9099", "/"))
"""Colour and pattern of the first series and of the one beside it."""

TEXT: Final = 17
"""Height of a line of a name."""

LINE: Final = 16
"""Signs in a line of a name beside the bars: a phone has room for these."""

BESIDE: Final = 88
"""Pixels at the right for the words of the longest bar."""

WHOLE: Final = Estimate(1.0, 1.0, 1.0, 1.0, NOBODY)
"""All of those who come in; of how many is said elsewhere."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: what it is of, and the share of people."""

    title: str
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class Cascade:
    """The bars of one group of people, or of one state of things."""

    who: str
    steps: tuple[Step, ...]
    profile: Profile | None = None


def cascade_figure(series: tuple[Cascade, ...]) -> go.Figure:
    """Draw the cascade from those who come in, one group beside another where there are two.

    Parameters
    ----------
    series : tuple of Cascade
        One or two groups with the same steps.

    Returns
    -------
    plotly.graph_objects.Figure
        Bars in per cent, all who come in first. A bar ends at the middle of what is likely; where counts are hidden
        the outline goes from the least to the most that they leave possible, whatever they are. Where none is hidden it
        ends at the least, and what may be added is outlined. The line is the 95 % interval.

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> steps = (Step("treatment", Estimate(0.5, 0.6, 0.4, 0.7, Bounds(80, 80))),)
    >>> figure = cascade_figure((Cascade("people", steps, Profile.NDTMS),))
    >>> [list(trace.x) for trace in figure.data]
    [[100.0, 50.0], [0.0, 10.0], [101.5, 71.5]]
    """
    whole = Step("come in", WHOLE)
    return _figure(tuple(replace(one, steps=(whole, *one.steps)) for one in series))


def beside_figure(series: tuple[Cascade, ...]) -> go.Figure:
    """Draw bars of one state of things beside another, such as after and before a change.

    Parameters
    ----------
    series : tuple of Cascade
        Two states with the same steps.

    Returns
    -------
    plotly.graph_objects.Figure
        Bars as in the cascade, without all who come in.

    Examples
    --------
    >>> [trace.name for trace in beside_figure((Cascade("after", (Step("gp", None),), Profile.NDTMS),)).data][0]
    'after'
    """
    return _figure(series)


def _figure(shown: tuple[Cascade, ...]) -> go.Figure:
    for one in shown:
        profile_of_shown(one)
    traces = [trace for at, one in enumerate(shown) for trace in _bars(one, *LOOKS[at], at)]
    rows = max((len(one.steps) for one in shown), default=1)
    titles = list(dict.fromkeys(step.title for one in shown for step in one.steps))
    return go.Figure({"data": traces, "layout": _layout(titles, rows, len(shown))})


def _bars(one: Cascade, colour: str, pattern: str, at: int) -> Sequence[dict[str, Any]]:
    shares = [step.share for step in one.steps]
    least, most, low, high = ([_percent(share, end) for share in shares] for end in ("least", "most", "low", "high"))
    hidden = [isinstance(share, Estimate) and share.middle is not None for share in shares]
    ends = [_percent(share, "middle") if led else one for share, led, one in zip(shares, hidden, least, strict=True)]
    round_middle = {"error_x": _whiskers(ends, low, high, hidden)} if any(hidden) else {}
    titles = [step.title for step in one.steps]
    base: dict[str, Any] = {"type": "bar", "orientation": "h", "y": titles, "offsetgroup": str(at)}
    return (
        {
            **base,
            "name": one.who,
            "x": ends,
            "marker": {"color": colour, "pattern": {"shape": pattern, "fgcolor": "white"}, "line": {"color": INK}},
            "hovertext": [_words(share) for share in shares],
            "hovertemplate": "%{y}: %{hovertext}<extra></extra>",
            **round_middle,
        },
        {
            **base,
            "name": "more, as hidden or missing counts may be",
            "x": [b - a for a, b in zip(least, most, strict=True)],
            "base": least,
            "marker": {"color": "rgba(0,0,0,0)", "line": {"color": colour, "width": 2}},
            "error_x": _whiskers(most, low, high, [not led for led in hidden]),
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "text",
            "y": titles,
            "x": [max(h, m) + 1.5 for h, m in zip(high, most, strict=True)],
            "text": [f"<b>{_label(share)}</b>" for share in shares],
            "textposition": "middle right",
            "orientation": "h",
            "offsetgroup": str(at),
            "hoverinfo": "skip",
            "showlegend": False,
            "cliponaxis": False,
        },
    )


def _whiskers(at: list[float], low: list[float], high: list[float], wanted: list[bool]) -> dict[str, Any]:
    """Give the lines of intervals round the ends of bars; none where another bar has it."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [h - m if one else 0.0 for m, h, one in zip(at, high, wanted, strict=True)],
        "arrayminus": [m - b if one else 0.0 for m, b, one in zip(at, low, wanted, strict=True)],
        "color": INK,
        "thickness": 1.5,
    }


def _percent(share: Estimate | None, end: str) -> float:
    return kept(100 * getattr(share, end), 1) if share else 0.0


def _label(share: Estimate | None) -> str:
    if share is None:
        return "not counted"
    return span_of_100(share.least, share.most) if share.middle is None else f"about {per_100(share.middle)}"


def _words(share: Estimate | None) -> str:
    if share is None:
        return _label(share)
    if share.middle is not None:
        likely, strict = span_of_100(share.low, share.high), span_of_100(share.least, share.most)
        return f"{_label(share)} of 100 (likely {likely}; whatever the hidden counts are, {strict})"
    return f"{_label(share)} of 100 (95 % interval {per_100(share.low)} to {per_100(share.high)})"


def _layout(titles: list[str], rows: int, series: int) -> dict[str, Any]:
    names = [wrap(title, LINE) for title in titles]
    row = max(26 + 22 * series, 8 + TEXT * max(map(len, names), default=1))  # names do not lie over each other
    return {
        "height": 90 + rows * row,
        "margin": {"l": 10, "r": BESIDE, "t": 10, "b": 40},
        "barmode": "group",
        "scattermode": "group",
        "bargap": 0.35,
        "plot_bgcolor": "white",
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 13},
        "dragmode": False,
        "legend": {
            "orientation": "h",
            "y": -0.12,
            "yanchor": "top",
            "x": 0,
            "itemclick": False,
            "traceorder": "normal",
        },
        "showlegend": series > 1,
        "xaxis": {
            "range": [0, 102],
            "fixedrange": True,
            "gridcolor": "#dde1e6",
            "ticksuffix": "",
            "title": {"text": "of 100 people who set out", "standoff": 6},
        },
        "yaxis": {
            "autorange": "reversed",
            "fixedrange": True,
            "automargin": True,
            "ticklabelstandoff": 6,
            "tickvals": titles,
            "ticktext": ["<br>".join(name) for name in names],
        },
    }
