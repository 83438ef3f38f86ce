"""How likely a part of a whole is, by share and firmness (beta-binomial).

J. G. Skellam, J. R. Statist. Soc. B 10 (1948). Logarithms of factorials are looked up: a column asks for
some hundred thousand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from scipy.special import gammaln

Numbers = np.ndarray[Any, np.dtype[np.float64]]

SHARES: Final = np.array([0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96])
FIRMNESS: Final = np.array([1.0, 2.0, 4.0, 10.0, 40.0])
GRID: Final = tuple(grid.ravel() for grid in np.meshgrid(SHARES, FIRMNESS, indexing="ij"))
"""Share and firmness of each fit that is tried."""
ASKED: Final = 256
"""Answers that are kept: columns of an area have the same blocks over and over."""
BESIDE: Final = 0.5
"""Between any whole being as likely as any other (1) and as likely as any of its logarithm (0)."""


def part_of(wholes: Any, parts: Any) -> Numbers:
    """Give how likely each part is of each whole.

    Parameters
    ----------
    wholes, parts : array of int
        Numbers of people.

    Returns
    -------
    array of float, shape (fits, wholes, parts)
        By fit of ``GRID``; 0 for more than the whole.

    Examples
    --------
    >>> found = part_of(np.array([4]), np.arange(5))
    >>> bool(np.allclose(found.sum(axis=2), 1))
    True
    """
    return _part_of(tuple(wholes.tolist()), tuple(parts.tolist()))


@lru_cache(maxsize=ASKED)
def _part_of(wholes: tuple[int, ...], parts: tuple[int, ...]) -> Numbers:
    whole, part = np.array(wholes)[:, None], np.array(parts)[None]
    rest = np.maximum(whole - part, 0)
    fact, one, other, both, plain = _tables(_size(wholes, parts), 0.0)
    told = fact[whole] - fact[np.minimum(part, whole)] - fact[rest] + one[:, part] + other[:, rest] - both[:, whole]
    return _fixed(np.where(part <= whole, np.exp(told + plain), 0.0))


def beside_of(rests: Any, parts: Any) -> Numbers:
    """Give how likely each part is beside each number of those who are left, shape (fits, rests, parts).

    Beta negative binomial: the same with any whole as likely as one a little larger.

    Examples
    --------
    >>> found = beside_of(np.array([4]), np.arange(3))
    >>> bool((found.sum(axis=2) < 1).all())
    True
    """
    return _beside_of(tuple(rests.tolist()), tuple(parts.tolist()))


@lru_cache(maxsize=ASKED)
def _beside_of(rests: tuple[int, ...], parts: tuple[int, ...]) -> Numbers:
    rest, part = np.array(rests)[:, None], np.array(parts)[None]
    fact, one, other, both, plain = _tables(_size(rests, parts), BESIDE)
    before = gammaln(rest + part + BESIDE) - gammaln(rest + BESIDE)
    told = before - fact[part] + one[:, part] + other[:, rest] - both[:, rest + part]
    return _fixed(np.exp(told + plain))


def _fixed(found: Numbers) -> Numbers:
    """Let nobody write to what is asked for again."""
    found.flags.writeable = False
    return found


def _size(*numbers: tuple[int, ...]) -> int:
    return 1 << int(max(max(each) for each in numbers) + 1).bit_length()


@lru_cache(maxsize=16)
def _tables(size: int, more: float) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Give logarithms of factorials, and by fit of what goes to the one, to the other, to both, and to neither."""
    share, firm = (each[:, None] for each in GRID)
    numbers, double = np.arange(size), np.arange(2 * size)
    one, other = gammaln(numbers + share * firm), gammaln(numbers + more + (1 - share) * firm)
    plain = gammaln(firm) - gammaln(share * firm) - gammaln((1 - share) * firm)
    return gammaln(numbers + 1), one, other, gammaln(double + more + firm), plain[:, :, None]
