"""Open a service to a client group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from dtors_network.errors import Fault
from dtors_network.flow.steps import Steps
from dtors_network.gaps import wording
from dtors_network.model.area import Answer, Area, Referral
from dtors_network.model.vocabulary import QuestionKind, YesNo
from dtors_network.whatif.change import Moved, unknown, with_starts
from dtors_network.whatif.refused import returning

BY = "what-if"


@dataclass(frozen=True, slots=True, order=True)
class Open:
    """A service accepts a client group.

    Examples
    --------
    >>> Open("minds", "currently_using").write()
    'minds:currently_using'
    """

    service: str
    group: str

    option: ClassVar[str] = "open"

    def write(self) -> str:
        """Give it as SERVICE:GROUP."""
        return f"{self.service}:{self.group}"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known service and a known group."""
        if self.service not in area.service:
            yield unknown("service", self.service, area.service)
        if self.group not in area.codebook.group:
            yield unknown("client group", self.group, area.codebook.group)

    def to_area(self, area: Area) -> Area:
        """Settle that the group is accepted, after whatever was answered before.

        That nobody of the group started there in the period says nothing of what would be: it is not counted any more.
        """
        answer = Answer(
            service=self.service,
            client_group=self.group,
            question=QuestionKind.ACCEPTANCE,
            answer=YesNo.YES,
            by=BY,
            on=latest(area),
        )
        referrals = tuple(
            replace(row, started=None, accepted=None) if self._is_refusal(row) else row for row in area.referrals
        )
        return replace(area, answers=(*area.answers, answer), referrals=referrals, tables=area.tables | {"answers"})

    def _is_refusal(self, row: Referral) -> bool:
        return (row.target, row.client_group, row.started) == (self.service, self.group, 0)

    def to_steps(self, steps: Steps) -> Steps:
        """Let those of the group come back who were lost there for being of it; without a reason, none to all."""
        if steps.group != self.group or steps.who != steps.group:
            return steps
        area = steps.network.area
        closing = {code for code, barrier in area.codebook.barrier.items() if barrier.closes == self.group}
        rows = [row for row in (*steps.onward, *steps.coverage) if row.target == self.service]
        moved = {
            (row.source, row.target): returning(area, self.group, row, closing.__contains__)
            if (row.source, row.target, self.group) in area.refusals_at
            else Moved(0, row.lost.high)
            for row in rows
        }
        return with_starts(steps, moved)

    def words(self, area: Area) -> str:
        """Say who accepts whom."""
        return f"{wording.service(area, self.service)} accepts {wording.people(area, self.group)}"

    def assumes(self) -> str:
        """Say whom it reaches."""
        return "People of the group who were referred there and refused for being of it start; nobody else is referred."

    def touches(self) -> frozenset[object]:
        """Name the service and the group."""
        return frozenset({("acceptance", self.service, self.group), ("service", self.service)})


def latest(area: Area) -> date | None:
    """Give the latest date of an answer, so that one added below it counts."""
    return max((row.on for row in area.answers if row.on), default=None)
