"""Barriers that were reported, in words: what, where, by whom, about which end, and what the other end said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.lever_words import lever_line
from dtors_network.accounts.words import ENDS, REPLIES, ROLES, link
from dtors_network.gaps import wording
from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.vocabulary import Profile

FEW: Final = "one or two people"
"""Whoever spoke of a place where roles are withheld."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One barrier that was reported: what, where, by whom, about which end, and what the other end said."""

    what: str
    meaning: str
    where: str
    reporter: str
    about: str
    reply: str
    note: str
    lever: str = ""

    @property
    def sentence(self) -> str:
        """Where it was reported, about which end, who said it, and whether the other end was asked."""
        return f"Reported {self._told}"

    @property
    def brief(self) -> str:
        """The same, with what was reported."""
        return f"{self.what}, {self._told}"

    @property
    def _told(self) -> str:
        return f"at {self.where}, about {self.about}: {self.said}."

    @property
    def said(self) -> str:
        """Who said it, and what the other end said of it; it stands wherever a barrier stands beside a service."""
        return f"said by {self.reporter}; {wording.lower_first(self.reply)}"


def told_once(area: Area, reports: Iterable[BarrierReport]) -> tuple[ReportLine, ...]:
    """Put barrier reports into words; what reads the same is said once, and never counted."""
    return tuple(dict.fromkeys(report_line(area, row) for row in reports))


def _reporter(area: Area, row: BarrierReport) -> str:
    """Name the role; where the door withheld it, few people spoke of the place (design §8)."""
    if row.reporter_role is None and area.profile not in (None, Profile.NONE):
        return FEW
    return ROLES[row.reporter_role]


def report_line(area: Area, row: BarrierReport) -> ReportLine:
    """Put one barrier report into words, without who wrote it or what it quotes."""
    code = area.codebook.barrier.get(row.code)
    if row.source and row.target:
        where, about, replier = link(area, row.source, row.target), ENDS[row.side], "The other end"
    elif row.service:
        where, about, replier = wording.service(area, row.service), "the service itself", "The service"
    else:
        where = f"services that offer {wording.types(area, (row.service_type,))}" if row.service_type else "the area"
        about, replier = "no service in particular", "Whoever it concerns"
    return ReportLine(
        what=code.title if code else row.code,
        meaning=code.definition if code else "",
        where=where,
        reporter=_reporter(area, row),
        about=about,
        reply=f"{replier} {REPLIES[row.reply]}",
        note=code.note if code else "",
        lever=lever_line(area.codebook, row.code) if code else "",
    )
