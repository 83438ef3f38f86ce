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
from dtors_network.flow.targets import AFTERCARE, reaching, whole_chain
from dtors_network.model.bounds import bounds
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.candidates import Candidate
from dtors_network.whatif.kernel import Kernel, kernel_of
from dtors_network.whatif.returning import WHOLE, Returning
from dtors_network.whatif.tables import Tables, tables_of

Set_ = tuple[int, ...]
"""A set of candidates, by their places."""

TAILS: Final = (2.5, 97.5)
TOGETHER: Final = 4_000_000
"""Numbers that are worked out in one go."""

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
    """Values sets of levers in every table.

    Parameters
    ----------
    baseline : Baseline
        The area as it is.
    group : str
        The client group.
    tried : sequence of Candidate
        What sets are made of.
    strength : float
        The share of each reason that falls away.
    """

    def __init__(self, baseline: Baseline, group: str, tried: Sequence[Candidate], strength: float = WHOLE) -> None:
        self.flow, self.tried, self.strength = baseline.flow(group), tuple(tried), strength
        self.tables: Tables = tables_of(self.flow)
        self.returning = Returning(self.tables, group)
        self.seed = baseline.seed
        self.valued = 0

    @cached_property
    def kernel(self) -> Kernel:
        """Visits on the way to aftercare, in the tables themselves."""
        tables = self.tables
        question = reaching(tables.steps, AFTERCARE, len(self.flow.outcomes))
        shares = self._of_spells(tables.started)
        return kernel_of(question, (tables.sender, tables.receiver), shares, tables.coming, self.flow.boxes.unknown)

    @cached_property
    def drawn(self) -> tuple[Kernel, Batch, Places]:
        """Visits in the replicates, the share lost at each row in them, and the table of each."""
        tables = self.tables
        started, lost = tables.shares(self.seed)
        table = np.arange(started.shape[1]) % tables.many
        question = reaching(tables.steps, AFTERCARE, len(self.flow.outcomes))
        ends = tables.sender, tables.receiver
        kernel = kernel_of(question, ends, started, tables.coming[:, table], self.flow.boxes.unknown)
        return kernel, lost, table

    def _of_spells(self, people: Batch, rows: Places | None = None) -> Batch:
        """Divide people at rows by those with a next step at the sender."""
        sender = self.tables.sender if rows is None else self.tables.sender[rows]
        of = self.tables.spells[sender]
        return np.asarray(np.divide(people, of, out=np.zeros(of.shape), where=of > 0))

    def reach(self) -> Vector:
        """Give reach of aftercare of all who come in, before, in each table."""
        kernel = self.kernel
        return np.asarray((self._arriving() * kernel.worth).sum(axis=1))

    def _arriving(self) -> Batch:
        return np.asarray((self.tables.coming / self.tables.coming.sum(axis=0)).T)

    def moved(self, chosen: Set_, end: int, strength: float | None = None) -> dict[int, Vector]:
        """Give how many more people start at each row that a set touches: the least (end 0) or the most (1)."""
        s = self.strength if strength is None else strength
        found = self.returning.of((self.tried[at] for at in chosen), s)
        return {at: both[end] for at, both in found.items() if both[end].any()}

    def _each(self, parts: Sequence[dict[int, Vector]], work: Callable[[Places, Batch], Batch]) -> Batch:
        """Do the same for many sets, those with as many rows together; gives what is made, in the order of the sets."""
        sizes = [len(part) for part in parts]
        found: dict[int, Batch] = {}
        for size in sorted(set(sizes)):
            alike = [at for at, one in enumerate(sizes) if one == size]
            step = max(1, TOGETHER // (self.tables.many * max(1, size) ** 2))
            for first in range(0, len(alike), step):
                some = alike[first : first + step]
                rows = np.array([list(parts[at]) for at in some], dtype=np.intp).reshape(len(some), size)
                people = np.array([list(parts[at].values()) for at in some], dtype=float)
                made = work(rows, people.reshape(len(some), size, self.tables.many))
                found |= dict(zip(some, made, strict=True))
        return np.array([found[at] for at in range(len(parts))])

    def rises(self, sets: Sequence[Set_], end: int = 0, strength: float | None = None) -> Batch:
        """Give the rise of reach of all who come in, by set and table: the least (end 0) or the most (1)."""
        self.valued += len(sets)
        parts = [self.moved(chosen, end, strength) for chosen in sets]
        return self._each(parts, lambda rows, people: self.kernel.rise(rows, self._shares(rows, people)))

    def _shares(self, rows: Places, people: Batch) -> Batch:
        of = self.tables.spells[self.tables.sender[rows]]
        return np.asarray(np.divide(people, of, out=np.zeros(people.shape), where=of > 0))

    def values(self, sets: Sequence[Set_]) -> Vector:
        """Give the one figure by which sets are ranked: the least rise, or its mean over the drawn tables."""
        return np.asarray(self.rises(sets).mean(axis=1))

    def replicates(self, sets: Sequence[Set_], end: int = 0, strength: float | None = None) -> Batch:
        """Give the rise in each replicate: whoever starts newly is taken from the drawn share of those lost."""
        kernel, lost, table = self.drawn

        def work(rows: Places, people: Batch) -> Batch:
            of = self.tables.lost[rows]
            part = np.divide(people, of, out=np.zeros(people.shape), where=of > 0)[:, :, table]
            return kernel.rise(rows, part * lost[rows])

        return self._each([self.moved(chosen, end, strength) for chosen in sets], work)

    def reach_drawn(self) -> Vector:
        """Give reach before in each replicate."""
        kernel, _, table = self.drawn
        coming = self.tables.coming[:, table]
        return np.asarray(((coming / coming.sum(axis=0)).T * kernel.worth).sum(axis=1))

    # ---- who is overloaded ---------------------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> Kernel:
        tables = self.tables
        question = whole_chain(tables.steps, len(self.flow.outcomes))
        closed = self.flow.boxes.not_counted
        ends = tables.sender, tables.receiver
        return kernel_of(question, ends, self._of_spells(tables.started), tables.coming, closed)

    @cached_property
    def _rooms(self) -> tuple[Vector, Vector, Vector]:
        """Give the share of the period that people stay, and the fewest and most places, by service."""
        steps = self.tables.steps
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
        coming = self.tables.coming.sum(axis=0)[:, None]
        before = self._whole.visits * coming * stay
        ends = []
        for end, tail, room in ((0, TAILS[0], most_places), (1, TAILS[1], fewest)):
            parts = [self.moved(chosen, end, strength) for chosen in sets]
            further = self._each(parts, lambda rows, more: self._whole.further(rows, self._shares(rows, more)))
            further = further * coming * stay
            lacking = np.percentile(before + further, tail, axis=1) - room
            ends.append(np.where(further.mean(axis=1) > FURTHER, lacking, -np.inf))
        return [self._named(low, high) for low, high in zip(*ends, strict=True)]

    def _named(self, low: Vector, high: Vector) -> tuple[Overload, ...]:
        services = self.tables.steps.services
        return tuple(
            Overload(services[at], bool(low[at] > 0), (max(0.0, float(low[at])), float(high[at])))
            for at in np.flatnonzero((high > 0) | (low > 0))
        )
