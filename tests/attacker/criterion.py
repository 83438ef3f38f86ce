"""What somebody who knows the program too could rule out: few numbers that are possible only in blocks that grew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from dtors_network.disclosure.canonical import join
from dtors_network.disclosure.component import Component
from dtors_network.disclosure.components import components
from dtors_network.disclosure.growth import grown
from dtors_network.disclosure.profiles import GRIDS
from dtors_network.disclosure.shown import Shown
from dtors_network.disclosure.solver import Solver
from dtors_network.disclosure.walk import Walk
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile

GRID = GRIDS[Profile.NDTMS]


def ruled_out_by_code(area: Area) -> tuple[int, int]:
    """Give how many pairs of a few quantity and a few number need a block that grew, and how many pairs there are."""
    parts = [part for _, part in components(area)]
    lost = every = 0
    for part, shown in zip(parts, grown(parts, GRID), strict=True):
        for terms in _few(part):
            every += GRID.few
            lost += len(_only_grown(part, shown, terms)) if shown.grown else 0
    return lost, every


def _few(part: Component) -> Iterator[dict[int, int]]:
    for terms in part.quantities:
        ends = [part.known[at] or (0, 1) for at in terms]
        value = sum(sign * end[0] for end, sign in zip(ends, terms.values(), strict=True))
        if all(low == high for low, high in ends) and 1 <= value <= GRID.few:
            yield terms


def joined(part: Component) -> Shown:
    """Give what is shown of a component before any block grows."""
    shown = Shown.of(part, GRID, Solver(part).top)
    if len(part.keys) > 1:
        join(shown)
    return shown


def _only_grown(part: Component, shown: Shown, terms: dict[int, int]) -> set[int]:
    return _numbers(part, shown.ends, terms) - _numbers(part, joined(part).ends, terms)


def _numbers(part: Component, ends: Any, terms: dict[int, int]) -> set[int]:
    points = [Solver(part).within(*ends, terms, sign) for sign in (1, -1)]
    least, most = (sum(sign * int(point[at]) for at, sign in terms.items()) for point in points if point is not None)
    return set(range(least, most + 1)) & set(range(1, GRID.few + 1))


def strangers(part: Component, draws: int, seed: int) -> Iterator[Component]:
    """Draw components whose counts lie anywhere within what is shown before growth."""
    shown = joined(part)
    start = Solver(part).within(*shown.ends)
    assert start is not None
    walk = Walk([part], [shown.ends], [start], draws, seed)
    for _ in range(9):
        tables = walk.sweep()
    for table in np.unique(tables, axis=1).T.tolist():
        known = [None if old is None else (new, new) for old, new in zip(part.known, table, strict=True)]
        yield Component(part.keys, known, part.least, part.laws, part.quantities, part.supposed)
