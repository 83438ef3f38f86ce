"""How many of everyone there are, by the groups of which somebody is there: three groups are seldom of one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from scipy.special import betaln

from dtors_network.disclosure.component import Component
from dtors_network.model.vocabulary import EVERYONE

Numbers = np.ndarray[Any, np.dtype[Any]]
Presence = tuple[tuple[float, bool], ...]
"""By group its share of everyone, and whether somebody of it is there."""

FIRMNESS: Final = 4.0
"""How firmly a group has its share from row to row (of a beta-binomial)."""
TELLING: Final = ("started",)
"""The column of which groups tell that; others are a share of it, or seldom small."""
SHARES: Final = 0.02, 0.98


def with_presence(parts: Sequence[Component], low: Any, high: Any, kinds: Any, weights: Numbers) -> tuple[Any, Numbers]:
    """Weigh the first blocks of everyone by the groups that are there and those that are not.

    Parameters
    ----------
    parts : sequence of Component
        The components.
    low, high : array of int, shape (cells,)
        The ends of each cell.
    kinds : array of int, shape (cells,)
        The row of weights of each cell.
    weights : array of float, shape (kinds, numbers)
        The logarithm of how likely each number is.

    Returns
    -------
    tuple of array
        Kinds and weights, with more rows.

    Notes
    -----
    A group is there with the chance that a beta-binomial gives; its mean is the share that the group has of everyone
    over all rows, by the middles of their blocks. Groups are taken to be there independently of each other.

    Examples
    --------
    >>> part = Component()
    >>> for group, ends in (("everyone", (1, 5)), ("housing_need", (1, 5))):
    ...     _ = part.cell("referrals", group, ("started",), ends)
    >>> low, high, kinds = np.array([1, 1]), np.array([5, 5]), np.array([0, 0])
    >>> kinds, weights = with_presence([part], low, high, kinds, np.zeros((1, 6)))
    >>> bool(weights[kinds[0], 1] < weights[kinds[0], 5]), int(kinds[1])
    (True, 0)
    """
    told = list(_told(parts, low, high))
    shares = _shares(told, low, high)
    rows, kinds = list(weights), kinds.copy()
    made: dict[tuple[int, Presence], int] = {}
    for cell, groups in told:
        if low[cell] > 1 or not kinds.size or low[cell] == high[cell]:
            continue
        seen: Presence = tuple((shares[name], bool(low[at])) for name, at in groups if low[at] or not high[at])
        if not seen:
            continue
        key = int(kinds[cell]), seen
        if key not in made:
            made[key] = len(rows)
            rows.append(weights[key[0]] + _evidence(seen, weights.shape[1]))
        kinds[cell] = made[key]
    return kinds, np.array(rows)


def _told(parts: Sequence[Component], low: Any, high: Any) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """Give cells of everyone with those of the groups, by the name of table and group."""
    first = 0
    for part in parts:
        same: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
        for at, key in enumerate(part.keys):
            if key.column == TELLING and part.known[at] is not None:
                same[key.column][key.group] = first + at
        for cells in same.values():
            if EVERYONE in cells:
                table = part.keys[0].table
                yield cells[EVERYONE], [(f"{table} {name}", at) for name, at in cells.items() if name != EVERYONE]
        first += len(part.keys)


def _shares(told: list[tuple[int, list[tuple[str, int]]]], low: Any, high: Any) -> dict[str, float]:
    """Give the share of everyone that each group has, a little drawn to a half."""
    part, whole = defaultdict[str, float](lambda: 1.0), defaultdict[str, float](lambda: 2.0)
    for cell, groups in told:
        for name, at in groups:
            part[name] += (low[at] + high[at]) / 2
            whole[name] += (low[cell] + high[cell]) / 2
    return {name: round(float(np.clip(part[name] / whole[name], *SHARES)), 3) for name in part}


def _evidence(seen: Presence, size: int) -> Numbers:
    """Give the logarithm of how likely it is that just these groups are there, by how many there are of everyone."""
    numbers, found = np.arange(size), np.zeros(size)
    for share, there in seen:
        one, other = share * FIRMNESS, (1 - share) * FIRMNESS
        nobody = betaln(one, other + numbers) - betaln(one, other)
        found += np.log(np.maximum(-np.expm1(nobody), 1e-6)) if there else nobody
    return found
