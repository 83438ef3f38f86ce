"""People on record between stages or services as bands: on to the next, lost between, or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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


EDGE: Final = 10
"""Pixels around the drawing."""

BARS: Final = 200
"""Pixels at the least that the bars of a column share."""

LETTERS: Final = 18
LINE: Final = 16
"""Pixels of one line of a name: two bars of a column are so far apart that their names do not meet."""


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
    names = [wrap(title, LETTERS) for title, _ in places]
    pad = LINE * max(map(len, names), default=1)
    layout = _layout(places, pad)
    trace: dict[str, Any] = {
        "type": "sankey",
        "arrangement": "snap",
        "textfont": {"size": 13, "color": INK, "weight": 600, "shadow": HALO},
        "node": {
            "label": ["<br>".join(name) for name in names],
            "x": [min(max(column, 0.001), 0.999) for _, column in places],
            "y": _heights(places, bands, pad / (layout["height"] - 2 * EDGE)),
            "pad": pad,
            "thickness": 12,
            "color": INK,
            "customdata": [title for title, _ in places],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [at[band.source] for band in bands],
            "target": [at[band.target] for band in bands],
            "value": [_width(band) for band in bands],
            "label": [f"{band.kind.value}: {band.people} people" for band in bands],
            "color": [COLOURS[band.kind] for band in bands],
            "hovertemplate": "%{source.customdata} → %{target.customdata}<br>%{label}<extra></extra>",
        },
    }
    return go.Figure({"data": [trace], "layout": layout})


def _heights(places: Sequence[tuple[str, float]], bands: Sequence[Band], pad: float) -> list[float]:
    """Give each place the middle of its bar, so that no column ends outside the drawing and none lies over another.

    A bar is as high as the larger of what comes and what goes on; the fullest column takes the whole height, of
    which ``pad`` lies between two bars.
    """
    came, went = Counter[str](), Counter[str]()
    for band in bands:
        came[band.target] += _width(band)
        went[band.source] += _width(band)
    columns: dict[float, list[str]] = {}
    for title, column in places:
        columns.setdefault(column, []).append(title)
    sizes = {title: max(came[title], went[title]) for title, _ in places}
    scale = min((1 - pad * (len(those) - 1)) / max(1.0, sum(sizes[one] for one in those)) for those in columns.values())
    middles: dict[str, float] = {}
    for those in columns.values():
        taken = sum(sizes[one] for one in those) * scale + pad * (len(those) - 1)
        top = (1 - taken) / 2
        for one in those:
            middles[one] = top + sizes[one] * scale / 2
            top += sizes[one] * scale + pad
    return [min(max(middles[title], 0.001), 0.999) for title, _ in places]


def _width(band: Band) -> float:
    return max(1.0, (band.people.low + band.people.high) / 2)


def _layout(places: list[tuple[str, float]], pad: int) -> dict[str, Any]:
    tallest = max(Counter(column for _, column in places).values(), default=1)
    return {
        "height": max(380, pad * (tallest - 1) + BARS),
        "margin": dict.fromkeys("lrtb", EDGE),
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 12},
    }
