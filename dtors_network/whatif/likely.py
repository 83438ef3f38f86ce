"""What is likely of reach, and of how full services are, once changes are made: the same columns before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.draws import TAILS
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.graph import Network
from dtors_network.whatif.change import Change
from dtors_network.whatif.rises import Added, added, from_each, inflow_after, rises_of
from dtors_network.whatif.shares import Shares
from dtors_network.whatif.side import Side, inflow_of, worth_of

SIGNS: Final = (-1, 1)
CHANCE: Final = 91
"""Tells the random numbers of loads from others."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Reach before, and how much more (or less) it is after, column by column; worked out when it is asked for.

    Attributes
    ----------
    sides : tuple of Side
        By reading of those kept by senders.
    changes : tuple of Change
        What is changed.
    network : Network
        That of the area after.
    """

    sides: tuple[Side, ...]
    changes: tuple[Change, ...]
    network: Network

    def rise(self, sign: int, at: int | None = None) -> Vector:
        """Give the rise from a service, or from all who come in: the least, or the most, of the readings."""
        return _end([more for _, more in self._parts(sign, at)], sign)

    def interval(self, at: int | None = None) -> tuple[float, float]:
        """Give the 95 % interval of the rise."""
        if at is not None:
            return self._tails[0][at]
        return _interval([self.rise(sign, at) for sign in SIGNS])

    def interval_after(self, at: int | None = None) -> tuple[float, float]:
        """Give the 95 % interval of reach after."""
        if at is not None:
            return self._tails[1][at]
        return _interval([_end([one + more for one, more in self._parts(sign, at)], sign) for sign in SIGNS])

    def _parts(self, sign: int, at: int | None) -> list[tuple[Vector, Vector]]:
        """Give reach before and its rise, by reading."""
        if at is None:
            return self._of_all[sign]
        return [(side.worth(sign)[at], more[at]) for side, more in zip(self.sides, self._each[sign], strict=True)]

    @cached_property
    def _tails(self) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """The 95 % intervals of the rise and of reach after, from every service."""
        rises = {sign: list(zip(self.sides, self._each[sign], strict=True)) for sign in SIGNS}
        rise = [_end([more for _, more in rises[sign]], sign) for sign in SIGNS]
        after = [_end([side.worth(sign) + more for side, more in rises[sign]], sign) for sign in SIGNS]
        return _all_tails(rise), _all_tails(after)

    @cached_property
    def _same(self) -> bool:
        return all(one.same_people for one in self.changes)

    @cached_property
    def _of_all(self) -> dict[int, list[tuple[Vector, Vector]]]:
        return {sign: [self._all(side, sign, number) for number, side in enumerate(self.sides)] for sign in SIGNS}

    def _all(self, side: Side, sign: int, number: int) -> tuple[Vector, Vector]:
        arriving = side.shares.arriving
        before = (arriving * side.worth(sign)).sum(axis=0)
        if self._same:
            return before, rises_of(side, [self._added[sign][number]], sign)[0] + 0 * before
        then = self._after[sign][number].arriving
        coming = np.where(np.isnan(then), arriving, then)  # nobody comes in any more
        return before, (coming * (side.worth(sign) + self._each[sign][number])).sum(axis=0) - before

    @cached_property
    def _added(self) -> dict[int, list[Added]]:
        """The shares that the changes add, by reading."""
        return {sign: [added(side, self.changes, sign) for side in self.sides] for sign in SIGNS}

    @cached_property
    def _after(self) -> dict[int, list[Shares]]:
        return {sign: [side.after(self.changes, sign) for side in self.sides] for sign in SIGNS}

    @cached_property
    def _each(self) -> dict[int, list[Batch]]:
        """Rises from every service."""
        if self._same:
            sides = tuple(enumerate(self.sides))
            return {s: [from_each(side, self._added[s][at], s) for at, side in sides] for s in SIGNS}
        return {
            sign: [
                worth_of(side, shares, self.network, sign) - side.worth(sign)
                for side, shares in zip(self.sides, self._after[sign], strict=True)
            ]
            for sign in SIGNS
        }


def _end(found: Sequence[Vector], sign: int) -> Vector:
    return np.asarray((np.minimum if sign < 0 else np.maximum).reduce(found))


def _interval(ends: Sequence[Vector]) -> tuple[float, float]:
    """Give the lower tail of one and the upper of the other, of the columns in which somebody comes in."""
    low, high = (one[~np.isnan(one)] for one in ends)
    if not len(low) or not len(high):
        return float("nan"), float("nan")
    return float(np.percentile(low, TAILS[0])), float(np.percentile(high, TAILS[1]))


def _all_tails(ends: Sequence[Batch]) -> list[tuple[float, float]]:
    """Give the same for every service."""
    low, high = (np.percentile(one, tail, axis=1).tolist() for one, tail in zip(ends, TAILS, strict=True))
    return list(zip(low, high, strict=True))


@dataclass(frozen=True, slots=True)
class LikelyLoad:
    """Places in use at one time by the drawn tables: the 95 % interval with the chance in who comes, and the middle."""

    low: float
    middle: float
    high: float


def inflows(sides: Sequence[Side], changes: Sequence[Change]) -> dict[int, list[Batch]]:
    """Give who comes to each service in every column with changes made, at the least and at the most, by reading."""
    return {sign: [_inflow(side, changes, sign) for side in sides] for sign in SIGNS}


def worse(flows: dict[int, list[Batch]]) -> tuple[Batch, Batch]:
    """Give the least and the most of the readings."""
    least, most = (_end(flows[sign], sign) for sign in SIGNS)
    return least, most


def _inflow(side: Side, changes: Sequence[Change], sign: int) -> Batch:
    if all(one.same_people for one in changes):
        return inflow_after(side, changes, sign)
    return inflow_of(side.after(changes, sign), side.flow.boxes.not_counted)


def likely_people(ends: tuple[Vector, Vector], seed: int, at: int) -> tuple[float, float, float]:
    """Give the likely number of people who come to a service: low, middle and high.

    Notes
    -----
    Who comes in a period is a Poisson number around what the chain of each table says. Each service has random numbers
    of its own, so that where nothing changes nothing seems to.
    """
    chance = [np.random.default_rng((seed, CHANCE, at)).poisson(np.maximum(one, 0.0)) for one in ends]
    low, high = (float(np.percentile(one, tail)) for one, tail in zip(chance, TAILS, strict=True))
    middle = float(ends[0].mean() + ends[1].mean()) / 2
    return min(low, middle), middle, max(high, middle)
