"""Drawn tables weighed by how likely starts go together as they do: all or nobody is less likely than blocks say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.special import betaln, gammaln

from dtors_network.triangulation.numbers import DRAWS, Array, Tables

STRENGTH: Final = 8.0
"""Of the beta distribution of start rates, in people."""
TURNS: Final = 4


def weighed(tables: Tables, seed: int) -> Tables:
    """Draw tables again, link by link, by how likely their starts are.

    Parameters
    ----------
    tables : Tables
        As they were drawn from the blocks.
    seed : int
        Of the random numbers.

    Returns
    -------
    Tables
        ``DRAWS`` tables; the mean rates of the group and of the others are fitted to what is drawn.

    Notes
    -----
    Importance resampling (D. B. Rubin 1987) with a beta-binomial likelihood.
    """
    if len(tables.group) < 2:
        return tables
    good, people, other_good, others = tables.cells
    weights = np.full(good.shape, 1 / len(good))
    ways, other_ways = _log_ways(good, people), _log_ways(other_good, others)  # the same at any rate
    for _ in range(TURNS):
        logs = _log_chance(ways, good, people, _rate(good, people, weights))
        logs = logs + _log_chance(other_ways, other_good, others, _rate(other_good, others, weights))
        weights = np.exp(logs - logs.max(axis=0))
        weights /= weights.sum(axis=0)
    rng = np.random.default_rng(seed)
    steps = (np.arange(DRAWS) + rng.random()) / DRAWS
    taken = np.empty((DRAWS, good.shape[1]), int)
    for link in range(good.shape[1]):
        whole = np.cumsum(weights[:, link])
        taken[:, link] = rng.permutation(np.minimum(np.searchsorted(whole, steps * whole[-1]), len(whole) - 1))
    a, n, c, m = (np.take_along_axis(cell, taken, axis=0) for cell in tables.cells)
    return replace(tables, successes=a, group=n, other_successes=c, others=m)


def _rate(good: Array, people: Array, weights: Array) -> float:
    return float(np.clip(((weights * good).sum() + 0.5) / ((weights * people).sum() + 1.0), 0.01, 0.99))


def _log_ways(good: Array, people: Array) -> Array:
    """Give in how many ways so many of so many can be chosen, as a logarithm."""
    found: Array = gammaln(people + 1) - gammaln(good + 1) - gammaln(people - good + 1)
    return found


def _log_chance(ways: Array, good: Array, people: Array, rate: float) -> Array:
    a, b = STRENGTH * rate, STRENGTH * (1 - rate)
    found: Array = ways + betaln(good + a, people - good + b) - betaln(a, b)
    return found
