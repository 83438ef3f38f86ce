"""Add places to a service."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Integral
from typing import ClassVar, Final, Self

from dtors_network.errors import Fault
from dtors_network.flow.load import days_of
from dtors_network.flow.steps import Pair, Steps
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.bounds import shifted
from dtors_network.model.near import unknown_name
from dtors_network.whatif.change import WHOLE, Moved, larger, one_name, smaller, whole_below, written
from dtors_network.whatif.returned import Back, Returns

NO_CAPACITY: Final = "no_capacity"
NOBODY_MORE: Final = Moved(0, 0)


@dataclass(frozen=True, slots=True, order=True)
class AddPlaces(Returns):
    """A service has more places.

    Examples
    --------
    >>> AddPlaces("detox", 3).write()
    'detox=3'
    """

    service: str
    places: int

    option: ClassVar[str] = "places"
    order: ClassVar[int] = 0
    shares_room: ClassVar[bool] = True

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it as SERVICE=PLACES."""
        service, number = text.split("=")
        return cls(one_name(service), int(number))

    def write(self) -> str:
        """Give it as SERVICE=PLACES."""
        return f"{written(self.service)}={self.places}"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known service and a number of places."""
        if self.service not in area.service:
            yield unknown_name("service", self.service, area.service)
        given: object = self.places  # from Python it may be anything
        if not isinstance(given, Integral) or given < 1:
            yield Fault("places are added in whole numbers from 1", "Write such as detox=3", value=str(self.places))

    def to_area(self, area: Area) -> Area:
        """Add to the places that the table gives; where it gives none, nothing is known still."""
        return replace(
            area,
            services=tuple(
                replace(row, places=shifted(row.places, self.places)) if row.service == self.service else row
                for row in area.services
            ),
        )

    def holds_at(self, source: str, target: str) -> bool:
        """Tell whether it may let people start at a link."""
        return target == self.service

    def with_room(self, back: Back, moved: dict[Pair, Moved], others: Sequence[Returns]) -> dict[Pair, Moved]:
        """Let those come back for whom there was no room, as far as the new places hold them.

        Where want of room falls away altogether, they come back already.
        """
        falling, found = back.falling(others), {}
        for pair in back.row:
            codes = falling.get(pair, {})
            if pair[1] == self.service and codes.get(NO_CAPACITY, 0.0) < WHOLE:
                found[pair] = _more(back.moved(pair, {**codes, NO_CAPACITY: WHOLE}), moved.get(pair, NOBODY_MORE))
        room = self._room(back.steps)
        more = {pair: _fitting(one, room, found) for pair, one in found.items()}
        return moved | {pair: _sum(one, moved.get(pair, NOBODY_MORE)) for pair, one in more.items()}

    def _room(self, steps: Steps) -> int | None:
        """Give how many people the new places hold in the period; None where nobody says how long they stay."""
        days, stay = days_of(steps), steps.network.area.service[self.service].stay_days
        return math.floor(self.places * days / stay) if days and stay else None

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


def _more(one: Moved, than: Moved) -> Moved:
    return Moved(larger(0, one.least - than.least), larger(0, one.most - than.most))


def _sum(one: Moved, other: Moved) -> Moved:
    return Moved(one.least + other.least, one.most + other.most)


def _fitting(moved: Moved, room: int | None, every: Mapping[Pair, Moved]) -> Moved:
    """Keep to what the new places hold: shared out at the least, to one sender alone at the most."""
    if room is None:
        return Moved(0, moved.most)
    waiting = larger(sum(one.least for one in every.values()), max(room, 1))  # all who wait come in where there is room
    least = smaller(moved.least, whole_below(moved.least * room / waiting))
    return Moved(least, larger(least, smaller(moved.most, room)))
