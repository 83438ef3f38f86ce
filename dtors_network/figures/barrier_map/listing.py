"""The map for a phone: stages down the page, a line for each service that stands out, arcs at the right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dtors_network.figures.barrier_map.boxes import badge_points
from dtors_network.figures.barrier_map.folding import ALL_OF_STAGE, FOLD, folded
from dtors_network.figures.barrier_map.frame import Frame, order_of
from dtors_network.figures.barrier_map.ghosts import WORDS, ghosts_of
from dtors_network.figures.barrier_map.lenses import EDGE, FIRST, GAP, GAPS, LOOKS, QUIET, look, shown
from dtors_network.figures.barrier_map.paths import Point, Run, spot, stage_of
from dtors_network.figures.barrier_map.traces import (
    Trace,
    Words,
    badges,
    dots,
    figure,
    fitted,
    heads,
    lines,
    rectangle,
    written,
)
from dtors_network.figures.barrier_map.view import BarrierView, Box, Ghost
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Certainty

WIDTH: Final = 326
LINE, HEAD, REST = 37, 30, 26
EDGE_SHARE: Final = 0.66
"""Of the width, what names have; the arcs have the rest."""

PORTS: Final = (-10, 0, 10, -5, 5)
LINK_BLUE: Final = "#00508a"


def list_figure(
    whole: BarrierView, lens: str = FIRST, width: int = WIDTH, opened: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Draw the map of an area for a narrow screen.

    Parameters
    ----------
    whole : BarrierView
        What the area holds; it must come from an area that passed ``protect``.
    lens : str
        What is brought forward; a service where nothing is brought forward is counted, not named.
    width : int
        Nominal pixels.
    opened : frozenset of str
        Boxes of several services, or the rest of a stage (``fold:COLUMN:*``), that are shown one by one.

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
    >>> list_figure(barrier_view(find_gaps(protect(small_area()))))["layout"]["width"]
    326
    """
    profile_of_shown(whole)
    view = folded(whole, lens, opened)
    sheet = _rows(view, lens, whole.is_small, width, opened)
    traces = [*_arcs(view, lens, sheet, whole.is_small), *_boxes(view, lens, sheet), *_rests(sheet)]
    traces.append(written("words", sheet.words))
    return figure(traces, (width, 0, sheet.bottom + 12), [], [])


@dataclass
class _Sheet:
    """The lines of the list while they are laid out, and what has been drawn at their right."""

    width: float
    rows: dict[str, float] = field(default_factory=dict)
    heads: dict[int, float] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)
    rests: list[tuple[float, int]] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    bottom: float = 0.0

    @property
    def edge(self) -> float:
        return self.width * EDGE_SHARE

    def port(self, one: str) -> float:
        """Give where the next arc leaves or reaches a line."""
        self.used[one] += 1
        return self.rows[one] + PORTS[self.used[one] % len(PORTS)]

    def arc(self, start: float, end: float) -> Run:
        """Give an arc at the right of the names."""
        self.used[""] += 1
        far = self.edge + 18 + abs(end - start) * 0.08 + 13 * (self.used[""] % 5)
        out, turn = min(self.width - 10, far), 8 if end > start else -8
        return [
            (self.edge + 2, start),
            (out - 8, start),
            (out, start + turn),
            (out, end - turn),
            (out - 8, end),
            (self.edge + 8, end),
        ]


def _ghosts(view: BarrierView, lens: str, small: bool) -> list[Ghost]:
    plain = Frame({}, 0, {}, {box.id: (box.column, 0.0) for box in view.boxes}, {}, 0)
    return [ghost for ghost in ghosts_of(view, plain, lens, small) if ghost.certain or lens != FIRST]


def _speaks(view: BarrierView, lens: str, small: bool) -> set[str]:
    """Give the boxes that have a line of their own."""
    speak = {end for link in view.links if look(link, lens, False) for end in link.pair}
    speak |= {ghost.source for ghost in _ghosts(view, lens, small)}
    for box in view.boxes:
        gap = box.gap is not None and lens in (FIRST, GAPS) and (small or box.gap is Certainty.CERTAIN)
        if shown(box.badges, lens) or gap:
            speak.add(box.id)
    return speak


def _rows(view: BarrierView, lens: str, small: bool, width: float, opened: frozenset[str]) -> _Sheet:
    sheet, speak = _Sheet(width), _speaks(view, lens, small)
    of = {box.id: box.of for box in view.boxes}
    y = 0.0
    for column, members in sorted(order_of(view).items()):
        sheet.heads[column] = y + HEAD / 2
        sheet.words.append(Words((3, y + HEAD / 2), f"<b>{view.columns[column]}</b>", 12.5))
        y += HEAD
        rest = f"{FOLD}{column}:{ALL_OF_STAGE}"
        for one in (member for member in members if member in speak or rest in opened):
            sheet.rows[one] = y + LINE / 2
            y += LINE
        silent = sum(of[member] for member in members if member not in sheet.rows)
        if silent:
            spoken = any(member in speak for member in members)
            words = f"and {silent:,} more" if spoken else f"{silent:,} {'service' if silent == 1 else 'services'}"
            sheet.words.append(Words((8, y + 10), f"{words}, nothing drawn ›", colour=LINK_BLUE))
            sheet.rests.append((y + 10, column))
            y += REST
    sheet.bottom = y
    return sheet


