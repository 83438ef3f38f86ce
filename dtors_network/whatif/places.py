"""Add places to a service."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from dtors_network.errors import Fault
from dtors_network.flow.load import days_of
from dtors_network.flow.steps import Pair, Steps
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Suppressed
from dtors_network.whatif.change import Moved, unknown, with_starts
from dtors_network.whatif.refused import returning

NO_CAPACITY = "no_capacity"


@dataclass(frozen=True, slots=True, order=True)
class AddPlaces:
    """A service has more places.

    Examples
    --------
    >>> AddPlaces("detox", 3).write()
    'detox=3'
    """

    service: str
    places: int

    option: ClassVar[str] = "places"

    def write(self) -> str:
        """Give it as SERVICE=PLACES."""
        return f"{self.service}={self.places}"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known service and a number of places."""
        if self.service not in area.service:
            yield unknown("service", self.service, area.service)
        if self.places < 1:
            yield Fault("places are added in whole numbers from 1", "Write such as detox=3", value=str(self.places))

    def to_area(self, area: Area) -> Area:
        """Add to the places that the table gives; where it gives none, or hides them, nothing is known still."""
        return replace(
            area,
            services=tuple(
                replace(row, places=row.places + self.places)
                if row.service == self.service and row.places is not None and not isinstance(row.places, Suppressed)
                else row
                for row in area.services
            ),
        )

    def to_steps(self, steps: Steps) -> Steps:
        """Let those come back for whom there was no room, as far as the new places hold them."""
        area, stay = steps.network.area, steps.network.area.service[self.service].stay_days
        days = days_of(steps)
        room = math.floor(self.places * days / stay) if days and stay else None
        found = {
            (row.source, row.target): returning(area, steps.group, row, lambda reason: reason == NO_CAPACITY)
            for row in (*steps.onward, *steps.coverage)
            if row.target == self.service
        }
        return with_starts(steps, {pair: _fitting(moved, room, found) for pair, moved in found.items()})

    def words(self, area: Area) -> str:
        """Say who has how many more."""
        more = "1 more place" if self.places == 1 else f"{self.places} more places"
        return f"{wording.service(area, self.service)} has {more}"

    def assumes(self) -> str:
        """Say whom it reaches."""
        return "Only people refused for want of room come back, and no more of them than the new places hold."

    def touches(self) -> frozenset[object]:
        """Name the places of the service."""
        return frozenset({("places", self.service), ("service", self.service)})


def _fitting(moved: Moved, room: int | None, every: Mapping[Pair, Moved]) -> Moved:
    """Keep to what the new places hold: shared out at the least, to one sender alone at the most."""
    if room is None:
        return Moved(0, moved.most)
    waiting = sum(one.least for one in every.values())
    least = moved.least if waiting <= room else math.floor(moved.least * room / waiting)
    return Moved(least, max(least, min(moved.most, room)))
