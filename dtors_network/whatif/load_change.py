"""How full services are before and after changes."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from dtors_network.flow import ClientFlow
from dtors_network.flow.load import Load, days_of
from dtors_network.whatif.change import Change
from dtors_network.whatif.likely import LikelyLoad
from dtors_network.whatif.pool import pool_of

FURTHER: Final = 0.05
"""Places by which a service must be filled further to be named."""
NO_LOAD: Final = (0.0, 0.0, 0.0, 0.0)
"""Places in use at a service that is gone."""


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
    """

    service: str
    before: Load
    after: Load
    likely_before: LikelyLoad | None = None
    likely_after: LikelyLoad | None = None

    @property
    def over(self) -> bool:
        """Whether more people come than there are places for, at the lower end of what is likely or possible."""
        return bool(self._ends_after and self.after.places and self._ends_after[0] > self.after.places[1])

    @property
    def newly_over(self) -> bool:
        """Whether that is so, or may be so, only because of the changes, or is made worse by them."""
        before, after, places = self._ends_before, self._ends_after, self.after.places
        return bool(before and after and places and after[1] > before[1] + FURTHER and after[1] > places[0])

    @property
    def changed(self) -> bool:
        """Whether the changes fill it further or less."""
        return self.before.load != self.after.load or self.likely_before != self.likely_after

    @property
    def _ends_before(self) -> tuple[float, float] | None:
        return _ends(self.before, self.likely_before)

    @property
    def _ends_after(self) -> tuple[float, float] | None:
        return _ends(self.after, self.likely_after)


def _ends(load: Load, likely: LikelyLoad | None) -> tuple[float, float] | None:
    if likely is not None:
        return likely.low, likely.high
    return (load.load[0], load.load[1]) if load.load else None


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
    at = [before.steps.position[load.service] for load in loads]
    found = []
    for load, *both in zip(loads, pool.coming_to(at), pool.coming_to(at, made), strict=True):
        stay = before.area.service[load.service].stay_days or 0.0
        likely = [LikelyLoad(*(end * stay / days for end in people)) for people in both]
        found.append(replace(load, likely_before=likely[0], likely_after=likely[1]))
    return tuple(found)
