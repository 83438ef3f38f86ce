"""The codebook for reading: as one table of all codes, and as a page of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from dtors_network.model.code_facts import mark_of
from dtors_network.model.codebook import BarrierCode, Codebook, Term
from dtors_network.report.levers_text import lever_rows, lever_sections
from dtors_network.report.markdown import code, table
from dtors_network.report.own_codes import OWN_CODES, OWN_INTRODUCTION

KEYS: Final = (
    "list", "code", "title", "under", "definition", "kind", "reported_by", "attaches_to", "side", "closes", "test",
    "source", "note", "mark", "mark_shape", "mark_colour", "grade", "confirmed", "seen_elsewhere", "needs", "change",
    "also",
)  # fmt: skip
"""``under`` is the theme of a barrier, the stage of a service type, and where a client group starts;
of an action, the situation that it is for. ``code`` of an action is that of its lever, a slash and its own."""


def codebook_page(codebook: Codebook) -> str:
    """Write the codebook as a page of Markdown.

    Parameters
    ----------
    codebook : Codebook
        The codebook.

    Returns
    -------
    str
        A page with one section for each list of codes.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> print(codebook_page(shipped_codebook()).splitlines()[0])
    # Codebook of the DTORS qualitative study
    """
    return "\n".join(_sections(codebook))


def code_rows(codebook: Codebook) -> Iterator[dict[str, Any]]:
    """Give one row a code, with those of ``KEYS`` that it has."""
    for kind in codebook.service_types:
        yield {"list": "service_types", "code": kind.code, "title": kind.title, "under": kind.stage.value}
    for group in codebook.client_groups:
        start = ";".join(group.starts_at)
        yield {"list": "client_groups", "code": group.code, "title": group.title, "under": start}
    for barrier in codebook.barriers:
        yield _barrier(barrier) | _mark(codebook, barrier)
    for name, terms in (("outcomes", codebook.outcomes), ("refusal_reasons", codebook.refusal_reasons)):
        yield from ({"list": name, "code": term.code, "title": term.title} for term in terms)
    yield from lever_rows(codebook)


def _barrier(barrier: BarrierCode) -> dict[str, Any]:
    same = ("code", "title", "definition", "kind", "source", "note")
    return {name: getattr(barrier, name) for name in same} | {
        "list": "barriers",
        "under": barrier.theme,
        "reported_by": ";".join(barrier.reported_by),
        "attaches_to": ";".join(barrier.attaches_to),
        "side": barrier.side.value if barrier.side else "",
        "closes": barrier.closes or "",
        "test": barrier.test or "",
    }


def _mark(codebook: Codebook, barrier: BarrierCode) -> dict[str, str]:
    mark = mark_of(codebook, barrier.code)
    return {"mark": mark.letter, "mark_shape": mark.shape, "mark_colour": mark.colour} if mark else {}


def _sections(codebook: Codebook) -> Iterator[str]:
    yield f"# {codebook.title}\n\nSource: {codebook.source}.\n"
    yield "## Service types\n"
    yield table(["stage", "code", "title"], _typed(codebook))
    yield "## Client groups\n\nGroups overlap, and each lies within everyone.\n"
    starts = (
        (code(group.code), group.title, ", ".join(map(code, group.starts_at)) or "every route in")
        for group in codebook.client_groups
    )
    yield table(["code", "title", "starts at"], starts)
    yield "## Barriers, benefits and context\n\nThe source gives examples, not a full list: add codes of your own.\n"
    for theme, barriers in groupby(codebook.barriers, key=lambda barrier: barrier.theme):
        yield f"### {theme or 'Own codes'}\n"
        heads = ["code", "what it means", "kind", "mark", "reported by", "attaches to", "source"]
        yield table(heads, (_told(codebook, barrier) for barrier in barriers))
    yield "## Outcomes\n"
    yield _terms(codebook.outcomes)
    yield "## Reasons for a refusal\n\nEvery code under barriers is a valid reason too.\n"
    yield _terms(codebook.refusal_reasons)
    yield from lever_sections(codebook)
    yield OWN_INTRODUCTION
    yield f"```yaml\n{OWN_CODES}```\n"


def _typed(codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    titles = {stage.code: stage.title for stage in codebook.stages}
    order = list(titles)
    for kind in sorted(codebook.service_types, key=lambda kind: order.index(kind.stage)):
        yield titles[kind.stage], code(kind.code), kind.title


def _told(codebook: Codebook, barrier: BarrierCode) -> tuple[str, ...]:
    row, mark = _barrier(barrier), mark_of(codebook, barrier.code)
    reporters = row["reported_by"].replace(";", ", ").replace("_", " ") or "not attributed"
    places = row["attaches_to"].replace(";", ", ").replace("_", " ")
    raised = f"; raised by the {barrier.side}" if barrier.side else ""
    marked = f"{mark.letter}, {mark.shape.replace('_', ' ')}, {code(mark.colour)}" if mark else ""
    return (
        code(barrier.code), " ".join(_meaning(barrier)), barrier.kind, marked, reporters, places + raised,
        barrier.source,
    )  # fmt: skip


def _meaning(barrier: BarrierCode) -> Iterator[str]:
    yield f"**{barrier.title}.** {barrier.definition}"
    if barrier.note:
        yield f"*{barrier.note}*"
    if barrier.closes:
        yield f"A report makes acceptance of {code(barrier.closes)} unknown."
    if barrier.test:
        yield f"Held against records by {code(barrier.test)}."


def _terms(terms: tuple[Term, ...]) -> str:
    return table(["code", "title"], ((code(term.code), term.title) for term in terms))
