"""The part of a synthetic area that has no gaps: a core of two trunks in each district, and spare services."""

from __future__ import annotations

from typing import Final

from dtors_network.model.vocabulary import Stage
from dtors_network.synthetic.doubts import doubt
from dtors_network.synthetic.draft import NONE, Draft
from dtors_network.synthetic.sketch import Part, Side, Sketch

DISTRICT: Final = 28
"""Services of a district, from which on another one is added."""

Kinds = list[tuple[str, Side]]

ALSO: dict[str, tuple[str, ...]] = {
    "gp": ("gp_prescribing",),
    "specialist_prescribing": ("psychosocial",),
    "psychosocial": ("day_programme", "self_or_family"),
    "day_programme": ("psychosocial",),
    "inpatient_detoxification": ("residential_rehabilitation",),
    "open_access": ("outreach", "needle_exchange"),
    "aftercare": ("recovery_support", "employment_education"),
    "housing": ("finance_benefits",),
    "finance_benefits": ("employment_education",),
    "wellbeing": ("physical_health", "family_parenting"),
}
"""What a spare service may offer besides its own type."""

TRUNKS: dict[Side, tuple[tuple[str, ...], ...]] = {
    Side.LEFT: (("specialist_prescribing", "gp_prescribing"), ("aftercare",)),
    Side.RIGHT: (("psychosocial", "day_programme"), ("recovery_support",)),
}
"""The two trunks: types to choose from for the treatment, then for the aftercare of each."""

WEIGHT: dict[Stage, int] = {
    Stage.ROUTES_IN: 3,
    Stage.OPEN_ACCESS: 2,
    Stage.STRUCTURED_TREATMENT: 4,
    Stage.RESIDENTIAL_AND_INPATIENT: 1,
    Stage.AFTERCARE_AND_RECOVERY: 3,
    Stage.WIDER_SUPPORT: 3,
}
"""How often a spare service belongs to a stage."""


def add_core(draft: Draft, home: int) -> None:
    """Add a district: two trunks that share no organisation, and one service of all else that the reference asks.

    Every entry leads to the treatment of both trunks and the treatment of each trunk to its own aftercare: two
    ways that share neither a service nor an organisation, so no single point. All that the reference asks of
    any of these services is confirmed, and all of them accept every assessed group.
    """
    members = [draft.add(kind, Part.CORE, side, home=home) for kind, side in core_kinds(draft)]
    for side in TRUNKS:
        found = [sketch for sketch in members if sketch.side is side]
        draft.trunks[home, side] = found[: len(_trunk_kinds(draft, side))]
    for sketch in members:
        lead_on(draft, sketch)
        draft.satisfy(sketch)


def core_kinds(draft: Draft) -> Kinds:
    """List the types of a core: two trunks, entries for each group, and what their referrals need."""
    kinds: Kinds = [(draft.rng.choice(choices), side) for side in TRUNKS for choices in _trunk_kinds(draft, side)]
    kinds += [(kind, Side.BESIDE) for kind in (*_entries(draft), *draft.extra_core)]
    waiting = [kind for kind, _ in kinds]
    while waiting:
        needed = _needed_by(draft, waiting.pop(), {kind for kind, _ in kinds})
        kinds += [(kind, draft.rng.choice(list(TRUNKS))) for kind in needed]
        waiting += needed
    return kinds


def _trunk_kinds(draft: Draft, side: Side) -> list[tuple[str, ...]]:
    """List the types to choose from for the treatment and the aftercare of a trunk."""
    kinds = [tuple(kind for kind in choices if kind not in draft.omitted) for choices in TRUNKS[side]]
    return [choices for choices in kinds if choices]


def _entries(draft: Draft) -> list[str]:
    """Choose a route in for each assessed group, where it is not left out."""
    chosen = ["self_or_family"]
    for group in draft.setting.groups:
        starts = [k for k in draft.setting.codebook.group[group].starts_at if k not in draft.omitted]
        if starts and not set(starts) & set(chosen):
            chosen.append(draft.rng.choice(starts))
    return chosen


def _needed_by(draft: Draft, kind: str, known: set[str]) -> list[str]:
    """List one type for each need of a type that nobody offers yet."""
    found: list[str] = []
    for _, need in draft.setting.rows(frozenset({kind})):
        choices = sorted(need - draft.omitted)
        if choices and need.isdisjoint({*known, *found}):
            found.append(draft.rng.choice(choices))
    return found


