"""A matrix of kinds by kinds: which of them are linked with which, or where barriers were reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile

INK: Final = "#1f2933"
ALL: Final = (0x56, 0xB4, 0xE9)
"""Red, green and blue of a cell where it is all: Okabe and Ito's sky blue, on which dark figures can be read. From
nothing on, which is white, it is mixed."""
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
    >>> matrix_figure(drawn).data[0].text
    ('1 of 6',)
    """
    profile_of_shown(matrix)
    placed = [(at, across) for at in range(len(matrix.kinds)) for across in range(len(matrix.kinds))]
    pairs = [(matrix.kinds[at], matrix.kinds[across]) for at, across in placed]
    cells = [matrix.cells.get(pair) for pair in pairs]
    tiles = {
        "type": "bar",
        "orientation": "h",
        "y": [at for at, _ in placed],
        "x": [1] * len(placed),
        "base": [across - 0.5 for _, across in placed],
        "width": 1,
        "marker": {"color": [_colour(cell) for cell in cells], "line": {"color": NONE, "width": 2}},
        "text": [_written(cell) for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": INK, "size": 13},
        "hovertext": [_words(matrix, *pair, cell) for pair, cell in zip(pairs, cells, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return go.Figure({"data": [tiles], "layout": _layout(matrix)})


def _colour(cell: Cell | None) -> str:
    share = _share(cell)
    if share is None:
        return NONE
    return "#" + "".join(f"{round(255 + share * (full - 255)):02x}" for full in ALL)


def _share(cell: Cell | None) -> float | None:
    return cell.part / cell.whole if cell and cell.whole else None


def _words(matrix: Matrix, sender: str, to: str, cell: Cell | None) -> str:
    if cell is None or not cell.whole:
        return f"{sender} to {to}: no {matrix.whole}"
    return f"{sender} to {to}: {cell.part:,} {matrix.part} of {cell.whole:,} {matrix.whole}"


def _written(cell: Cell | None) -> str:
    return f"{cell.part:,} of {cell.whole:,}" if cell and cell.whole else "–"


def _cell_width(matrix: Matrix) -> int:
    """Give the pixels that the longest words of a cell need."""
    words = [len(f"{cell.part:,} of {cell.whole:,}") for cell in matrix.cells.values() if cell.whole]
    return 14 + round(7.6 * max(words, default=5))


def _layout(matrix: Matrix) -> dict[str, Any]:
    shown = list(range(len(matrix.kinds)))
    names = [kind.replace(" ", "<br>") for kind in matrix.kinds]
    edges = [-0.5, len(shown) - 0.5]
    ticks = {"tickvals": shown, "ticktext": names, "showgrid": False, "zeroline": False, "fixedrange": True}
    return {
        "meta": {"least_width": 130 + _cell_width(matrix) * len(matrix.kinds)},
        "height": 110 + 52 * len(matrix.kinds),
        "margin": {"l": 110, "r": 10, "t": 70, "b": 10},
        "plot_bgcolor": NONE,
        "paper_bgcolor": "white",
        "font": {"family": "system-ui, sans-serif", "color": INK, "size": 13},
        "dragmode": False,
        "xaxis": {**ticks, "range": edges, "side": "top", "title": {"text": "to", "standoff": 4}},
        "yaxis": {**ticks, "range": edges[::-1], "title": {"text": "from", "standoff": 4}},
    }