def _rests(sheet: _Sheet) -> Iterator[Trace]:
    """Offer what is counted and not named: it opens like a box of several services."""
    if sheet.rests:
        data = [["service", f"{FOLD}{column}:{ALL_OF_STAGE}", ""] for _, column in sheet.rests]
        middles = [(8.0 + 24 * at, y) for y, _ in sheet.rests for at in range(1, 9)]
        clear = {"size": 26, "color": "rgba(0,0,0,0)"}
        yield dots(
            "open the rest", middles, clear, customdata=[one for one in data for _ in range(8)], hoverinfo="none"
        )


def _arcs(view: BarrierView, lens: str, sheet: _Sheet, small: bool) -> Iterator[Trace]:
    on_ghost: dict[tuple[str, str], Run] = {}
    missing: dict[bool, list[Run]] = defaultdict(list)
    plain = Frame({}, 0, {}, {box.id: (box.column, 0.0) for box in view.boxes}, {}, 0)
    for ghost in _ghosts(view, lens, small):
        run = sheet.arc(sheet.port(ghost.source), sheet.heads[stage_of(ghost, plain)])
        on_ghost |= {(ghost.source, target): run for target in ghost.targets}
        missing[ghost.certain].append(run)
    forward: dict[str, list[Run]] = defaultdict(list)
    taken: list[Point] = []
    placed: dict[tuple[str, ...], tuple[Point, str]] = {}
    for link in view.links:
        name = look(link, lens, False)
        if not name:
            continue
        covered = on_ghost.get(link.pair) if name in ("absent", "silent") else None
        run = covered or sheet.arc(sheet.port(link.source), sheet.port(link.target))
        if covered is None:
            forward[name].append(run)
        for badge in shown(link.badges, lens):
            place = (link.source, badge.letter) if covered else (*link.pair, badge.letter)
            if place not in placed:
                placed[place] = spot(run, badge.side, taken, 25), badge.letter
    yield from _lines_of(missing, forward)
    if placed:
        kinds = {kind.letter: kind for kind in view.kinds}
        yield badges([point for point, _ in placed.values()], [letter for _, letter in placed.values()], kinds, 17)


def _lines_of(missing: Mapping[bool, list[Run]], forward: Mapping[str, list[Run]]) -> Iterator[Trace]:
    """Draw what is missing, the certain above the uncertain, then links by their look, and the heads of all."""
    pointed: list[tuple[Run, str]] = []
    for certain, runs in sorted(missing.items()):
        colour = GAP if certain else QUIET
        yield lines(WORDS[certain], runs, colour, 6, "7px,4px", fill="none")
        yield lines("hollow", runs, "#fff", 3, "7px,4px", fill="none")
        pointed += [(run, colour) for run in runs]
    for name, (colour, width, dash, told) in LOOKS.items():
        if forward[name]:
            yield lines(told, forward[name], colour, width, dash, fill="none")
            pointed += [(run, colour) for run in forward[name]]
    if pointed:
        yield heads([run for run, _ in pointed], [colour for _, colour in pointed], 9)


def _boxes(view: BarrierView, lens: str, sheet: _Sheet) -> Iterator[Trace]:
    lined = [box for box in view.boxes if box.id in sheet.rows]
    for certain, colour, width in ((True, GAP, 2.0), (False, EDGE, 1.0)):
        those = [box for box in lined if (box.gap is Certainty.CERTAIN) is certain]
        if those:
            runs = [rectangle(6, sheet.rows[box.id] - 16, sheet.edge - 6, 32) for box in those]
            yield lines("boxes", runs, colour, width, fill="toself", fillcolor="#fff")
    yield _names(lined, lens, sheet)
    at = Frame({b.column: 0.0 for b in lined}, sheet.edge + 1, {}, {b.id: (0, sheet.rows[b.id]) for b in lined}, {}, 0)
    inside = [*badge_points(replace(view, boxes=tuple(lined)), at, lens)]
    if inside:
        kinds = {kind.letter: kind for kind in view.kinds}
        yield badges([point for point, _ in inside], [letter for _, letter in inside], kinds, 17)


def _names(lined: list[Box], lens: str, sheet: _Sheet) -> Trace:
    texts = [fitted(box.title, sheet.edge - 20 - 21 * len(shown(box.badges, lens)), 11.5) for box in lined]
    return dots(
        "services",
        [(12, sheet.rows[box.id]) for box in lined],
        {"size": 0},
        texts,
        mode="text",
        textposition="middle right",
        textfont={"size": 11.5},
        customdata=[["service", box.id, ""] for box in lined],
    )
