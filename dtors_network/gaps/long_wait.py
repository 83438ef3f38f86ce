"""Rule: of those who start, many waited more than 21 days; first waits and later ones apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dtors_network.gaps import counted, wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding, Measure
from dtors_network.gaps.likely import by_likely
from dtors_network.gaps.rule import HeldAgainst, Rule
from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds, Count, bounds
from dtors_network.model.vocabulary import Certainty

WHAT = "started after more than 21 days"


def find(case: Case) -> Iterator[Finding]:
    """Look at every link on record that has its waits counted."""
    for group in case.assessed:
        for row in counted.rows(case, group):
            measure = measure_of(case, row)
            if counted.is_high(measure):
                yield Finding(
                    rule=RULE.code,
                    certainty=Certainty.CERTAIN,
                    group=group,
                    grade=counted.grade_of(case, group, row.source, row.target),
                    services=(row.source, row.target),
                    link=(row.source, row.target),
                    basis=which(case, row.source, row.target),
                    measure=measure,
                )


def not_counted(case: Case) -> int:
    """Count the links on which enough people started for waits to be judged, and of which nobody counted waits."""
    rows = [row for group in case.assessed for row in counted.rows(case, group)]
    blank = {(row.source, row.target) for row in rows if _enough(row.started) and row.waited_over_21_days is None}
    told = {(row.source, row.target) for row in rows if row.waited_over_21_days is not None}
    return len({link for link in blank - told if counted.comparator(case, RULE.code, which(case, *link))})


def not_judged(case: Case) -> str:
    """Say where long waits could not be judged because nobody counted waits."""
    links = not_counted(case)
    if not links:
        return ""
    where = "on 1 link" if links == 1 else f"on {links:,} links"
    return f"Long waits are not judged {where} on which people started: nobody counted how long they waited."


def _enough(started: Count) -> bool:
    number = bounds(started)
    return number is not None and number.low >= counted.FEWEST


def which(case: Case, source: str, target: str) -> str:
    """Tell a first wait, into treatment from a service that offers none, from a later one."""
    network = case.network
    from_treatment = network.treatment >> network.position[source] & 1
    to_treatment = network.treatment >> network.position[target] & 1
    return "first" if to_treatment and not from_treatment else "later"


def measure_of(case: Case, row: Referral) -> Measure | None:
    """Give the share of those who started that waited more than 21 days; None where that is not counted."""
    against = counted.comparator(case, RULE.code, which(case, row.source, row.target))
    started, late = bounds(row.started), bounds(row.waited_over_21_days)
    if against is None or started is None or late is None:
        return None
    fewest = late.low, max(started.high, late.low)
    most_late = min(late.high, started.high)
    most = most_late, max(started.low, most_late)
    found = counted.measured(WHAT, fewest, most, Bounds(late.low, most_late), started, against)

    def parts(of: Callable[[str], Any]) -> tuple[Any, Any, Any]:
        waited = of("waited_over_21_days")
        return waited, waited, of("started")

    return by_likely(case, found, [row], parts)


def sentence(case: Case, finding: Finding) -> str:
    """Say between whom people wait."""
    assert finding.link is not None
    sender, receiver = (wording.service(case.area, end) for end in finding.link)
    group = wording.people(case.area, finding.group)
    wait = "their first treatment" if finding.basis == "first" else "the next service"
    return f"Many {group} referred from {sender} to {receiver} wait more than three weeks for {wait}"


RULE = Rule(
    code="long_wait",
    title="A long wait",
    definition=(
        "Of the people who start on referral, the share that waited more than 21 days is high by its whole 95 % "
        "interval (Wilson; where counts are blocks the likely interval): for first waits (into treatment from a "
        "service that offers none) against the published share, for later ones if more than half waited longer than "
        "the three weeks that are meant as the longest wait. At least ten people must have started. Where so few are "
        "meant to wait, up to one link in ten lies above the published share by chance alone."
    ),
    source="Three weeks from referral to intervention: OHID, National Drug Treatment Monitoring System",
    asks="What are people told while they wait, and what could be offered in the meantime?",
    find=find,
    sentence=sentence,
    held_against=HeldAgainst(scopes=("first", "later")),
    not_judged=not_judged,
)
