"""Plants that concern every service of a type: drawn before the core, so that the core follows them.

A policy names types that no service may offer, or a client group that every service of some types refuses.
What it brings about is counted off when all services are known.
"""

from __future__ import annotations

from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Manner, Refusal, Sketch
from dtors_network.synthetic.truth import PlantedGap


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


def refused_group_said(draft: Draft) -> None:
    """Let every receiver of a required route say that it does not take a group, for which the route is not."""
    types, group = _refusable(draft)
    _refuse(draft, Refusal(types, group, Manner.SAID), Certainty.CERTAIN)


def refused_group_doubted(draft: Draft) -> None:
    """Let one receiver say no and the others leave it open: nobody takes the group for certain."""
    types, group = _refusable(draft)
    draft.extra_core += [draft.rng.choice(sorted(types)), draft.rng.choice(sorted(types))]
    _refuse(draft, Refusal(types, group, Manner.DOUBTED), Certainty.SENSITIVE)


def refused_group_reported(draft: Draft) -> None:
    """Report at one receiver at least, or at a link into it, a barrier that closes a group; the others leave it open.

    A report makes acceptance unknown even beside a yes.
    """
    closing = {code.closes for code in draft.setting.codebook.barriers if code.closes}
    types, group = _refusable(draft, among=tuple(closing))
    _refuse(draft, Refusal(types, group, Manner.REPORTED), Certainty.SENSITIVE)


def refused_group_recorded(draft: Draft) -> None:
    """Record that at least ten of a group were referred along a route, and that none started."""
    types, group = _refusable(draft)
    draft.refusals.append(Refusal(types, group, Manner.RECORDED))
    draft.later.append(lambda done: _all_referred_in_vain(done, types, group))


def group_shut_out(draft: Draft) -> None:
    """Let all treatment refuse a group; to be planted alone.

    No entry of the group reaches aftercare, every required route into treatment refuses it, and a route that
    is for this group is missing at each of its senders.
    """
    draft.mixed = False
    group = draft.one_of([g for g in draft.setting.groups if g != EVERYONE], "no client group is assessed")
    draft.refusals.append(Refusal(draft.setting.treatment, group, Manner.SAID))
    draft.later.append(lambda done: _all_refuse(done, draft.setting.treatment, group, Certainty.CERTAIN))
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


def _refuse(draft: Draft, refusal: Refusal, certainty: Certainty) -> None:
    draft.refusals.append(refusal)
    draft.later.append(lambda done: _all_refuse(done, refusal.types, refusal.group, certainty))


def _all_refuse(draft: Draft, types: frozenset[str], group: str, certainty: Certainty) -> None:
    """Expect a refusal on each required route that leads only to the types that refuse."""
    for route in draft.setting.required:
        if types.issuperset(route.receivers) and senders(draft, route):
            draft.expect(
                "refused_group",
                certainty,
                group,
                route.code,
                route.receivers,
                receivers(draft, route),
                planted=True,
            )


def _all_referred_in_vain(draft: Draft, types: frozenset[str], group: str) -> None:
    """Note the refusals on record: observations, whatever the list of services leaves out."""
    for route in draft.setting.required:
        if types.issuperset(route.receivers) and senders(draft, route):
            draft.observed.append(
                PlantedGap(
                    rule="refused_group",
                    certainty=Certainty.CERTAIN,
                    client_group=group,
                    route=route.code,
                    types=tuple(sorted(route.receivers)),
                    services=tuple(sketch.id for sketch in receivers(draft, route)),
                )
            )


def _shut_out(draft: Draft, group: str) -> None:
    for sketch in draft.services.values():
        if sketch.kind in draft.setting.routes_in and group in draft.setting.enters(sketch.kind):
            draft.expect("no_aftercare_route", client_group=group, services=(sketch,), planted=True)
        for route, need in draft.setting.unmet(sketch.roles, draft.setting.treatment):
            if route.client_group == group:
                draft.expect("missing_route", client_group=group, route=route.code, types=need, services=(sketch,))


def conditions(draft: Draft) -> None:
    """Expect one line that cannot be known for each route with a condition whose sending type is there."""
    offered = frozenset(role for sketch in draft.services.values() for role in sketch.roles)
    for route in draft.setting.conditional:
        if not offered.isdisjoint(route.senders):
            rule = "no_provider" if offered.isdisjoint(route.receivers) else "missing_route"
            draft.expect(rule, Certainty.UNKNOWABLE, route.client_group, route.code, route.receivers)


def senders(draft: Draft, route: Route) -> list[Sketch]:
    """List the services that offer a sending type of a route."""
    return [sketch for sketch in draft.services.values() if not sketch.roles.isdisjoint(route.senders)]


def receivers(draft: Draft, route: Route) -> list[Sketch]:
    """List the services that offer a receiving type of a route and are no routes in, by id."""
    found = [sketch for sketch in draft.services.values() if not sketch.roles.isdisjoint(route.receivers)]
    return sorted((s for s in found if s.kind not in draft.setting.routes_in), key=lambda sketch: sketch.id)


# -- what may be left out or refused -----------------------------------------------------------------------------


def _outside_the_trunks(draft: Draft, need: tuple[str, ...]) -> bool:
    """Tell whether nothing that carries people to aftercare is among some types."""
    return need == ("mutual_aid",) or _is_side_support(draft, need)


def _is_side_support(draft: Draft, types: tuple[str, ...]) -> bool:
    """Tell whether some types are all wider support or all residential care."""
    stages = {draft.setting.codebook.stage_of[kind].value for kind in types}
    return stages in ({"wider_support"}, {"residential_and_inpatient"})


def _refusable(draft: Draft, among: tuple[str, ...] | None = None) -> tuple[frozenset[str], str]:
    """Draw receivers of a required route, and a group that may be refused there without other findings."""
    groups = [g for g in draft.setting.groups if g != EVERYONE and (among is None or g in among)]
    choices = [
        (tuple(sorted(route.receivers)), group)
        for route in draft.setting.required
        for group in groups
        if _is_side_support(draft, route.receivers) and draft.omitted.isdisjoint(route.receivers)
        if not _is_for(draft, route.receivers, group)
    ]
    free = [(types, group) for types, group in choices if f"{types} {group}" not in draft.claimed]
    types, group = draft.one_of(free, "no required route and assessed group are left to be refused")
    draft.claimed |= {f"{types} {group}", str(types)}
    return frozenset(types), group


def _is_for(draft: Draft, types: tuple[str, ...], group: str) -> bool:
    """Tell whether some route to these types is for this very group."""
    return any(set(types) & set(r.receivers) and r.client_group == group for r in draft.setting.judged)


def claim(draft: Draft, choices: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Draw types that no other plant counts on, and keep them for this one."""
    free = [types for types in choices if str(types) not in draft.claimed and draft.omitted.isdisjoint(types)]
    types = draft.one_of(free, "no type of service is left that a plant could leave out")
    draft.claimed.add(str(types))
    return types
