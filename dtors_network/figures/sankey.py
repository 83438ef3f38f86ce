"""People on record between stages or services as bands: on to the next, lost between, or left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.model.bounds import Bounds
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile

INK: Final = "#1f2933"
HALO: Final = ", ".join(["0 0 3px #fff"] * 4)
"""What keeps the name of a place readable over bands."""


class Kind(StrEnum):
    """What a band is."""

    ON = "on"
    LOST = "lost"
    LEFT = "left"


COLOURS: Final = {
    Kind.ON: "rgba(0,114,178,0.45)",
    Kind.LOST: "rgba(213,94,0,0.75)",
    Kind.LEFT: "rgba(120,128,138,0.40)",
}
"""Okabe–Ito; the end of a band says in words what it is."""


@dataclass(frozen=True, slots=True)
class Band:
    """People who went from one place to another, or to an end."""

    source: str
    target: str
    people: Bounds
    kind: Kind


@dataclass(frozen=True, slots=True)
class Bands:
    """What a picture of bands shows: places with their column between 0 and 1, and bands between them."""

    places: tuple[tuple[str, float], ...]
    bands: tuple[Band, ...]
    profile: Profile | None = None


def sankey_figure(view: Bands) -> go.Figure:
    """Draw bands whose width is a number of people.

    Parameters
    ----------
    view : Bands
        What to show.

    Returns
    -------
    plotly.graph_objects.Figure
        One Sankey trace; ``label`` of a band says the number in words. Only bands that go forward are drawn: loops
        hide what they cross.

    Examples
    --------
    >>> some = Band("Routes in", "Treatment", Bounds(6, 10), Kind.ON)
    >>> figure = sankey_figure(Bands((("Routes in", 0.0), ("Treatment", 0.5)), (some,), Profile.NDTMS))
    >>> figure.data[0].link.label, figure.data[0].link.value
    (('on: 6–10 people',), (8.0,))
    """
    profile_of_shown(view)
    column = dict(view.places)
    bands = [band for band in view.bands if column[band.target] > column[band.source]]
    places = [place for place in view.places if any(place[0] in (band.source, band.target) for band in bands)]
    at = {title: place for place, (title, _) in enumerate(places)}
    trace: dict[str, Any] = {
        "type": "sankey",
        "arrangement": "snap",
        "textfont": {"size": 13, "color": INK, "weight": 600, "shadow": HALO},
        "node": {
            "label": ["<br>".join(wrap(title, 18)) for title, _ in places],
            "x": [min(max(column, 0.001), 0.999) for _, column in places],
            "y": _heights(places),
            "pad": 14,
            "thickness": 12,
            "color": INK,
            "customdata": [title for title, _ in places],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [at[band.source] for band in bands],
            "target": [at[band.target] for band in bands],
            "value": [max(1.0, (band.people.low + band.people.high) / 2) for band in bands],
            "label": [f"{band.kind.value}: {band.people} people" for band in bands],
            "color": [COLOURS[band.kind] for band in bands],
            "hovertemplate": "%{source.customdata} → %{target.customdata}<br>%{label}<extra></extra>",
        },
    }
    return go.Figure({"data": [trace], "layout": _layout(places)})


def _heights(places: list[tuple[str, float]]) -> list[float]:
    """Give each place a height in its column, in the order in which they are given."""
    columns: dict[float, list[int]] = {}
    for at, (_, column) in enumerate(places):
        columns.setdefault(column, []).append(at)
    heights = [0.0] * len(places)
    for members in columns.values():
        for place, at in enumerate(members):
            heights[at] = (place + 0.5) / len(members)
    return heights


def _layout(places: list[tuple[str, float]]) -> dict[str, Any]:
    columns: dict[float, int] = {}
    for _, column in places:
        columns[column] = columns.get(column, 0) + 1
    return {
        "height": max(380, 46 * max(columns.values(), default=1)),
        "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 12},
    }
