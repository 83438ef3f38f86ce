"""The map: stages as columns, services as boxes, and what a lens brings forward over what recedes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from dtors_network.figures.barrier_map.boxes import badge_points, box_places, boxes, names
from dtors_network.figures.barrier_map.folding import folded
from dtors_network.figures.barrier_map.frame import HIGH, ROW, WIDTHS, Frame, frame_of
from dtors_network.figures.barrier_map.ghosts import ghost_labels, ghost_places, ghost_traces, ghost_ways, ghosts_of
from dtors_network.figures.barrier_map.key import Drawn, entries, key, rest_words
from dtors_network.figures.barrier_map.lenses import ALL, EDGE, FAINT, FIRST, GAP, GAPS, LOOKS, PALE, SHUT, look, shown
from dtors_network.figures.barrier_map.paths import Point, Run, link_ways, spot
from dtors_network.figures.barrier_map.reading import AFTERCARE
from dtors_network.figures.barrier_map.traces import (
    Trace,
    Words,
    badges,
    dots,
    figure,
    heads,
    heads_of_many,
    lines,
    written,
)
from dtors_network.figures.barrier_map.view import BarrierView, Ghost
from dtors_network.model.sharing import profile_of_shown

Pair = tuple[str, str]
ABOVE = 44
CASING = 6
"""Width of the white under what is brought forward."""


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
    used = Counter(name for name in looks.values() if name in LOOKS)
    drawn = Drawn(used, list(ghosts), [letter for _, letter in placed], rest_words(view, looks))
    below = key(entries(view, lens, drawn, kinds) if keyed else [], at, width)
    traces += _badges(placed + below.spots, kinds)
    traces.append(written("names", [*names(view, at, lens), *_stage_names(view, at), *below.words]))
    traces.append(_reachable(view, at, ghosts, ways, looks))
    shapes = [*_stages(at, lens), *_together(view, at), *below.shapes]
    return figure(traces, (width, -ABOVE, below.bottom + 20 if keyed else at.bottom), shapes, labels)


def _receding(ways: Mapping[Pair, Run], looks: Mapping[Pair, str], lens: str, small: bool) -> Iterator[Trace]:
    pale = [ways[pair] for pair, name in looks.items() if not name]
    if pale:
        colour = EDGE if lens == ALL else PALE if small else FAINT
        yield lines("receding", pale, colour, 1.1, meta=_meta(looks, ""))
        if small:
            yield heads_of_many(pale, "#AEB9C4", 6)


def _meta(looks: Mapping[Pair, str], name: str) -> Trace:
    """Tell which links a trace draws, one after another, so that one can be brought out without drawing anew."""
    return {"links": [list(pair) for pair, one in looks.items() if one == name]}


def _forward(ways: Mapping[Pair, Run], looks: Mapping[Pair, str]) -> Iterator[Trace]:
    """Draw what is brought forward: one white casing below, the lines by their look, one set of heads above."""
    forward = {name: [ways[pair] for pair, one in looks.items() if one == name] for name in LOOKS}
    every = [run for runs in forward.values() for run in runs]
    if every:
        yield lines("casing", every, "#fff", CASING)
    for name, (colour, width, dash, words) in LOOKS.items():
        if forward[name]:
            yield lines(words, forward[name], colour, width, dash, meta=_meta(looks, name))
    shut = [[(run[-1][0], run[-1][1] - 6), (run[-1][0], run[-1][1] + 6)] for run in forward["shut"]]
    if shut:
        yield lines("bars", shut, SHUT, 4)
    pointed = [(run, LOOKS[name].colour) for name, runs in forward.items() if name != "shut" for run in runs]
    if pointed:
        yield heads([run for run, _ in pointed], [colour for _, colour in pointed], 9)


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


def _reachable(
    view: BarrierView,
    at: Frame,
    ghosts: Mapping[Ghost, tuple[Run, Run]],
    ways: Mapping[Pair, Run],
    looks: Mapping[Pair, str],
) -> Trace:
    """Say what can be clicked: boxes, ghosts, and links that are brought forward, a quarter, half and three along.

    Nothing is drawn, not even invisibly: the pointer finds what is within 20 pixels all the same.
    """
    along = [
        (ways[pair][step], ["link", *pair], LOOKS[name].words)
        for pair, name in looks.items()
        if name in LOOKS
        for step in _thirds(len(ways[pair]))
    ]
    points, data, hover = zip(*box_places(view, at), *ghost_places(ghosts), *along, strict=True)
    return dots("places", points, {}, mode="none", customdata=data, hovertext=hover, hoverinfo="text")


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


def _stage_names(view: BarrierView, at: Frame) -> Iterator[Words]:
    for column, name in enumerate(view.columns):
        rows = wrap(name, max(11, int(at.widths[column] / 8.2)))
        middle = at.left[column] + at.widths[column] / 2
        yield Words((middle, -5), f"<b>{'<br>'.join(rows)}</b>", 12.5, where="top center")