def lead_on(draft: Draft, sketch: Sketch) -> None:
    """Lead an entry to the treatment of both trunks, and the treatment of each trunk to its own aftercare.

    Other treatment is led on by what the reference asks of it, or else to the aftercare of a trunk.
    """
    if sketch.kind in draft.setting.routes_in:
        for side in TRUNKS:
            draft.connect(sketch, draft.trunks[sketch.home, side][0])
    elif _carries_a_trunk(draft, sketch) or not _is_led_on(draft, sketch):
        side = sketch.side if sketch.side in TRUNKS else draft.rng.choice(list(TRUNKS))
        for recovery in draft.trunks[sketch.home, side][1:]:
            draft.connect(sketch, recovery)


def _carries_a_trunk(draft: Draft, sketch: Sketch) -> bool:
    return sketch.side in TRUNKS and sketch is draft.trunks[sketch.home, sketch.side][0]


def _is_led_on(draft: Draft, sketch: Sketch) -> bool:
    """Tell whether a service is no treatment, or the reference sends its people on to treatment or recovery."""
    residential = draft.setting.codebook.types_of(Stage.RESIDENTIAL_AND_INPATIENT)
    onwards = (draft.setting.treatment | draft.setting.recovery).difference(residential, draft.omitted)
    return sketch.roles.isdisjoint(draft.setting.treatment) or any(
        need & onwards == need - draft.omitted != NONE for _, need in draft.setting.rows(sketch.roles)
    )


def fill(draft: Draft, size: int) -> None:
    """Add districts and spare services until the area has its size."""
    homes = 1
    kinds = _spare_kinds(draft)
    while len(draft.services) < size:
        room = size - len(draft.services)
        if room >= 2 * DISTRICT and len(draft.services) >= homes * DISTRICT:
            add_core(draft, homes)
            homes += 1
        else:
            add_spare(draft, homes - 1, kinds)


def add_spare(draft: Draft, home: int, kinds: list[str]) -> None:
    """Add a service that nobody relies on: whatever is unknown about it brings no finding with it."""
    kind = draft.rng.choice(kinds)
    side = draft.rng.choice(list(TRUNKS))
    sketch = draft.add(kind, Part.SPARE, side, also=_also(draft, kind), home=home)
    for group, accepts in sketch.accepts.items():
        if accepts == "yes" and draft.rng.random() < draft.unknown_share:
            sketch.accepts[group] = draft.rng.choice(("unknown", "unknown", "no"))
    lead_on(draft, sketch)
    draft.satisfy(sketch)


def _spare_kinds(draft: Draft) -> list[str]:
    known = draft.setting.codebook.service_types
    return [kind.code for kind in known if draft.supplied(kind.code) for _ in range(WEIGHT[kind.stage])]


def _also(draft: Draft, kind: str) -> tuple[str, ...]:
    also = [other for other in ALSO.get(kind, ()) if draft.supplied(other) and draft.rng.random() < 0.3]
    return tuple(also) if draft.mixed else ()


def add_links(draft: Draft, wanted: int) -> None:
    """Add links between services of the core and spare ones until there are as many as wanted, as far as they go.

    They only add ways to services that need none, so they bring no finding but that of a disputed link.
    """
    homes: dict[int, list[Sketch]] = {}
    for sketch in draft.services.values():
        if sketch.part is not Part.PLANT:
            homes.setdefault(sketch.home, []).append(sketch)
    tries = 12 * max(0, wanted - len(draft.links))
    while len(draft.links) < wanted and tries > 0:
        tries -= 1
        _add_link(draft, homes)


def _add_link(draft: Draft, homes: dict[int, list[Sketch]]) -> None:
    near = draft.rng.choice(homes[draft.rng.randrange(len(homes))])
    home = near.home if draft.rng.random() < 0.9 else draft.rng.randrange(len(homes))
    other = draft.rng.choice(homes[home])
    if near is other or (near.id, other.id) in draft.links or not _plausible(draft, near, other):
        return
    if draft.rng.random() < draft.unknown_share:
        doubt(draft, near, other)
    else:
        draft.connect(near, other)


def _plausible(draft: Draft, source: Sketch, target: Sketch) -> bool:
    """Tell whether people are sent this way: onwards, between treatments, or between wider support and treatment."""
    if target.kind in draft.setting.routes_in:
        return source.kind in draft.setting.routes_in and draft.rng.random() < 0.2
    if source.kind in draft.setting.routes_in or target.roles & draft.setting.treatment:
        return bool(target.roles & draft.setting.treatment)
    return bool(source.roles & (draft.setting.treatment | draft.setting.recovery))
