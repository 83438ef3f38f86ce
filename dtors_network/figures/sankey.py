"""People on record between stages or services as bands: on to the next, lost between, or left.

Drawn from plain traces: plotly's own Sankey scales its bars by the longest path to each, lets a column run out of
the drawing, and has no paper behind its names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import Any, Final, NamedTuple

from dtors_network.model.bounds import Bounds
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile

INK: Final = "#1f2933"
EDGE: Final = 10
"""Pixels around the drawing."""

FULLEST: Final = 260.0
"""Pixels that the bars of the fullest column share."""

LOWEST: Final = 340.0
THICK: Final = 12
LETTERS: Final = 17
LINE: Final = 16
"""Pixels of one line of a name: two bars of a column are so far apart that their names do not meet."""

STEPS: Final = 16
"""Points along an edge of a band."""


class Kind(StrEnum):
    """What a band is."""

    ON = "on"
    LOST = "lost"
    LEFT = "left"


COLOURS: Final = {
    Kind.LEFT: "rgba(120,128,138,0.40)",
    Kind.ON: "rgba(0,114,178,0.45)",
    Kind.LOST: "rgba(213,94,0,0.75)",
}
"""Okabe–Ito, the lowest first; the end of a band says in words what it is."""


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


class Bar(NamedTuple):
    """A place as it is drawn: its column, and its upper end and height in pixels."""

    x: float
    top: float
    high: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.high / 2


class Ribbon(NamedTuple):
    """A band as it is drawn: from column to column, from height to height (its upper edge), and how wide."""

    x0: float
    x1: float
    y0: float
    y1: float
    wide: float

    def edge(self) -> list[tuple[float, float]]:
        """Give its upper edge, level where it leaves and arrives."""
        steps = [at / STEPS for at in range(STEPS + 1)]
        rise = self.y1 - self.y0
        return [
            (round(self.x0 + (self.x1 - self.x0) * t, 3), round(self.y0 + rise * t * t * (3 - 2 * t), 1)) for t in steps
        ]

    def outline(self) -> list[tuple[float, float]]:
        """Give its edge there and back."""
        edge = self.edge()
        return [*edge, *((x, round(y + self.wide, 1)) for x, y in reversed(edge)), edge[0]]

    @property
    def middle(self) -> tuple[float, float]:
        """Half way along and across."""
        x, y = self.edge()[STEPS // 2]
        return x, round(y + self.wide / 2, 1)


def sankey_figure(view: Bands) -> dict[str, Any]:
    """Draw bands whose width is a number of people.

    Parameters
    ----------
    view : Bands
        What to show.

    Returns
    -------
    dict
        ``data`` and ``layout`` for plotly: a trace for each kind of band, and points in their middles that say the
        number. Only bands that go forward are drawn: loops hide what they cross.

    Examples
    --------
    >>> some = Band("Routes in", "Treatment", Bounds(6, 10), Kind.ON)
    >>> drawn = sankey_figure(Bands((("Routes in", 0.0), ("Treatment", 0.5)), (some,), Profile.NDTMS))
    >>> drawn["data"][-1]["hovertext"]
    ['Routes in → Treatment<br>on: 6–10 people']
    """
    profile_of_shown(view)
    column = dict(view.places)
    bands = [band for band in view.bands if column[band.target] > column[band.source]]
    places = [place for place in view.places if any(place[0] in (band.source, band.target) for band in bands)]
    names = {title: wrap(title, LETTERS) for title, _ in places}
    bars, high, scale = _bars(places, bands, LINE * max(map(len, names.values()), default=1))
    ribbons = [*_ribbons(bands, bars, scale)]
    return {
        "data": [*_traces(ribbons), _points(ribbons)],
        "layout": {
            "height": round(high),
            "margin": dict.fromkeys("lrtb", 0) | {"l": EDGE, "r": EDGE},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "font": {"family": "system-ui, sans-serif", "color": INK, "size": 12},
            "shapes": [_shape(bar) for bar in bars.values()],
            "annotations": [_name("<br>".join(names[title]), bar) for title, bar in bars.items()],
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, 1]},
            "yaxis": {"visible": False, "fixedrange": True, "range": [round(high), 0]},
        },
    }


def _wide(band: Band) -> float:
    return max(1.0, (band.people.low + band.people.high) / 2)


def _bars(places: list[tuple[str, float]], bands: list[Band], pad: float) -> tuple[dict[str, Bar], float, float]:
    """Give each place its bar, as high as the larger of what comes and what goes on; each column is centred.

    Beside them the height of the drawing, and the pixels of one person.
    """
    came, went = defaultdict[str, float](float), defaultdict[str, float](float)
    for band in bands:
        came[band.target] += _wide(band)
        went[band.source] += _wide(band)
    columns: dict[float, list[str]] = defaultdict(list)
    for title, x in places:
        columns[x].append(title)
    people = {x: sum(max(came[one], went[one]) for one in those) for x, those in columns.items()}
    scale = FULLEST / max(people.values(), default=1.0)
    taken = {x: people[x] * scale + pad * (len(those) - 1) for x, those in columns.items()}
    high = max(LOWEST, *taken.values()) + 2 * EDGE + pad if taken else LOWEST
    bars: dict[str, Bar] = {}
    for x, those in columns.items():
        top = (high - taken[x]) / 2
        for one in those:
            bars[one] = Bar(x, top, max(came[one], went[one]) * scale)
            top += bars[one].high + pad
    return bars, high, scale


def _ribbons(bands: list[Band], bars: dict[str, Bar], scale: float) -> Iterator[tuple[Band, Ribbon]]:
    """Lay the bands of a bar one below the other, in the order of where they lead or come from."""
    leaves, comes = {name: bar.top for name, bar in bars.items()}, {name: bar.top for name, bar in bars.items()}
    starts: dict[Band, float] = {}
    ends: dict[Band, float] = {}
    for band in sorted(bands, key=lambda band: (bars[band.target].top, bars[band.target].x)):
        starts[band] = leaves[band.source]
        leaves[band.source] += _wide(band) * scale
    for band in sorted(bands, key=lambda band: (bars[band.source].top, bars[band.source].x)):
        ends[band] = comes[band.target]
        comes[band.target] += _wide(band) * scale
    for band in bands:
        x0, x1 = bars[band.source].x, bars[band.target].x
        yield band, Ribbon(x0, x1, starts[band], ends[band], _wide(band) * scale)


def _traces(ribbons: list[tuple[Band, Ribbon]]) -> Iterator[dict[str, Any]]:
    for kind, colour in COLOURS.items():
        those = [ribbon.outline() for band, ribbon in ribbons if band.kind is kind]
        if those:
            yield {
                "type": "scatter",
                "mode": "lines",
                "name": kind.value,
                "x": [x for outline in those for x in (*(x for x, _ in outline), None)],
                "y": [y for outline in those for y in (*(y for _, y in outline), None)],
                "fill": "toself",
                "fillcolor": colour,
                "line": {"color": "#fff", "width": 0.6},
                "hoverinfo": "skip",
            }


def _points(ribbons: list[tuple[Band, Ribbon]]) -> dict[str, Any]:
    """Say in the middle of each band whence and whither how many people went."""
    middles = [ribbon.middle for _, ribbon in ribbons]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "people",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "marker": {"size": 16, "color": "rgba(0,0,0,0)"},
        "hovertext": [f"{b.source} → {b.target}<br>{b.kind.value}: {b.people} people" for b, _ in ribbons],
        "hoverinfo": "text",
        "customdata": [[b.source, b.target, b.kind.value] for b, _ in ribbons],
    }


def _shape(bar: Bar) -> dict[str, Any]:
    left, right = (-THICK, 0) if bar.x >= 1 else (0, THICK)
    place = {"xsizemode": "pixel", "xanchor": bar.x, "x0": left, "x1": right}
    ends = {"y0": round(bar.top, 1), "y1": round(bar.top + max(1.5, bar.high), 1)}
    return {"type": "rect", "layer": "above", "fillcolor": INK, "line": {"width": 0}, **place, **ends}


def _name(text: str, bar: Bar) -> dict[str, Any]:
    """Name a bar beside it, on paper that lets the bands behind be seen and the name be read."""
    side, shift = ("right", -THICK - 4) if bar.x >= 1 else ("left", THICK + 4)
    place = {"x": bar.x, "y": round(bar.middle, 1), "xanchor": side, "xshift": shift, "align": side}
    return {"text": f"<b>{text}</b>", "showarrow": False, "bgcolor": "rgba(255,255,255,.8)", "borderpad": 1, **place}
