"""Lawful areas that differ only within their blocks, and in what never leaves: what leaves must be the same of all."""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256
from random import Random
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.components import components
from dtors_network.disclosure.profiles import GRIDS
from dtors_network.disclosure.shown import Shown
from dtors_network.disclosure.solver import Solver
from dtors_network.disclosure.tables import Cells, protected_tables
from dtors_network.disclosure.walk import Walk
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.model.vocabulary import Profile

NEVER_LEAVE: Final = (
    "by", "document", "excerpt", "locator", "note", "owner", "person", "reply_note", "report", "reporter",
)  # fmt: skip
"""Columns of text that never leave, whatever table they stand in (design §8)."""
IN_ORDER: Final = ("organisations", "services")
"""Tables whose order is its holder's, and leaves."""


def disguised(area: Area, mark: str, seed: int) -> Area:
    """Give the same area with another text in whatever never leaves, and its rows in another order.

    A text that is there stays there and two that are the same stay the same: which voices are of one person counts.
    What order they have is drawn anew.
    """
    random = Random(seed)
    rows: dict[str, Any] = {table: [_disguised(row, mark) for row in getattr(area, table)] for table in ROW_TYPES}
    for table in set(ROW_TYPES) - set(IN_ORDER):
        random.shuffle(rows[table])
    told: dict[str, Any] = {"note": f"{mark} note", "counts_note": f"{mark} counted", "extra": (("column", mark),)}
    told |= {table: tuple(some) for table, some in rows.items()}
    return replace(area, **told)


def _disguised(row: Any, mark: str) -> Any:
    names = {field.name for field in fields(row)}
    told = {name: _otherwise(getattr(row, name), mark) for name in NEVER_LEAVE if getattr(row, name, "")}
    extra = {"extra": (("beside", mark),)} if "extra" in names else {}
    return replace(row, **told, **extra)


def _otherwise(text: str, mark: str) -> str:
    return f"x{sha256(f'{mark} {text}'.encode()).hexdigest()[:8]}"


KIND: Final = {"started": 1, "lost": -1, "waited_over_21_days": -1, "caseload": -1, "count": -1}
"""What makes a count kind to a service, by column."""


def at_an_end(shown: Area, sign: int) -> Area:
    """Give the lawful area within what is shown on which most people started in time (1), or fewest did (-1)."""
    tied, found = list(components(shown)), {}
    for place, part in tied:
        terms = {at: -sign * KIND[name] for at, key in enumerate(part.keys) if (name := key.column[0]) in KIND}
        for _ in range(2):
            top = Solver(part).top
            low, high = (np.array(side) for side in zip(*(known or (0, top) for known in part.known), strict=True))
            point = Solver(part).within(np.maximum(low, part.least), high, terms)
            if point is not None:
                break
            part.without_supposed()
        assert point is not None, place
        for key, known, count in zip(part.keys, part.known, point, strict=True):
            found[place, key] = None if known is None else int(count)
    return replace(shown, profile=None, **protected_tables(shown, Cells(found)))


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
