"""Everybody who is referred along the links with referrals on record, stage by stage, in the published ranges."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import ceil, floor

from dtors_network.model.vocabulary import EVERYONE, Stage
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Link, Sketch, Way

COME: dict[tuple[str, ...], float] = {
    ("self_or_family",): 0.55,
    ("gp", "hospital", "social_care"): 0.22,
    ("arrest", "court_or_probation", "prison"): 0.15,
    ("other_route",): 0.08,
}
"""Share of people by route in: the first is published, the second in press copy only, the others are invented."""

AT_EACH = 45
"""People for each route in, on average."""

CONTINUITY = (0.41, 0.66)
"""Share of people leaving prison who start treatment in the community: the lowest and highest region, 2023-24."""

ORDER = list(Stage)


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
    late: int = 0

    @property
    def lost(self) -> int:
        """How many did not start."""
        return self.referred - self.started


def flows_of_everyone(draft: Draft) -> list[Flow]:
    """Refer people on, stage by stage, along every link that has referrals on record."""
    onwards: dict[str, list[Link]] = {}
    for link in draft.links.values():
        if link.way in (Way.START, Way.REFERRED):
            onwards.setdefault(link.source, []).append(link)
    arrived = _at_the_routes_in(draft, onwards)
    flows: list[Flow] = []
    for source in sorted(onwards, key=lambda s: (_rank(draft, draft.services[s]), s)):
        for flow in _send_on(draft, draft.services[source], onwards[source], arrived.get(source, 0)):
            arrived[flow.target] = arrived.get(flow.target, 0) + flow.started
            flows.append(flow)
    return flows


def _at_the_routes_in(draft: Draft, onwards: Iterable[str]) -> dict[str, int]:
    """Divide the people among the routes in that refer anybody, in about the published shares."""
    kinds = {s: draft.services[s].kind for s in onwards if draft.services[s].kind in draft.setting.routes_in}
    found: dict[str, int] = {}
    for types, share in COME.items():
        here = [service for service, kind in kinds.items() if kind in types]
        for service in here:
            found[service] = round(share * AT_EACH * len(kinds) / len(here))
    return found


def _rank(draft: Draft, sketch: Sketch) -> int:
    return ORDER.index(draft.setting.codebook.stage_of[sketch.kind])


def _send_on(draft: Draft, source: Sketch, links: list[Link], arrived: int) -> list[Flow]:
    """Refer the people at a service on: nearly all from a route in, a good part from treatment."""
    pool = max(arrived, 8)
    beside = [link for link in links if is_beside(draft, link)]
    main = [link for link in links if not is_beside(draft, link)]
    share = draft.rng.uniform(*referred_on(source.kind, draft.setting.routes_in))
    flows = [_flow(draft, link, share * pool / len(main)) for link in main]
    return flows + [_flow(draft, link, draft.rng.uniform(0.05, 0.2) * pool) for link in beside]


def referred_on(kind: str, routes_in: Collection[str]) -> tuple[float, float]:
    """Give the range of the share that is referred on: after detoxification around the published 23 %."""
    if kind in routes_in:
        return 0.95, 0.99
    return (0.18, 0.28) if kind == "inpatient_detoxification" else (0.35, 0.6)


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
        return _through_the_gate(draft, link, max(referred, 4))
    accepted = max(1, round(referred * draft.rng.uniform(0.8, 1)))
    started = max(1, round(accepted * draft.rng.uniform(0.6, 0.97)))
    return _with_details(draft, Flow(link.source, link.target, EVERYONE, referred, accepted, started))


def _through_the_gate(draft: Draft, link: Link, referred: int) -> Flow:
    """Let people leave prison for treatment; the share that starts lies within the published regions."""
    lowest, highest = (share * referred for share in CONTINUITY)
    started = draft.rng.randint(ceil(lowest), floor(highest))
    accepted = draft.rng.randint(started, referred)
    return _with_details(draft, Flow(link.source, link.target, EVERYONE, referred, accepted, started))


def _with_details(draft: Draft, flow: Flow) -> Flow:
    """Draw how many the sender kept, and how many waited over three weeks: few for a first treatment."""
    first = draft.services[flow.source].kind in draft.setting.routes_in
    flow.kept = round(flow.lost * draft.rng.uniform(0, 0.5))
    flow.late = part_of(draft, flow.started, 0.015 if first else draft.rng.uniform(0.05, 0.4))
    return flow


def part_of(draft: Draft, number: int, share: float) -> int:
    """Draw about a share of a number of people."""
    if share >= 1:
        return number
    return min(number, int(number * share * draft.rng.uniform(0.75, 1.25) + draft.rng.random()))
