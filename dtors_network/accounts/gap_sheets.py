"""The tables of the gaps of an area: findings, roots, the rows behind them, and what was reported at the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dtors_network.accounts.doing import doings, root_doings
from dtors_network.accounts.evidence import Rows
from dtors_network.accounts.gap_words import root_weight
from dtors_network.accounts.kinds import CODE, NAME, NUMBER, PEOPLE, TEXT, Named
from dtors_network.accounts.measure_text import COLUMNS as MEASURED
from dtors_network.accounts.measure_text import measure_row
from dtors_network.accounts.reports import report_line
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_gap
from dtors_network.accounts.sources import rests_on
from dtors_network.accounts.words import service_named
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.gaps.basis import EvidenceRow
from dtors_network.gaps.roots import ways_in
from dtors_network.model.area import BarrierReport
from dtors_network.model.bounds import Bounds


@dataclass(frozen=True)
class Found:
    """A gap of an area, as a row."""

    gaps: Gaps
    gap: Gap

    @property
    def lead(self) -> Lead:
        """The gap on its page."""
        return to_gap(self.gaps.area.id, self.gap.id)

    @property
    def people(self) -> Bounds | None:
        """How many people it affects, as far as anybody counted."""
        return self.gap.people.number

    @property
    def count(self) -> int | str | None:
        """The number of people; the cell of a range where it is hidden, None where it is not known."""
        count = self.gap.people.count
        return count.cell if isinstance(count, Bounds) else count

    @cached_property
    def measure(self) -> dict[str, Any]:
        """What a counted gap rests on, by column."""
        return {key: None if cell == "" else cell for key, cell in measure_row(self.gap.finding.measure).items()}


@dataclass(frozen=True, slots=True)
class Root:
    """Gaps with one cause, as a row."""

    found: Found
    root: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A row of a table behind a gap."""

    found: Found
    row: EvidenceRow
    rows: Rows


@dataclass(frozen=True, slots=True)
class Reported:
    """A barrier report at the place of a gap."""

    found: Found
    report: BarrierReport


def _joined(texts: Sequence[str]) -> str | None:
    return ";".join(texts) or None


def _end(of: Found, at: int) -> str | None:
    return of.gap.finding.link[at] if of.gap.finding.link else None


def _measured(key: str) -> Column[Found]:
    return Column[Found](key, "", TEXT, lambda of: of.measure[key])


def _code(key: str, head: str, attribute: str) -> Column[Found]:
    """Give a column of a code that a finding has."""
    return Column[Found](key, head, CODE, lambda of: getattr(of.gap.finding, attribute))


