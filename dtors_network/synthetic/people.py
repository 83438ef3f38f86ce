"""How many people: referrals, arrivals and departures that add up, within the published ranges.

Counts are drawn along the links with referrals on record, stage by stage; arrivals and departures then make
each service balance: who arrives or starts there is referred on or leaves. A client group is a share of
everyone at every step, and balances in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dtors_network.model.vocabulary import EVERYONE, Stage
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.flows import Flow, flows_of_everyone, part_of
from dtors_network.synthetic.groups import flows_of_groups, refused_on_record, share_of


@dataclass(slots=True)
class People:
    """Everybody's flows, then those of the groups; arrivals and departures by service and group."""

    flows: list[Flow] = field(default_factory=list)
    arrivals: dict[tuple[str, str], int] = field(default_factory=dict)
    departures: dict[tuple[str, str], int] = field(default_factory=dict)


def draw_people(draft: Draft, shown: float) -> People:
    """Draw the flows of everyone and of the assessed groups, and let every service balance.

    ``shown`` is the share of the links that also show their client groups.
    """
    flows = flows_of_everyone(draft)
    by_group = [flow for everyone in flows for flow in flows_of_groups(draft, everyone, shown)]
    by_group += refused_on_record(draft, flows)
    people = People([*flows, *by_group])
    _balance(draft, people)
    return people


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
                about = part_of(draft, arrivals, share_of(draft.setting.codebook, draft.services[service].kind, group))
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
