"""Levers for reading: one line beside a report, rows of the table of codes, and a section of the reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from dtors_network.model.code_facts import levers_of
from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import MEASURES, NOT_READ, Action, EvidenceGrade, Lever, Seen
from dtors_network.report.markdown import code, table

HEADS: Final = ("what is done", "grade", "seen elsewhere", "needs", "source")
INTRODUCTION: Final = f"""\
## Levers: what partnerships do about it

What was seen elsewhere belongs to its own population, and is never the strength of a change in your area. Of each
source the abstract or the opening of the page was read; {NOT_READ} stands where something is to be confirmed, because
it was not read at its source. What a lever needs is our own reading. Grades of evidence:
"""


def lever_line(codebook: Codebook, about: str) -> str:
    """Say in one line what partnerships do about a barrier or a reason for a refusal.

    Parameters
    ----------
    codebook : Codebook
        The codebook, shipped or extended.
    about : str
        One of its codes.

    Returns
    -------
    str
        A sentence; empty where nothing is known, or nothing can be done.

    Raises
    ------
    InputError
        If the codebook has no such code.

    Examples
    --------
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


def lever_sections(codebook: Codebook) -> Iterator[str]:
    """Write what partnerships do about each code, what is no lever, and where nothing was found."""
    yield INTRODUCTION
    yield table(["grade", "what stands behind it"], ((grade.value, grade.meaning) for grade in EvidenceGrade))
    titles = codebook.reasons | MEASURES
    for lever in codebook.levers:
        if lever.is_lever:
            yield from _section(codebook, lever, titles[lever.code])
    yield "### What is not a lever\n"
    none = (lever for lever in codebook.levers if not lever.is_lever)
    yield table(["code", "why"], ((code(lever.code), lever.not_a_lever) for lever in none))
    bare = [one.code for one in codebook.barriers if one.kind == "barrier" and one.code not in codebook.lever]
    if bare:
        yield f"Nothing was found about {', '.join(map(code, bare))}.\n"


def seen_text(codebook: Codebook, seen: Seen) -> str:
    """Say what was seen elsewhere, with its country, design and number."""
    source = f"; {_sources(codebook, seen.sources)}" if seen.sources else ""
    return f"{seen.found} ({seen.country}; {seen.design}; n: {seen.n}{source})"


def _section(codebook: Codebook, lever: Lever, title: str) -> Iterator[str]:
    yield f"### {title}\n"
    yield " ".join(filter(None, _facts(lever))) + "\n"
    if lever.actions:
        yield table(HEADS, (_told(codebook, action) for action in lever.actions))
    if lever.did_not_help:
        yield "What did not help:\n"
        yield table(HEADS, (_told(codebook, action) for action in lever.did_not_help))


def _facts(lever: Lever) -> Iterator[str]:
    yield f"{code(lever.code)}: {lever.title}."
    yield f"At: {', '.join(lever.places)}." if lever.places else ""
    yield f"Tried by `what-if --{lever.change}`." if lever.change else "Not ranked among changes."
    yield f"See also {', '.join(map(code, lever.also))}." if lever.also else ""
    yield lever.note


def _told(codebook: Codebook, action: Action) -> tuple[str, ...]:
    at = f"On {action.at}: " if action.at else ""
    note = f" *{action.note}*" if action.note else ""
    seen = " · ".join(seen_text(codebook, one) for one in action.seen)
    grade = action.grade.value if action.confirmed or action.grade is EvidenceGrade.NOT_GRADED else _doubted(action)
    return (
        f"{at}{action.does}{note}", grade, seen, ", ".join(action.needs), _sources(codebook, action.sources)
    )  # fmt: skip


def _doubted(action: Action) -> str:
    return f"{action.grade.value} {NOT_READ}"


def _action_row(codebook: Codebook, lever: Lever, action: Action, kind: str) -> dict[str, Any]:
    return {
        "list": "levers",
        "code": f"{lever.code}/{action.code}",
        "title": action.does,
        "under": action.at,
        "kind": kind,
        "source": _sources(codebook, action.sources),
        "note": action.note,
        "grade": action.grade.value,
        "confirmed": "yes" if action.confirmed else NOT_READ,
        "seen_elsewhere": " ; ".join(seen_text(codebook, one) for one in action.seen),
        "needs": ";".join(action.needs),
    }


def _sources(codebook: Codebook, codes: Iterable[str]) -> str:
    return "; ".join(codebook.lever_source[one] for one in codes)
