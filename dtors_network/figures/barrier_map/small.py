"""The map in small, once for each kind of barrier: services as dots by stage, and one kind inked at its places."""

from __future__ import annotations

from typing import Any, Final

from dtors_network.figures.barrier_map.frame import order_of
from dtors_network.figures.barrier_map.lenses import INK
from dtors_network.figures.barrier_map.paths import Point
from dtors_network.figures.barrier_map.reading import AFTERCARE
from dtors_network.figures.barrier_map.traces import Trace, badges, dots, figure, lines
from dtors_network.figures.barrier_map.view import BarrierView
from dtors_network.model.sharing import profile_of_shown

WIDE, HIGH = 330, 130
"""Nominal pixels of one picture."""

EDGE, ROOM = 22, 11
"""Left and right of the dots, and above and below them."""

DOTS: Final = "#AEB9C4"
SHADE: Final = "#FFF3C9"
"""Behind the stage of aftercare."""


def small_figure(view: BarrierView, letter: str) -> dict[str, Any]:
    """Draw the services of an area as dots by stage, with the places of one kind of barrier.

    Parameters
    ----------
    view : BarrierView
        What the area holds; it must come from an area that passed ``protect``.
    letter : str
        The kind that is inked.

    Returns
    -------
    dict
        ``data`` and ``layout`` for plotly. A place has one badge, however often something was said of it.

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
    >>> drawn = small_figure(barrier_view(find_gaps(protect(small_area()))), "W")
    >>> [trace["name"] for trace in drawn["data"]], len(drawn["data"][0]["x"])
    (['services'], 4)
    """
    profile_of_shown(view)
    at, kinds = places_of(view), {kind.letter: kind for kind in view.kinds}
    at_links = [link.pair for link in view.links if letter in {badge.letter for badge in link.badges}]
    at_services = [box.id for box in view.boxes if letter in {badge.letter for badge in box.badges}]
    runs = [_run(at[source], at[target]) for source, target in at_links]
    inked: list[Trace] = [lines("links", runs, INK, 2)] if runs else []
    spots = [run[len(run) // 2] for run in runs] + [at[service] for service in at_services]
    inked += [badges(spots, [letter] * len(spots), kinds, 16)] if spots else []
    services = dots("services", list(at.values()), {"symbol": "circle", "size": 7, "color": DOTS})
    return figure([services, *inked], (WIDE, 0, HIGH), [_shade(view)], [])


def places_of(view: BarrierView) -> dict[str, Point]:
    """Put each service in the column of its stage, evenly from top to bottom."""
    step = (WIDE - 2 * EDGE) / max(1, len(view.columns) - 1)
    return {
        service: (EDGE + column * step, ROOM + (HIGH - 2 * ROOM) * (row + 0.5) / len(members))
        for column, members in order_of(view).items()
        for row, service in enumerate(members)
    }


def _run(start: Point, end: Point) -> list[Point]:
    """Lead from one dot to another; within a stage with a bow to the right."""
    bow = 26 if start[0] == end[0] else 0
    middle = ((start[0] + end[0]) / 2 + bow, (start[1] + end[1]) / 2)
    return [start, middle, end]


def _shade(view: BarrierView) -> Trace:
    step = (WIDE - 2 * EDGE) / max(1, len(view.columns) - 1)
    middle = EDGE + AFTERCARE * step
    around = {"x0": middle - step * 0.3, "x1": middle + step * 0.3, "y0": 0, "y1": HIGH}
    return {"type": "rect", **around, "fillcolor": SHADE, "line": {"width": 0}, "layer": "below"}
