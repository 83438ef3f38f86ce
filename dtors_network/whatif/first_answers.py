"""What comes ahead of any ranking: a required route that is certainly missing, refused, unprovided or in dispute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.flow import ClientFlow
from dtors_network.flow.load import days_of
from dtors_network.gaps import Gap
from dtors_network.gaps.roots import as_one
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.code_facts import levers_of
from dtors_network.model.vocabulary import Certainty, Grade
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.making import flow_after
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.reach import Compared

LEVERS: Final = {
    "missing_route": "agree_link",
    "disputed_link": "agree_link",
    "refused_group": "open_group",
    "no_provider": "",
}
"""The rules of which a certain finding on a required route comes first, with the lever that answers it."""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """One thing to agree before anything is ranked.

    Attributes
    ----------
    gap : Gap
        The gap that it answers; its people say how many came.
    lever : str
        Code of the lever; blank where a service has to be provided.
    sender : str
        The service from which people would come; blank where it is about all who come.
    receivers : tuple of str
        The services of which one would do; empty where none offers it.
    changes : tuple of Change
        The what-ifs to ask of it, one a receiver.
    turned_away : Bounds or None
        People refused there for being of the group; None where that is not what it is about.
    at_most : float or None
        By how much reach of aftercare could rise at the most, whichever receiver it is; None where nobody can say.
    places : tuple of pair of str and float
        Places that the receivers would need at the most, where it is known how long people stay.
    needs : tuple of str
        What it needs, by the codebook.
    """

    gap: Gap
    lever: str
    sender: str
    receivers: tuple[str, ...]
    changes: tuple[Change, ...]
    turned_away: Bounds | None
    at_most: float | None
    places: tuple[tuple[str, float], ...]
    needs: tuple[str, ...]


def first_answers(baseline: Baseline, group: str) -> tuple[FirstAnswer, ...]:
    """List what comes ahead of any ranking, as gaps are ordered.

    One a cause: required routes that certainly are not there, and links whose ends disagree. ``group`` is that whose
    reach is told; the gaps may be of others.

    >>> from dtors_network.examples import counted_area
    >>> [one.gap.finding.rule for one in first_answers(Baseline(counted_area()), "everyone")]
    ['no_provider', 'refused_group', 'no_provider', 'refused_group', 'disputed_link']
    """
    leading = (as_one(root) for root in baseline.gaps.roots)
    return tuple(_answer(baseline, group, gap) for gap in leading if is_first(gap))


def is_first(gap: Gap) -> bool:
    """Tell whether a gap is answered ahead of any ranking."""
    finding = gap.finding
    return finding.rule in LEVERS and finding.certainty is Certainty.CERTAIN and finding.grade is Grade.REQUIRED


def _answer(baseline: Baseline, group: str, gap: Gap) -> FirstAnswer:
    area, finding = baseline.area, gap.finding
    lever = LEVERS[finding.rule]
    sender, receivers = _ends(area, gap)
    changes: tuple[Change, ...] = ()
    if lever == "agree_link":
        changes = tuple(AddLink(sender, one) for one in receivers)
    elif lever == "open_group":
        changes = tuple(Open(one, finding.group) for one in receivers)
    needs = dict.fromkeys(need for one in (levers_of(area.codebook, lever) if lever else ()) for need in one.needs)
    return FirstAnswer(
        gap=gap,
        lever=lever,
        sender=sender,
        receivers=receivers,
        changes=changes,
        turned_away=_turned_away(area, finding.group, receivers) if lever == "open_group" else None,
        at_most=_at_most(baseline, group, changes),
        places=tuple(_places(baseline, gap, receivers)) if lever else (),
        needs=tuple(needs) or ("money", "staff"),
    )


def _ends(area: Area, gap: Gap) -> tuple[str, tuple[str, ...]]:
    finding = gap.finding
    if finding.link:
        return finding.link[0], (finding.link[1],)
    if finding.rule == "refused_group":
        return "", finding.services
    sender = finding.services[0] if finding.rule == "missing_route" else ""
    offered = (row.service for row in area.services if set(row.offers) & set(finding.types))
    return sender, tuple(one for one in offered if one != sender)


def _turned_away(area: Area, group: str, receivers: tuple[str, ...]) -> Bounds | None:
    """Count the people of a group who were refused at some services for being of it; None where nobody did."""
    closing = {code for code, barrier in area.codebook.barrier.items() if barrier.closes == group}
    closing.add(f"refuses:{group}")
    rows = [row for row in area.refusals if row.target in receivers and row.client_group == group]
    if not rows:
        rows = [row for row in area.refusals if row.target in receivers]
    found = [known for row in rows if row.reason in closing and (known := bounds(row.count))]
    return total(found) if found else None


def _at_most(baseline: Baseline, group: str, changes: tuple[Change, ...]) -> float | None:
    flow = baseline.flow(group)
    if flow.reason_of_all or not changes:
        return None
    rises = (Compared(flow, flow_after(baseline, [one], group), (one,)).range()[2] for one in _promising(flow, changes))
    known = [rise[1] for rise in rises if rise is not None]
    return max(known, default=0.0)


def _promising(flow: ClientFlow, changes: tuple[Change, ...]) -> list[Change]:
    """Keep the new link from where most may go on to aftercare; services opened beside treatment add nothing there."""
    on_way = [one for one in changes if not isinstance(one, Open) or one.service in flow.steps.position]
    links = [one for one in on_way if isinstance(one, AddLink)]
    others = [one for one in on_way if not isinstance(one, AddLink)]
    ahead = {one: _most_reach(flow, one.target) for one in links}
    return [*others, *([max(links, key=ahead.__getitem__)] if links else [])]


def _most_reach(flow: ClientFlow, service: str) -> float:
    reach = flow.reach_range(service) if service in flow.steps.position else None
    return 0.0 if reach is None else reach.most


def _places(baseline: Baseline, gap: Gap, receivers: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Give the places that each receiver would need if everybody who is counted came to it."""
    days = days_of(baseline.flow(next(iter(baseline.area.codebook.group))).steps)
    for one in receivers:
        stay = baseline.area.service[one].stay_days
        if stay is not None and days and gap.people.high:
            yield one, gap.people.high * stay / days