GAPS: Final = (
    Column[Found]("gap", "", TEXT, lambda of: of.gap.id),
    Column[Found]("root", "", TEXT, lambda of: of.gap.root),
    _code("rule", "", "rule"),
    Column[Found]("title", "Finding", TEXT, lambda of: of.gap.title, lambda of: of.lead),
    Column[Found](
        "certainty", "How sure", CODE, lambda of: of.gap.finding.certainty.value, term="certain", says="finding"
    ),
    Column[Found]("client_group", "For", CODE, lambda of: of.gap.finding.group),
    Column[Found](
        "grade", "Reference", CODE, lambda of: of.gap.finding.grade and of.gap.finding.grade.value, term="grade"
    ),
    Column[Found]("route", "", CODE, lambda of: of.gap.finding.route and of.gap.finding.route.code),
    Column[Found]("types", "", TEXT, lambda of: _joined(of.gap.finding.types)),
    Column[Found]("services", "", TEXT, lambda of: _joined(of.gap.finding.services)),
    Column[Found]("source", "", TEXT, lambda of: _end(of, 0)),
    Column[Found]("target", "", TEXT, lambda of: _end(of, 1)),
    Column[Found]("organisations", "", TEXT, lambda of: _joined(of.gap.finding.organisations)),
    Column[Found]("people", "", NUMBER, lambda of: of.count),
    Column[Found]("people", "People", PEOPLE, lambda of: of.people),
    Column[Found]("people_what", "", TEXT, lambda of: of.gap.people.what),
    Column[Found]("evidence", "", TEXT, lambda of: _joined([f"{row.table} {row.row}" for row in of.gap.evidence])),
    Column[Found]("reports", "", TEXT, lambda of: _joined([row.report for row in of.gap.reports])),
    Column[Found]("ask_yes", "", TEXT, lambda of: _asked(of, of.gap.ask.yes or ())),
    Column[Found]("ask_no", "", TEXT, lambda of: _asked(of, of.gap.ask.no or ())),
    Column[Found]("remedy", "", TEXT, lambda of: _remedy(of)),
    Column[Found]("root_title", "", TEXT, lambda of: of.gap.root_title),
    *map(_measured, MEASURED),
    Column[Found]("part", "", PEOPLE, lambda of: of.gap.finding.measure and of.gap.finding.measure.part),
    Column[Found]("whole", "", PEOPLE, lambda of: of.gap.finding.measure and of.gap.finding.measure.whole),
    Column[Found]("records", "", TEXT, lambda of: of.gap.finding.records or None),
    Column[Found]("rests_on", "", TEXT, lambda of: rests_on(of.gaps, of.gap)),
    Column[Found]("next_step", "What to do", TEXT, lambda of: " ".join(doings(of.gaps, of.gap)[0].lines)),
)
ROOTS: Final = (
    Column[Root]("root", "", TEXT, lambda of: of.found.gap.id),
    Column[Root]("title", "What it is", TEXT, lambda of: of.found.gap.root_title, lambda of: of.found.lead),
    Column[Root](
        "certainty", "How sure", CODE, lambda of: of.found.gap.finding.certainty.value, term="certain", says="finding"
    ),
    Column[Root]("rule", "", CODE, lambda of: of.found.gap.finding.rule),
    Column[Root]("kind", "Kind", TEXT, lambda of: RULES[of.found.gap.finding.rule].title, says="rule"),
    Column[Root]("findings", "Findings", NUMBER, lambda of: len(of.root)),
    Column[Root]("ways_in", "", NUMBER, lambda of: len(ways_in(of.root))),
    Column[Root]("weight", "Whom it affects", TEXT, lambda of: root_weight(of.root)),
    Column[Root]("rests_on", "Rests on", TEXT, lambda of: rests_on(of.found.gaps, of.found.gap)),
    Column[Root]("next_step", "What to do", TEXT, lambda of: " ".join(root_doings(of.found.gaps, of.root)[0].lines)),
)
EVIDENCE: Final = (
    Column[Behind]("gap", "", TEXT, lambda of: of.found.gap.id),
    Column[Behind]("table", "", CODE, lambda of: of.row.table),
    Column[Behind]("row", "", NUMBER, lambda of: of.row.row),
    Column[Behind]("file", "", TEXT, lambda of: of.row.file or None),
    Column[Behind]("place", "Where it is written", TEXT, lambda of: of.rows.place(of.row)),
    Column[Behind]("says", "What it says", TEXT, lambda of: of.rows.says(of.row, of.found.gap.finding.group)),
)
REPORTS: Final = (
    Column[Reported]("gap", "", TEXT, lambda of: of.found.gap.id),
    Column[Reported]("report", "", TEXT, lambda of: of.report.report),
    Column[Reported]("code", "", TEXT, lambda of: of.report.code),
    Column[Reported]("what", "What was reported", TEXT, lambda of: report_line(of.found.gaps.area, of.report).what),
    Column[Reported]("side", "", CODE, lambda of: of.report.side),
    Column[Reported]("source", "", NAME, lambda of: _service(of, of.report.source)),
    Column[Reported]("target", "", NAME, lambda of: _service(of, of.report.target)),
    Column[Reported]("service", "", NAME, lambda of: _service(of, of.report.service)),
    Column[Reported]("service_type", "", CODE, lambda of: of.report.service_type or None),
    Column[Reported]("reporter_role", "", CODE, lambda of: of.report.reporter_role),
    Column[Reported]("reply", "", CODE, lambda of: of.report.reply),
    Column[Reported](
        "sentence", "By whom, where", TEXT, lambda of: report_line(of.found.gaps.area, of.report).sentence
    ),
)


def gap_sheets(gaps: Gaps, listed: Sequence[Gap]) -> tuple[Sheet[Any], ...]:
    """Give the tables of listed gaps; a root stands with all of its gaps where one of them is listed."""
    found = {gap.id: Found(gaps, gap) for gap in listed}
    roots = [Root(Found(gaps, root[0]), root) for root in gaps.roots if any(gap.id in found for gap in root)]
    none = "no gap was found against the reference"
    return (
        Sheet("gaps", "Every finding", GAPS, tuple(found.values()), none=none),
        Sheet("roots", "What has one cause, told as one", ROOTS, roots, none=none),
        Sheet("evidence", "The rows that each finding rests on", EVIDENCE, tuple(_behind(gaps, found.values()))),
        Sheet(
            "reports",
            "What was reported at the same place",
            REPORTS,
            tuple(Reported(of, row) for of in found.values() for row in of.gap.reports),
            none="nobody reported a barrier at these places",
        ),
    )


def _behind(gaps: Gaps, found: Any) -> Iterator[Behind]:
    rows = Rows(gaps.area)
    for of in found:
        yield from (Behind(of, row, rows) for row in of.gap.evidence)


def _service(of: Reported, id_: str) -> Named | None:
    return service_named(of.found.gaps.area, id_) if id_ else None


def _asked(of: Found, questions: Any) -> str | None:
    return " ; ".join(wording.question(of.gaps.area, asked) for asked in questions) or None


def _remedy(of: Found) -> str | None:
    return " ; ".join(wording.step(of.gaps.area, step) for step in of.gap.remedy) or None
