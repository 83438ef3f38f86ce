"""The client groups among those who are referred: a part of everyone at every step."""

from __future__ import annotations

from dtors_network.model.codebook import Codebook
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.flows import Flow, part_of
from dtors_network.synthetic.sketch import Manner, Part

SHARE: dict[str, float] = {
    "currently_using": 0.6,
    "leaving_prison": 0.08,
    "criminal_justice": 0.15,
    "mental_health_need": 0.74,
    "housing_need": 0.2,
}
"""Share of people in a client group; only the one for mental health is published, the others are invented."""


def flows_of_groups(draft: Draft, everyone: Flow, shown: float) -> list[Flow]:
    """Draw the groups' part of a flow; none where its target does not accept the group for certain.

    A flow without a start shows no groups: nobody of a group is referred in vain but by a plant.
    """
    opened = draft.links[everyone.source, everyone.target].opens
    if everyone.started == 0 or (draft.rng.random() >= shown and not opened):
        return []
    accepts = draft.services[everyone.target].accepts
    taken = [g for g, said in accepts.items() if said == "yes" or g in opened or _may_open(draft, everyone, g)]
    parts = [_part(draft, everyone, g, int(g in opened)) for g in taken if not _is_recorded(draft, everyone.target, g)]
    return [part for part in parts if part.started]


def _is_recorded(draft: Draft, target: str, group: str) -> bool:
    roles = draft.services[target].roles
    return any(
        refusal.manner is Manner.RECORDED and refusal.group == group and not refusal.types.isdisjoint(roles)
        for refusal in draft.refusals
    )


def _may_open(draft: Draft, everyone: Flow, group: str) -> bool:
    """Tell whether a start of a group that its target does not take for certain is on record all the same.

    It opens that link and makes a no of the target doubtful. So it stands only at spare services, on which
    nobody relies, and not where a plant lets every service of a type refuse the group.
    """
    target = draft.services[everyone.target]
    policy = any(r.group == group and not r.types.isdisjoint(target.roles) for r in draft.refusals)
    return target.part is Part.SPARE and not policy and draft.rng.random() < 0.3


def _part(draft: Draft, everyone: Flow, group: str, least: int) -> Flow:
    """Draw a group's part of a flow, with some least number of starts."""
    share = share_of(draft.setting.codebook, draft.services[everyone.source].kind, group)
    started = max(least, part_of(draft, everyone.started, share))
    waiting = part_of(draft, everyone.accepted - everyone.started, share)
    refused = part_of(draft, everyone.referred - everyone.accepted, share)
    accepted = started + waiting
    flow = Flow(everyone.source, everyone.target, group, accepted + refused, accepted, started)
    flow.kept = within(round(everyone.kept * share), everyone.kept, flow.lost, everyone.lost)
    flow.late = within(round(everyone.late * share), everyone.late, started, everyone.started)
    return flow


def within(about: int, all_marked: int, part: int, everyone: int) -> int:
    """Bound how many of a part are marked, so that those marked fit into the part and the others into the rest.

    >>> within(0, all_marked=5, part=3, everyone=6), within(9, all_marked=5, part=3, everyone=6)
    (2, 3)
    """
    return min(max(about, all_marked - (everyone - part), 0), all_marked, part)


def share_of(codebook: Codebook, kind: str, group: str) -> float:
    """Give a group's share of the people at a service: all of them at a route in of its own."""
    return 1.0 if kind in codebook.group[group].starts_at else SHARE.get(group, 0.3)


def refused_on_record(draft: Draft, flows: list[Flow]) -> list[Flow]:
    """Refer people of a group along a route in vain, where a plant says so: twelve on up to three links."""
    found: list[Flow] = []
    for refusal in draft.refusals:
        if refusal.manner is Manner.RECORDED:
            along = [flow for flow in flows if _is_along(draft, flow, refusal.types)]
            for flow in along[: draft.rng.randint(1, 3)]:
                flow.referred += 12
                found.append(Flow(flow.source, flow.target, refusal.group, 12, 0, 0))
    return found


def _is_along(draft: Draft, flow: Flow, types: frozenset[str]) -> bool:
    """Tell whether people start on this link along a required route that leads only to some types."""
    source, target = draft.services[flow.source], draft.services[flow.target]
    routes = draft.setting.asked(source.roles, target.roles)
    return flow.started > 0 and bool(routes) and all(types.issuperset(route.receivers) for route in routes)
