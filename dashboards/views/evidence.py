"""What a gap rests on, in words: rows of the tables, and what was reported at the same place.

Pseudonyms, excerpts and free text stay in the tables: an interviewee can be known by them (domain.md §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboards.views.words import ENDS, REPLIES, ROLES, SAID, counted, link
from dtors_network.gaps import Gap, wording
from dtors_network.gaps.finding import Question
from dtors_network.model.area import (
    ROW_TYPES,
    Answer,
    Area,
    BarrierReport,
    Referral,
    Refusal,
    Row,
    Service,
    Statement,
)
from dtors_network.model.bounds import count_words
from dtors_network.model.vocabulary import EVERYONE, Agreement, Stage
from dtors_network.report.dates import british


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One row of a table: where it is written, and what it says."""

    place: str
    says: str


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

    @property
    def sentence(self) -> str:
        """Who reported it about which end, where, and what was replied."""
        return f"Reported by {self.reporter}, about {self.about}, at {self.where}. {self.reply}."


def evidence_lines(area: Area, gap: Gap) -> tuple[EvidenceLine, ...]:
    """Put every row behind a gap into words.

    Parameters
    ----------
    area : Area
        The area.
    gap : Gap
        One of its gaps.

    Returns
    -------
    tuple of EvidenceLine
        In the order of the gap's evidence.
    """
    rows = {
        (table, row.origin.row, row.origin.file): row
        for table in ROW_TYPES
        for row in getattr(area, table)
        if row.origin is not None
    }
    found = []
    for evidence in gap.evidence:
        row = rows.get((evidence.table, evidence.row or 0, evidence.file))
        if row is None:
            found.append(EvidenceLine(evidence.table, "Rows that were not read from a file, and so have no number."))
        else:
            place = f"{evidence.file or evidence.table}, row {evidence.row}"
            found.append(EvidenceLine(place, _says(area, row, gap.finding.group)))
    return tuple(found)


def _says(area: Area, row: Row, group: str) -> str:
    match row:
        case Service():
            return " ".join(_service(area, row, group))
        case Statement():
            return _statement(area, row)
        case Referral():
            return _referral(area, row)
        case Refusal():
            return _refusal(area, row)
        case Answer():
            return _answer(area, row)
        case _:
            return "Listed."


def _service(area: Area, row: Service, group: str) -> Iterator[str]:
    yield f"{wording.service(area, row.service)}: {wording.types(area, row.offers, 'and')}."
    accepts = dict(row.accepts).get(group)
    is_route_in = area.codebook.stage_of[row.service_type] is Stage.ROUTES_IN
    if accepts is not None or (group != EVERYONE and not is_route_in):
        said = accepts.value.replace("_", " ") if accepts else "not said"
        yield f"Accepts {wording.people(area, group)}: {said}."
    if row.lists_all_sent_to:
        yield "It named everyone that it refers to."
    if row.lists_all_received_from:
        yield "It named everyone that refers to it."


def _statement(area: Area, row: Statement) -> str:
    end = wording.service(area, row.source if row.end == "sender" else row.target)
    agreed = {Agreement.FORMAL: ", under a written agreement", Agreement.INFORMAL: ", informally"}
    how = agreed.get(row.agreement, "") if row.agreement else ""
    when = f", {row.said_on:%B %Y}" if row.said_on else ""  # the day could tell who was asked
    return (
        f"{link(area, row.source, row.target)}: for {end}, {ROLES[row.reporter_role]} says that "
        f"{SAID[row.says]}{how}{when}."
    )


def _referral(area: Area, row: Referral) -> str:
    counts = (("referred", row.referred), ("accepted", row.accepted), ("started", row.started))
    told = ", ".join(f"{what} {count_words(count)}" for what, count in counts)
    people = "everyone" if row.client_group == EVERYONE else wording.people(area, row.client_group)
    return f"{link(area, row.source, row.target)}, {people}, on record: {told}."


def _refusal(area: Area, row: Refusal) -> str:
    reasons = {term.code: term.title for term in area.codebook.refusal_reasons}
    reasons.update({code: barrier.title for code, barrier in area.codebook.barrier.items()})
    reason = wording.lower_first(reasons.get(row.reason, row.reason))
    return f"{link(area, row.source, row.target)}, did not start ({reason}): {count_words(row.count)}."


def _answer(area: Area, row: Answer) -> str:
    asked = Question(row.question, row.source, row.target, row.service, row.client_group)
    when = f", {british(row.on)}" if row.on else ""
    return f"Settled at a meeting{when}: {wording.question(area, asked)} – {row.answer.value}."


def evidence_summary(gap: Gap) -> str:
    """Say how many rows of which tables stand behind a gap."""
    tables = Counter(row.table for row in gap.evidence)
    told = (f"{number:,} of {table}" for table, number in tables.items())
    return f"{counted(len(gap.evidence), 'row', 'rows')}: {wording.listed(told, 'and')}."


def report_lines(area: Area, gap: Gap) -> tuple[ReportLine, ...]:
    """List what was reported at the place of a gap; what reads the same is said once, and never counted.

    Parameters
    ----------
    area : Area
        The area.
    gap : Gap
        One of its gaps.

    Returns
    -------
    tuple of ReportLine
        In the order of the tables.
    """
    return told_once(area, gap.reports)


def told_once(area: Area, reports: Iterable[BarrierReport]) -> tuple[ReportLine, ...]:
    """Put barrier reports into words; what reads the same is said once, and never counted."""
    return tuple(dict.fromkeys(_report(area, row) for row in reports))


def _report(area: Area, row: BarrierReport) -> ReportLine:
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
    )
