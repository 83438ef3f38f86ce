"""How many people: referrals, arrivals and departures that add up, within the published ranges.

Counts are drawn along the links with referrals on record, stage by stage; arrivals and departures then make
each service balance: who arrives or starts there is referred on or leaves. A client group is a share of
everyone at every step, and balances in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dtors_network.model.codebook import Codebook
from dtors_network.model.vocabulary import EVERYONE, Stage
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Link, Manner, Sketch, Way

ARRIVE: dict[str, int] = {
    "self_or_family": 110,
    "gp": 20,
    "hospital": 12,
    "social_care": 12,
    "arrest": 16,
    "court_or_probation": 16,
    "prison": 50,
    "other_route": 14,
}
"""People at a route in: more than half come by themselves, about a fifth through health and social care."""

SHARE: dict[str, float] = {
    "currently_using": 0.6,
    "leaving_prison": 0.08,
    "criminal_justice": 0.15,
    "mental_health_need": 0.74,
    "housing_need": 0.2,
}
"""Share of people in a client group; only the one for mental health is published, the others are invented."""

ORDER = list(Stage)
CONTINUITY = (0.41, 0.66)
"""Share of people leaving prison who start treatment in the community: the lowest and highest region, 2023-24."""


@dataclass(slots=True)
class Flow:
    """What became of the people of one group who were referred along one link."""

    source: str
    target: str
    group: str
    referred: int
    accepted: int
    started: int
    kept: int = 0

    @property
    def lost(self) -> int:
        """How many did not start."""
        return self.referred - self.started


@dataclass(slots=True)
class People:
    """Everybody's flows, then those of the groups; arrivals and departures by service and group."""

    flows: list[Flow] = field(default_factory=list)
    arrivals: dict[tuple[str, str], int] = field(default_factory=dict)
    departures: dict[tuple[str, str], int] = field(default_factory=dict)


def draw_people(draft: Draft, shown: float) -> People:
    """Draw the flows of everyone and of the assessed groups, and let every service balance.

    Parameters
    ----------
    draft : Draft
        The services, and the links with the way in which the tables speak of them.
    shown : float
        Share of the links that also show their client groups.
    """
    flows = _flows_of_everyone(draft)
    by_group = [flow for everyone in flows for flow in _flows_of_groups(draft, everyone, shown)]
    by_group += _refused_on_record(draft, flows)
    people = People([*flows, *by_group])
    _balance(draft, people)
    return people


def _flows_of_everyone(draft: Draft) -> list[Flow]:
    onwards: dict[str, list[Link]] = {}
    for link in draft.links.values():
        if link.way in (Way.START, Way.REFERRED):
            onwards.setdefault(link.source, []).append(link)
    arrived: dict[str, int] = {}
    flows: list[Flow] = []
    for source in sorted(onwards, key=lambda s: (_rank(draft, draft.services[s]), s)):
        for flow in _send_on(draft, draft.services[source], onwards[source], arrived.get(source, 0)):
            arrived[flow.target] = arrived.get(flow.target, 0) + flow.started
            flows.append(flow)
    return flows


def _rank(draft: Draft, sketch: Sketch) -> int:
    return ORDER.index(draft.setting.codebook.stage_of[sketch.kind])


def _send_on(draft: Draft, source: Sketch, links: list[Link], arrived: int) -> list[Flow]:
    """Refer the people at a service on: nearly all from a route in, a good part from treatment."""
    entry = source.kind in draft.setting.routes_in
    pool = ARRIVE.get(source.kind, 12) if entry else max(arrived, 8)
    beside = [link for link in links if is_beside(draft, link)]
    main = [link for link in links if not is_beside(draft, link)]
    share = 0.97 if entry else draft.rng.uniform(0.35, 0.6)
    flows = [_flow(draft, link, share * pool / len(main)) for link in main]
    return flows + [_flow(draft, link, draft.rng.uniform(0.05, 0.2) * pool) for link in beside]


def is_beside(draft: Draft, link: Link) -> bool:
    """Tell whether a referral runs beside treatment: to or from wider support."""
    stages = {draft.setting.codebook.stage_of[draft.services[s].kind] for s in (link.source, link.target)}
    return Stage.WIDER_SUPPORT in stages


def _flow(draft: Draft, link: Link, about: float) -> Flow:
    referred = max(1, round(about * draft.rng.uniform(0.7, 1.3)))
    if link.way is Way.REFERRED:
        referred = min(referred, 3)
        return Flow(link.source, link.target, EVERYONE, referred, draft.rng.randint(0, referred), 0)
    if draft.services[link.source].kind == "prison":
        return _through_the_gate(draft, link, max(referred, 20))
    accepted = max(1, round(referred * draft.rng.uniform(0.8, 1)))
    started = max(1, round(accepted * draft.rng.uniform(0.6, 0.97)))
    return _kept(draft, Flow(link.source, link.target, EVERYONE, referred, accepted, started))


