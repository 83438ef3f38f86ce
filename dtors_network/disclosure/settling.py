"""Lawful numbers of cells, drawn from one another once the start is forgotten and each kind has the mean it should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Component
from dtors_network.disclosure.kinds import Kinds, Numbers, Pair, kinds_of
from dtors_network.disclosure.nearby import near
from dtors_network.disclosure.solver import Solver, most_of
from dtors_network.disclosure.stars import Stars, star
from dtors_network.disclosure.walk import Walk

SINGLE: Final = 1 << 24
"""Below it, four bytes hold a whole number as it is."""
WALKS: Final = 50
SETTLING: Final = 14
"""Sweeps before the first table is kept."""
FORGOTTEN: Final = 4
"""Sweeps after which what is drawn is held against what is likely."""
STEP: Final = 0.5
MOST_LEANT: Final = 1.5
"""How much of what is off is made up for at a time, and the most that a weight is leant by a person."""


def drawn_cells(parts: Sequence[Component], draws: int, seed: int) -> Numbers:
    """Give drawn tables, shape (cells, draws)."""
    starts = [_start(part) for part in parts]
    ends = [_ends(part) for part in parts]
    sampler = _Sampler(parts, ends, starts, min(draws, WALKS), seed)
    kinds = kinds_of(parts, ends)
    weights = _settled(sampler, kinds, ends)
    top = max((float(high.max(initial=0)) for _, high in ends), default=0.0)
    found = np.empty((len(kinds.kind), draws), np.float32 if top < SINGLE else np.float64)
    for first in range(0, draws, WALKS):
        found[:, first : first + WALKS] = sampler.sweep(weights, kinds.kind)[:, : draws - first]
    return found


class _Sampler:
    """Stars, drawn row by row, and walks through what is none."""

    def __init__(
        self, parts: Sequence[Component], ends: list[Pair], starts: list[Numbers], draws: int, seed: int
    ) -> None:
        stars = [star(part, *pair) for part, pair in zip(parts, ends, strict=True)]
        first = np.cumsum([0, *map(len, starts)])
        self.table = np.repeat(np.concatenate(starts)[:, None], draws, axis=1)
        self.samplers: list[tuple[Any, Stars | Walk]] = []
        free = [bool((pair[0] < pair[1]).any()) for pair in ends]
        for is_star in (True, False):
            some = [at for at, one in enumerate(stars) if free[at] and (one is not None) == is_star]
            if not some:
                continue
            cells = np.concatenate([np.arange(first[at], first[at + 1]) for at in some])
            own = [ends[at] for at in some], [starts[at] for at in some], draws, seed
            found = [one for at in some if (one := stars[at]) is not None]
            self.samplers.append((cells, Stars(found, *own) if is_star else Walk([parts[at] for at in some], *own)))

    def sweep(self, weights: Numbers, kinds: Any) -> Numbers:
        """Give the next tables, shape (cells, draws)."""
        for cells, sampler in self.samplers:
            self.table[cells] = sampler.sweep(weights, kinds[cells])
        return self.table


def _settled(sampler: _Sampler, kinds: Kinds, ends: list[Pair]) -> Numbers:
    """Draw until the start is forgotten, and lean the weights until each kind has the mean that its blocks speak for.

    Laws lean them otherwise: a group within everyone is drawn smaller and everyone larger than either is likely to be
    (iterative fitting of margins; H. Robbins and S. Monro, Ann. Math. Statist. 22 (1951)).
    """
    low, high = (np.concatenate([pair[side] for pair in ends]).astype(int) for side in (0, 1))
    wide = np.flatnonzero((kinds.kind > 0) & (high > low))
    kind, size = kinds.kind[wide], len(kinds.weights)
    many = np.maximum(np.bincount(kind, minlength=size), 1)
    means, spreads = _within_blocks(kinds, wide, low, high)
    wanted, spread = (np.bincount(kind, one, minlength=size) / many for one in (means, spreads))
    lean, numbers, found = np.zeros(size), np.arange(kinds.weights.shape[1]), kinds.weights
    for turn in range(SETTLING):
        drawn = sampler.sweep(found, kinds.kind)[wide].mean(axis=1)
        if turn >= FORGOTTEN:
            off = wanted - np.bincount(kind, drawn, minlength=size) / many
            lean = np.clip(lean + off / np.maximum(spread, 0.1) * STEP, -MOST_LEANT, MOST_LEANT)
            found = kinds.weights + lean[:, None] * numbers
    return found


def _within_blocks(kinds: Kinds, cells: Any, low: Any, high: Any) -> tuple[Numbers, Numbers]:
    """Give the mean and the variance of each cell within its block, as the weights of its kind have it."""
    numbers, weights = np.arange(kinds.weights.shape[1]), kinds.weights
    told = np.exp(weights - weights.max(axis=1, keepdims=True))
    below = [
        np.concatenate([np.zeros((len(told), 1)), np.cumsum(told * numbers**power, axis=1)], 1) for power in (0, 1, 2)
    ]
    kind, low, high = kinds.kind[cells], low[cells], high[cells]
    whole, first, second = (one[kind, high + 1] - one[kind, low] for one in below)
    whole = np.maximum(whole - told[kind, 0] * (low == 0) * (1 - kinds.listed[cells]), 1e-300)
    mean = np.clip(first / whole, low, high)
    return mean, np.maximum(second / whole - mean**2, 0.0)


def _start(part: Component) -> Numbers:
    """Give a lawful table; what data obey only as a rule is dropped where they do not."""
    for _ in range(2):
        low, high = _ends(part)
        point = near(part, low, high)
        if point is None:
            point = Solver(part).within(low, high)
        if point is not None:
            return point
        part.without_supposed()
    raise ValueError(f"no lawful table lies within the ranges of {part.keys[0]}: is the area lawful?")


def _ends(part: Component) -> Pair:
    top = most_of(part)
    known = [(0, top) if ends is None else ends for ends in part.known]
    low, high = (np.array(side, float) for side in zip(*known, strict=True))
    return np.maximum(low, part.least), high
