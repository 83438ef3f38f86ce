"""Levers for reading: a section of the codebook's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.accounts.lever_words import grade_text, seen_text, sources_text
from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import MEASURES, NOT_READ, Action, EvidenceGrade, Lever
from dtors_network.out.markdown import code, table

HEADS: Final = ("what is done", "grade", "seen elsewhere", "needs", "source")
INTRODUCTION: Final = f"""\
## Levers: what partnerships do about it

What was seen elsewhere belongs to its own population, and is never the strength of a change in your area. Of each
source the abstract or the opening of the page was read; {NOT_READ} stands where something is to be confirmed, because
it was not read at its source. What a lever needs is our own reading. Grades of evidence:
"""


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
    needs, sources = ", ".join(action.needs), sources_text(codebook, action.sources)
    return f"{at}{action.does}{note}", grade_text(action), seen, needs, sources
