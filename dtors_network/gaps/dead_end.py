"""Rule: nobody can reach aftercare and recovery from a treatment service."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.bits import positions
from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding, People
from dtors_network.gaps.people import people_at
from dtors_network.gaps.rule import Rule, at_subject
from dtors_network.gaps.towards_aftercare import ask, leading_out, nobody_after_treatment, remedy
from dtors_network.model.vocabulary import Certainty


def find(case: Case) -> Iterator[Finding]:
    """Look at each treatment service that does not itself refuse the group."""
    network = case.network
    for group in case.assessed:
        graph = network.group(group)
        if nobody_after_treatment(case):
            yield Finding(rule=RULE.code, certainty=Certainty.UNKNOWABLE, group=group, basis="open_list")
            continue
        for at in positions(network.treatment & ~graph.refuses & ~graph.certain_reach):
            yield Finding(
                rule=RULE.code,
                certainty=case.absence(holds_in_possible=not graph.possible_reach >> at & 1),
                group=group,
                grade=case.grade_to_recovery.get(at),
                services=(network.ids[at],),
            )


def sentence(case: Case, finding: Finding) -> str:
    """Say where treatment leads no further."""
    group = wording.people(case.area, finding.group)
    if finding.basis:
        return (
            f"Whether treatment leads {group} on to aftercare cannot be judged: no service on the list offers "
            "aftercare or recovery support, and the list may be incomplete"
        )
    name = wording.service(case.area, finding.services[0])
    known = "no way" if finding.certainty is Certainty.CERTAIN else "no confirmed way"
    return f"From {name}, {group} have {known} on to aftercare or recovery support"


def people(case: Case, finding: Finding) -> People:
    """Count everybody at the service, or at any treatment service."""
    return people_at(case, finding.services or case.names(case.network.treatment), finding.group)


RULE = Rule(
    code="dead_end",
    title="Treatment without a way on",
    definition=(
        "A service of the open-access, structured or residential stages from which nobody can reach aftercare and "
        "recovery. Not judged for a client group that the service itself refuses."
    ),
    source="Design of the journey graph; Models of Care 2006, p21 and p47, on planned aftercare",
    asks="Where do people go when they leave this service, and who takes over the plan?",
    find=find,
    ask=ask,
    remedy=remedy,
    sentence=sentence,
    people=people,
    pairs=leading_out,
    marks=at_subject,
)
