"""How full services are before and after changes."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.load import Load, days_of
from dtors_network.flow.sparse import Vector
from dtors_network.whatif.change import Change
from dtors_network.whatif.likely import SIGNS, LikelyLoad, inflows
from dtors_network.whatif.pool import pool_of
from dtors_network.whatif.valuer import FURTHER, LOADS, TAILS

NO_LOAD: Final = (0.0, 0.0, 0.0, 0.0)
"""Places in use at a service that is gone."""


@dataclass(frozen=True, slots=True)
class Fill:
    """Places in use in the drawn tables at one end of what may be, without chance: by it services are overloaded.

    Attributes
    ----------
    before, after : float
        The tail of the tables: the lower at the lower end.
    further : float
        By how many places more, on average.
    """

    before: float
    after: float
    further: float

    @classmethod
    def of(cls, now: Vector, then: Vector, stay: float, sign: int) -> Fill:
        """Read it off the people who come in each table."""
        tail, some = TAILS[sign > 0], slice(0, LOADS)
        before, after = now[some] * stay, then[some] * stay
        ends = [float(np.percentile(one, tail)) for one in (before, after)]
        return cls(ends[0], ends[1], float((after - before).mean()))


@dataclass(frozen=True, slots=True)
class LoadChange:
    """How full one service is before and after.

    Attributes
    ----------
    service : str
        Its id.
    before, after : Load
        By what the counts leave possible.
    likely_before, likely_after : LikelyLoad or None
        By the drawn tables, where counts are hidden: they lead.
    fills : pair of Fill or None
        The same at either end without chance, where counts are hidden: whom the changes overload, as best changes have
        it.
    """

    service: str
    before: Load
    after: Load
    likely_before: LikelyLoad | None = None
    likely_after: LikelyLoad | None = None
    fills: tuple[Fill, Fill] | None = None

    @property
    def over(self) -> bool:
        """Whether more people come than there are places for, at the lower end of what is likely or possible."""
        low = self.fills[0].after if self.fills else self.after.load and self.after.load[0]
        return bool(low and self.after.places and low > self.after.places[1])

    @property
    def newly_over(self) -> bool:
        """Whether that is so, or may be so, only because of the changes, or is made worse by them."""
        if not self.after.places or not self.before.load or not self.after.load:
            return False
        high, further = self.after.load[1], self.after.load[1] - self.before.load[1]
        if self.fills:
            high, further = self.fills[1].after, self.fills[1].further
        return further > FURTHER and high > self.after.places[0]

    @property
    def changed(self) -> bool:
        """Whether the changes fill it further or less."""
        return self.before.load != self.after.load or self.likely_before != self.likely_after


def load_changes(before: ClientFlow, after: ClientFlow, gone: Set[str]) -> tuple[LoadChange, ...]:
    """Set the load of each service before beside that after, where it is known; at those that are gone it is 0."""
    known = [load for load in before.known_loads if load.load]
    then = {load.service: load for load in after.loads_at(load.service for load in known)}
    then |= {service: replace(then[service], inflow=(0.0, 0.0), load=NO_LOAD) for service in gone & then.keys()}
    return tuple(LoadChange(load.service, load, then[load.service]) for load in known if load.service in then)


def likely_loads(before: ClientFlow, made: Sequence[Change], loads: tuple[LoadChange, ...]) -> tuple[LoadChange, ...]:
    """Add what is likely by the drawn tables, where there are such."""
    pool, days = pool_of(before), days_of(before.steps)
    if pool is None or pool.is_exact or not days or not loads:
        return loads
    flows, now, found = inflows(pool.tables, made), pool.inflow, []
    at = [before.steps.position[load.service] for load in loads]
    for load, place, *both in zip(loads, at, pool.coming_to(at, now), pool.coming_to(at, flows), strict=True):
        stay = (before.area.service[load.service].stay_days or 0.0) / days
        likely = [LikelyLoad(*(end * stay for end in people)) for people in both]
        fills = [Fill.of(now[sign][0][place], flows[sign][0][place], stay, sign) for sign in SIGNS]
        found.append(replace(load, likely_before=likely[0], likely_after=likely[1], fills=(fills[0], fills[1])))
    return tuple(found)
