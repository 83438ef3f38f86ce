"""Rule: every way from a route in to aftercare passes one service or one organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dtors_network.bits import mask_of, positions
from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, People, Step
from dtors_network.gaps.gateways import Gateway, gateways
from dtors_network.gaps.people import people_at
from dtors_network.gaps.rule import Rule
from dtors_network.model.vocabulary import EVERYONE, Certainty


def find(case: Case) -> Iterator[Finding]:
    """Look at each route in that reaches aftercare on certain links."""
    for group in case.assessed:
        points: set[tuple[int, Certainty, int]] = set()
        for gateway in gateways(case.network.group(group)):
            certainty = case.absence(holds_in_possible=gateway.always)
            if not gateway.is_organisation:
                points.add((gateway.entry, certainty, gateway.blocked))
            elif any((gateway.entry, certainty, 1 << at) in points for at in positions(gateway.blocked)):
                continue
            yield _finding(case, group, gateway, certainty)


def _finding(case: Case, group: str, gateway: Gateway, certainty: Certainty) -> Finding:
    entry = case.network.ids[gateway.entry]
    return Finding(
        rule=RULE.code,
        certainty=certainty,
        group=group,
        services=(entry,) if gateway.is_organisation else (entry, gateway.name),
        organisations=(gateway.name,) if gateway.is_organisation else (),
    )


def _without(case: Case, finding: Finding) -> int:
    network = case.network
    if finding.organisations:
        return network.run_by(finding.organisations[0]) & ~(1 << network.position[finding.services[0]])
    return mask_of([network.position[finding.services[1]]])


def ask(case: Case, finding: Finding) -> Ask:
    """Ask along a way around the gateway."""
    start = case.network.position[finding.services[0]]
    return case.questions_to_aftercare(finding.group, start, _without(case, finding))


def remedy(case: Case, finding: Finding) -> tuple[Step, ...]:
    """Open a way around the gateway."""
    start = case.network.position[finding.services[0]]
    return case.remedy_to_aftercare(finding.group, start, _without(case, finding))


def sentence(case: Case, finding: Finding) -> str:
    """Say on whom everything depends."""
    area = case.area
    entry, group = wording.service(area, finding.services[0]), wording.people(area, finding.group)
    known = "way" if finding.certainty is Certainty.CERTAIN else "confirmed way"
    of = "" if finding.group == EVERYONE else f" for {group}"
    return f"Every {known} to aftercare{of} from {entry} depends on {_name(case, finding)}"


def _name(case: Case, finding: Finding) -> str:
    kind, id_ = subject(finding)
    return wording.organisation(case.area, id_) if kind == "organisation" else wording.service(case.area, id_)


def subject(finding: Finding) -> tuple[str, str]:
    """Give what everything depends on: an organisation, or a service."""
    return ("organisation", finding.organisations[0]) if finding.organisations else ("service", finding.services[1])


def sentence_of_all(case: Case, findings: Sequence[Finding]) -> str:
    """Say from how many routes in everything depends on one subject; each route in counts once, not once per group."""
    area, network = case.area, case.network
    entries = {finding.services[0] for finding in findings}
    of_everyone = {finding.services[0] for finding in findings if finding.group == EVERYONE}
    groups = dict.fromkeys(finding.group for finding in findings)
    every = 0
    for group in groups:
        every |= network.entries(group)
    of = f" for {wording.people(area, next(iter(groups)))}" if len(groups) == 1 and not of_everyone else ""
    further = len(entries - of_everyone)
    some = f" (from {further:,} of them for single client groups only)" if further and len(groups) > 1 else ""
    known = "way" if findings[0].certainty is Certainty.CERTAIN else "confirmed way"
    return (
        f"Every {known} to aftercare{of} from {len(entries):,} of {every.bit_count():,} routes in{some} depends on "
        f"{_name(case, findings[0])}"
    )


def people(case: Case, finding: Finding) -> People:
    """Count everybody who comes in at the entry."""
    return people_at(case, finding.services[:1], finding.group)


def pairs(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the links that lead out of what is reached without the gateway."""
    start, without = case.network.position[finding.services[0]], _without(case, finding)
    return case.frontier(finding.group, 1 << start, without)


RULE = Rule(
    code="single_point",
    title="Everything depends on one",
    definition=(
        "Where a route in reaches aftercare on confirmed links: one service or organisation, not the route in itself, "
        "that every possible way needs (certain) or every confirmed way needs (sensitive). An organisation only if "
        "none of its services is one with the same certainty."
    ),
    source="Cut vertices of the journey graph; State of the Sector 2015 on re-tendering",
    asks="What happens to people if this one closes, is re-tendered or is full? Who else could take them?",
    find=find,
    ask=ask,
    remedy=remedy,
    sentence=sentence,
    people=people,
    pairs=pairs,
    subject=subject,
    sentence_of_all=sentence_of_all,
)
