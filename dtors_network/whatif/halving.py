"""The least strength that meets a target, found by halving; and the two levers that take least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

import numpy as np

from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.whatif.search import BATCH
from dtors_network.whatif.valuer import Set_, Valuer

EPSILON: Final = 1e-9
STEPS: Final = 100
"""Strengths are solved in hundredths: the least of them that meets the target."""

Reading = Callable[[Sequence[Set_], float], Batch]
"""Gives what is reached, by reading and set, at a strength."""

Means = Callable[[Sequence[Set_], float], Vector]
"""Gives the same at the mean alone."""


def least_steps(reached: Reading, sets: Sequence[Set_], goal: float) -> Vector:
    """Find by halving the fewest hundredths of strength that meet a goal, by reading and set; one more where none do.

    Parameters
    ----------
    reached : callable
        Gives what is reached, shape (readings, sets), never less at more strength.
    sets : sequence of tuple of int
        The sets.
    goal : float
        What is wanted.

    Returns
    -------
    array of int, shape (readings, sets)

    Examples
    --------
    >>> least_steps(lambda sets, strength: np.array([[strength], [strength / 2]]), [(0,)], 0.42).tolist()
    [[42], [84]]
    """
    readings = reached(sets, 0.0)
    low, high = np.full(readings.shape, -1), np.full(readings.shape, STEPS + 1)
    while (high - low > 1).any():
        middle = (low + high) // 2
        for step in np.unique(middle[high - low > 1]):
            rows, columns = np.nonzero((middle == step) & (high - low > 1))
            some = np.unique(columns)
            met = reached([sets[at] for at in some], step / STEPS) >= goal - EPSILON
            is_met = met[rows, np.searchsorted(some, columns)]
            high[rows[is_met], columns[is_met]] = step
            low[rows[~is_met], columns[~is_met]] = step
    return high


def best_pair(goal: float, now: float, valuer: Valuer, means: Means, bound: Vector) -> Set_ | None:
    """Find the two levers that take least at the mean; where no two do, those that come nearest.

    Two levers together are worth no more than the sum of their bounds: pairs that cannot come near are not looked at.
    """
    order = [int(at) for at in np.argsort(-bound, kind="stable") if bound[at] > EPSILON]
    pairs = [tuple(sorted(pair)) for pair in combinations(order, 2) if not _same(valuer, pair)]
    if not pairs:
        return None
    sums = np.array([bound[one] + bound[other] for one, other in pairs])
    ranked = [pairs[at] for at in np.argsort(-sums, kind="stable")]
    sums = np.sort(sums)[::-1]
    best, value = ranked[0], -1.0
    for first in range(0, len(ranked), BATCH):
        if sums[first] <= value + EPSILON:
            break
        batch = ranked[first : first + BATCH]
        rises = means(batch, 1.0) - now
        at = int(np.argmax(rises))
        if rises[at] > value:
            best, value = batch[at], float(rises[at])
    return best if now + value < goal - EPSILON else _least_pair(goal, now, means, ranked, sums)


def _least_pair(goal: float, now: float, means: Means, ranked: list[Set_], sums: Vector) -> Set_:
    """Find the pair that meets the goal at the least strength; of several the one that does most with all of it."""
    left = [pair for pair, most in zip(ranked, sums, strict=True) if now + most >= goal - EPSILON]
    left = _meeting(goal, means, left, 1.0)
    low, high = 0, STEPS
    while high - low > 1:
        step = (low + high) // 2
        met = _meeting(goal, means, left, step / STEPS)
        low, high, left = (low, step, met) if met else (step, high, left)
    return left[int(np.argmax(means(left, 1.0)))]


def _meeting(goal: float, means: Means, pairs: list[Set_], strength: float) -> list[Set_]:
    """Keep the pairs that meet a goal at the mean."""
    some = [pairs[first : first + BATCH] for first in range(0, len(pairs), BATCH)]
    return [
        pair
        for batch in some
        for pair, mean in zip(batch, means(batch, strength), strict=True)
        if mean >= goal - EPSILON
    ]


def _same(valuer: Valuer, pair: Sequence[int]) -> bool:
    """Tell whether one of two levers is a part of the other."""
    one, other = (valuer.tried[at] for at in pair)
    return one.lever == other.lever and bool(set(one.links) & set(other.links))
