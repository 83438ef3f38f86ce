"""The map: stages as columns, services as boxes, and what a lens brings forward over what recedes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from dtors_network.figures.barrier_map.boxes import badge_points, boxes
from dtors_network.figures.barrier_map.folding import folded
from dtors_network.figures.barrier_map.frame import HIGH, ROW, WIDTHS, Frame, frame_of
from dtors_network.figures.barrier_map.ghosts import ghost_labels, ghost_traces, ghost_ways, ghosts_of
from dtors_network.figures.barrier_map.key import Drawn, entries, key, rest_words
from dtors_network.figures.barrier_map.lenses import ALL, EDGE, FAINT, FIRST, GAP, GAPS, LOOKS, PALE, SHUT, look, shown
from dtors_network.figures.barrier_map.paths import Point, Run, link_ways, spot
from dtors_network.figures.barrier_map.reading import AFTERCARE
from dtors_network.figures.barrier_map.traces import Trace, badges, dots, figure, heads, lines
from dtors_network.figures.barrier_map.view import BarrierView
from dtors_network.model.sharing import profile_of_shown

Pair = tuple[str, str]
ABOVE = 44


def map_figure(
    whole: BarrierView,
    lens: str = FIRST,
    width: int = WIDTHS["middle"],
    opened: frozenset[str] = frozenset(),
    keyed: bool = True,
) -> dict[str, Any]:
    """Draw the map of an area.

    Parameters
    ----------
    whole : BarrierView
        What the area holds; it must come from an area that passed ``protect``.
    lens : str
        What is brought forward: a code of ``lenses_of``.
    width : int
        Nominal pixels; text does not scale with it.
    opened : frozenset of str
        Boxes of several services that are shown one by one.
    keyed : bool
        Whether the key stands below; a picture that leads to the map can do without.

    Returns
    -------
    dict
        ``data`` and ``layout`` for plotly. ``customdata`` of a point is ``["service", id, ""]``,
        ``["link", sender, receiver]`` or ``["gap", id, ""]``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.figures.barrier_map.reading import barrier_view
    >>> from dtors_network.gaps import find_gaps
    >>> drawn = map_figure(barrier_view(find_gaps(protect(small_area()))))
    >>> [trace["name"] for trace in drawn["data"]][:2], drawn["layout"]["width"]
    (['receding', 'arrowheads'], 1180)
    """
    profile_of_shown(whole)
    small, view = whole.is_small, folded(whole, lens, opened)
    at = frame_of(view, width)
    ways = link_ways(view, at)
    ghosts = ghost_ways(ghosts_of(view, at, lens, small), at)
    under = {(ghost.source, target): run for ghost, (run, _) in ghosts.items() for target in ghost.targets}
    looks = {link.pair: look(link, lens, small) for link in view.links}
    looks = {pair: "under" if name in ("absent", "silent") and pair in under else name for pair, name in looks.items()}
    kinds = {kind.letter: kind for kind in view.kinds}

    traces = [*_receding(ways, looks, lens, small), *ghost_traces(ghosts), *_forward(ways, looks)]
    taken = [ways[pair][len(ways[pair]) // 2] for pair, name in looks.items() if name == "disputed"]
    traces += _disputed(taken)
    labels = [*ghost_labels(ghosts, taken)]
    traces += boxes(view, at, lens)
    placed = [*_at_links(view, lens, looks, ways, under, taken), *badge_points(view, at, lens)]
    traces += _badges(placed, kinds)
    traces += _reachable(ways, looks)

    letters = [letter for _, letter in placed]
    used = Counter(name for name in looks.values() if name in LOOKS)
    drawn = Drawn(used, list(ghosts), letters, rest_words(view, looks))
    shapes, notes, below, bottom = key(entries(view, lens, drawn, kinds) if keyed else [], at, width, kinds)
    bottom = bottom if keyed else at.bottom - 20
    bands = [*_stages(at, lens), *_together(view, at)]
    return figure(
        traces + below, (width, -ABOVE, bottom + 20), bands + shapes, [*labels, *notes, *_stage_names(view, at)]
    )


def _receding(ways: Mapping[Pair, Run], looks: Mapping[Pair, str], lens: str, small: bool) -> Iterator[Trace]:
    pale = [ways[pair] for pair, name in looks.items() if not name]
    if pale:
        colour = EDGE if lens == ALL else PALE if small else FAINT
        yield lines("receding", pale, colour, 1.1, meta=_meta(looks, ""))
        if small:
            yield heads(pale, "#AEB9C4", 6)


def _meta(looks: Mapping[Pair, str], name: str) -> Trace:
    """Tell which links a trace draws, one after another, so that one can be brought out without drawing anew."""
    return {"links": [list(pair) for pair, one in looks.items() if one == name]}


def _forward(ways: Mapping[Pair, Run], looks: Mapping[Pair, str]) -> Iterator[Trace]:
    for name, (colour, width, dash, words) in LOOKS.items():
        mine = [ways[pair] for pair, one in looks.items() if one == name]
        if mine:
            yield lines("casing", mine, "#fff", width + 4)
            yield lines(words, mine, colour, width, dash, meta=_meta(looks, name))
            if name == "shut":
                ends = [[(run[-1][0], run[-1][1] - 6), (run[-1][0], run[-1][1] + 6)] for run in mine]
                yield lines("bars", ends, SHUT, 4)
            else:
                yield heads(mine, colour, 9)


def _disputed(middles: list[Point]) -> list[Trace]:
    if not middles:
        return []
    marker = {"size": 17, "color": "#fff", "line": {"width": 2, "color": GAP}}
    return [dots("disputed", middles, marker, ["<b>≠</b>"] * len(middles), textfont={"size": 13, "color": GAP})]


def _at_links(
    view: BarrierView,
    lens: str,
    looks: Mapping[Pair, str],
    ways: Mapping[Pair, Run],
    under: Mapping[Pair, Run],
    taken: list[Point],
) -> Iterator[tuple[Point, str]]:
    """Place the badges of links; at what lies under a ghost each kind stands once, on the ghost."""
    told: set[tuple[str, str]] = set()
    for link in view.links:
        covered = looks[link.pair] == "under"
        for badge in shown(link.badges, lens):
            if covered and (link.source, badge.letter) in told:
                continue
            run = under[link.pair] if covered else ways[link.pair]
            yield spot(run, badge.side, taken), badge.letter
            if covered:
                told.add((link.source, badge.letter))


def _badges(placed: list[tuple[Point, str]], kinds: Mapping[str, Any]) -> list[Trace]:
    if not placed:
        return []
    return [badges([point for point, _ in placed], [letter for _, letter in placed], kinds)]


def _reachable(ways: Mapping[Pair, Run], looks: Mapping[Pair, str]) -> list[Trace]:
    """Lay invisible markers along every link that is brought forward, so that it can be pointed at."""
    some = [pair for pair, name in looks.items() if name in LOOKS]
    if not some:
        return []
    along = [(pair, ways[pair][at]) for pair in some for at in _thirds(len(ways[pair]))]
    data = [["link", *pair] for pair, _ in along]
    hover = [LOOKS[looks[pair]].words for pair, _ in along]
    clear = {"size": 24, "color": "rgba(0,0,0,0)"}
    return [dots("links", [point for _, point in along], clear, customdata=data, hovertext=hover, hoverinfo="text")]


def _thirds(number: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys((number // 4, number // 2, 3 * number // 4)))


def _stages(at: Frame, lens: str) -> Iterator[Trace]:
    for column, left in at.left.items():
        lit = column == AFTERCARE and lens == GAPS
        yield {
            "type": "rect",
            "layer": "below",
            "x0": round(left - 8),
            "x1": round(left + at.widths[column] + 8),
            "y0": -4,
            "y1": round(at.bottom),
            "fillcolor": "#FFF3C9" if lit else "#F5F6F8",
            "line": {"width": 1.5 if lit else 0, "color": "#B48A00"},
        }


def _together(view: BarrierView, at: Frame) -> Iterator[Trace]:
    """Lay a soft band behind neighbours of one organisation."""
    rows: dict[tuple[int, str], list[float]] = defaultdict(list)
    for box in view.boxes:
        if box.of == 1 and box.below:
            rows[box.column, box.below].append(at.middle[box.id][1])
    for (column, _), ys in rows.items():
        if len(ys) > 1 and max(ys) - min(ys) < ROW * len(ys):
            yield {
                "type": "rect",
                "layer": "below",
                "x0": round(at.left[column] - 5),
                "x1": round(at.left[column] + at.box + 5),
                "y0": round(min(ys) - HIGH / 2 - 4),
                "y1": round(max(ys) + HIGH / 2 + 4),
                "fillcolor": "#DDE2E8",
                "line": {"width": 0},
            }


def _stage_names(view: BarrierView, at: Frame) -> Iterator[Trace]:
    for column, name in enumerate(view.columns):
        rows = wrap(name, max(11, int(at.widths[column] / 8.2)))
        middle = round(at.left[column] + at.widths[column] / 2)
        words = f"<b>{'<br>'.join(rows)}</b>"
        yield {"x": middle, "y": -8, "text": words, "yanchor": "bottom", "font": {"size": 12.5}}
