"""One sentence that says what a tired commissioner must know first."""

from __future__ import annotations

from dtors_network.gaps.finding import People
from dtors_network.gaps.registry import RULES
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.model.vocabulary import Certainty
from dtors_network.report.measure_text import measure_text


def headline(gaps: Gaps) -> str:
    """Say the leading finding, how sure it is, and how many findings share its cause.

    Parameters
    ----------
    gaps : Gaps
        The result of ``find_gaps``.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
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
        more = len(first) - 1
        follow = f" {more} further {'finding has' if more == 1 else 'findings have'} the same cause." if more else ""
        return f"{first[0].title}.{follow}"
    also = (
        f" {counted} {'count lies' if counted == 1 else 'counts lie'} beyond what they are held against."
        if counted
        else ""
    )
    if open_ones:
        plural = "finding depends" if open_ones == 1 else "findings depend"
        return f"No gap is certain. {open_ones} {plural} on questions that nobody has answered yet.{also}"
    if counted:
        return f"No gap is certain.{also}"
    if gaps.gaps:
        return "No gap is certain. What could not be judged is listed with what to collect."
    return "No gap was found against the reference."


def leading(gaps: Gaps) -> Gap | None:
    """Give the gap that leads: of what leads where, the first; a counted one only where there is no other."""
    return next((gap for gap in gaps.gaps if not _counts(gap)), next(iter(gaps.gaps), None))


def _counts(gap: Gap) -> bool:
    return RULES[gap.finding.rule].counts


def weight(gap: Gap) -> str:
    """Say what a gap weighs: what was counted, or how many people it affects."""
    return measure_text(gap.finding.measure) if gap.finding.measure else affected(gap.people)


def affected(people: People) -> str:
    """Say how many people, with the interval of the count or the bounds that suppression leaves.

    Examples
    --------
    >>> affected(People(120, 99.5, 143.5, "came to the services named"))
    '120 people (95 % interval 99 to 144) came to the services named'
    """
    if people.low is None or people.high is None:
        return "nobody counted the people affected"
    if not isinstance(people.count, int):
        return f"{people.low:.0f} to {people.high:.0f} people {people.what} (some counts are suppressed)"
    return f"{people.count} people (95 % interval {int(people.low)} to {-int(-people.high // 1)}) {people.what}"
