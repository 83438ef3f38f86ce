"""Add a referral link, or confirm one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from dtors_network.errors import Fault
from dtors_network.flow.steps import Row, Steps, row_of
from dtors_network.gaps import wording
from dtors_network.model.area import Answer, Area
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.vocabulary import QuestionKind, YesNo
from dtors_network.whatif.change import unknown
from dtors_network.whatif.open_service import BY, latest


@dataclass(frozen=True, slots=True, order=True)
class AddLink:
    """People are referred from one service to another, and taken.

    ``share`` is the part of those who now leave the sender, or are lost there, that would start at the receiver;
    None where nobody can say, and then anything from none to all.

    Examples
    --------
    >>> AddLink("prison", "clinic", 0.4).write(), AddLink("prison", "clinic").write()
    ('prison>clinic=0.4', 'prison>clinic')
    """

    source: str
    target: str
    share: float | None = None

    option: ClassVar[str] = "add"

    def write(self) -> str:
        """Give it as SENDER>RECEIVER, with =SHARE where it is known."""
        return f"{self.source}>{self.target}" + ("" if self.share is None else f"={self.share:g}")

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for two services that differ, and a share between 0 and 1."""
        for end in (self.source, self.target):
            if end not in area.service:
                yield unknown("service", end, area.service)
        if self.source == self.target:
            yield Fault("a link leads from a service to itself", "Name two services", value=self.write())
        if self.share is not None and not 0 <= self.share <= 1:
            yield Fault("a share lies between 0 and 1", "Write such as 0.4", value=f"{self.share:g}")

    def to_area(self, area: Area) -> Area:
        """Settle that the link works, after whatever was answered before."""
        answer = Answer(
            source=self.source,
            target=self.target,
            question=QuestionKind.LINK,
            answer=YesNo.YES,
            by=BY,
            on=latest(area),
        )
        return replace(area, answers=(*area.answers, answer), tables=area.tables | {"answers"})

    def to_steps(self, steps: Steps) -> Steps:
        """Let a share of those who end at the sender start at the receiver."""
        known = self.source in steps.position and self.target in steps.position
        if not known or self.source in steps.not_counted:
            return steps
        ending = [row for row in steps.onward if row.source == self.source]
        left = steps.left.get(self.source, {})
        least, most = (self.share, self.share) if self.share is not None else (0.0, 1.0)
        few = sum(row.lost.low for row in ending) + sum(number.low for number in left.values())
        many = sum(row.lost.high for row in ending) + sum(number.high for number in left.values())
        gained = Bounds(math.floor(least * few), math.ceil(most * many))
        rows = [_lost_less(row, least, most) if row.source == self.source else row for row in steps.onward]
        return replace(
            steps,
            onward=_with_row(rows, self.source, self.target, gained),
            left={**steps.left, self.source: {code: _less(number, least, most) for code, number in left.items()}},
        )

    def words(self, area: Area) -> str:
        """Say who refers to whom, and how many take it."""
        ends = f"{wording.service(area, self.source)} refers people to {wording.service(area, self.target)}"
        return ends if self.share is None else f"{ends}, and {self.share * 100:.0f} % of those who now end there start"

    def assumes(self) -> str:
        """Say whom it reaches."""
        if self.share is None:
            return "Nobody can say how many would take a new link: from none of those who now end there to all of them."
        return "The share of those who would take the new link was given, not counted."

    def touches(self) -> frozenset[object]:
        """Name the link and its ends."""
        return frozenset({("link", self.source, self.target), ("service", self.source), ("service", self.target)})


def _less(number: Bounds, least: float, most: float) -> Bounds:
    return Bounds(math.floor(number.low * (1 - most)), math.ceil(number.high * (1 - least)))


def _lost_less(row: Row, least: float, most: float) -> Row:
    """Take from those lost at a row as many as the new link would have."""
    lost = _less(row.lost, least, most)
    return row_of(row.source, row.target, row.started + lost, row.started, NOBODY)


def _with_row(rows: list[Row], source: str, target: str, gained: Bounds) -> tuple[Row, ...]:
    """Add the new starts to the row of the pair, or make one."""
    for at, row in enumerate(rows):
        if (row.source, row.target) == (source, target):
            rows[at] = replace(row, started=row.started + gained, referred=row.referred + gained)
            return tuple(rows)
    return (*rows, row_of(source, target, gained, gained, NOBODY))
