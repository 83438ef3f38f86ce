"""What the rules that count have in common: comparators, measures and grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Measure
from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.comparator import Comparator
from dtors_network.model.estimate import share
from dtors_network.model.groups import members
from dtors_network.model.vocabulary import EVERYONE, Grade, LinkState

FEWEST: Final = 10
"""People of whom a share is judged at the least, as for refused groups (design §5)."""

FIRMEST: Final = (Grade.REQUIRED, Grade.EXPECTED, Grade.OPTIONAL)


def comparator(case: Case, rule: str, scope: str = "") -> Comparator | None:
    """Give the figure that a rule is held against in the period of the area; the last one given counts."""
    found = [one for one in case.comparators if one.rule == rule and one.scope == scope]
    return found[-1] if found else None


def rows(case: Case, group: str) -> Iterator[Referral]:
    """List a group's referral rows, but for links that a meeting settled as absent."""
    for row in case.area.referrals:
        if row.client_group == group:
            link = case.network.evidence.link(row.source, row.target)
            if not (link.settled and link.state is LinkState.ABSENT):
                yield row


def measured(
    what: str, fewest: tuple[int, int], most: tuple[int, int], part: Bounds, whole: Bounds, against: Comparator
) -> Measure | None:
    """Make a measure of a share; None where there may be fewer than ten people to have a share of."""
    found = share(fewest, most, whole)
    if found is None or whole.low < FEWEST:
        return None
    return Measure(what, part, whole, found.least, found.most, found.low, found.high, against)


def is_high(measure: Measure | None) -> bool:
    """Tell whether the whole interval lies above the comparator, whatever ``*`` and blanks are."""
    return measure is not None and measure.low is not None and measure.low > measure.comparator.value


def grade_of(case: Case, group: str, source: str, target: str) -> Grade | None:
    """Give the firmest grade with which the reference asks for a link, for the group or for everyone."""
    network = case.network
    sender, receiver = 1 << network.position[source], 1 << network.position[target]
    grades = {
        route.grade
        for route in case.area.pathway.routes
        if not route.condition and route.client_group in (*members(group), EVERYONE)
        if network.senders(route) & sender and network.offering(route.receivers) & receiver
    }
    return next((grade for grade in FIRMEST if grade in grades), None)
