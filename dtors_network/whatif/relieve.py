"""Relieve a barrier, or another reason for which people do not start: everywhere, at a service, or at a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from dtors_network.errors import Fault
from dtors_network.flow.steps import Row, Steps
from dtors_network.gaps import wording
from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.near import unknown_name
from dtors_network.rounding import per_100
from dtors_network.whatif.change import (
    ARROW,
    WHOLE,
    one_name,
    strength_faults,
    strength_written,
    two_names,
    with_number,
    written,
)
from dtors_network.whatif.refused import known_reasons
from dtors_network.whatif.returned import Returns


@dataclass(frozen=True, slots=True, order=True)
class Relieve(Returns):
    """A reason falls away: everywhere if no place is named, at every link of a service, or at one link.

    ``strength`` is the share of the reason that falls away, from 0 to 1. What was reported of the reason stands for as
    long as a part of it does.

    Examples
    --------
    >>> Relieve("could_not_contact", source="gp", target="clinic").write()
    'could_not_contact@gp>clinic'
    >>> Relieve.read("no_capacity@detox=0.5")
    Relieve(code='no_capacity', service='detox', source='', target='', strength=0.5)
    """

    code: str
    service: str = ""
    source: str = ""
    target: str = ""
    strength: float = WHOLE

    option: ClassVar[str] = "relieve"
    order: ClassVar[int] = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it as CODE, CODE@SERVICE or CODE@SENDER>RECEIVER, with =STRENGTH where a part of it falls away."""
        named, number = with_number(text)
        strength = WHOLE if number is None else number
        if "@" not in named:
            return cls(one_name(named), strength=strength)
        code, place = named.split("@")
        if re.search(ARROW, place):
            source, target = two_names(place, ARROW)
            return cls(one_name(code), source=source, target=target, strength=strength)
        return cls(one_name(code), service=one_name(place), strength=strength)

    def write(self) -> str:
        """Give it as ``read`` takes it; nothing is said of a strength that is whole."""
        code, service, source, target = map(written, (self.code, self.service, self.source, self.target))
        place = f"{source}>{target}" if source else service
        return (f"{code}@{place}" if place else code) + strength_written(self.strength)

    @property
    def has_strength(self) -> bool:
        """Whether a part of it can come about: it can."""
        return True

    def at_strength(self, strength: float) -> Self:
        """Give it at another strength."""
        return replace(self, strength=strength)

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known reason and known services."""
        if self.code not in known_reasons(area):
            yield unknown_name("reason", self.code, known_reasons(area))
        for end in (self.service, self.source, self.target):
            if end and end not in area.service:
                yield unknown_name("service", end, area.service)
        yield from strength_faults(self.strength)

    def holds_at(self, source: str, target: str) -> bool:
        """Tell whether it may let people start at a link."""
        if not self.strength:
            return False
        if self.source:
            return (source, target) == (self.source, self.target)
        return not self.service or self.service in (source, target)

    def to_area(self, area: Area) -> Area:
        """Take away the reports of the barrier at the place, and with them the doubt that they cast on acceptance."""
        if self.strength < WHOLE:
            return area
        kept = tuple(row for row in area.barriers if not self._is_at(row))
        return area if len(kept) == len(area.barriers) else replace(area, barriers=kept)

    def _is_at(self, row: BarrierReport) -> bool:
        if row.code != self.code:
            return False
        if row.source and row.target:
            return self.holds_at(row.source, row.target)
        return not self.source and self.service in ("", row.service)

    def reasons(self, steps: Steps, row: Row) -> dict[str, float]:
        """Name its reason, and the share of it that falls away, at the rows that it reaches."""
        return {self.code: self.strength} if self.holds_at(row.source, row.target) else {}

    def words(self, area: Area) -> str:
        """Say what falls away, and where."""
        titles = {term.code: term.title for term in area.codebook.refusal_reasons}
        titles |= {code: barrier.title for code, barrier in area.codebook.barrier.items()}
        if self.source:
            where = f"between {wording.service(area, self.source)} and {wording.service(area, self.target)}"
        else:
            where = f"at {wording.service(area, self.service)}" if self.service else "everywhere"
        part = "" if self.strength == WHOLE else f" for {per_100(self.strength)} of every 100 who met it"
        return f"“{titles[self.code]}” falls away as a reason{part}, {where}"

    def assumes(self) -> str:
        """Say how many come back."""
        part = "" if self.strength == WHOLE else "Where a part of a reason falls away, so many fewer meet it. "
        return (
            f"{part}Of those lost for the reason, some would meet the other reasons instead: at the least they start "
            "as often as everybody else at the link, at the most all do, with those whose reason nobody recorded."
        )

    def touches(self) -> frozenset[object]:
        """Name the reason at the place, and the services that are named."""
        named = {("service", one) for one in (self.service, self.source, self.target) if one}
        return frozenset({("reason", self.code, self.service, self.source, self.target), *named})
