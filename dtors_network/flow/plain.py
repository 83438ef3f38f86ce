"""Plain shares and numbers of people over drawn tables: the middle, and the likely interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.model.estimate import Estimate

TAILS: Final = (2.5, 97.5)
EACH: Final = 4
"""Draws of chance for each drawn table."""


def likely_share(strict: Estimate | None, part: tuple[Batch, Batch], rest: Vector, seed: int = 0) -> Estimate | None:
    """Give a share what is likely of it: a draw of chance for every drawn table, and quantiles of all of them.

    Parameters
    ----------
    strict : Estimate, Bounds or None
        The share with its strict range; given back as it is where it is not an estimate.
    part : pair of array of float, shape (tables,)
        Those who count, at the least and at the most of what nobody counted.
    rest : array of float, shape (tables,)
        The others.
    seed : int
        Of the random numbers.

    Returns
    -------
    Estimate, Bounds or None

    Notes
    -----
    Beta(part + 1/2, rest + 1/2) in each table: the interval of H. Jeffreys, which misses on both sides alike as
    Wilson's does (L. D. Brown, T. T. Cai and A. DasGupta, Statist. Sci. 16 (2001)).

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> found = likely_share(Estimate(0.1, 0.6, 0, 1, Bounds(11, 20)), (np.full(500, 5.0),) * 2, np.full(500, 10.0))
    >>> round(found.middle, 2), found.low < 0.2, found.high > 0.5
    (0.33, True, True)
    """
    if not isinstance(strict, Estimate):
        return strict
    random, middles, ends = np.random.default_rng(seed), [], _apart(part)
    drawn = [random.beta(people + 0.5, rest + 0.5, (EACH, len(rest))) for people in ends]
    for people in ends:
        whole = (people + rest).mean()
        middles.append(float(people.mean() / whole) if whole else 0.0)
    (low, high), middle = _tails(drawn), sum(middles) / len(middles)
    return replace(strict, low=min(low, middle), high=max(high, middle), middle=middle)


def _apart(ends: tuple[Batch, Batch]) -> tuple[Batch, ...]:
    """Give both ends, or one where all is counted: then they are the same."""
    return ends[:1] if ends[0] is ends[1] or np.array_equal(*ends) else ends


def _tails(drawn: Sequence[Batch]) -> tuple[float, float]:
    """Give the lower tail of the first and the upper tail of the last, interpolated as numpy's percentiles are."""
    places = [(drawn[0].size - 1) * tail / 100 for tail in TAILS]
    firsts = [min(int(place), max(drawn[0].size - 2, 0)) for place in places]
    near = [at for first in firsts for at in (first, min(first + 1, drawn[0].size - 1))]
    if drawn[0] is drawn[-1]:
        sides = [np.partition(drawn[0], near, axis=None)] * 2
    else:
        sides = [np.partition(each, some, axis=None) for each, some in zip(drawn, (near[:2], near[2:]), strict=True)]
    low, high = (
        float(each[first] + (each[min(first + 1, each.size - 1)] - each[first]) * (place - first))
        for each, first, place in zip(sides, firsts, places, strict=True)
    )
    return low, high


def likely_count(numbers: tuple[Batch, Batch], middle: float, seed: int = 0) -> tuple[float, float, float]:
    """Give what is likely of a count: a draw of chance for every drawn table, and quantiles of all of them.

    Parameters
    ----------
    numbers : pair of array of float, shape (tables,)
        The count in each table, at the least and at the most of what nobody counted.
    middle : float
        The count at the mean of the drawn tables.
    seed : int
        Of the random numbers.

    Returns
    -------
    tuple of float
        Low, middle, high.

    Notes
    -----
    Gamma(count + 1/2) in each table: the interval of H. Jeffreys for a Poisson count, which misses on both sides alike
    as Byar's does (L. D. Brown, T. T. Cai and A. DasGupta, Statist. Sinica 13 (2003)).

    Examples
    --------
    >>> low, middle, high = likely_count((np.full(500, 100.0),) * 2, 100.0)
    >>> low < 85 < middle < 115 < high
    True
    """
    random = np.random.default_rng(seed)
    low, high = _tails([random.gamma(people + 0.5, size=(EACH, len(people))) for people in _apart(numbers)])
    return min(low, middle), middle, max(high, middle)


def likely_number(least: Batch, most: Batch) -> tuple[float, float, float]:
    """Give between which numbers most drawn tables lie, and their mean: low, middle, high.

    Examples
    --------
    >>> likely_number(np.array([3.0, 4.0, 5.0]), np.array([3.0, 4.0, 5.0]))[1]
    4.0
    """
    low, high = _tails((least, most))
    return low, float(least.mean() + most.mean()) / 2, high
