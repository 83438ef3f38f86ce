"""Plants that concern every service of a type: drawn before the core, so that the core follows them.

A policy names types that no service may offer, or a client group that every service of some types refuses.
What it brings about is counted off when all services are known.
"""

from __future__ import annotations

from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.refusals import all_refuse, is_side_support, senders
from dtors_network.synthetic.sketch import Manner, Refusal


def no_provider(draft: Draft) -> None:
    """Leave out a need of the reference: nobody offers any of its types.

    Only types outside the trunks (wider support, mutual aid, residential care) are left out, so ways to
    aftercare stay. Every row of the reference that needs nothing but these types shows the gap.
    """
    needs = sorted({tuple(sorted(need)) for route in draft.setting.judged for need in route.needs})
    chosen = claim(draft, [need for need in needs if _outside_the_trunks(draft, need)])
    draft.omitted |= set(chosen)
    draft.later.append(lambda done: _nobody(done, chosen))


def no_recovery(draft: Draft) -> None:
    """Leave out aftercare and recovery altogether; to be planted alone.

    No entry reaches aftercare and no treatment leads there. In a list that is not complete a service may be
    missing, so neither can be known: one line for each rule.
    """
    draft.omitted |= draft.setting.recovery
    draft.later.append(lambda done: _nobody(done, *(need for route in done.setting.judged for need in route.needs)))
    draft.later.append(_nothing_after_treatment)


def no_entry(draft: Draft) -> None:
    """Leave out every route in of an assessed group: its way to aftercare cannot be judged."""
    groups = [group for group in draft.setting.groups if draft.setting.codebook.group[group].starts_at]
    group = draft.one_of(groups, "no assessed group starts at routes in of its own")
    draft.omitted |= set(draft.setting.codebook.group[group].starts_at)
    draft.expect("no_aftercare_route", Certainty.UNKNOWABLE, group, planted=True)
    draft.later.append(lambda done: _nobody(done, tuple(done.setting.codebook.group[group].starts_at)))


def group_shut_out(draft: Draft) -> None:
    """Let all treatment refuse a group; to be planted alone.

    No entry of the group reaches aftercare, every required route into treatment refuses it, and a route that
    is for this group is missing at each of its senders.
    """
    draft.mixed = False
    group = draft.one_of([g for g in draft.setting.groups if g != EVERYONE], "no client group is assessed")
    draft.refusals.append(Refusal(draft.setting.treatment, group, Manner.SAID))
    draft.later.append(lambda done: all_refuse(done, draft.setting.treatment, group, Certainty.CERTAIN))
    draft.later.append(lambda done: _shut_out(done, group))


# -- what they bring about -------------------------------------------------------------------------------------


def _nobody(draft: Draft, *chosen: tuple[str, ...]) -> None:
    """Expect a missing provider for each row that needs only what was left out."""
    for route in draft.setting.judged:
        for need in route.needs:
            if set(need) <= draft.omitted and senders(draft, route):
                mine = any(set(need) == set(types) for types in chosen)
                draft.expect("no_provider", client_group=route.client_group, route=route.code, types=need, planted=mine)


def _nothing_after_treatment(draft: Draft) -> None:
    if not draft.complete:
        for rule in ("no_aftercare_route", "dead_end"):
            draft.expect(rule, Certainty.UNKNOWABLE, planted=True)
        return
    for sketch in draft.services.values():
        if sketch.kind in draft.setting.routes_in:
            draft.expect("no_aftercare_route", services=(sketch,), planted=True)
        if sketch.roles & draft.setting.treatment:
            draft.expect("dead_end", services=(sketch,), planted=True)


def _shut_out(draft: Draft, group: str) -> None:
    for sketch in draft.services.values():
        if sketch.kind in draft.setting.routes_in and group in draft.setting.enters(sketch.kind):
            draft.expect("no_aftercare_route", client_group=group, services=(sketch,), planted=True)
        for route, need in draft.setting.unmet(sketch.roles, draft.setting.treatment):
            if route.client_group == group:
                draft.expect("missing_route", client_group=group, route=route.code, types=need, services=(sketch,))


# -- what may be left out or refused -----------------------------------------------------------------------------


def _outside_the_trunks(draft: Draft, need: tuple[str, ...]) -> bool:
    """Tell whether nothing that carries people to aftercare is among some types."""
    return need == ("mutual_aid",) or is_side_support(draft, need)


def claim(draft: Draft, choices: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Draw types that no other plant counts on, and keep them for this one."""
    free = [types for types in choices if str(types) not in draft.claimed and draft.omitted.isdisjoint(types)]
    types = draft.one_of(free, "no type of service is left that a plant could leave out")
    draft.claimed.add(str(types))
    return types
