"""Rule: of those sent to services of one type, people of a group are sent to one of them less often than others."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding, People
from dtors_network.gaps.people import counted_people
from dtors_network.gaps.rule import Rule, at_subject
from dtors_network.gaps.screens import UNDER_REFERRAL, Shown, shown
from dtors_network.model.vocabulary import Certainty


def find(case: Case) -> Iterator[Finding]:
    """Give every service to which a group that is judged is sent less often."""
    for one in _shown(case):
        if one.group in case.groups:
            yield Finding(
                rule=RULE.code, certainty=Certainty.CERTAIN, group=one.group, services=(one.service,), records=one.words
            )


def _shown(case: Case) -> Iterator[Shown]:
    return (one for one in shown(case) if one.code == UNDER_REFERRAL)


def _of(case: Case, finding: Finding) -> Shown:
    return next(one for one in _shown(case) if (one.group, one.services) == (finding.group, finding.services))


def people(case: Case, finding: Finding) -> People:
    """Count the people of the group who were sent to services of the type at all."""
    return counted_people(_of(case, finding).people, "of the group were sent to services of the type")


def pairs(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the links into the service on which people of the group were counted."""
    rows = case.area.referrals
    return (
        (row.source, row.target) for row in rows if (row.target, row.client_group) == (*finding.services, finding.group)
    )


def sentence(case: Case, finding: Finding) -> str:
    """Say where who is sent less often."""
    one = _of(case, finding)
    place, who = wording.service(case.area, one.service), wording.people(case.area, one.group)
    kind = wording.types(case.area, (case.area.service[one.service].service_type,))
    return f"Of all who are sent to services of one type ({kind}), {who} are sent to {place} less often"


RULE = Rule(
    code=UNDER_REFERRAL,
    title="Sent there less often",
    definition=(
        "Of those whom each sender sends to services of one type, people of a group are sent to this one less often "
        "than others, by a test over senders that allows for their own habits (odds ratio, Holm at 2.5 % over all "
        "screened places of the area; where counts are blocks over tables drawn from them). At least two services of "
        "the type, and at least five of the group expected here. It tells what was done, never why: the group may need "
        "it less, or prefer the other one."
    ),
    source="Mantel and Haenszel 1959; the design of the project, section 7; errors in docs/reference/triangulation.md",
    asks="Who decides where somebody of this group is sent, and what do they know of this service?",
    find=find,
    sentence=sentence,
    people=people,
    pairs=pairs,
    marks=at_subject,
    own_word=True,
    by_records=True,
)
