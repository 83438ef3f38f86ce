"""A dense area as a matrix: rows send, columns receive, by stage; what is required and missing is a bar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from dtors_network.figures.barrier_map.folding import folded
from dtors_network.figures.barrier_map.frame import WIDTHS
from dtors_network.figures.barrier_map.lenses import FIRST, GAP, GAPS, INK, QUIET, SHUT, refusing, shown
from dtors_network.figures.barrier_map.matrix_grid import Grid, grid_of, stretches
from dtors_network.figures.barrier_map.paths import Point
from dtors_network.figures.barrier_map.reading import AFTERCARE
from dtors_network.figures.barrier_map.traces import Trace, Words, badges, dots, figure, lines, rectangle, written
from dtors_network.figures.barrier_map.view import BarrierView
from dtors_network.gaps.wording import STATES
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import LinkState

DISCS: Final = "❶❷❸❹❺❻❼❽❾"
"""The numbers of findings, as signs in a name; ``NUMBERED`` of them."""

OWN: Final = 3
"""Kinds of barrier that have a badge beside the name of a service; its detail names every one."""

DENSE: Final = 120
"""Services from which a matrix says more than a map."""


class Cell(NamedTuple):
    """How a link looks in its cell: symbol, colour, share of the cell, stroke and words."""

    symbol: str
    colour: str
    share: float
    stroke: float
    words: str


CELLS: Final = {
    "confirmed": Cell("circle", "#A9B5C0", 0.28, 0, "confirmed"),
    "one_sided": Cell("triangle-right-open", QUIET, 0.42, 1.6, STATES[LinkState.ONE_SIDED]),
    "weak": Cell("circle-open", QUIET, 0.42, 1.6, STATES[LinkState.WEAK]),
    "absent": Cell("line-ew-open", QUIET, 0.4, 2, STATES[LinkState.ABSENT]),
    "shut": Cell("square", SHUT, 0.72, 0, "refused there"),
    "disputed": Cell("x-thin-open", GAP, 0.5, 2.6, STATES[LinkState.DISPUTED]),
}
EDGES: Final = {"disputed": (GAP, 3.0), "shut": (SHUT, 3.0)}
BARS: Final = (
    (False, QUIET, 1.4, "rgba(0,0,0,0)", "any one of these required, depends on questions"),
    (True, GAP, 2.2, "rgba(184,55,12,.10)", "any one of these required, not there"),
)


def matrix_figure(
    whole: BarrierView, lens: str = FIRST, width: int = WIDTHS["middle"], opened: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Draw who refers to whom as a matrix.

    Parameters
    ----------
    whole : BarrierView
        What the area holds; it must come from an area that passed ``protect``.
    lens : str
        What is brought forward: gaps as bars, and the badges of the kind that is asked for. Of many services, those
        of one type where nothing is brought forward share a row and a column.
    width : int
        Nominal pixels.
    opened : frozenset of str
        Rows of several services that are shown one by one.

    Returns
    -------
    dict
        ``data`` and ``layout`` for plotly; points as on the map.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.figures.barrier_map.reading import barrier_view
    >>> from dtors_network.gaps import find_gaps
    >>> drawn = matrix_figure(barrier_view(find_gaps(protect(small_area()))))
    >>> [trace["name"] for trace in drawn["data"] if trace["name"] in {cell.words for cell in CELLS.values()}]
    ['confirmed', 'said by one end only', 'refused there']
    """
    profile_of_shown(whole)
    view = folded(whole, lens, opened)
    own = {box.id: [*dict.fromkeys(badge.letter for badge in shown(box.badges, lens))][:OWN] for box in view.boxes}
    grid = grid_of(view, width, max(map(len, own.values()), default=0))
    cells, marked = _cells(view, grid, lens)
    wide = max(grid.right + 8, width)
    key = _Key(grid.last, wide)
    traces = [*_bars(view, grid, lens, key), *_marks(cells, grid, key)]
    marked += _own(own, grid)
    if marked:
        traces.append(_badges(view, marked, grid.cell))
    traces += _refusing(view, grid, lens, key)
    traces += [_names(view, grid), written("words", [*_stage_names(view, grid), *key.notes])]
    traces += [_heads(grid), _links(view, grid)]
    return figure([_rows(grid), *traces], (wide, 0, key.y + 20), [*_stages(grid)], [*_column_names(view, grid)])


