"""What a set of levers is worth: how many more reach aftercare, and whom it would overload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.jagged import Batch
from dtors_network.flow.load import days_of
from dtors_network.flow.sparse import Places, Vector
from dtors_network.flow.targets import whole_chain
from dtors_network.model.bounds import bounds
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.candidates import Candidate
from dtors_network.whatif.change import WHOLE, Change
from dtors_network.whatif.kernel import Kernel, kernel_of
from dtors_network.whatif.pool import pool_of
from dtors_network.whatif.rises import added, rises_of
from dtors_network.whatif.side import Side
from dtors_network.whatif.sides import spells_of

Set_ = tuple[int, ...]
"""A set of candidates, by their places."""

TAILS: Final = (2.5, 97.5)
SIGNS: Final = (-1, 1)
"""The least and the most who start besides, by end."""

TOGETHER: Final = 4_000_000
"""Numbers that are worked out in one go."""

LOADS: Final = 100
"""Tables in which it is looked up whom a set overloads."""

FURTHER: Final = 0.05
"""Places by which a service must be filled further to be named."""


@dataclass(frozen=True, slots=True)
class Overload:
    """A service that would have more people than places.

    Attributes
    ----------
    service : str
        Its id.
    surely : bool
        Whether at the lower end too.
    places : tuple of float
        The fewest and the most places that it would lack.
    """

    service: str
    surely: bool
    places: tuple[float, float]


class Valuer:
    """Values sets of levers in every drawn table; whom nobody counted as kept by a sender was lost.

    Parameters
    ----------
    baseline : Baseline
        The area as it is; people of the group can be followed, and tables be drawn where counts are ranges.
    group : str
        The client group.
    tried : sequence of Candidate
        What sets are made of.
    strength : float
        The share of each reason that falls away.

    Raises
    ------
    ValueError
        If there is no pool: ask ``pool_of`` before.
    """

    def __init__(self, baseline: Baseline, group: str, tried: Sequence[Candidate], strength: float = WHOLE) -> None:
        self.flow, self.tried, self.strength = baseline.flow(group), tuple(tried), strength
        pool = pool_of(self.flow)
        if pool is None:
            raise ValueError("no table can be drawn")
        self._pool = pool
        self.valued = 0

    @property
    def side(self) -> Side:
        """The drawn tables themselves."""
        return self._pool.tables[0]

    @property
    def drawn(self) -> Side:
        """The replicates, each of one table after the other."""
        return self._pool.replicates[0]

    @property
    def many(self) -> int:
        """How many tables there are."""
        return self.side.counts.tables

    @cached_property
    def row(self) -> dict[tuple[str, str], int]:
        """Place of each row by its two ends."""
        return {(row.source, row.target): at for at, row in enumerate(self.flow.steps.onward)}

    def reach(self) -> Vector:
        """Give reach of aftercare of all who come in, before, in each table."""
        return _of_all(self.side)

    def reach_drawn(self) -> Vector:
        """Give the same in each replicate."""
        return _of_all(self.drawn)

    def changes(self, chosen: Set_, strength: float | None = None) -> tuple[Change, ...]:
        """Give a set as a what-if is asked for it."""
        s = self.strength if strength is None else strength
        some = (self.tried[at].at_strength(s) for at in chosen)
        return tuple(dict.fromkeys(change for one in some for change in one.changes))

    def rises(self, sets: Sequence[Set_], end: int = 0, strength: float | None = None) -> Batch:
        """Give the rise of reach of all who come in, by set and table: the least (end 0) or the most (1)."""
        self.valued += len(sets)
        return self._rises(self.side, sets, end, strength)

    def replicates(self, sets: Sequence[Set_], end: int = 0, strength: float | None = None) -> Batch:
        """Give the rise in each replicate: whoever starts newly is taken from the drawn share of those lost."""
        return self._rises(self.drawn, sets, end, strength)

    def _rises(self, side: Side, sets: Sequence[Set_], end: int, strength: float | None) -> Batch:
        sign = SIGNS[end]
        return rises_of(side, [added(side, self.changes(chosen, strength), sign) for chosen in sets], sign)

    def values(self, sets: Sequence[Set_]) -> Vector:
        """Give the one figure by which sets are ranked: the least rise, or its mean over the drawn tables."""
        return np.asarray(self.rises(sets).mean(axis=1))

    def moved(self, chosen: Set_, end: int, strength: float | None = None) -> dict[int, Vector]:
        """Give how many more people start at each row that a set touches: the least (end 0) or the most (1)."""
        found = self.side.people(self.changes(chosen, strength), SIGNS[end])
        return {self.row[pair]: people for pair, people in found.items() if people.any()}

    @cached_property
    def spells(self) -> Batch:
        """People with a next step, by service and table."""
        return spells_of(self.side.counts, self.flow.boxes.sender)

    # ---- who is overloaded ---------------------------------------------------------------------------------------

    @cached_property
    def _few(self) -> slice:
        """The tables in which loads are looked up."""
        return slice(0, min(LOADS, self.many))

    @cached_property
    def _whole(self) -> Kernel:
        boxes, counts, few = self.flow.boxes, self.side.counts, self._few
        question = whole_chain(self.flow.steps, len(self.flow.outcomes))
        ends = boxes.sender, boxes.receiver
        return kernel_of(question, ends, self.side.started[:, few], counts.coming[:, few], boxes.not_counted)

    @cached_property
    def _rooms(self) -> tuple[Vector, Vector, Vector]:
        """Give the share of the period that people stay, and the fewest and most places, by service."""
        steps = self.flow.steps
        days, rows = days_of(steps), [steps.network.area.service[service] for service in steps.services]
        stay = np.array([(row.stay_days or 0.0) / days if days else 0.0 for row in rows])
        places = [bounds(row.places) for row in rows]
        fewest = np.array([room.low if room else np.inf for room in places], dtype=float)
        return stay, fewest, np.array([room.high if room else np.inf for room in places], dtype=float)

    def overloads(self, sets: Sequence[Set_], strength: float | None = None) -> list[tuple[Overload, ...]]:
        """Name the services that each set fills further and that have too few places then, at either end."""
        if not sets:
            return []
        stay, fewest, most_places = self._rooms
        coming = self.side.counts.coming[:, self._few].sum(axis=0)[:, None]
        before = self._whole.visits * coming * stay
        ends = []
        for end, tail, room in ((0, TAILS[0], most_places), (1, TAILS[1], fewest)):
            further = self._further([self.moved(chosen, end, strength) for chosen in sets]) * coming * stay
            lacking = np.percentile(before + further, tail, axis=1) - room
            ends.append(np.where(further.mean(axis=1) > FURTHER, lacking, -np.inf))
        return [self._named(low, high) for low, high in zip(*ends, strict=True)]

    def _further(self, parts: Sequence[dict[int, Vector]]) -> Batch:
        sender, spells = self.flow.boxes.sender, self.spells[:, self._few]

        def work(rows: Places, people: Batch) -> Batch:
            of = spells[sender[rows]]
            return self._whole.further(rows, np.divide(people, of, out=np.zeros(people.shape), where=of > 0))

        few = [{at: people[self._few] for at, people in part.items()} for part in parts]
        return _each(few, spells.shape[1], work)

    def _named(self, low: Vector, high: Vector) -> tuple[Overload, ...]:
        services = self.flow.steps.services
        return tuple(
            Overload(services[at], bool(low[at] > 0), (max(0.0, float(low[at])), float(high[at])))
            for at in np.flatnonzero((high > 0) | (low > 0))
        )


def _of_all(side: Side) -> Vector:
    return np.asarray((np.nan_to_num(side.shares.arriving) * side.worth(-1)).sum(axis=0))


def _each(parts: Sequence[dict[int, Vector]], many: int, work: Callable[[Places, Batch], Batch]) -> Batch:
    """Do the same for many sets, those with as many rows together; gives what is made, in the order of the sets."""
    sizes = [len(part) for part in parts]
    found: dict[int, Batch] = {}
    for size in sorted(set(sizes)):
        alike = [at for at, one in enumerate(sizes) if one == size]
        step = max(1, TOGETHER // (many * max(1, size) ** 2))
        for first in range(0, len(alike), step):
            some = alike[first : first + step]
            rows = np.array([list(parts[at]) for at in some], dtype=np.intp).reshape(len(some), size)
            people = np.array([list(parts[at].values()) for at in some], dtype=float)
            found |= dict(zip(some, work(rows, people.reshape(len(some), size, many)), strict=True))
    return np.array([found[at] for at in range(len(parts))])
