"""Rule: the reference needs a type of service that nobody offers."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, People, Step
from dtors_network.gaps.people import people_at
from dtors_network.gaps.rule import Rule
from dtors_network.model.vocabulary import Certainty


def find(case: Case) -> Iterator[Finding]:
    """Look at each set of types that a route needs; a condition or an open list makes it unknowable."""
    for route in case.routes():
        for needed in route.needs:
            if not case.network.offering(needed):
                knowable = case.list_complete and not route.condition
                yield Finding(
                    rule=RULE.code,
                    certainty=Certainty.CERTAIN if knowable else Certainty.UNKNOWABLE,
                    group=route.client_group,
                    route=route,
                    grade=route.grade,
                    types=tuple(sorted(needed)),
                    basis="condition" if route.condition else "" if knowable else "open_list",
                )


def ask(case: Case, finding: Finding) -> Ask:
    """Ask whether the list is complete, unless somebody said that it is not: yes makes it certain."""
    return Ask(None, case.ask_by_list(()) if finding.basis == "open_list" else None)


def remedy(case: Case, finding: Finding) -> tuple[Step, ...]:
    """Commission one service of any of the types."""
    return (Step("provide", types=finding.types),)


def sentence(case: Case, finding: Finding) -> str:
    """Say what nobody offers, and who would need it."""
    area = case.area
    assert finding.route is not None
    there = wording.besides(area, finding.types)
    who = f"Besides {wording.types(area, there)}, nobody" if there else "Nobody"
    nobody = f"{who} on the list offers {wording.types(area, finding.types)}"
    if finding.basis == "condition":
        return (
            f"{nobody}, which the reference names {finding.route.title} ({finding.route.condition}); "
            f"to judge this, collect: {finding.route.collect}"
        )
    if finding.basis == "open_list":
        return f"{nobody}, which the reference asks for {finding.route.title}; the list of services may be incomplete"
    return f"{nobody}, which the reference asks for {finding.route.title}"


def people(case: Case, finding: Finding) -> People:
    """Count everybody at a service that the route starts from."""
    assert finding.route is not None
    return people_at(case, case.names(case.network.senders(finding.route)), finding.group)


RULE = Rule(
    code="no_provider",
    title="Nobody provides it",
    definition=(
        "A required or expected route of the reference, whose sending type is present, needs a type of service that "
        "no service has or also offers. Unknowable in a list of services that may be incomplete."
    ),
    source="Reference pathway of the area (row named in the finding)",
    asks="Is every service on the list? Who in the area, or outside it, offers this today?",
    find=find,
    ask=ask,
    remedy=remedy,
    sentence=sentence,
    people=people,
)
