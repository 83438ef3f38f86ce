"""Rule: the two ends of a required link, or both ends and complete records, do not agree that it works."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.evidence import Word
from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, People, Question
from dtors_network.gaps.people import people_at
from dtors_network.gaps.rule import Rule, at_subject
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Certainty, Grade, LinkState, QuestionKind


def find(case: Case) -> Iterator[Finding]:
    """Look at each disputed link that a required route asks for."""
    for pair, link in sorted(case.network.evidence.links.items()):
        if link.state is LinkState.DISPUTED:
            route = _requiring(case, *pair)
            if route is not None:
                yield Finding(
                    rule=RULE.code,
                    certainty=Certainty.CERTAIN,
                    group=route.client_group,
                    grade=Grade.REQUIRED,
                    types=(),
                    services=pair,
                    link=pair,
                    basis=route.code,
                )


def _requiring(case: Case, source: str, target: str) -> Route | None:
    """Find a required route that needs the link; one for everyone before the others."""
    network = case.network
    sender, receiver = 1 << network.position[source], 1 << network.position[target]
    found = [
        route
        for route in case.routes()
        if route.grade is Grade.REQUIRED and not route.condition
        if network.senders(route) & sender
        for needed in route.needs
        if network.offering(needed) & receiver and not network.offering(needed) & sender
    ]
    return min(found, key=lambda route: route.client_group != EVERYONE, default=None)


def ask(case: Case, finding: Finding) -> Ask:
    """Either answer to the one question about the link settles the disagreement."""
    assert finding.link is not None
    question = Question(QuestionKind.LINK, source=finding.link[0], target=finding.link[1])
    return Ask((question,), (question,))


def sentence(case: Case, finding: Finding) -> str:
    """Say who says what."""
    assert finding.link is not None
    evidence = case.network.evidence.link(*finding.link)
    sender, receiver = (wording.service(case.area, end) for end in finding.link)
    if evidence.sender is Word.PRESENT and evidence.receiver is Word.PRESENT:
        return f"{sender} and {receiver} both say that people are referred, and complete records show nobody"
    if (evidence.sender, evidence.receiver) == (Word.PRESENT, Word.ABSENT):
        return f"{sender} says that it refers people to {receiver}, which says no"
    if (evidence.sender, evidence.receiver) == (Word.ABSENT, Word.PRESENT):
        return f"{sender} says that it refers nobody to {receiver}, which says that it does"
    return (
        f"Whether {sender} refers people to {receiver} is disputed: "
        f"the sender's end {wording.SAYS[evidence.sender]}, the receiver's end {wording.SAYS[evidence.receiver]}"
    )


def people(case: Case, finding: Finding) -> People:
    """Count everybody at the sending end."""
    return people_at(case, finding.services[:1], finding.group)


RULE = Rule(
    code="disputed_link",
    title="The two ends disagree",
    definition=(
        "The ends of a link that the reference requires, or both ends and complete records, disagree on whether it "
        "works. That they disagree is certain; whether it works is the question."
    ),
    source="Reference pathway of the area; DTORS qualitative study 2009 on weak links between provider organisations",
    asks="What would both ends accept as a referral, and when was the last one?",
    find=find,
    ask=ask,
    sentence=sentence,
    people=people,
    marks=at_subject,
)
