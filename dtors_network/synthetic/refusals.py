"""Plants that let every service of some types refuse a client group, or leave it open whether they do."""

from __future__ import annotations

from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Manner, Refusal, Sketch
from dtors_network.synthetic.truth import PlantedGap


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


def _refuse(draft: Draft, refusal: Refusal, certainty: Certainty) -> None:
    draft.refusals.append(refusal)
    draft.later.append(lambda done: all_refuse(done, refusal.types, refusal.group, certainty))


def all_refuse(draft: Draft, types: frozenset[str], group: str, certainty: Certainty) -> None:
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


def senders(draft: Draft, route: Route) -> list[Sketch]:
    """List the services that offer a sending type of a route."""
    return [sketch for sketch in draft.services.values() if not sketch.roles.isdisjoint(route.senders)]


def receivers(draft: Draft, route: Route) -> list[Sketch]:
    """List the services that offer a receiving type of a route and are no routes in, by id."""
    found = [sketch for sketch in draft.services.values() if not sketch.roles.isdisjoint(route.receivers)]
    return sorted((s for s in found if s.kind not in draft.setting.routes_in), key=lambda sketch: sketch.id)


def is_side_support(draft: Draft, types: tuple[str, ...]) -> bool:
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
        if is_side_support(draft, route.receivers) and draft.omitted.isdisjoint(route.receivers)
        if not _is_for(draft, route.receivers, group)
    ]
    free = [(types, group) for types, group in choices if f"{types} {group}" not in draft.claimed]
    types, group = draft.one_of(free, "no required route and assessed group are left to be refused")
    draft.claimed |= {f"{types} {group}", str(types)}
    return frozenset(types), group


def _is_for(draft: Draft, types: tuple[str, ...], group: str) -> bool:
    """Tell whether some route to these types is for this very group."""
    return any(set(types) & set(r.receivers) and r.client_group == group for r in draft.setting.judged)
