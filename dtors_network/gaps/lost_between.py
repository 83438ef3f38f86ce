"""Rule: of those referred from one service to another, many never start, against other areas taken together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dtors_network.gaps import counted, wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding, Measure
from dtors_network.gaps.likely import by_likely
from dtors_network.gaps.rule import HeldAgainst, Rule
from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds, bounds
from dtors_network.model.vocabulary import Certainty, Stage

WHAT = "were referred and never started"


def find(case: Case) -> Iterator[Finding]:
    """Hold every link on record against what becomes of people between the same stages elsewhere."""
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
                    measure=measure,
                )


def measure_of(case: Case, row: Referral) -> Measure | None:
    """Give the share of those referred who never started; None where that is not counted, or nothing to hold it to."""
    stages = scope(case, row.source, row.target)
    against = counted.comparator(case, RULE.code, stages) or counted.comparator(case, RULE.code)
    referred, started = bounds(row.referred), bounds(row.started)
    if against is None or referred is None or started is None:
        return None
    most_started = min(started.high, referred.high)
    least_of = max(referred.low, most_started)
    fewest = least_of - most_started, least_of
    most = referred.high - started.low, referred.high
    part = Bounds(fewest[0], most[0])
    found = counted.measured(WHAT, fewest, most, part, referred, against)

    def parts(of: Callable[[str], Any]) -> tuple[Any, Any, Any]:
        lost = of("referred") - of("started")
        return lost, lost, of("referred")

    return by_likely(case, found, [row], parts)


def scope(case: Case, source: str, target: str) -> str:
    """Name what a link leads between: two stages, and of ways in their type, since a prison is no self-referral."""
    area = case.area
    kinds = [area.service[end].service_type for end in (source, target)]
    stages = [area.codebook.stage_of[kind] for kind in kinds]
    return ">".join(k if s is Stage.ROUTES_IN else s.value for k, s in zip(kinds, stages, strict=True))


def sentence(case: Case, finding: Finding) -> str:
    """Say between whom people are lost; the numbers are shown beside it, once they may be."""
    assert finding.link is not None
    sender, receiver = (wording.service(case.area, end) for end in finding.link)
    group = wording.people(case.area, finding.group)
    return f"Many {group} who are referred from {sender} to {receiver} never start there"


RULE = Rule(
    code="lost_between",
    title="Lost between two services",
    definition=(
        "Of the people referred from one service to another, the share that never starts is higher than between the "
        "same two stages (of ways in, from the same type) in other areas taken together: the whole 95 % interval "
        "(Wilson; where counts are blocks the likely interval) lies above. At least ten people must have been "
        "referred; silent where no other areas are given. Where many links are looked at, about one in forty lies "
        "above by chance alone, more where few people were referred."
    ),
    source="DTORS qualitative study 2009 on engagement lost at transition points; each finding names its comparator",
    asks="What happens between the referral and the first meeting? Who gets in touch, and when?",
    find=find,
    sentence=sentence,
    held_against=HeldAgainst(between_places=True),
)
