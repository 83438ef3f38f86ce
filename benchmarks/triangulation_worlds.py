"""Worlds in which the tests of words and records are tried: invented, and seeded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from dtors_network.triangulation.numbers import Cells
from dtors_network.triangulation.several import ERROR

Array = np.ndarray[Any, np.dtype[np.float64]]
RUNS, SEED, PLACES, LINKS, ELSEWHERE = 400, 20261128, 6, 4, 30
SIZES: Final = (5, 10, 20, 50, 100, 200)
MEAN, DEVIATION, USING = 0.77, 0.13, 0.75
RNG: Final = np.random.default_rng(SEED)
LEVELS: Final = (ERROR, ERROR / PLACES)


def rates(shape: tuple[int, ...]) -> Array:
    """Draw start rates of links: beta, mean 77 and deviation 13 of 100."""
    strength = MEAN * (1 - MEAN) / DEVIATION**2 - 1
    return RNG.beta(MEAN * strength, (1 - MEAN) * strength, shape)


def odds(rate: Array, ratio: Array | float) -> Array:
    """Put an odds ratio on a rate."""
    return rate * ratio / (1 - rate + rate * ratio)


def links(people: Array, ratio: float, spread: float, confounded: bool = False) -> Cells:
    """Draw who started over links of so many people; the group's odds differ by a ratio, and between links."""
    share = np.clip(RNG.normal(USING, 0.1, people.shape), 0.05, 0.95)
    base = rates(people.shape)
    if confounded:  # the group is sent where fewer start
        share = np.where(base < MEAN, 0.9, 0.2)
    group = RNG.binomial(people.astype(int), share).astype(float)
    each = ratio * np.exp(RNG.normal(0, spread, people.shape))
    good = RNG.binomial(group.astype(int), odds(base, each)).astype(float)
    others = people - group
    return good, group, RNG.binomial(others.astype(int), base).astype(float), others


def sizes(low: int, high: int, many: int) -> Array:
    """Draw sizes of links."""
    return RNG.integers(low, high + 1, (RUNS, many)).astype(float)


def percent(passed: Any) -> str:
    """Write how many of a hundred."""
    return f"{100 * float(np.mean(passed)):.1f}"


def table(heads: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """Write a table."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " - |" * len(heads)
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""
