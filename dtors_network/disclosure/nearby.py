"""A lawful table without a solver: everyone as many and groups as few as can be, then law by law mended."""

from __future__ import annotations

from typing import Final

import numpy as np

from dtors_network.disclosure.component import Component
from dtors_network.disclosure.solver import Point
from dtors_network.model.vocabulary import EVERYONE

ROUNDS: Final = 12
FREELY: Final = ("started", "lost", "count")
"""Columns of everyone that begin at their most: the others lie within them."""


def near(part: Component, low: Point, high: Point) -> Point | None:
    """Give a lawful table between two ends of each cell, or None where mending law by law found none.

    Examples
    --------
    >>> part = Component()
    >>> whole, group = (part.cell("arrivals", name, ("count",), (6, 10)) for name in ("everyone", "housing_need"))
    >>> _ = part.law({whole: 1, group: -1}, at_least=3)
    >>> near(part, np.array([6.0, 6.0]), np.array([10.0, 10.0])).tolist()
    [10.0, 6.0]
    """
    least, most = low.tolist(), high.tolist()
    if any(one > other for one, other in zip(least, most, strict=True)):
        return None
    at = [
        most[cell] if key.group == EVERYONE and key.column[0] in FREELY and key.table != "departures" else least[cell]
        for cell, key in enumerate(part.keys)
    ]
    laws = [(list(terms.items()), floor) for terms, floor, _ in part.laws]
    laws += [([(cell, -sign) for cell, sign in terms.items()], -floor) for terms, floor, equal in part.laws if equal]
    for turn in range(ROUNDS):
        missing = [_mend(terms, floor, at, least, most) for terms, floor in laws]
        if not any(missing):
            return np.array(at)
        if turn:  # what is mended for one law and undone for another is mended by another cell next time
            laws = [([*terms[1:], terms[0]], floor) for terms, floor in laws]
    return None


def _mend(terms: list[tuple[int, int]], floor: int, at: list[float], least: list[float], most: list[float]) -> bool:
    """Move the cells of a sum until it is what it is at least; tell whether it was not."""
    short: float = floor
    for cell, sign in terms:  # a generator takes twice as long, and this is asked of every law
        short -= sign * at[cell]
    if short <= 0:
        return False
    for cell, sign in terms:
        moved = min(short, most[cell] - at[cell] if sign > 0 else at[cell] - least[cell])
        at[cell] += sign * moved
        short -= moved
    return True
