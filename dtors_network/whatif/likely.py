"""What is likely of reach, and of how full services are, once changes are made: the same columns before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dtors_network.flow.draws import TAILS
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Vector
from dtors_network.graph import Network
from dtors_network.whatif.change import Change
from dtors_network.whatif.side import Side, inflow_of, worth_of

SIGNS: Final = (-1, 1)


@dataclass(frozen=True, eq=False)
class Drawn:
    """Reach before, and how much more (or less) it is after, column by column.

    Attributes
    ----------
    before, rises : dict of int to list of array of float, shape (services, columns)
        From every service, by sign (least -1, most 1) and by reading of those kept by senders.
    before_of_all, rises_of_all : dict of int to list of array of float, shape (columns,)
        From all who come in.
    """

    before: dict[int, list[Batch]]
    rises: dict[int, list[Batch]]
    before_of_all: dict[int, list[Vector]]
    rises_of_all: dict[int, list[Vector]]

    def rise(self, sign: int, at: int | None = None) -> Vector:
        """Give the rise from a service, or from all who come in: the least, or the most, of the readings."""
        found = self.rises_of_all[sign] if at is None else [one[at] for one in self.rises[sign]]
        return np.asarray((np.minimum if sign < 0 else np.maximum).reduce(found))

    def interval(self, at: int | None = None) -> tuple[float, float]:
        """Give the 95 % interval of the rise."""
        low, high = (
            float(np.nanpercentile(self.rise(sign, at), tail)) for sign, tail in zip(SIGNS, TAILS, strict=True)
        )
        return low, high

    def interval_after(self, at: int | None = None) -> tuple[float, float]:
        """Give the 95 % interval of reach after."""
        found = []
        for sign, tail in zip(SIGNS, TAILS, strict=True):
            before = self.before_of_all[sign] if at is None else [one[at] for one in self.before[sign]]
            rises = self.rises_of_all[sign] if at is None else [one[at] for one in self.rises[sign]]
            after = [one + more for one, more in zip(before, rises, strict=True)]
            found.append(float(np.nanpercentile((np.minimum if sign < 0 else np.maximum).reduce(after), tail)))
        return found[0], found[1]


def drawn_of(sides: Sequence[Side], changes: Sequence[Change], network: Network) -> Drawn:
    """Work out reach before and its rise in every column.

    Parameters
    ----------
    sides : sequence of Side
        By reading of those kept by senders.
    changes : sequence of Change
        What is changed.
    network : Network
        That of the area after.
    """
    same = all(one.same_people for one in changes)
    found: list[tuple[_Part, ...]] = [
        tuple(_part(side, changes, network, sign, same) for sign in SIGNS) for side in sides
    ]
    by_sign = {sign: [parts[at] for parts in found] for at, sign in enumerate(SIGNS)}
    return Drawn(*({sign: [one[of] for one in parts] for sign, parts in by_sign.items()} for of in range(4)))


_Part = tuple[Batch, Batch, Vector, Vector]


def _part(side: Side, changes: Sequence[Change], network: Network, sign: int, same: bool) -> _Part:
    """Give reach before and its rise from every service, and both from all who come in."""
    before, arriving = side.worth(sign), side.shares.arriving
    if same:
        more, then = side.from_each(side.added(changes, sign), sign), arriving
    else:
        shares = side.after(changes, sign)
        more = worth_of(side, shares, network, sign) - before
        then = np.where(np.isnan(shares.arriving), arriving, shares.arriving)  # nobody comes in any more
    of_all = (arriving * before).sum(axis=0)
    return before, more, of_all, (then * (before + more)).sum(axis=0) - of_all


@dataclass(frozen=True, slots=True)
class LikelyLoad:
    """Places in use at one time by the drawn tables: the 95 % interval with the chance in who comes, and the middle."""

    low: float
    middle: float
    high: float


def loads_in_tables(sides: Sequence[Side], changes: Sequence[Change], seed: int) -> list[tuple[float, float, float]]:
    """Give the likely number of people who come to each service with changes made: low, middle and high.

    Notes
    -----
    Who comes in a period is a Poisson number around what the chain of each table says.
    """
    ends = []
    for sign in SIGNS:
        flows = [
            inflow_of(side.after(changes, sign), side.flow.boxes.not_counted) if changes else side.inflow
            for side in sides
        ]
        ends.append((np.minimum if sign < 0 else np.maximum).reduce(flows))
    random = np.random.default_rng((seed, 91))
    chance = [random.poisson(np.maximum(one, 0.0)) for one in ends]
    low, high = (np.percentile(one, tail, axis=1) for one, tail in zip(chance, TAILS, strict=True))
    middle = (ends[0].mean(axis=1) + ends[1].mean(axis=1)) / 2
    return list(zip(np.minimum(low, middle).tolist(), middle.tolist(), np.maximum(high, middle).tolist(), strict=True))
