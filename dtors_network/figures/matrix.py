"""A matrix of kinds by kinds: which of them are linked with which, or where barriers were reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile

INK: Final = "#1f2933"
SCALE: Final = ((0.0, "#ffffff"), (1.0, "#56B4E9"))
"""From nothing to all: white to Okabe and Ito's sky blue, on which dark figures can be read everywhere."""
NONE: Final = "#eceef1"
"""Of a cell in which there is nothing to count."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of how many."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells of (from, to), and what a cell counts.

    Attributes
    ----------
    kinds : tuple of str
        In words, in the order of rows and of columns.
    cells : dict
        By sender and receiver; a pair that is not there has nothing to count.
    part, whole : str
        What is counted, and of what.
    profile : Profile or None
        Of the area; a matrix without one is not drawn.
    """

    kinds: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    part: str
    whole: str
    profile: Profile | None = None


def matrix_figure(matrix: Matrix) -> go.Figure:
    """Draw a matrix: senders down, receivers across, each cell with its figures.

    Parameters
    ----------
    matrix : Matrix
        What to draw.

    Returns
    -------
    plotly.graph_objects.Figure
        A cell says its figures in words, so that its shade is never alone.

    Raises
    ------
    UnprotectedError
        If its counts were never protected.

    Examples
    --------
    >>> drawn = Matrix(("NHS",), {("NHS", "NHS"): Cell(1, 6)}, "links", "ordered pairs", Profile.NDTMS)
    >>> matrix_figure(drawn).layout.annotations[0].text
    '1 of 6'
    """
    profile_of_shown(matrix)
    rows = [[matrix.cells.get((sender, to)) for to in matrix.kinds] for sender in matrix.kinds]
    shown = list(range(len(matrix.kinds)))
    heat = {
        "type": "heatmap",
        "x": shown,
        "y": shown,
        "z": [[_share(cell) for cell in row] for row in rows],
        "zmin": 0,
        "zmax": 1,
        "colorscale": [list(stop) for stop in SCALE],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertext": [
            [_words(matrix, sender, to, matrix.cells.get((sender, to))) for to in matrix.kinds]
            for sender in matrix.kinds
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    written = [_written(at, across, cell) for at, row in enumerate(rows) for across, cell in enumerate(row)]
    return go.Figure({"data": [heat], "layout": {**_layout(matrix), "annotations": written}})


def _share(cell: Cell | None) -> float | None:
    return cell.part / cell.whole if cell and cell.whole else None


def _words(matrix: Matrix, sender: str, to: str, cell: Cell | None) -> str:
    if cell is None or not cell.whole:
        return f"{sender} to {to}: no {matrix.whole}"
    return f"{sender} to {to}: {cell.part:,} {matrix.part} of {cell.whole:,} {matrix.whole}"


def _written(at: int, across: int, cell: Cell | None) -> dict[str, Any]:
    share = _share(cell)
    text = "–" if cell is None or share is None else f"{cell.part:,} of {cell.whole:,}"
    return {"x": across, "y": at, "text": text, "showarrow": False, "font": {"color": INK, "size": 13}}


def _cell_width(matrix: Matrix) -> int:
    """Give the pixels that the longest words of a cell need."""
    words = [len(f"{cell.part:,} of {cell.whole:,}") for cell in matrix.cells.values() if cell.whole]
    return 14 + round(7.6 * max(words, default=5))


def _layout(matrix: Matrix) -> dict[str, Any]:
    shown = list(range(len(matrix.kinds)))
    names = [kind.replace(" ", "<br>") for kind in matrix.kinds]
    ticks = {"tickvals": shown, "ticktext": names, "showgrid": False, "zeroline": False, "fixedrange": True}
    return {
        "meta": {"least_width": 130 + _cell_width(matrix) * len(matrix.kinds)},
        "height": 110 + 52 * len(matrix.kinds),
        "margin": {"l": 110, "r": 10, "t": 70, "b": 10},
        "plot_bgcolor": NONE,
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 13},
        "dragmode": False,
        "xaxis": {**ticks, "side": "top", "title": {"text": "to", "standoff": 4}},
        "yaxis": {**ticks, "autorange": "reversed", "title": {"text": "from", "standoff": 4}},
    }
