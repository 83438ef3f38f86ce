"""Open a service to a client group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self

from dtors_network.errors import Fault
from dtors_network.flow.steps import Row, Steps
from dtors_network.gaps import wording
from dtors_network.model.area import Answer, Area, Referral
from dtors_network.model.near import unknown_name
from dtors_network.model.vocabulary import EVERYONE, QuestionKind, YesNo
from dtors_network.rounding import per_100
from dtors_network.whatif.change import (
    WHOLE,
    Moved,
    exactly,
    smaller,
    strength_faults,
    strength_written,
    two_names,
    whole_above,
    with_number,
    written,
)
from dtors_network.whatif.returned import Back, Returns

BY = "what-if"


@dataclass(frozen=True, slots=True, order=True)
class Open(Returns):
    """A service accepts a client group.

    ``strength`` is the share of those refused for being of the group who are not refused any more, from 0 to 1.

    Examples
    --------
    >>> Open("minds", "currently_using").write(), Open("minds", "currently_using", 0.5).write()
    ('minds:currently_using', 'minds:currently_using=0.5')
    """

    service: str
    group: str
    strength: float = WHOLE

    option: ClassVar[str] = "open"
    order: ClassVar[int] = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it as SERVICE:GROUP, with =STRENGTH where a part of the refusals falls away."""
        named, number = with_number(text)
        return cls(*two_names(named, ":"), WHOLE if number is None else number)

    def write(self) -> str:
        """Give it as ``read`` takes it; nothing is said of a strength that is whole."""
        return f"{written(self.service)}:{written(self.group)}{strength_written(self.strength)}"

    @property
    def has_strength(self) -> bool:
        """Whether a part of it can come about: it can."""
        return True

    def at_strength(self, strength: float) -> Self:
        """Give it at another strength."""
        return replace(self, strength=strength)

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known service and a known group."""
        if self.service not in area.service:
            yield unknown_name("service", self.service, area.service)
        if self.group not in area.codebook.group:
            yield unknown_name("client group", self.group, area.codebook.group)
        yield from strength_faults(self.strength)

    def to_area(self, area: Area) -> Area:
        """Settle that the group is accepted, after whatever was answered before.

        That nobody of the group started there in the period says nothing of what would be: it is not counted any more.
        """
        if not self.strength:
            return area
        answer = Answer(
            service=self.service,
            client_group=self.group,
            question=QuestionKind.ACCEPTANCE,
            answer=YesNo.YES,
            by=BY,
            on=latest(area),
        )
        referrals = tuple(
            replace(row, started=None, accepted=None, lost=None) if self._is_refusal(row) else row
            for row in area.referrals
        )
        return replace(area, answers=(*area.answers, answer), referrals=referrals, tables=area.tables | {"answers"})

    def _is_refusal(self, row: Referral) -> bool:
        return (row.target, row.client_group, row.started) == (self.service, self.group, 0)

    def holds_at(self, source: str, target: str) -> bool:
        """Tell whether it may let people start at a link."""
        return bool(self.strength) and target == self.service

    def reasons(self, steps: Steps, row: Row) -> dict[str, float]:
        """Name refusals of the group at rows into the service; without a reason on record they are none to all."""
        own = steps.who == steps.group == self.group and row.target == self.service
        return self.closing(steps.network.area) if own and self.strength else {}

    def among(self, back: Back, row: Row) -> Moved | None:
        """Of everyone, those of the group start; of another group, nobody knows how many are of this one too."""
        steps, area, pair = back.steps, back.steps.network.area, (row.source, row.target)
        if not self.strength or row.target != self.service or steps.group == self.group or steps.who != steps.group:
            return None
        if (*pair, self.group) not in area.referral_at and area.records_complete:
            return None
        whole, part = back.cell(pair), back.part(pair, self.group)
        if part is None:
            return Moved(0, whole_above(exactly(self.strength) * whole.most_lost))
        found = part.returning(self.closing(area))
        least = smaller(found.least, part.fewest_lost) if steps.group == EVERYONE else 0
        return Moved(least, smaller(found.most, whole.most_lost))

    def closing(self, area: Area) -> dict[str, float]:
        """Name the reasons by which the group is refused, each with the share that falls away."""
        closing = (code for code, barrier in area.codebook.barrier.items() if barrier.closes == self.group)
        return dict.fromkeys([f"refuses:{self.group}", *closing], self.strength)

    def words(self, area: Area) -> str:
        """Say who accepts whom."""
        part = "" if self.strength == WHOLE else f": {per_100(self.strength)} of every 100 refused for it"
        return f"{wording.service(area, self.service)} accepts {wording.people(area, self.group)}{part}"

    def assumes(self) -> str:
        """Say whom it reaches."""
        return "People of the group who were referred there and refused for being of it start; nobody else is referred."

    def touches(self) -> frozenset[object]:
        """Name the service and the group."""
        return frozenset({("acceptance", self.service, self.group), ("service", self.service)})


def latest(area: Area) -> date | None:
    """Give the latest date of an answer, so that one added below it counts."""
    return max((row.on for row in area.answers if row.on), default=None)