def _through_the_gate(draft: Draft, link: Link, referred: int) -> Flow:
    """Let people leave prison for treatment; the share that starts lies within the published regions."""
    started = round(referred * draft.rng.uniform(CONTINUITY[0] + 0.03, CONTINUITY[1] - 0.03))
    accepted = draft.rng.randint(started, referred)
    return Flow(link.source, link.target, EVERYONE, referred, accepted, started)


def _kept(draft: Draft, flow: Flow) -> Flow:
    flow.kept = round(flow.lost * draft.rng.uniform(0, 0.5))
    return flow


def _flows_of_groups(draft: Draft, everyone: Flow, shown: float) -> list[Flow]:
    """Draw the groups' part of a flow; none where its target does not accept the group for certain.

    A flow without a start shows no groups: nobody of a group is referred in vain but by a plant.
    """
    if everyone.started == 0 or draft.rng.random() >= shown:
        return []
    accepts = draft.services[everyone.target].accepts
    taken = [group for group, said in accepts.items() if said == "yes"]
    parts = [_part(draft, everyone, group) for group in taken if not _is_recorded(draft, everyone.target, group)]
    return [part for part in parts if part is not None]


def _is_recorded(draft: Draft, target: str, group: str) -> bool:
    roles = draft.services[target].roles
    return any(
        refusal.manner is Manner.RECORDED and refusal.group == group and not refusal.types.isdisjoint(roles)
        for refusal in draft.refusals
    )


def _part(draft: Draft, everyone: Flow, group: str) -> Flow | None:
    share = _share(draft.setting.codebook, draft.services[everyone.source].kind, group)
    started = part_of(draft, everyone.started, share)
    if started == 0:
        return None
    waiting = part_of(draft, everyone.accepted - everyone.started, share)
    refused = part_of(draft, everyone.referred - everyone.accepted, share)
    kept = min(everyone.kept, round(everyone.kept * share), waiting + refused)
    accepted = started + waiting
    return Flow(everyone.source, everyone.target, group, accepted + refused, accepted, started, kept)


def _share(codebook: Codebook, kind: str, group: str) -> float:
    """Give a group's share of the people at a service: all of them at a route in of its own."""
    return 1.0 if kind in codebook.group[group].starts_at else SHARE.get(group, 0.3)


def part_of(draft: Draft, number: int, share: float) -> int:
    """Draw about a share of a number of people."""
    if share >= 1:
        return number
    return min(number, int(number * share * draft.rng.uniform(0.75, 1.25) + draft.rng.random()))


def _refused_on_record(draft: Draft, flows: list[Flow]) -> list[Flow]:
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


# -- arrivals and departures -------------------------------------------------------------------------------------


def _balance(draft: Draft, people: People) -> None:
    """Let arrivals and starts equal referrals on and departures at each service, for everyone and each group.

    The arrivals of everyone must leave room for those of the groups, so they are the largest that any of them
    needs; what is left over leaves.
    """
    surplus = _surplus(draft, people)
    for service, by_group in surplus.items():
        everyone = by_group.get(EVERYONE, 0)
        slack = draft.rng.randint(0, 6)
        arrivals = max(0, everyone, *by_group.values(), *(everyone - part for part in by_group.values())) + slack
        people.arrivals[service, EVERYONE] = arrivals
        people.departures[service, EVERYONE] = arrivals - everyone
        for group, needed in by_group.items():
            if group != EVERYONE:
                most = min(arrivals, arrivals - everyone + needed)
                about = part_of(draft, arrivals, _share(draft.setting.codebook, draft.services[service].kind, group))
                come = min(most, max(0, needed, about))
                people.arrivals[service, group] = come
                people.departures[service, group] = come - needed


def _surplus(draft: Draft, people: People) -> dict[str, dict[str, int]]:
    """Count, by service and group, how many more are referred on than start there (wider support apart)."""
    found: dict[str, dict[str, int]] = {}
    for flow in people.flows:
        stage = draft.setting.codebook.stage_of
        wide_source = stage[draft.services[flow.source].kind] is Stage.WIDER_SUPPORT
        wide_target = stage[draft.services[flow.target].kind] is Stage.WIDER_SUPPORT
        if not wide_source and not wide_target:
            at = found.setdefault(flow.source, {})
            at[flow.group] = at.get(flow.group, 0) + flow.referred
        if not wide_target:
            at = found.setdefault(flow.target, {})
            at[flow.group] = at.get(flow.group, 0) - flow.started
    return found
