"""Ghosts: what the reference requires and is not there, as hollow rails to a socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Final

from dtors_network.figures.barrier_map.frame import Frame
from dtors_network.figures.barrier_map.lenses import FIRST, GAP, GAPS, QUIET
from dtors_network.figures.barrier_map.paths import Point, Run, ghost_way, stage_of
from dtors_network.figures.barrier_map.traces import Place, Trace, lines
from dtors_network.figures.barrier_map.view import BarrierView, Ghost

RAILS: Final = "9px,5px"
ROOM: Final = 13
"""Letters of a line of a label."""

WORDS: Final = {True: "required, not there", False: "required, depends on questions"}


def ghosts_of(view: BarrierView, at: Frame, lens: str, small: bool) -> list[Ghost]:
    """Give one ghost a sender, a stage and a certainty.

    Outside the lens of gaps an uncertain one is left out where a certain one starts, and in areas of many services.
    """
    sure = {ghost.source for ghost in view.ghosts if ghost.certain}
    merged: dict[tuple[str, int, bool], Ghost] = {}
    for ghost in view.ghosts:
        worth = lens == GAPS or (lens == FIRST and (ghost.certain or (small and ghost.source not in sure)))
        if worth and ghost.targets:
            key = ghost.source, stage_of(ghost, at), ghost.certain
            had = merged.get(key)
            targets = tuple(dict.fromkeys((*(had.targets if had else ()), *ghost.targets)))
            whom = tuple(dict.fromkeys((*(had.whom if had else ()), *ghost.whom)))
            merged[key] = Ghost(ghost.source, targets, ghost.certain, had.gap if had else ghost.gap, whom)
    return list(merged.values())


def ghost_ways(ghosts: list[Ghost], at: Frame) -> dict[Ghost, tuple[Run, Run]]:
    """Give the way and the socket of each ghost."""
    return {ghost: ghost_way(ghost, at) for ghost in ghosts}


def ghost_traces(ways: Mapping[Ghost, tuple[Run, Run]]) -> Iterator[Trace]:
    """Draw ghosts, the uncertain ones below: rails must stay parallel, so they are straight between their points."""
    for certain in (False, True):
        some = [(ghost, *way) for ghost, way in ways.items() if ghost.certain is certain]
        if some:
            runs, sockets = [run for _, run, _ in some], [socket for *_, socket in some]
            colour = GAP if certain else QUIET
            yield lines("casing", runs, "#fff", 12, fill="none")
            meta = {"links": [[ghost.source, ""] for ghost, *_ in some], "required": True}
            yield lines(WORDS[certain], runs, colour, 6, RAILS, fill="none", meta=meta)
            yield lines("hollow", runs, "#fff", 3, RAILS, fill="none", meta=meta)
            yield lines("any one of these", sockets, colour, 2, "4px,3px", fill="none")


def ghost_places(ways: Mapping[Ghost, tuple[Run, Run]]) -> Iterator[Place]:
    """Give where ghosts can be clicked, and what is said of each there."""
    for ghost, (run, _) in ways.items():
        yield run[len(run) // 2], ["gap", ghost.gap, ""], _told(ghost)


def _told(ghost: Ghost) -> str:
    number = len(ghost.targets)
    any_of = f"any one of {number:,}" if number > 1 else "one service would do"
    whom = f" (people: {ghost.for_whom})" if ghost.for_whom else ""
    return f"{WORDS[ghost.certain]}{whom}: {any_of}"


def ghost_labels(ways: Mapping[Ghost, tuple[Run, Run]], taken: list[Point]) -> Iterator[Trace]:
    """Say beside the start of a ghost for whom it is missing, where that is not everyone; badges keep away from it."""
    for ghost, (run, _) in ways.items():
        if ghost.for_whom:
            x, y = run[0]
            rows = wrap(ghost.for_whom, ROOM)
            onward = run[1][0] > x
            side = 1 if ghost.certain else -1
            taken += [(x + dx * (1 if onward else -1), y + side * 8 * len(rows)) for dx in (10, 35, 60)]
            yield {
                "x": round(x) + (3 if onward else -3),
                "y": round(y) + side * 5,
                "text": "<br>".join(rows),
                "align": "left",
                "xanchor": "left" if onward else "right",
                "yanchor": "top" if ghost.certain else "bottom",
                "font": {"size": 10.5, "color": GAP if ghost.certain else QUIET},
                "bgcolor": "#fff",
                "borderpad": 0,
            }
