"""Lawful areas that differ only within their blocks: whatever leaves must be the same of all of them."""

from __future__ import annotations

from dataclasses import replace

from dtors_network.disclosure.components import components
from dtors_network.disclosure.profiles import GRIDS
from dtors_network.disclosure.shown import Shown
from dtors_network.disclosure.solver import Solver
from dtors_network.disclosure.tables import Cells, protected_tables
from dtors_network.disclosure.walk import Walk
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile


def alike(area: Area, number: int) -> list[Area]:
    """Draw lawful areas whose counts lie in the same blocks."""
    tied = list(components(area))
    parts = [part for _, part in tied]
    blocks = [Shown.of(part, GRIDS[Profile.NDTMS], Solver(part).top).ends for part in parts]
    starts = [Solver(part).within(*ends) for part, ends in zip(parts, blocks, strict=True)]
    walk = Walk(parts, blocks, [start for start in starts if start is not None], number, 7)
    for _ in range(9):
        tables = walk.sweep()
    found = []
    for draw in range(number):
        keys = [(place, key) for place, part in tied for key in part.keys]
        known = [one is not None for part in parts for one in part.known]
        drawn = (int(count) if so else None for count, so in zip(tables[:, draw], known, strict=True))
        cells = Cells(dict(zip(keys, drawn, strict=True)))
        found.append(replace(area, **protected_tables(area, cells)))
    assert number == 1 or len({repr(other.referrals) for other in found}) > 1
    return found
