"""What a tired commissioner reads first: the sentence on top of the gaps, and what each of them weighs."""

from __future__ import annotations

from collections.abc import Sequence

from dtors_network.accounts.measure_text import measure_text
from dtors_network.gaps import wording
from dtors_network.gaps.finding import People
from dtors_network.gaps.registry import RULES
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.gaps.roots import people_of, ways_in
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE, Certainty


def headline(gaps: Gaps) -> str:
    """Say the leading finding, how sure it is, and how many findings share its cause.

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> headline(find_gaps(small_area(), groups=["everyone"], rules=["no_aftercare_route"])).split(".")[0]
    'No gap is certain'
    """
    certain = [root for root in gaps.roots if root[0].finding.certainty is Certainty.CERTAIN and not _counts(root[0])]
    open_ones = sum(gap.finding.certainty is Certainty.SENSITIVE for gap in gaps.gaps)
    counted = sum(_counts(gap) for gap in gaps.gaps)
    if certain:
        first = certain[0]
        more = len(first) - len(ways_in(first))
        follow = f" {more:,} further {'finding has' if more == 1 else 'findings have'} the same cause." if more else ""
        return f"{first[0].root_title}.{follow}"
    lie = "count lies beyond what it is" if counted == 1 else "counts lie beyond what they are"
    also = f" {counted:,} {lie} held against." if counted else ""
    none = "Of what leads where, no gap is certain." if counted else "No gap is certain."
    if open_ones:
        plural = "finding depends" if open_ones == 1 else "findings depend"
        return f"{none} {open_ones:,} {plural} on questions that nobody has answered yet.{also}"
    if counted:
        return f"{none}{also}"
    if gaps.gaps:
        return "No gap is certain. What could not be judged is listed with what to collect."
    return "No gap was found against the reference."


def leading(gaps: Gaps) -> tuple[Gap, ...]:
    """Give the root that leads: of what leads where, the first; a counted one only where there is no other."""
    return next((root for root in gaps.roots if not _counts(root[0])), next(iter(gaps.roots), ()))


def _counts(gap: Gap) -> bool:
    return RULES[gap.finding.rule].counts


def weight(gap: Gap) -> str:
    """Say what a gap weighs: what was counted, or how many people it affects."""
    if gap.finding.records:
        return gap.finding.records
    return measure_text(gap.finding.measure) if gap.finding.measure else affected(gap.people)


def root_weight(root: Sequence[Gap]) -> str:
    """Say what a root weighs: as its leading gap, or the people at all the ways in for which its title speaks."""
    return weight(root[0]) if len(ways_in(root)) == 1 else affected(people_of(root))


def way_in(area: Area, gap: Gap) -> str:
    """Name a way in among those that depend on one, with the client group where it is not everyone."""
    whom = "" if gap.finding.group == EVERYONE else f", for {wording.people(area, gap.finding.group)}"
    return f"{wording.service(area, gap.finding.services[0])}{whom}"


def affected(people: People) -> str:
    """Say how many people were counted, or between which numbers hidden counts leave them.

    >>> affected(People(1200, 1200, 1200, "came to the clinic"))
    '1,200 people came to the clinic'
    >>> affected(People(None, 101, 104, "came to the clinic"))
    '101 to 104 people came to the clinic (some counts are ranges)'
    """
    if people.low is None or people.high is None:
        return "nobody counted the people affected"
    if people.low != people.high:
        return f"{people.low:,} to {people.high:,} people {people.what} (some counts are ranges)"
    return f"{people.low:,} {'person' if people.low == 1 else 'people'} {people.what}"
