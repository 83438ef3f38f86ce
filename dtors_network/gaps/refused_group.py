"""Rule: along a required route, no receiver accepts a client group."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.bits import first, positions
from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import FIRST_START, Ask, Finding, People, Question, Step
from dtors_network.gaps.people import summed
from dtors_network.gaps.rule import Rule, everywhere
from dtors_network.graph import GroupGraph
from dtors_network.intervals import share_interval
from dtors_network.model.area import Referral
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import Certainty, Grade, QuestionKind, least
from dtors_network.rounding import per_100, written

ENOUGH = 10
"""People referred along a route, none of whom started, from which refusal is taken as observed (design §5)."""


def find(case: Case) -> Iterator[Finding]:
    """Look at each required route and each assessed group, whatever the route's own group."""
    network = case.network
    for route in case.area.pathway.routes:
        senders = network.senders(route)
        if route.grade is not Grade.REQUIRED or route.condition or not senders:
            continue
        for needed in route.needs:
            receivers = network.offering(needed) & ~network.routes_in
            for group in case.assessed if receivers else ():
                found = _judge(case, network.group(group), senders, receivers)
                if found:
                    yield _finding(case, route, needed, group, receivers, *found)


def _judge(case: Case, graph: GroupGraph, senders: int, receivers: int) -> tuple[str, Certainty] | None:
    """Apply the three clauses of the rule; the certain ones first."""
    doubted = list(positions(receivers & ~graph.accepts))
    sure, may = (any(into[at] & senders for at in doubted) for into in (graph.open_into, graph.may_into))
    everyone_refuses = not receivers & ~graph.refuses and not may
    if everyone_refuses and case.list_complete:
        return "every", Certainty.CERTAIN
    if _referred_in_vain(case, graph, senders, receivers):
        return "records", Certainty.CERTAIN
    if everyone_refuses:
        return "every", Certainty.SENSITIVE
    if not receivers & graph.accepts and not sure and receivers & (graph.refuses | case.reported(graph.group)):
        return "some", Certainty.SENSITIVE
    return None


def _referred_in_vain(case: Case, graph: GroupGraph, senders: int, receivers: int) -> bool:
    rows = list(_rows(case, graph.group, senders, receivers))
    if sum(least(row.referred) for row in rows) < ENOUGH:
        return False
    return all(row.started == 0 for row in rows if any(count not in (None, 0) for count in (row.referred, row.started)))


def _rows(case: Case, group: str, senders: int, receivers: int) -> Iterator[Referral]:
    position = case.network.position
    for row in case.referrals_of.get(group, ()):
        if senders >> position[row.source] & 1 and receivers >> position[row.target] & 1:
            yield row


def _finding(
    case: Case, route: Route, needed: tuple[str, ...], group: str, receivers: int, basis: str, certainty: Certainty
) -> Finding:
    refusing = receivers & (case.network.group(group).refuses | case.reported(group))
    return Finding(
        rule=RULE.code,
        certainty=certainty,
        group=group,
        route=route,
        grade=route.grade,
        types=tuple(sorted(needed)),
        services=case.names(receivers),
        basis=basis,
        share=(refusing.bit_count(), receivers.bit_count()),
    )


def _doubtful(case: Case, finding: Finding) -> int:
    network = case.network
    return network.offering(finding.types) & ~network.routes_in & network.group(finding.group).doubtful


def ask(case: Case, finding: Finding) -> Ask:
    """Ask one receiver for yes; every receiver in doubt must say no."""
    unknown = [
        Question(QuestionKind.ACCEPTANCE, service=service, group=finding.group)
        for service in case.names(_doubtful(case, finding))
    ]
    if finding.basis == "every":
        return Ask((), case.ask_by_list(()))
    return Ask(tuple(unknown[:1]), case.ask_by_list(None if _may_have_started(case, finding) else tuple(unknown)))


def _may_have_started(case: Case, finding: Finding) -> bool:
    """Tell whether a range leaves open that somebody started along the route: then no answer makes it certain."""
    assert finding.route is not None
    network = case.network
    senders, receivers = network.senders(finding.route), network.offering(finding.types) & ~network.routes_in
    return any(network.group(finding.group).may_into[at] & senders for at in positions(receivers))


def remedy(case: Case, finding: Finding) -> tuple[Step, ...]:
    """Open one receiver that refuses, where every one does; what records show stays until somebody has started."""
    network = case.network
    assert finding.route is not None
    graph, receivers = network.group(finding.group), network.offering(finding.types) & ~network.routes_in
    steps = []
    if not receivers & ~graph.refuses:
        steps.append(Step("open_acceptance", service=network.ids[first(receivers)], group=finding.group))
    if _referred_in_vain(case, graph, network.senders(finding.route), receivers):
        steps.append(Step(FIRST_START, group=finding.group, types=finding.types))
    return tuple(steps)


def sentence(case: Case, finding: Finding) -> str:
    """Say who is not accepted where, and on whose word."""
    area = case.area
    assert finding.route is not None
    group, kinds = wording.people(area, finding.group), wording.types(area, finding.types)
    way = f"on the way {finding.route.title}"
    if finding.basis == "records":
        counted = people(case, finding)
        fewest = counted.low or ENOUGH
        referred = f"{written(fewest)}{'' if counted.low == counted.high else ' or more'}"
        high = share_interval(0, fewest)[1]
        return (
            f"Of {referred} {group} referred {way}, none started with {kinds} (share starting: 0 %, 95 % interval "
            f"0 to {per_100(high)} %)"
        )
    refusing, receivers = finding.share or (0, 0)
    if finding.basis == "every":
        who = {1: "The one service", 2: "Both services"}.get(receivers, f"All {receivers:,} services")
        says = "says" if receivers == 1 else "say"
        listed = "" if finding.certainty is Certainty.CERTAIN else " on the list"
        return f"{who}{listed} offering {kinds} {says} that {group} are not accepted, {way}"
    refuse = "says no or is" if refusing == 1 else "say no or are"
    return (
        f"No service offering {kinds} is known to accept {group}, {way}; "
        f"{refusing:,} of {receivers:,} {refuse} reported to refuse"
    )


def people(case: Case, finding: Finding) -> People:
    """Count the people of the group referred along the route."""
    network = case.network
    assert finding.route is not None
    senders = network.senders(finding.route)
    receivers = network.offering(finding.types) & ~network.routes_in
    rows = _rows(case, finding.group, senders, receivers)
    return summed((row.referred for row in rows), "were referred along the route")


def pairs(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the links of the route on which anything is said or recorded."""
    assert finding.route is not None
    network = case.network
    return case.named(network.senders(finding.route), network.offering(finding.types) & ~network.routes_in)


RULE = Rule(
    code="refused_group",
    title="A group is not accepted",
    definition=(
        "Along a required route, into services that are not routes in: every receiver says no to a client group "
        "(certain); or at least ten of the group were referred and none started (certain, with the interval); or no "
        "receiver accepts for certain and one says no or is reported to refuse (sensitive)."
    ),
    source="DTORS qualitative study 2009, barriers to referral; NICE NG58; reference pathway of the area",
    asks="What would each receiver need in order to accept this group, and who decides?",
    find=find,
    ask=ask,
    remedy=remedy,
    sentence=sentence,
    people=people,
    pairs=pairs,
    marks=everywhere,
    own_word=True,
)
