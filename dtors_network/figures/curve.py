"""Reach over the strength of changes: a line in a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.figures.cascade import INK
from dtors_network.model.estimate import Estimate
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile
from dtors_network.rounding import kept, per_100

LINE: Final = "#0072B2"
BAND: Final = "rgba(0,114,178,0.18)"


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares of people by strength, from 0 to 1."""

    points: Sequence[tuple[float, Estimate]]
    profile: Profile | None = None


def curve_figure(curve: Curve) -> go.Figure:
    """Draw reach over strength, with the 95 % interval as a band.

    Parameters
    ----------
    curve : Curve
        Two points at the least.

    Returns
    -------
    plotly.graph_objects.Figure
        The line is the middle of what is likely; where every count is known it is the least that is possible.

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> points = [(0.0, Estimate(0.2, 0.2, 0.1, 0.3, Bounds(9, 9))), (1.0, Estimate(0.4, 0.5, 0.2, 0.6, Bounds(9, 9)))]
    >>> [list(trace.y) for trace in curve_figure(Curve(points, Profile.NDTMS)).data]
    [[30.0, 60.0], [10.0, 20.0], [20.0, 40.0]]
    """
    profile_of_shown(curve)
    strengths = [kept(100 * strength, 0) for strength, _ in curve.points]
    shares = [share for _, share in curve.points]
    base: dict[str, Any] = {"type": "scatter", "x": strengths, "mode": "lines", "hoverinfo": "skip"}
    traces = [
        {**base, "y": _percents(shares, "high"), "line": {"width": 0}, "showlegend": False},
        {
            **base,
            "y": _percents(shares, "low"),
            "line": {"width": 0},
            "fill": "tonexty",
            "fillcolor": BAND,
            "name": "95 % interval",
        },
        {
            **base,
            "y": [kept(100 * (share.least if share.middle is None else share.middle), 1) for share in shares],
            "mode": "lines+markers",
            "line": {"color": LINE, "width": 2},
            "name": "reach of aftercare",
            "hoverinfo": "text",
            "hovertext": [_words(*point) for point in curve.points],
        },
    ]
    return go.Figure({"data": traces, "layout": _layout()})


def _percents(shares: Sequence[Estimate], end: str) -> list[float]:
    return [kept(100 * getattr(share, end), 1) for share in shares]


def _words(strength: float, share: Estimate) -> str:
    lead = share.least if share.middle is None else share.middle
    interval = f"{per_100(share.low)} to {per_100(share.high)}"
    return f"{per_100(strength)} % of the reason gone: {per_100(lead)} of 100 (95 % interval {interval})"


def _layout() -> dict[str, Any]:
    axis = {"fixedrange": True, "gridcolor": "#dde1e6", "zeroline": False}
    return {
        "height": 260,
        "margin": {"l": 50, "r": 20, "t": 10, "b": 45},
        "plot_bgcolor": "white",
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 13},
        "dragmode": False,
        "showlegend": False,
        "xaxis": {**axis, "tickvals": [0, 25, 50, 75, 100], "title": {"text": "% of the reasons that falls away"}},
        "yaxis": {**axis, "rangemode": "tozero", "title": {"text": "of 100 who come in"}},
    }
