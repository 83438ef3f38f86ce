"""Entries that plants add, and the treatment that satisfies all that the reference asks of them."""

from __future__ import annotations

from dtors_network.model.vocabulary import EVERYONE, Stage
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Sketch


def add_entry(draft: Draft, group: str = EVERYONE) -> Sketch:
    """Add a route in, of a type that the group starts at and that one treatment type can satisfy."""
    kinds = [
        kind
        for kind in sorted(draft.setting.routes_in)
        if kind not in draft.omitted and group in draft.setting.enters(kind) and gates(draft, kind)
    ]
    return draft.add(draft.one_of(kinds, f"no route in that {group} starts at may be added"))


def gates(draft: Draft, kind: str) -> list[str]:
    """List the treatment types, none of them residential, that satisfy every row of a route in."""
    needs = [need for _, need in draft.setting.rows(frozenset({kind}))]
    residential = draft.setting.codebook.types_of(Stage.RESIDENTIAL_AND_INPATIENT)
    others = [other for other in treatment_kinds(draft) if other not in residential]
    return [other for other in others if all(other in need for need in needs)]


def gate_for(draft: Draft, entry: Sketch) -> str:
    """Draw a treatment type that satisfies every row of an entry."""
    return draft.rng.choice(gates(draft, entry.kind))


def treatment_kinds(draft: Draft) -> list[str]:
    """List the types of treatment of which a service may be added without a gap of its own."""
    return [kind for kind in sorted(draft.setting.treatment) if draft.supplied(kind)]
