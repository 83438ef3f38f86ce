"""Bars of plain counts, such as links by what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile

INK: Final = "#1f2933"
COLOUR: Final = "#0072B2"


@dataclass(frozen=True, slots=True)
class Counts:
    """Bars from the top down: what is counted, and how many."""

    bars: tuple[tuple[str, int], ...]
    what: str
    profile: Profile | None = None


def counts_figure(counts: Counts) -> go.Figure:
    """Draw one bar a count, with its number.

    Raises
    ------
    UnprotectedError
        If its counts were never protected.

    Examples
    --------
    >>> list(counts_figure(Counts((("confirmed", 3), ("one-sided", 2)), "links", Profile.NDTMS)).data[0].x)
    [3, 2]
    """
    profile_of_shown(counts)
    names, numbers = [name for name, _ in counts.bars], [number for _, number in counts.bars]
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": numbers,
        "text": [f"<b>{number:,}</b>" for number in numbers],
        "textposition": "outside",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "marker": {"color": COLOUR},
        "hovertemplate": "%{y}: %{x} " + counts.what + "<extra></extra>",
    }
    layout = {
        "height": 40 + 40 * len(names),
        "margin": {"l": 10, "r": 40, "t": 5, "b": 5},
        "bargap": 0.3,
        "plot_bgcolor": "white",
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 13},
        "dragmode": False,
        "xaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        "yaxis": {"autorange": "reversed", "automargin": True, "fixedrange": True},
    }
    return go.Figure({"data": [bars], "layout": layout})