class _Key:
    """The key below the matrix while it grows from left to right, row by row."""

    def __init__(self, last: float, width: float) -> None:
        self.x, self.y, self.width = 12.0, last + 24, width
        self.notes: list[Words] = []

    def add(self, told: str, sign: float) -> Point:
        """Add words after a sign of some width, and give where the sign stands."""
        room = sign + 26 + len(told) * 6.3
        if self.x > 12 and self.x + room > self.width:
            self.x, self.y = 12.0, self.y + 22
        at = (self.x, self.y)
        self.notes.append(Words((self.x + sign, self.y), told))
        self.x += room
        return at


def _cells(view: BarrierView, grid: Grid, lens: str) -> tuple[dict[str, list[Point]], list[tuple[Point, str, str]]]:
    cells: dict[str, list[Point]] = defaultdict(list)
    marked = []
    for link in view.links:
        if link.source in grid.y and link.target in grid.x:
            state = str(link.state.value)
            name = "shut" if link.shut else state if state in CELLS else "absent"
            place = grid.x[link.target], grid.y[link.source]
            cells[name].append(place)
            marked += [(place, badge.letter, name) for badge in shown(link.badges, lens)[:1]]
    return cells, marked


def _bars(view: BarrierView, grid: Grid, lens: str, key: _Key) -> Iterator[Trace]:
    """Draw bars over the services that would do and over no other, tinted where the gap is certain."""
    cell = grid.cell
    for certain, colour, width, filling, words in BARS:
        bars, missing = dict[tuple[float, float, float], None](), 0
        for ghost in view.ghosts:
            over = [*stretches(grid, ghost.targets)]
            if ghost.certain is certain and ghost.source in grid.y and over and lens in (FIRST, GAPS):
                missing += 1
                bars |= {(grid.y[ghost.source], left, right): None for left, right in over}
        runs = [
            rectangle(left - cell * 0.44, y - cell * 0.42, right - left + cell * 0.88, cell * 0.84)
            for y, left, right in bars
        ]
        if runs:
            x, y = key.add(f"{words} ({missing:,})", 30)
            runs.append(rectangle(x, y - 7, 22, 14))
            yield lines("required", runs, colour, width, "6px,3px", fill="toself", fillcolor=filling)


def _own(own: dict[str, list[str]], grid: Grid) -> Iterator[tuple[Point, str, str]]:
    """Put what is reported at a service itself beside its name, before its row and at the foot of its column."""
    for one, letters in own.items():
        for at, letter in enumerate(letters):
            apart = (at + 0.5) * grid.cell
            if one in grid.y:
                yield (grid.room - apart, grid.y[one]), letter, ""
            if one in grid.x:
                yield (grid.x[one], grid.top - apart), letter, ""


def _refusing(view: BarrierView, grid: Grid, lens: str, key: _Key) -> Iterator[Trace]:
    """Close the head of the column of a service that refuses a group; hollow where that is only reported."""
    for surely, words in ((True, "refuses a group"), (False, "may refuse a group")):
        those = [box.id for box in view.boxes if refusing(box, lens) and box.refuses_surely is surely]
        points = [(grid.x[one], grid.top + 1) for one in those if one in grid.x]
        if points:
            x, y = key.add(f"{words} ({len(points):,})", 24)
            runs = [rectangle(x - grid.cell * 0.44, y - 3, grid.cell * 0.88, 5) for x, y in [*points, (x + 8, y + 1)]]
            yield lines("refusing", runs, SHUT, 1.2, fill="toself", fillcolor=SHUT if surely else "#fff")


def _marks(cells: dict[str, list[Point]], grid: Grid, key: _Key) -> Iterator[Trace]:
    for name, look in CELLS.items():
        if cells[name]:
            x, y = key.add(look.words, 18)
            line = {"width": look.stroke, "color": look.colour}
            marker = {"symbol": look.symbol, "size": round(grid.cell * look.share), "color": look.colour, "line": line}
            yield dots(look.words, [*cells[name], (x + 6, y)], marker)


