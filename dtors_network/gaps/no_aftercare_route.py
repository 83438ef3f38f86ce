"""Rule: from a route in, no way through treatment leads to aftercare and recovery."""

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
    """Look at each route in of each assessed group."""
    network = case.network
    for group in case.assessed:
        graph, entries = network.group(group), network.entries(group)
        missing = "no_entry" if not entries else "open_list" if nobody_after_treatment(case) else ""
        if missing:
            yield Finding(rule=RULE.code, certainty=Certainty.UNKNOWABLE, group=group, basis=missing)
            continue
        for at in positions(entries & ~graph.certain_reach):
            yield Finding(
                rule=RULE.code,
                certainty=case.absence(holds_in_possible=not graph.possible_reach >> at & 1),
                group=group,
                grade=case.firmest_grade_to_recovery,
                services=(network.ids[at],),
            )


def sentence(case: Case, finding: Finding) -> str:
    """Say from where nobody gets to aftercare."""
    area, group = case.area, wording.people(case.area, finding.group)
    if finding.basis == "no_entry":
        return (
            f"Whether {group} get to aftercare cannot be judged: the tables list no route in for them; "
            "to judge this, list where they come from as services (self-referral, GPs, courts, prisons)"
        )
    if finding.basis == "open_list":
        return (
            f"Whether {group} get to aftercare cannot be judged: no service on the list offers aftercare or recovery "
            "support, and the list may be incomplete"
        )
    entry = wording.service(area, finding.services[0])
    if finding.certainty is Certainty.CERTAIN:
        return f"From {entry}, {group} have no way on to aftercare or recovery support"
    return f"From {entry}, no confirmed way leads {group} on to aftercare or recovery support"


def people(case: Case, finding: Finding) -> People:
    """Count everybody who comes in at the entry, or at any entry."""
    return people_at(case, finding.services or case.names(case.network.entries(finding.group)), finding.group)


RULE = Rule(
    code="no_aftercare_route",
    title="No way to aftercare",
    definition=(
        "From a route in, no path through treatment leads to aftercare and recovery: a route in, perhaps other routes "
        "in, then open access, structured or residential services, then aftercare and recovery."
    ),
    source="Design of the journey graph; Models of Care 2006, p21 and p47, on planned aftercare",
    asks="At which step do people stop being referred on, and which one answer would show that they are not?",
    find=find,
    ask=ask,
    remedy=remedy,
    sentence=sentence,
    people=people,
    pairs=leading_out,
    marks=at_subject,
)
