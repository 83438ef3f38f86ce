"""The codebook for reading: a page of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dtors_network.accounts.code_rows import barrier_row
from dtors_network.model.code_facts import mark_of
from dtors_network.model.codebook import BarrierCode, Codebook, Term
from dtors_network.out.levers_page import lever_sections
from dtors_network.out.markdown import code, table
from dtors_network.out.own_codes import OWN_CODES, OWN_INTRODUCTION


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
    row, mark = barrier_row(barrier), mark_of(codebook, barrier.code)
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
