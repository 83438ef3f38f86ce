"""Every code of a codebook as a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dtors_network.accounts.lever_words import lever_rows
from dtors_network.model.code_facts import mark_of
from dtors_network.model.codebook import BarrierCode, Codebook

KEYS: Final = (
    "list", "code", "title", "under", "definition", "kind", "reported_by", "attaches_to", "side", "closes", "test",
    "source", "note", "mark", "mark_shape", "mark_colour", "grade", "confirmed", "seen_elsewhere", "needs", "change",
    "also",
)  # fmt: skip
"""``under`` is the theme of a barrier, the stage of a service type, and where a client group starts;
of an action, the situation that it is for. ``code`` of an action is that of its lever, a slash and its own."""


def code_rows(codebook: Codebook) -> Iterator[dict[str, Any]]:
    """Give one row a code, with those of ``KEYS`` that it has."""
    for kind in codebook.service_types:
        yield {"list": "service_types", "code": kind.code, "title": kind.title, "under": kind.stage.value}
    for group in codebook.client_groups:
        start = ";".join(group.starts_at)
        yield {"list": "client_groups", "code": group.code, "title": group.title, "under": start}
    for barrier in codebook.barriers:
        yield barrier_row(barrier) | _mark(codebook, barrier)
    for name, terms in (("outcomes", codebook.outcomes), ("refusal_reasons", codebook.refusal_reasons)):
        yield from ({"list": name, "code": term.code, "title": term.title} for term in terms)
    yield from lever_rows(codebook)


def barrier_row(barrier: BarrierCode) -> dict[str, Any]:
    """Give what a barrier has as a row, but for its mark."""
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
