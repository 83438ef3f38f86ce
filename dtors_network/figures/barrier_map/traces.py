"""The pieces that every drawing of the map is made of, as plotly takes them; plain dicts, for its checks cost more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

from dtors_network.figures.barrier_map.lenses import INK
from dtors_network.figures.barrier_map.paths import Point, Run
from dtors_network.figures.barrier_map.view import Kind

Trace = dict[str, Any]
Place = tuple[Point, list[str], str]
"""What can be clicked: where, what it is, and what the pointer says there."""

FONT: Final = "system-ui, 'Liberation Sans', sans-serif"
LETTER: Final = 0.585
"""Width of a letter in sizes of the letters; some system fonts are wide."""

SYMBOLS: Final = {"hexagon": "hexagon2", "wide_diamond": "diamond-wide"}
GROWN: Final = {"diamond": 4, "wide_diamond": 7}
"""How much larger a shape is drawn, so that its letter has room."""

BADGE: Final = 19
RIGHT, LEFT = 8, 7
"""Numbers of the symbols triangle-right and triangle-left: names cost kilobytes."""


class Words(NamedTuple):
    """A text at a point, and on which side of it."""

    at: Point
    text: str
    size: float = 11.5
    colour: str = INK
    where: str = "middle right"


HIDDEN: Final = {"visible": False, "fixedrange": True}


def lines(name: str, runs: Sequence[Run], colour: str, width: float, dash: str = "solid", **more: Any) -> Trace:
    """Draw many lines as one trace, in whole pixels, with a break after each; what is filled has straight edges."""
    line: Trace = {"color": colour, "width": width, "dash": dash}
    if "fill" not in more:
        line |= {"shape": "spline", "smoothing": 0.7}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for run in runs for x in (*(round(p[0]) for p in run), None)],
        "y": [y for run in runs for y in (*(round(p[1]) for p in run), None)],
        "line": line,
        "hoverinfo": "skip",
        "name": name,
        "showlegend": False,
        **more,
    }


def dots(name: str, points: Sequence[Point], marker: Trace, texts: Sequence[str] = (), **more: Any) -> Trace:
    """Draw markers, with a text each where there are texts."""
    return {
        "type": "scatter",
        "mode": "markers+text" if texts else "markers",
        "x": [round(x) for x, _ in points],
        "y": [round(y) for _, y in points],
        "marker": {"opacity": 1, **marker},
        "text": list(texts),
        "hoverinfo": "skip",
        "name": name,
        "showlegend": False,
        **more,
    }


def heads(runs: Sequence[Run], colour: str | Sequence[str], size: float) -> Trace:
    """Draw an arrowhead at the end of each line; ends are level, so it points right or left."""
    symbols = [RIGHT if run[-1][0] > run[-2][0] else LEFT for run in runs]
    return dots("arrowheads", [run[-1] for run in runs], {"symbol": symbols, "size": size, "color": colour})


def heads_of_many(runs: Sequence[Run], colour: str, size: float) -> Trace:
    """Draw the arrowheads of many lines as one shape: a marker of its own costs the browser as much as a line."""
    return lines("arrowheads", [_head(run, size) for run in runs], colour, 0, fill="toself", fillcolor=colour)


def _head(run: Run, size: float) -> Run:
    (x, y), onward = run[-1], 1 if run[-1][0] > run[-2][0] else -1
    back, half = x - onward * size / 2, size / 2
    return [(x + onward * size / 2, y), (back, y - half), (back, y + half), (x + onward * size / 2, y)]


def written(name: str, some: Sequence[Words]) -> Trace:
    """Write texts beside their points as one trace: each annotation would be measured by the browser on its own."""
    font = {"size": [one.size for one in some], "color": [one.colour for one in some]}
    told, where = [one.text for one in some], [one.where for one in some]
    return dots(name, [one.at for one in some], {"size": 0}, told, mode="text", textposition=where, textfont=font)


def badges(
    points: Sequence[Point], letters: Sequence[str], kinds: Mapping[str, Kind], size: float = BADGE, **more: Any
) -> Trace:
    """Draw a badge at each point: shape and letter say its kind, with or without its colour."""
    of = [kinds[letter] for letter in letters]
    marker = {
        "symbol": [SYMBOLS.get(kind.shape, kind.shape) for kind in of],
        "color": [kind.colour for kind in of],
        "size": [size + GROWN.get(kind.shape, 0) for kind in of],
        "line": {"width": 1.4, "color": INK},
    }
    return dots(
        "barriers",
        points,
        marker,
        [f"<b>{letter}</b>" for letter in letters],
        textposition="middle center",
        textfont={"size": 11, "color": [kind.ink for kind in of]},
        hovertext=[kind.title for kind in of],
        hoverinfo="text",
        **more,
    )


def rectangle(x: float, y: float, wide: float, high: float) -> Run:
    """Give the corners of a rectangle, from its upper left one round to it."""
    return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]


def fitted(title: str, room: float, size: float, most: int = 2) -> str:
    """Wrap a name to whole words within a room; what is left out is marked, and stands whole in hover and lists.

    Examples
    --------
    >>> fitted("Community mental health team", 100, 11.5), fitted("A very long name of a service", 80, 11.5)
    ('Community<br>mental health…', 'A very long<br>name of a…')
    """
    rows = wrap(title, max(9, int(room / (size * LETTER))))
    return "<br>".join(rows[:most]) + ("…" if len(rows) > most else "")


def figure(traces: list[Trace], box: tuple[float, float, float], shapes: list[Trace], notes: list[Trace]) -> Trace:
    """Put traces, shapes and notes on paper of a nominal size.

    Parameters
    ----------
    traces, shapes, notes : list of dict
        What is drawn.
    box : tuple of float
        Width, top and bottom.
    """
    width, top, bottom = box
    return {
        "data": traces,
        "layout": {
            "width": round(width),
            "height": round(bottom - top),
            "margin": dict.fromkeys("lrtb", 0),
            "plot_bgcolor": "#fff",
            "paper_bgcolor": "#fff",
            "shapes": shapes,
            "annotations": [{"showarrow": False, **note} for note in notes],
            "dragmode": False,
            "hovermode": "closest",
            "uirevision": "map",
            "showlegend": False,
            "font": {"family": FONT, "color": INK, "size": 12},
            "xaxis": {**HIDDEN, "range": [0, round(width)]},
            "yaxis": {**HIDDEN, "range": [round(bottom), round(top)]},
        },
    }
