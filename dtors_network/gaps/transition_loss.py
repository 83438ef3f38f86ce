"""Rule: few of the people referred on leaving prison start community treatment within 21 days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dtors_network.bits import positions
from dtors_network.gaps import counted, wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding, Measure, People
from dtors_network.gaps.likely import by_likely
from dtors_network.gaps.people import counted_people
from dtors_network.gaps.rule import HeldAgainst, Rule
from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.vocabulary import EVERYONE, Certainty, Grade

WHAT = "started treatment within 21 days, of those referred on leaving prison"
GROUPS = ("leaving_prison", EVERYONE)
"""Rows that count people leaving prison: those of the group, or where none of them is counted everybody's."""


def find(case: Case) -> Iterator[Finding]:
    """Look at each prison, over all its links to treatment."""
    against = counted.comparator(case, RULE.code)
    prisons = case.network.offering(("prison",)) & case.network.routes_in
    for at in positions(prisons) if against else ():
        for group in (group for group in GROUPS if group in case.assessed):
            rows = [row for row in counted.rows(case, group) if _is_from_prison_to_treatment(case, row, at)]
            if any(row.referred is not None for row in rows):
                yield from _judged(case, group, case.network.ids[at], rows)
                break


def _is_from_prison_to_treatment(case: Case, row: Referral, prison: int) -> bool:
    network = case.network
    return row.source == network.ids[prison] and bool(network.treatment >> network.position[row.target] & 1)


def _judged(case: Case, group: str, prison: str, rows: list[Referral]) -> Iterator[Finding]:
    measure = measure_of(case, rows)
    if _is_low(measure):
        yield Finding(
            rule=RULE.code,
            certainty=Certainty.CERTAIN,
            group=group,
            grade=_grade(case, rows),
            services=(prison,),
            measure=measure,
        )


def measure_of(case: Case, rows: list[Referral]) -> Measure | None:
    """Give the share of those referred who started in time; None where referred or started is not counted.

    Where nobody counted the waits, all who started may have started in time.
    """
    against = counted.comparator(case, RULE.code)
    numbers = [found for row in rows if (found := _numbers(row))]
    if against is None or len(numbers) < len(rows):
        return None
    sent, met = total(sent for sent, _, _ in numbers), total(met for _, met, _ in numbers)
    most = met.high, sum(of for _, _, of in numbers)
    measure = counted.measured(WHAT, (met.low, sent.high), most, met, sent, against)

    def parts(of: Callable[[str], Any]) -> tuple[Any, Any, Any]:
        import numpy as np  # heavy, and only needed where counts are blocks

        started, waited = of("started"), of("waited_over_21_days")
        blank = np.isnan(waited)
        return np.where(blank, 0, started - waited), np.where(blank, started, started - waited), of("referred")

    return by_likely(case, measure, rows, parts)


def _numbers(row: Referral) -> tuple[Bounds, Bounds, int] | None:
    """Give who was referred, who of them started in time, and of how many where that is most."""
    referred, started, late = bounds(row.referred), bounds(row.started), bounds(row.waited_over_21_days)
    if referred is None or started is None:
        return None
    most = min(started.high, referred.high)
    met = Bounds(max(0, started.low - late.high), max(0, most - late.low)) if late else Bounds(0, most)
    return Bounds(max(referred.low, started.low), referred.high), met, max(referred.low, most)


def _is_low(measure: Measure | None) -> bool:
    """Tell whether the whole interval lies below the comparator, whatever ``*`` and blanks are."""
    return measure is not None and measure.high is not None and measure.high < measure.comparator.value


def _grade(case: Case, rows: list[Referral]) -> Grade | None:
    """Give the firmest grade of the links for people leaving prison, whichever rows count them."""
    grades = {counted.grade_of(case, GROUPS[0], row.source, row.target) for row in rows}
    return next((grade for grade in counted.FIRMEST if grade in grades), None)


def sentence(case: Case, finding: Finding) -> str:
    """Say where people are lost on leaving prison."""
    name = wording.service(case.area, finding.services[0])
    return f"Few of the people referred to treatment by {name} start within three weeks of leaving prison"


def people(case: Case, finding: Finding) -> People:
    """Count those who did not start in time."""
    measure = finding.measure
    assert measure is not None and measure.part is not None and measure.whole is not None
    return counted_people(measure.whole.less(measure.part), "were referred and did not start within 21 days")


def pairs(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the links from the prison to treatment."""
    return case.named(1 << case.network.position[finding.services[0]], case.network.treatment)


RULE = Rule(
    code="transition_loss",
    title="Lost on leaving prison",
    definition=(
        "Of the people whom a prison refers to treatment in the community, the share that starts within 21 days is "
        "lower than the figure published for the period of the area: the whole 95 % interval (Wilson; where "
        "counts are blocks the likely interval) lies below. At least ten people must have been referred; silent "
        "where no figure was published for the period."
    ),
    source="DTORS qualitative study 2009; continuity of care: OHID, secure settings statistics (21 days from release)",
    asks="Who meets people at the gate, and does treatment know the day of release?",
    find=find,
    sentence=sentence,
    people=people,
    pairs=pairs,
    held_against=HeldAgainst(),
)
