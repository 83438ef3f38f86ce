"""Barriers that were reported, in words: what, where, by whom, about which end, and what the other end said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dtors_network.accounts.words import ENDS, REPLIES, ROLES, link
from dtors_network.gaps import wording
from dtors_network.model.area import Area, BarrierReport
from dtors_network.report.levers_text import lever_line


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
        """Who reported it about which end, where, and what was replied."""
        return f"Reported by {self._told}"

    @property
    def brief(self) -> str:
        """The same, with what was reported."""
        return f"{self.what}, by {self._told}"

    @property
    def _told(self) -> str:
        return f"{self.reporter}, about {self.about}, at {self.where}. {self.reply}."


def told_once(area: Area, reports: Iterable[BarrierReport]) -> tuple[ReportLine, ...]:
    """Put barrier reports into words; what reads the same is said once, and never counted."""
    return tuple(dict.fromkeys(report_line(area, row) for row in reports))


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
        reporter=ROLES[row.reporter_role],
        about=about,
        reply=f"{replier} {REPLIES[row.reply]}",
        note=code.note if code else "",
        lever=lever_line(area.codebook, row.code) if code else "",
    )
