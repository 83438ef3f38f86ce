"""Rule: a service that the reference expects to refer on has no usable link to any receiver of the route."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.bits import positions
from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, People, Question, Step
from dtors_network.gaps.people import people_at
from dtors_network.gaps.rule import Rule, at_subject
from dtors_network.graph import GroupGraph
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import Certainty, LinkState, QuestionKind

MOST_TYPES = 3
"""Service types that a sentence names one by one; of more it names the route."""


def find(case: Case) -> Iterator[Finding]:
    """Look at each sender of each route that somebody could receive."""
    for route in case.routes():
        if route.client_group not in case.assessed and not route.condition:
            continue
        for needed in route.needs:
            receivers = case.network.offering(needed)
            if receivers:
                yield from _conditional(route, needed) if route.condition else _senders(case, route, needed)


def _conditional(route: Route, needed: tuple[str, ...]) -> Iterator[Finding]:
    yield Finding(
        rule=RULE.code,
        certainty=Certainty.UNKNOWABLE,
        group=route.client_group,
        route=route,
        grade=route.grade,
        types=tuple(sorted(needed)),
        basis="condition",
    )


def _senders(case: Case, route: Route, needed: tuple[str, ...]) -> Iterator[Finding]:
    network, graph = case.network, case.network.group(route.client_group)
    senders, receivers = network.senders(route), network.offering(needed)
    lacking = [at for at in positions(senders & ~receivers) if not graph.certain_out(at) & receivers]
    share = (len(lacking), senders.bit_count())
    for at in lacking:
        yield Finding(
            rule=RULE.code,
            certainty=case.absence(holds_in_possible=not graph.possible_out(at) & receivers),
            group=route.client_group,
            route=route,
            grade=route.grade,
            types=tuple(sorted(needed)),
            services=(network.ids[at],),
            share=share,
        )


def _ends(case: Case, finding: Finding) -> tuple[GroupGraph, int, int]:
    """Give the graph, the sender and its possible receivers."""
    graph = case.network.group(finding.group)
    sender = case.network.position[finding.services[0]]
    return graph, sender, case.network.offering(finding.types) & ~(1 << sender)


def _senders_of(case: Case, finding: Finding) -> int:
    """Give the sender in question, or every sender of a conditional route."""
    assert finding.route is not None
    if finding.services:
        return 1 << case.network.position[finding.services[0]]
    return case.network.senders(finding.route)


def ask(case: Case, finding: Finding) -> Ask:
    """Ask about the receiver with fewest unknowns for yes; close every possible receiver for no."""
    if finding.basis == "condition":
        return Ask()
    graph, sender, receivers = _ends(case, finding)
    possible = graph.possible_out(sender) & receivers
    if not possible:
        return Ask((), case.ask_by_list(()))
    yes = min(
        (tuple(case.link_unknowns(graph, sender, at)) for at in positions(possible)),
        key=lambda unknowns: (len(unknowns), _unrequired(graph, sender, unknowns)),
    )
    perhaps = possible & graph.may_out[sender] & case.network.out.confirmed[sender]  # no answer closes these
    closing = None if perhaps else _closing(case, graph, sender, possible)
    return Ask(tuple(sorted(yes)), case.ask_by_list(closing))


def _unrequired(graph: GroupGraph, sender: int, unknowns: tuple[Question, ...]) -> bool:
    if not unknowns:
        return False
    target = graph.network.position[unknowns[0].target or unknowns[0].service]
    return not graph.required_into[target] >> sender & 1


def _closing(case: Case, graph: GroupGraph, sender: int, possible: int) -> tuple[Question, ...]:
    """Each receiver needs one answer of its own; two or more silent ones close together at the sender."""
    network = case.network
    silent = network.out.silent[sender] & possible
    together = silent.bit_count() > 1 and network.askable >> sender & 1
    alone = possible & ~silent if together else possible
    closing = [_close(graph, sender, at) for at in positions(alone)]
    if together:
        closing.append(Question(QuestionKind.SENDS_TO_NOBODY_ELSE, service=network.ids[sender]))
    return tuple(sorted(closing))


def _close(graph: GroupGraph, sender: int, receiver: int) -> Question:
    """Pick the question nearest to the receiver whose no closes one possible link."""
    network = graph.network
    if graph.doubtful >> receiver & 1:
        return Question(QuestionKind.ACCEPTANCE, service=network.ids[receiver], group=graph.group)
    if not network.out.silent[sender] >> receiver & 1:
        return Question(QuestionKind.LINK, source=network.ids[sender], target=network.ids[receiver])
    if network.askable >> receiver & 1:
        return Question(QuestionKind.RECEIVES_FROM_NOBODY_ELSE, service=network.ids[receiver])
    return Question(QuestionKind.SENDS_TO_NOBODY_ELSE, service=network.ids[sender])


def remedy(case: Case, finding: Finding) -> tuple[Step, ...]:
    """Open the link to the receiver with fewest steps; a pair that does not apply is no remedy."""
    graph, sender, receivers = _ends(case, finding)
    openable = [
        tuple(sorted(case.openings(graph, sender, at)))
        for at in positions(receivers)
        if case.state(sender, at) is not LinkState.NOT_APPLICABLE
    ]
    return min(openable, key=len, default=())


def sentence(case: Case, finding: Finding) -> str:
    """Say who has no way on, to what, and for how many like it that is so."""
    area, route = case.area, finding.route
    assert route is not None
    if finding.basis == "condition":
        return (
            f"Whether there is a way {route.title} cannot be judged: no client group expresses the condition "
            f"({route.condition}); to judge this, collect: {route.collect}"
        )
    lacking, senders = finding.share or (1, 1)
    like = (
        f" ({lacking:,} of {senders:,} such services {'lacks' if lacking == 1 else 'lack'} it)" if senders > 1 else ""
    )
    name, group = wording.service(area, finding.services[0]), wording.people(area, finding.group)
    known = "has no" if finding.certainty is Certainty.CERTAIN else "has no confirmed"
    if len(finding.types) > MOST_TYPES:
        return f"{name} {known} referral link for {group} {route.title}{like}"
    return f"{name} {known} referral link by which {group} reach {wording.types(area, finding.types)}{like}"


def people(case: Case, finding: Finding) -> People:
    """Count everybody at the sender, or at every sender of a conditional route."""
    return people_at(case, case.names(_senders_of(case, finding)), finding.group)


def pairs(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the links from the sender, or from any sender, to the receivers of the route."""
    return case.named(_senders_of(case, finding), case.network.offering(finding.types))


RULE = Rule(
    code="missing_route",
    title="No way on",
    definition=(
        "A service from which the reference requires or expects a route has no usable link to any receiver of the "
        "route, for the route's client group. A service that offers a receiving type itself needs no link. Not raised "
        "where nobody provides the type. A route with a condition that no client group expresses gives one unknowable "
        "line."
    ),
    source="Reference pathway of the area (row named in the finding)",
    asks="Do both ends agree that people are referred and taken? If not, who should be asked to agree it?",
    find=find,
    ask=ask,
    remedy=remedy,
    sentence=sentence,
    people=people,
    pairs=pairs,
    marks=at_subject,
)
