"""Levers in words: one line beside a report, and rows of the table of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dtors_network.model.code_facts import levers_of
from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import NOT_READ, Action, EvidenceGrade, Lever, Seen


def lever_line(codebook: Codebook, about: str) -> str:
    """Say in one line what partnerships do about a barrier or a reason for a refusal.

    Empty where nothing is known, or nothing can be done.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> print(lever_line(shipped_codebook(), "delivery.high_caseload"))
    What partnerships do about it: case loads by complexity, and stable people in primary care; see the codebook.
    """
    title = lever_title(codebook, about)
    return f"What partnerships do about it: {title}; see the codebook." if title else ""


def lever_title(codebook: Codebook, about: str) -> str:
    """Name what partnerships do about a code; empty where nothing is known, or nothing can be done."""
    levers = levers_of(codebook, about)
    return levers[0].title if levers else ""


def lever_rows(codebook: Codebook) -> Iterator[dict[str, Any]]:
    """Give one row a lever, then one for each of its actions and for what did not help."""
    for lever in codebook.levers:
        yield {
            "list": "levers",
            "code": lever.code,
            "title": lever.title,
            "definition": lever.not_a_lever,
            "kind": "lever" if lever.is_lever else "not_a_lever",
            "attaches_to": ";".join(lever.places),
            "change": lever.change,
            "also": ";".join(lever.also),
            "needs": ";".join(lever.needs),
            "note": lever.note,
        }
        yield from (_action_row(codebook, lever, action, "action") for action in lever.actions)
        yield from (_action_row(codebook, lever, action, "did_not_help") for action in lever.did_not_help)
    for source in codebook.lever_sources:
        yield {"list": "lever_sources", "code": source.code, "title": source.title}


def seen_text(codebook: Codebook, seen: Seen) -> str:
    """Say what was seen elsewhere, with its country, design and number."""
    source = f"; {sources_text(codebook, seen.sources)}" if seen.sources else ""
    return f"{seen.found} ({seen.country}; {seen.design}; n: {seen.n}{source})"


def _action_row(codebook: Codebook, lever: Lever, action: Action, kind: str) -> dict[str, Any]:
    return {
        "list": "levers",
        "code": f"{lever.code}/{action.code}",
        "title": action.does,
        "under": action.at,
        "kind": kind,
        "source": sources_text(codebook, action.sources),
        "note": action.note,
        "grade": action.grade.value,
        "confirmed": "yes" if action.confirmed else NOT_READ,
        "seen_elsewhere": " ; ".join(seen_text(codebook, one) for one in action.seen),
        "needs": ";".join(action.needs),
    }


def grade_text(action: Action) -> str:
    """Give the grade of an action, with a mark where it is to be confirmed."""
    sure = action.confirmed or action.grade is EvidenceGrade.NOT_GRADED
    return action.grade.value if sure else f"{action.grade.value} {NOT_READ}"


def sources_text(codebook: Codebook, codes: Iterable[str]) -> str:
    """Name sources of levers."""
    return "; ".join(codebook.lever_source[one] for one in codes)
