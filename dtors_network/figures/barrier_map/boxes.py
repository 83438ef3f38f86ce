"""Boxes with their names, edges, bars and numbers; they lie over the lines, so that no name is struck through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from dtors_network.figures.barrier_map.frame import HIGH, Frame
from dtors_network.figures.barrier_map.lenses import (
    BARRIER,
    EDGE,
    FIRST,
    GAP,
    GAPS,
    INK,
    PALE,
    QUIET,
    SHUT,
    look,
    refusing,
    shown,
)
from dtors_network.figures.barrier_map.paths import Point, Run
from dtors_network.figures.barrier_map.traces import Place, Trace, Words, dots, fitted, lines, rectangle
from dtors_network.figures.barrier_map.view import BarrierView, Box

EDGES: Final = {
    "": (EDGE, 1.0, "solid"),
    "fold": (PALE, 1.0, "solid"),
    "sensitive": (QUIET, 2.0, "5px,3px"),
    "certain": (GAP, 2.6, "solid"),
}
"""Edge of a box by what is found there."""

NAME, BELOW = 11.5, 10.5
FADED: Final = "#5F6873"
RINGS: Final = {"none": ("circle-open", GAP), "open": ("circle-open-dot", QUIET)}
"""Whether there is a way on to aftercare, in the lens of gaps."""

BADGE_ROOM, RING_ROOM = 22, 18


def boxes(view: BarrierView, at: Frame, lens: str) -> Iterator[Trace]:
    """Draw every box, then its bars and rings, and its numbers."""
    yield from _outlines(view, at, lens)
    yield from _bars(view, at, lens)
    if lens == GAPS:
        yield from _rings(view, at)
    yield from _numbers(view, at, lens)


def badge_points(view: BarrierView, at: Frame, lens: str) -> Iterator[tuple[Point, str]]:
    """Give the places of the badges inside boxes, from the right, with their letters."""
    for box in view.boxes:
        ring = RING_ROOM if lens == GAPS and box.onward else 0
        for n, badge in enumerate(shown(box.badges, lens)):
            x = at.left_of(box) + at.box - 13 - BADGE_ROOM * n - ring
            yield (x, at.middle[box.id][1]), badge.letter


def wide(lens: str) -> bool:
    """Tell whether a lens shows findings."""
    return lens in (FIRST, GAPS)


def _style(box: Box, lens: str) -> str:
    if box.of > 1:
        return "fold"
    return box.gap.value if box.gap and wide(lens) else ""


def _outlines(view: BarrierView, at: Frame, lens: str) -> Iterator[Trace]:
    by_style: dict[str, list[Run]] = defaultdict(list)
    for box in view.boxes:
        by_style[_style(box, lens)].append(rectangle(at.left_of(box), at.top_of(box), at.box, HIGH))
    for style, runs in by_style.items():
        colour, width, dash = EDGES[style]
        if style == "fold":
            behind = [[(x + 3, y + 3) for x, y in run] for run in runs]
            yield lines("fold", behind, colour, 1, fill="toself", fillcolor="#fff")
        filling = "#F7F8FA" if style == "fold" else "#fff"
        yield lines("boxes", runs, colour, width, dash, fill="toself", fillcolor=filling)


def _bars(view: BarrierView, at: Frame, lens: str) -> Iterator[Trace]:
    """Draw the bar at the left of who refuses (hollow: is said to), and the stripe in what everything depends on."""
    said = [box for box in view.boxes if refusing(box, lens)]
    several: tuple[tuple[str, str, Sequence[Box], float], ...] = (
        (SHUT, SHUT, [box for box in said if box.refuses_surely], -6),
        (SHUT, "#fff", [box for box in said if not box.refuses_surely], -6),
        (INK, INK, [box for box in view.boxes if box.depends and wide(lens)], 0),
    )
    for colour, filling, those, x in several:
        if those:
            runs = [rectangle(at.left_of(box) + x, at.top_of(box), 6, HIGH) for box in those]
            yield lines("bars", runs, colour, 1.4, fill="toself", fillcolor=filling)


def _rings(view: BarrierView, at: Frame) -> Iterator[Trace]:
    for onward, (symbol, colour) in RINGS.items():
        points = [(at.left_of(b) + at.box - 11, at.middle[b.id][1]) for b in view.boxes if b.onward == onward]
        if points:
            yield dots("way on", points, {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2.4}})


def names(view: BarrierView, at: Frame, lens: str) -> Iterator[Words]:
    """Name every box, with its organisation or what it refuses in smaller letters."""
    lit = {end for link in view.links if look(link, lens, False) for end in link.pair}
    for box in view.boxes:
        badges = shown(box.badges, lens)
        quiet = lens.startswith(BARRIER) and box.id not in lit and not badges and not refusing(box, lens)
        room = at.box - 14 - (16 if lens == GAPS and box.onward else 0) - BADGE_ROOM * len(badges)
        below, colour = (box.refuses, SHUT) if refusing(box, lens) else (box.below, QUIET)
        words = fitted(below, at.box - 12, BELOW, 1)
        small = f"<br><span style='font-size:{BELOW}px;color:{colour}'>{words}</span>" if below else ""
        place = (at.left_of(box) + 8, at.middle[box.id][1])
        yield Words(place, fitted(box.title, room, NAME) + small, NAME, FADED if quiet else INK)


def _numbers(view: BarrierView, at: Frame, lens: str) -> Iterator[Trace]:
    tags = [
        ((at.left_of(box) + at.box - 8 - 19 * n, at.top_of(box) - 4), f"<b>{number}</b>")
        for box in view.boxes
        if wide(lens)
        for n, number in enumerate(box.numbers)
    ]
    if tags:
        marker = {"size": 17, "color": INK, "line": {"width": 1.5, "color": "#fff"}}
        font = {"size": 10.5, "color": "#fff"}
        yield dots("findings", [point for point, _ in tags], marker, [text for _, text in tags], textfont=font)


def box_places(view: BarrierView, at: Frame) -> Iterator[Place]:
    """Give where boxes can be clicked: their middle, and nearer to either side; the lists say what the hover says."""
    for box in view.boxes:
        told = "<br>".join(part for part in (f"<b>{box.title}</b>", box.kind, box.below, box.refuses) if part)
        for share in (0.5, 0.18, 0.82):
            yield (at.left_of(box) + at.box * share, at.middle[box.id][1]), ["service", box.id, ""], told