def _badges(view: BarrierView, marked: list[tuple[Point, str, str]], cell: float) -> Trace:
    """Let the badge cover its cell, with its edge in the colour of the state of the link."""
    kinds = {kind.letter: kind for kind in view.kinds}
    trace = badges([place for place, *_ in marked], [letter for _, letter, _ in marked], kinds)
    edges = [EDGES.get(name, (INK, 1.2)) for *_, name in marked]
    line = {"width": [width for _, width in edges], "color": [colour for colour, _ in edges]}
    trace["marker"] |= {"size": round(cell * 0.86), "line": line}
    trace["textfont"]["size"] = round(min(11, cell * 0.6), 1)
    return trace


def _names(view: BarrierView, grid: Grid) -> Trace:
    titles = _titles(view)
    points = [(grid.room - 6 - grid.beside * grid.cell, y) for y in grid.y.values()]
    return dots(
        "senders",
        points,
        {"size": 0},
        [_cut(titles[one], 44) for one in grid.y],
        mode="text",
        textposition="middle left",
        textfont={"size": grid.letters},
        customdata=[["service", one, ""] for one in grid.y],
    )


def _heads(grid: Grid) -> Trace:
    """Let the foot of each column's name be clicked, since a turned name cannot be."""
    points = [(x, grid.top - grid.beside * grid.cell - 16) for x in grid.x.values()]
    data = [["service", one, ""] for one in grid.x]
    return dots("receivers", points, {}, mode="none", customdata=data, hoverinfo="none")


def _links(view: BarrierView, grid: Grid) -> Trace:
    """Let each cell that holds a link be clicked; nothing more is drawn there."""
    titles = {box.id: box.title for box in view.boxes}
    there = [link for link in view.links if link.source in grid.y and link.target in grid.x]
    return dots(
        "links",
        [(grid.x[link.target], grid.y[link.source]) for link in there],
        {},
        mode="none",
        customdata=[["link", *link.pair] for link in there],
        hovertext=[f"{titles[link.source]} → {titles[link.target]}" for link in there],
        hoverinfo="text",
    )


def _stages(grid: Grid) -> Iterator[Trace]:
    half = grid.cell / 2
    for stage, those in grid.stages.items():
        yield {
            "type": "rect",
            "layer": "below",
            "line": {"width": 0},
            "fillcolor": "#FFF3C9" if stage == AFTERCARE else "#F5F6F8",
            "x0": round(grid.x[those[0]] - half),
            "x1": round(grid.x[those[-1]] + half),
            "y0": 28,
            "y1": round(grid.last),
        }


def _rows(grid: Grid) -> Trace:
    """Rule a faint line along each row."""
    return lines("rows", [[(grid.room, y), (grid.right, y)] for y in grid.y.values()], "#E1E5EA", 1, fill="none")


def _stage_names(view: BarrierView, grid: Grid) -> Iterator[Words]:
    for stage, those in grid.stages.items():
        name = _short(view.columns[stage], len(those) * grid.cell)
        yield Words((grid.x[those[0]] - grid.cell / 2, 14), f"<b>{name}</b>")


def _titles(view: BarrierView) -> dict[str, str]:
    """Name the services, each after the numbers of the findings of which it is the subject."""
    return {box.id: " ".join([*(DISCS[at - 1] for at in box.numbers), box.title]) for box in view.boxes}


def _column_names(view: BarrierView, grid: Grid) -> Iterator[Trace]:
    titles = _titles(view)
    for one, x in grid.x.items():
        text = _cut(titles[one], 44)
        place = {"x": round(x), "y": round(grid.top - 4 - grid.beside * grid.cell), "yanchor": "bottom"}
        yield {**place, "text": text, "textangle": -90, "font": {"size": grid.letters}}


def _cut(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def _short(name: str, room: float) -> str:
    """Name a stage in a narrow room: whole, its first word, or its first letters."""
    first = name.split(" ")[0]
    if len(name) * 7.2 < room:
        return name
    return first if len(first) * 7.8 < room else f"{name[:3]}."
