"""Rule: a service has more people than places, or more people a keyworker than the sourced figure."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dtors_network.gaps import counted, wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Finding, Measure
from dtors_network.gaps.likely import Counts, by_likely_count
from dtors_network.gaps.rule import HeldAgainst, Rule
from dtors_network.intervals import count_interval
from dtors_network.model.area import Row, Service
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import EVERYONE, Certainty

CASELOAD, PLACES = "caseload", "places"
WHAT = {CASELOAD: "are on the caseload", PLACES: "came in the period, each staying as long as the table says"}
EACH = {CASELOAD: "keyworker", PLACES: "place"}


def find(case: Case) -> Iterator[Finding]:
    """Look at every service, first at its keyworkers and then at its places."""
    if EVERYONE not in case.groups:
        return
    came = _came(case)
    for id_ in case.network.ids:
        row = case.area.service[id_]
        for basis, measure in ((CASELOAD, by_keyworker(case, row)), (PLACES, by_place(case, row, came.get(id_, ())))):
            if counted.is_high(measure):
                yield Finding(
                    rule=RULE.code,
                    certainty=Certainty.CERTAIN,
                    group=EVERYONE,
                    services=(id_,),
                    basis=basis,
                    measure=measure,
                )
                break


def by_keyworker(case: Case, row: Service) -> Measure | None:
    """Give people a keyworker, with the interval of the caseload as a count."""
    against, caseload = counted.comparator(case, RULE.code, CASELOAD), bounds(row.caseload)
    if against is None or caseload is None or not row.keyworkers:
        return None
    by = row.keyworkers, row.keyworkers
    return by_likely_count(case, _ratio(CASELOAD, caseload, by, against), [("services", CASELOAD, row)], by)


def by_place(case: Case, row: Service, came: Counts) -> Measure | None:
    """Give people in places at one time: those who came in the period times the share of it that one of them stays.

    None where nobody counted who came, or a count is blank.
    """
    against, places = counted.comparator(case, RULE.code, PLACES), bounds(row.places)
    counts = [getattr(of, column) for _, column, of in came]
    numbers, days = [number for count in counts if (number := bounds(count))], _days(case)
    if against is None or not places or not places.high or not numbers or len(numbers) < len(came):
        return None
    if not days or row.stay_days is None:
        return None
    each = days / row.stay_days if row.stay_days else math.inf
    by = places.high * each, places.low * each
    return by_likely_count(case, _ratio(PLACES, total(numbers), by, against), came, by)


def _ratio(basis: str, people: Bounds, by: tuple[float, float], against: Comparator) -> Measure:
    """Give people for each keyworker or place, of whom there may be as many as the first number or as the second."""
    low, high = count_interval(people.low)[0], count_interval(people.high)[1]
    values = people.low / by[0], people.high / by[1], low / by[0], high / by[1]
    return Measure(WHAT[basis], people, None, *values, against, EACH[basis])


def _came(case: Case) -> dict[str, list[tuple[str, str, Row]]]:
    """Gather by service the counts of those who arrived and of those who started on referral."""
    found: dict[str, list[tuple[str, str, Row]]] = {}
    for came in case.area.arrivals:
        if came.client_group == EVERYONE:
            found.setdefault(came.service, []).append(("arrivals", "count", came))
    for row in counted.rows(case, EVERYONE):
        found.setdefault(row.target, []).append(("referrals", "started", row))
    return found


def _days(case: Case) -> int:
    start, end = case.area.period_start, case.area.period_end
    return (end - start).days + 1 if start and end else 0


def sentence(case: Case, finding: Finding) -> str:
    """Say which service carries more than it has room for."""
    name = wording.service(case.area, finding.services[0])
    if finding.basis == CASELOAD:
        return f"{name} has more people to each keyworker than the published figure allows"
    return f"More people come to {name} than it has places for"


RULE = Rule(
    code="overloaded",
    title="More people than room",
    definition=(
        "The caseload for each keyworker is above the sourced figure, or the people who came in the period, each "
        "staying as long as the table says, fill more than the places: by the whole 95 % interval of the count "
        "(Byar; where counts are blocks the likely interval). It is a condition of the system, not of the people who "
        "work there."
    ),
    source="DTORS qualitative study 2009 on high case loads; the comparator is named with each finding",
    asks="What would the service stop doing first, and who else could take people on?",
    find=find,
    sentence=sentence,
    held_against=HeldAgainst(scopes=(CASELOAD, PLACES), is_ratio=True),
)
