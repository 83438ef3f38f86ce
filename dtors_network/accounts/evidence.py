"""The rows that a gap rests on, in words.

Pseudonyms, excerpts and free text stay in the tables: an interviewee can be known by them (domain.md §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from dtors_network.accounts.dates import british
from dtors_network.accounts.words import ROLES, SAID, link
from dtors_network.gaps import Gap, wording
from dtors_network.gaps.basis import EvidenceRow
from dtors_network.gaps.finding import Question
from dtors_network.model.area import (
    ROW_TYPES,
    Answer,
    Area,
    Referral,
    Refusal,
    Row,
    Service,
    Statement,
)
from dtors_network.model.bounds import count_words
from dtors_network.model.groups import members
from dtors_network.model.vocabulary import EVERYONE, Agreement, Stage
from dtors_network.rounding import counted


class Rows:
    """The rows of an area by where they stand, to put those behind a gap into words.

    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(protect(small_area()), groups=["everyone"], rules=["dead_end"])
    >>> rows, gap = Rows(found.area), found.gaps[0]
    >>> rows.place(gap.evidence[0]), rows.says(gap.evidence[0], "everyone")
    ('services, row 3', 'clinic (Riverside): specialist prescribing. It named everyone that it refers to.')
    """

    def __init__(self, area: Area) -> None:
        self.area = area

    @cached_property
    def _at(self) -> dict[tuple[str, int, str], Row]:
        return {
            (table, row.origin.row, row.origin.file): row
            for table in ROW_TYPES
            for row in getattr(self.area, table)
            if row.origin is not None
        }

    def _row(self, of: EvidenceRow) -> Row | None:
        return self._at.get((of.table, of.row or 0, of.file))

    def place(self, of: EvidenceRow) -> str:
        """Say where a row is written."""
        return f"{of.file or of.table}, row {of.row}" if self._row(of) else of.table

    def says(self, of: EvidenceRow, group: str) -> str:
        """Say what a row says, with what it says of a client group."""
        row = self._row(of)
        return _says(self.area, row, group) if row else "Rows that were not read from a file, and so have no number."


def evidence_summary(gap: Gap) -> str:
    """Say how many rows of which tables stand behind a gap."""
    tables = Counter(row.table for row in gap.evidence)
    told = (f"{number:,} of {table}" for table, number in tables.items())
    return f"{counted(len(gap.evidence), 'row', 'rows')}: {wording.listed(told, 'and')}."


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
    is_route_in = area.codebook.stage_of[row.service_type] is Stage.ROUTES_IN
    for one in members(group):
        accepts = dict(row.accepts).get(one)
        if accepts is not None or (one != EVERYONE and not is_route_in):
            said = accepts.value.replace("_", " ") if accepts else "not said"
            yield f"Accepts {wording.people(area, one)}: {said}."
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
