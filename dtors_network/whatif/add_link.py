"""Add a referral link, or confirm one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Self

from dtors_network.errors import Fault
from dtors_network.flow.steps import Pair, Row, Steps
from dtors_network.gaps import wording
from dtors_network.model.area import Answer, Area
from dtors_network.model.bounds import NOBODY, Bounds, total
from dtors_network.model.near import unknown_name
from dtors_network.model.vocabulary import QuestionKind, YesNo
from dtors_network.rounding import per_100
from dtors_network.whatif.after import Returned
from dtors_network.whatif.change import ARROW, Change, exactly, two_names, with_number, written
from dtors_network.whatif.open_service import BY, latest


@dataclass(frozen=True, slots=True, order=True)
class AddLink(Change):
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
    order: ClassVar[int] = 2

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it as SENDER>RECEIVER, with =SHARE where it is known."""
        named, share = with_number(text)
        return cls(*two_names(named, ARROW), share)

    def write(self) -> str:
        """Give it as SENDER>RECEIVER, with =SHARE where it is known."""
        share = "" if self.share is None else f"={self.share!r}"
        return f"{written(self.source)}>{written(self.target)}{share}"

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for two services that differ, and a share between 0 and 1."""
        for end in (self.source, self.target):
            if end not in area.service:
                yield unknown_name("service", end, area.service)
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

    def holds_at(self, source: str, target: str) -> bool:
        """Tell whether it may let people start at a link."""
        return (source, target) == (self.source, self.target)

    @property
    def new_link(self) -> Pair:
        """The link that it makes."""
        return self.source, self.target

    def taken(self, sign: int) -> float:
        """Give the share, or from none to all where nobody gave it."""
        return float(sign > 0) if self.share is None else self.share

    def to_steps(self, steps: Steps) -> Steps:
        """Let a share of those who end at the sender start at the receiver; the others are counted as lost there."""
        known = self.source in steps.position and self.target in steps.position
        if not known or self.source in steps.not_counted:
            return steps
        mine = [row for row in steps.onward if row.source == self.source]
        ended = total(row.lost for row in mine) + total(steps.left.get(self.source, {}).values())
        least, most = (Fraction(0), Fraction(1)) if self.share is None else (exactly(self.share),) * 2
        gained = Bounds(math.floor(least * ended.low), math.ceil(most * ended.high))
        rows = [_nobody_lost(row) if row.source == self.source else row for row in steps.onward]
        return replace(
            steps,
            onward=_with_row(rows, self.source, self.target, ended, gained),
            left={**steps.left, self.source: {}},
        )

    def words(self, area: Area) -> str:
        """Say who refers to whom, and how many take it."""
        ends = f"{wording.service(area, self.source)} refers people to {wording.service(area, self.target)}"
        return ends if self.share is None else f"{ends}, and {per_100(self.share)} % of those who now end there start"

    def assumes(self) -> str:
        """Say whom it reaches."""
        if self.share is None:
            return "Nobody can say how many would take a new link: from none of those who now end there to all of them."
        return "The share of those who would take the new link was given, not counted."

    def touches(self) -> frozenset[object]:
        """Name the link and its ends."""
        return frozenset({("link", self.source, self.target), ("service", self.source), ("service", self.target)})


def _nobody_lost(row: Row) -> Row:
    """Leave only those who start: referred at the fewest who do, so that nobody is lost however many it is."""
    return replace(row, referred=Bounds(row.started.low, row.started.low), kept=NOBODY)


def _with_row(rows: list[Row], source: str, target: str, ended: Bounds, gained: Bounds) -> tuple[Row, ...]:
    """Add those who start now to the row of the pair, or make one; whoever ends at the sender still was referred."""
    place = next((at for at, row in enumerate(rows) if (row.source, row.target) == (source, target)), len(rows))
    before = rows[place] if place < len(rows) else Row(source, target, NOBODY, NOBODY, NOBODY)
    few, more = (before.few, before.more) if isinstance(before, Returned) else (before.started.low, 0)
    started = before.started
    row = Returned(
        source,
        target,
        referred=started + ended,
        started=started + gained,
        kept=NOBODY,
        few=few + gained.low,
        more=more + gained.high,
    )
    return (*rows[:place], row, *rows[place + 1 :])
