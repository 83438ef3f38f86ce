"""Drawing from many lists of shares at once, in the same time whatever their lengths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class AliasTables:
    """Lists of shares, one behind the other.

    Attributes
    ----------
    first : array of int
        Where each list begins.
    size : array of float
        How many shares it has.
    keep, other : array
        For each share, how often it is kept once its place is drawn, and the place that is taken else.
    """

    first: Ints
    size: Floats
    keep: Floats
    other: Ints

    def draw(self, lists: NDArray[np.integer], rng: np.random.Generator) -> Ints:
        """Draw a place from each of some lists, one uniform number each; places count through all lists."""
        where = rng.random(len(lists)) * self.size[lists]
        place = where.astype(np.int64)
        at = self.first[lists] + place
        drawn: Ints = np.where(where - place < self.keep[at], at, self.other[at])
        return drawn


def alias_tables(lists: Iterable[Sequence[float]]) -> AliasTables:
    """Make tables to draw from.

    Parameters
    ----------
    lists : iterable of sequence of float
        Shares, each list adding up to anything above 0; none is empty.

    Returns
    -------
    AliasTables
        Of these lists, in their order.

    Notes
    -----
    The alias method of A. J. Walker (1977), with tables built as M. D. Vose showed (IEEE Transactions on Software
    Engineering 17, 1991, 972).

    Examples
    --------
    >>> tables = alias_tables([[1, 3], [2, 2, 2]])
    >>> drawn = tables.draw(np.array([0] * 8_000 + [1] * 9_000), np.random.default_rng(1))
    >>> np.bincount(drawn) // 100
    array([19, 60, 30, 30, 29])
    """
    first, size, keep, other = [], [], [], []
    start = 0
    for shares in lists:
        kept, others = _one_list(shares)
        first.append(start)
        size.append(float(len(kept)))
        keep += kept
        other += [start + at for at in others]
        start += len(kept)
    return AliasTables(np.array(first), np.array(size), np.array(keep), np.array(other))


def _one_list(shares: Sequence[float]) -> tuple[list[float], list[int]]:
    """Pair each place that has less than its part with one that has more."""
    scale = len(shares) / sum(shares)
    part = [share * scale for share in shares]
    keep, other = [1.0] * len(part), list(range(len(part)))
    small = [at for at, one in enumerate(part) if one < 1]
    large = [at for at, one in enumerate(part) if one >= 1]
    while small and large:
        less, more = small.pop(), large[-1]
        keep[less], other[less] = part[less], more
        part[more] -= 1 - part[less]
        if part[more] < 1:
            small.append(large.pop())
    return keep, other
