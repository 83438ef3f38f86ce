"""Which cells are alike, and how likely each number is of each kind: what the blocks of a column speak for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Component, Key
from dtors_network.disclosure.presence import with_presence
from dtors_network.disclosure.prior import log_weights, part_weights
from dtors_network.model.vocabulary import EVERYONE

Numbers = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Numbers, Numbers]

FLAT: Final = ("referred", "accepted", "departures_total")
"""Columns that follow from others: they have no prior of their own."""
LIKELY: Final = 4_000
"""Beyond it, every number of a block is as likely as any other."""
PART_OF: Final = {"lost": "started", "waited_over_21_days": "started", "kept_by_sender": "lost"}
"""Columns whose people are a share: those lost of all who did not stay, the others of those of another column."""
BESIDE: Final = "lost"
FIRST: Final = 5


def kinds_of(parts: Sequence[Component], ends: Sequence[Pair]) -> tuple[Any, Numbers]:
    """Give the kind of each cell, and how likely each number is by kind; the first kind is as likely as any."""
    low, high = (np.concatenate([pair[side] for pair in ends]).astype(int) for side in (0, 1))
    names, parents = _names(parts, high)
    top = int(max((high[at] for at, name in enumerate(names) if name), default=0))
    kinds, weights = np.zeros(len(names), int), [np.zeros(top + 1)]
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        by_name[name].append(at)
    for name, cells in sorted(by_name.items(), key=_parents_first):
        if not name:
            continue
        if parents[cells[0]] < 0:
            kinds[cells] = len(weights)
            weights.append(log_weights(low[cells].tolist(), high[cells].tolist(), top))
            continue
        of = parents[cells]
        blocks = list(zip(kinds[of].tolist(), low[of].tolist(), high[of].tolist(), strict=True))
        wholes = {block: weights[block[0]] for block in blocks}
        beside = f" {BESIDE} " in name
        found = part_weights(low[cells].tolist(), high[cells].tolist(), blocks, wholes, top, beside=beside)
        for block, told in found.items():
            kinds[[cell for cell, one in zip(cells, blocks, strict=True) if one == block]] = len(weights)
            weights.append(told)
    return with_presence(parts, low, high, _first_apart(kinds, high), np.concatenate([weights, weights]))


def _parents_first(named: tuple[str, list[int]]) -> tuple[int, str]:
    """Put columns that are a share of others after these."""
    order = {column: at for at, column in enumerate(PART_OF, start=1)}
    return next((at for column, at in order.items() if f" {column} " in named[0]), 0), named[0]


def _first_apart(kinds: Any, high: Any) -> Any:
    """Let first blocks lean by themselves: what is off in them is small beside what larger ones are off by."""
    return kinds + (high <= FIRST) * (kinds > 0) * (kinds.max(initial=0) + 1)


def _names(parts: Sequence[Component], high: Any) -> tuple[list[str], Any]:
    """Name what each cell is alike with, and give the cell that it is a part of, or less than nought."""
    names, parents = list[str](), list[int]()
    for part in parts:
        first, place = len(names), {key: at for at, key in enumerate(part.keys)}
        for at, key in enumerate(part.keys):
            of = place.get(Key(key.table, key.group, (PART_OF.get(key.column[0], ""),)))
            within = of is not None and part.known[of] is not None and high[first + of] <= LIKELY
            names.append(_kind(key) if part.known[at] and high[first + at] <= LIKELY else "")
            parents.append(first + of if within and of is not None else -1)
            if names[-1] and key.column[0] in PART_OF and not within:
                names[-1] += " alone"
    return names, np.array(parents, int)


def _kind(key: Key) -> str:
    who = "everyone" if key.group == EVERYONE else "groups"
    if key.table in ("refusals", "departures") and key.column[0] not in FLAT:
        return f"{key.table} {who}"
    return "" if key.column[0] in FLAT else f"{key.table} {key.column[0]} {who}"
