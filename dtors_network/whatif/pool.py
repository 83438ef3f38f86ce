"""What many changes give to reach, valued on the same drawn tables and the same replicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.jagged import Batch
from dtors_network.whatif.change import Change
from dtors_network.whatif.drawn import counts_in_tables
from dtors_network.whatif.likely import inflows, likely_people, worse
from dtors_network.whatif.rises import added, rises_of
from dtors_network.whatif.side import Side
from dtors_network.whatif.sides import replicate_side, spells_of, table_side


class RisePool:
    """What changes give to reach of one group, in the drawn tables and in the replicates.

    Parameters
    ----------
    flow : ClientFlow
        The group before any change; its reach must be counted.

    Raises
    ------
    ValueError
        If the counts are ranges of which no lawful table can be drawn.
    """

    def __init__(self, flow: ClientFlow) -> None:
        counts = counts_in_tables(flow.steps, flow.outcomes)
        if counts is None:
            raise ValueError("the counts are ranges of which no lawful table can be drawn")
        self.flow, self.counts = flow, counts

    @property
    def is_exact(self) -> bool:
        """Whether every count is known, so that there is one table."""
        return self.counts.tables == 1

    @cached_property
    def tables(self) -> tuple[Side, ...]:
        """The chains of the drawn tables: one reading, or two where nobody counted those kept by senders."""
        counts = self.counts
        somebody = spells_of(replace(counts, most_lost=counts.least_lost), self.flow.boxes.sender).mean(axis=1) > 0
        unknown = self.flow.boxes.not_counted | ~somebody
        readings = (False, True) if (self.counts.least_lost != self.counts.most_lost).any() else (False,)
        return tuple(table_side(self.flow, self.counts, unknown, kept) for kept in readings)

    @cached_property
    def replicates(self) -> tuple[Side, ...]:
        """The same with chance: those replicates that the interval of reach comes from."""
        return tuple(
            replicate_side(side, self.flow.drawn(sign)[1], self.flow.draws)
            for side, sign in zip(self.tables, (-1, 1), strict=False)
        )

    @cached_property
    def inflow(self) -> dict[int, list[Batch]]:
        """Who comes to each service before, at the least and at the most, by reading."""
        return inflows(self.tables, ())

    @cached_property
    def _coming(self) -> dict[int, tuple[float, float, float]]:
        return {}

    def coming_to(self, services: Iterable[int], flows: dict[int, list[Batch]]) -> list[tuple[float, float, float]]:
        """Give the likely number of people who come to some services by ``inflows``: low, middle and high."""
        now, then = worse(self.inflow), worse(flows)
        return [self._came(at, now, then) for at in services]

    def _came(self, at: int, now: tuple[Batch, Batch], then: tuple[Batch, Batch]) -> tuple[float, float, float]:
        if all(one is other or np.allclose(one[at], other[at]) for one, other in zip(now, then, strict=True)):
            if at not in self._coming:
                self._coming[at] = likely_people((now[0][at], now[1][at]), self.flow.seed, at)
            return self._coming[at]
        return likely_people((then[0][at], then[1][at]), self.flow.seed, at)

    def rises(self, sets: Iterable[Sequence[Change]], sign: int = -1) -> Batch:
        """Give the least (sign -1) or the most by which sets of changes raise reach of all who come in.

        Returns
        -------
        array of float, shape (sets, tables)
        """
        some, worse = [tuple(one) for one in sets], np.minimum if sign < 0 else np.maximum
        found = [rises_of(side, [added(side, one, sign) for one in some], sign) for side in self.tables]
        return found[0] if len(found) == 1 else np.asarray(worse(*found))


@lru_cache(maxsize=8)
def pool_of(flow: ClientFlow) -> RisePool | None:
    """Give the pool of a group's flow, made once; None where nothing can be drawn, or nothing is counted."""
    if flow.reason:
        return None
    try:
        return RisePool(flow)
    except ValueError:
        return None
