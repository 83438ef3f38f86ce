"""Which cells are alike, and how likely each number is of each kind: what the blocks of a column speak for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import LOST, Component, Key
from dtors_network.disclosure.presence import with_presence
from dtors_network.disclosure.prior import OF_EVERYONE, USUAL, log_weights, part_weights
from dtors_network.model.vocabulary import EVERYONE

Numbers = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Numbers, Numbers]
Name = tuple[int, str, str, str]
"""What a cell is alike with: when it is its turn, its table, its column, and whom it counts."""

FLAT: Final = ("referred", "accepted", "departures_total")
"""Columns that follow from others: they have no prior of their own."""
LIKELY: Final = 4_000
"""Beyond it, every number of a block is as likely as any other."""
ALONE, BESIDE, GROUP, PART = range(4)
"""How a cell is fitted, in the order of turns: by itself; beside those who started; as those of everyone who are of
its group; as a part of another column of its row."""
PART_OF: Final = {"waited_over_21_days": "started", "kept_by_sender": LOST}
FIRST: Final = 5
SOME_LOST: Final = 0.3
"""How often some of a group were lost where none of it started and either may be."""


@dataclass(frozen=True)
class Kinds:
    """How likely each number of each cell is.

    Attributes
    ----------
    kind : array of int, shape (cells,)
        The row of ``weights`` of each cell; the first makes all as likely.
    weights : array of float, shape (kinds, numbers)
        Logarithms.
    listed : array of float, shape (cells,)
        How likely a row is to be there at all where the cell is nobody.
    """

    kind: Any
    weights: Numbers
    listed: Numbers


def kinds_of(parts: Sequence[Component], ends: Sequence[Pair]) -> Kinds:
    """Tell how likely each number of each cell is, by blocks alone."""
    low, high = (np.concatenate([pair[side] for pair in ends]).astype(int) for side in (0, 1))
    alike: dict[Name, list[tuple[int, int]]] = defaultdict(list)
    for cell, name, parent in _named(parts, high):
        alike[name].append((cell, parent))
    top = max((int(high[cell]) for some in alike.values() for cell, _ in some), default=0)
    listed, kind, weights = _listed(parts, low, high), np.zeros(len(low), int), [np.zeros(top + 1)]
    for (how, *_), some in sorted(alike.items()):
        cells, of = (np.array(side) for side in zip(*some, strict=True))
        for told, same in _fitted(how, _Blocks(cells, of, low, high), kind, weights, listed):
            kind[same] = len(weights)
            weights.append(told)
    apart = (high <= FIRST) & (kind > 0)  # what is off in first blocks is small beside what larger ones are off by
    kinds, told = with_presence(parts, low, high, kind + apart * len(weights), np.array([*weights, *weights]))
    return Kinds(kinds, told, listed)


@dataclass(frozen=True)
class _Blocks:
    """Cells that are alike, with those that they are a part of, and the ends of all cells."""

    cells: Any
    of: Any
    low: Any
    high: Any


def _fitted(
    how: int, some: _Blocks, kind: Any, weights: list[Numbers], listed: Numbers
) -> Iterator[tuple[Numbers, Any]]:
    """Fit cells that are alike, and give weights with the cells that have them."""
    top = len(weights[0]) - 1
    low, high = some.low[some.cells].tolist(), some.high[some.cells].tolist()
    if how == ALONE:
        yield log_weights(low, high, top), some.cells
        return
    blocks = list(zip(kind[some.of].tolist(), some.low[some.of].tolist(), some.high[some.of].tolist(), strict=True))
    wholes = {block: weights[block[0]] for block in blocks}
    usual = OF_EVERYONE if how == GROUP else USUAL
    found = part_weights(low, high, blocks, wholes, top, how == BESIDE, usual, listed[some.cells])
    for block, told in found.items():
        yield told, some.cells[[one == block for one in blocks]]


def _named(parts: Sequence[Component], high: Any) -> Iterator[tuple[int, Name, int]]:
    """Give each cell that has a prior with what it is alike with, and the cell that it is fitted to (or -1)."""
    first = 0
    for part in parts:
        likely = {
            key: first + at
            for at, key in enumerate(part.keys)
            if part.known[at] and high[first + at] <= LIKELY and key.column[0] not in FLAT
        }
        for key, cell in likely.items():
            how, whole = next(((how, one) for how, one in _wholes(key) if one in likely), (ALONE, None))
            column = "" if key.table in ("departures", "refusals") else key.column[0]
            who = key.group if how == GROUP or key.group == EVERYONE else "groups"
            yield cell, (how, key.table, column, who), likely[whole] if whole else -1
        first += len(part.keys)


def _wholes(key: Key) -> Iterator[tuple[int, Key]]:
    """Give cells that a cell may be fitted to: the first of them that is there."""
    column = key.column[0]
    if column in PART_OF:
        yield PART, Key(key.table, key.group, (PART_OF[column],))
    elif key.group != EVERYONE and key.table != "refusals":
        yield GROUP, Key(key.table, EVERYONE, key.column)
    if column == LOST:
        yield BESIDE, Key(key.table, key.group, ("started",))


def _listed(parts: Sequence[Component], low: Any, high: Any) -> Numbers:
    """Tell how likely the row of each cell is to be there where the cell is nobody, if nobody's rows are not listed."""
    found, first = np.ones(len(low)), 0
    for part in parts:
        place = {key: at for at, key in enumerate(part.keys)}
        for key, at in place.items():
            if part.least[at] and key.column == ("referred",):
                started, lost = (place[Key(key.table, key.group, (name,))] for name in ("started", LOST))
                if not low[first + lost]:
                    found[first + started] = SOME_LOST * bool(high[first + lost])
            elif part.least[at]:
                found[first + at] = 0.0
        first += len(part.keys)
    return found
