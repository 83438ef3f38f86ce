"""Gaps as the nested values of the JSON output (design §9)."""

from __future__ import annotations

from typing import Any

from dtors_network.accounts.measure_text import measure_document
from dtors_network.gaps import wording
from dtors_network.gaps.finding import Question, Step
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.model.bounds import Bounds


def gaps_document(gaps: Gaps) -> dict[str, Any]:
    """Give the whole result as the JSON document of design §9.

    ``area``, ``reference``, ``not_assessed`` and ``gaps``; only text, numbers, lists, dicts and None.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> document = gaps_document(find_gaps(small_area(), groups=["everyone"]))
    >>> document["area"], document["reference"]["id"]
    ('small', 'partnership_2022')
    """
    area = gaps.area
    return {
        "area": area.id,
        "synthetic": area.synthetic,
        "reference": {"id": area.pathway.id, "title": area.pathway.title, "dated": area.pathway.dated},
        "services_complete": gaps.case.list_complete,
        "not_assessed": list(gaps.not_assessed),
        "gaps": [_gap(gaps, gap) for gap in gaps.gaps],
    }


def _gap(gaps: Gaps, gap: Gap) -> dict[str, Any]:
    finding = gap.finding
    return {
        "gap": gap.id,
        "rule": finding.rule,
        "title": gap.title,
        "certainty": finding.certainty.value,
        "group": finding.group,
        "grade": finding.grade.value if finding.grade else None,
        "route": finding.route.code if finding.route else None,
        "types": list(finding.types),
        "services": list(finding.services),
        "link": list(finding.link) if finding.link else None,
        "organisations": list(finding.organisations),
        "people": {"count": _count(gap), "low": gap.people.low, "high": gap.people.high} if gap.people.known else None,
        "evidence": [{"table": row.table, "row": row.row, "file": row.file} for row in gap.evidence],
        "reports": [report.report for report in gap.reports],
        "ask": {
            "yes": [_question(gaps, asked) for asked in gap.ask.yes or ()],
            "no": [_question(gaps, asked) for asked in gap.ask.no or ()],
        },
        "remedy": [_step(gaps, step) for step in gap.remedy],
        "root": gap.root,
        "root_title": gap.root_title,
        "measure": measure_document(finding.measure),
        "records": finding.records or None,
    }


def _count(gap: Gap) -> int | str | None:
    """Give the number of people, the cell of a range where it is hidden, None where it is not known."""
    return gap.people.count.cell if isinstance(gap.people.count, Bounds) else gap.people.count


def _question(gaps: Gaps, asked: Question) -> dict[str, Any]:
    return {
        "question": asked.kind.value,
        "source": asked.source or None,
        "target": asked.target or None,
        "service": asked.service or None,
        "group": asked.group or None,
        "whom": gaps.whom(asked),
        "text": wording.question(gaps.area, asked),
    }


def _step(gaps: Gaps, step: Step) -> dict[str, Any]:
    return {
        "step": step.kind,
        "source": step.source or None,
        "target": step.target or None,
        "service": step.service or None,
        "group": step.group or None,
        "types": list(step.types),
        "text": wording.step(gaps.area, step),
    }
