"""Rule: records show the signal of a barrier at a place that somebody spoke of, and nobody reported it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.counted import grade_of
from dtors_network.gaps.finding import Finding, People
from dtors_network.gaps.people import counted_people
from dtors_network.gaps.rule import Rule, everywhere
from dtors_network.gaps.screens import UNDER_REFERRAL, Shown, shown
from dtors_network.model.vocabulary import Certainty

PARTS = {"first": ", first waits", "later": ", later waits"}


@dataclass(frozen=True, slots=True)
class _Place:
    group: str
    services: tuple[str, ...]
    link: tuple[str, str] | None


def find(case: Case) -> Iterator[Finding]:
    """Give every place at which records show something that nobody said: one finding a place and group."""
    for place in dict.fromkeys(_place(one) for one in _shown(case)):
        if place.group in case.groups:
            yield Finding(
                rule=RULE.code,
                certainty=Certainty.CERTAIN,
                group=place.group,
                grade=grade_of(case, place.group, *place.link) if place.link else None,
                services=place.services,
                link=place.link,
                records="; ".join(one.words for one in _shown(case) if _place(one) == place),
            )


def _shown(case: Case) -> Iterator[Shown]:
    return (one for one in shown(case) if one.code != UNDER_REFERRAL)


def _place(one: Shown) -> _Place:
    return _Place(one.group, one.services, one.link)


def _at(case: Case, finding: Finding) -> list[Shown]:
    here = _Place(finding.group, finding.services, finding.link)
    return [one for one in _shown(case) if _place(one) == here]


def people(case: Case, finding: Finding) -> People:
    """Count the people behind the figure of which most is known."""
    most = max((one.people for one in _at(case, finding)), key=lambda one: (one.low, one.high))
    return counted_people(most, "stand behind what records show")


def pairs(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the link, or the links into the service on which anybody was counted."""
    if finding.link:
        return iter((finding.link,))
    rows = case.area.referrals
    return ((row.source, row.target) for row in rows if (row.target,) == finding.services)


def sentence(case: Case, finding: Finding) -> str:
    """Say what records show where, that nobody reported."""
    area = case.area
    here = [wording.service(area, id_) for id_ in finding.services]
    where = f"From {here[0]} to {here[1]}" if finding.link else f"At {here[0]}"
    said = (_title(case, one) for one in _at(case, finding))
    return f"{where}, records show what nobody reported there: {wording.listed(said, 'and')}"


def _title(case: Case, one: Shown) -> str:
    return wording.lower_first(case.area.codebook.barrier[one.code].title) + PARTS.get(one.part, "")


RULE = Rule(
    code="unheard_barrier",
    title="A barrier that nobody reported",
    definition=(
        "At a service or link that somebody spoke of, records show the signal of a barrier that nobody reported there: "
        "the test that the codebook names for it passes among all screened places of the area (Holm at 2.5 %; where "
        "counts are blocks over tables drawn from them). It tells what was counted, never that anybody kept silent: "
        "they may not have been asked about this."
    ),
    source="The design of the project, section 7; each test and its errors in docs/reference/triangulation.md",
    asks="Do people who work here, and people who come here, see it too?",
    find=find,
    sentence=sentence,
    people=people,
    pairs=pairs,
    marks=everywhere,
    own_word=True,
    by_records=True,
)
