"""The flow of people in sentences: of a hundred people who come in, how many get how far."""

from __future__ import annotations

from typing import Final

from dtors_network.flow.result import NOBODY_CAME, NOBODY_COUNTED
from dtors_network.flow.targets import AFTERCARE, ANOTHER_WAY, LOST
from dtors_network.flow.transitions import Transition
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import Stage
from dtors_network.report.flow_rows import FlowReport, NotCounted
from dtors_network.report.shares import WHATEVER, interval, percent
from dtors_network.rounding import per_100, span_of_100

TARGET_WORDS: Final = {
    Stage.OPEN_ACCESS.value: "open access",
    Stage.STRUCTURED_TREATMENT.value: "structured treatment",
    Stage.RESIDENTIAL_AND_INPATIENT.value: "residential or inpatient treatment",
    "treatment": "treatment of any kind",
    AFTERCARE: "aftercare or recovery support",
}
FEW: Final = 4
"""People up to whom a number may be hidden: nothing is called the most of so few."""

END_WORDS: Final = {
    AFTERCARE: "Start aftercare or recovery support",
    LOST: "Lost between services",
    ANOTHER_WAY: "Went another way (back to a route in, or to aftercare without treatment)",
}


def who(area: Area, code: str) -> str:
    """Name whom a flow is of.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> who(small_area(), "everyone"), who(small_area(), "not leaving_prison")
    ('people', 'other people (everyone but people leaving prison)')
    """
    group = code.removeprefix("not ")
    return wording.people(area, code) if group == code else f"other people (everyone but {wording.people(area, group)})"


def end_words(area: Area, end: str) -> str:
    """Name an end of a way."""
    titles = {term.code: term.title for term in area.codebook.outcomes}
    return END_WORDS[end] if end in END_WORDS else f"Left: {wording.lower_first(titles[end])}"


def percent_of(share: Estimate | None, people: Bounds) -> str:
    """Write a share of people, or that there was nobody to have one: 0 that was counted is not "not counted".

    Examples
    --------
    >>> percent_of(None, Bounds(0, 0)), percent_of(None, Bounds(0, 3))
    ('of nobody', 'not counted')
    """
    return "of nobody" if share is None and not people.high else percent(share)


def headline(report: FlowReport) -> str:
    """Say in one sentence how many reach aftercare, and how many are lost between services on the way.

    Parameters
    ----------
    report : FlowReport
        What is said of a flow.

    Returns
    -------
    str
        A sentence, or why there is none.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> from dtors_network.report.flow_rows import flow_report
    >>> print(headline(flow_report(client_flow(counted_area()))).split(";")[0])
    Of 100 people who come in, about 24 go on to start aftercare or recovery support
    """
    if report.reason:
        return f"How many {who(report.area, report.who)} reach aftercare is not counted: {report.reason}."
    ends = {one.end: one.share for one in report.journeys}
    people = who(report.area, report.who)
    start = f"who start at {wording.service(report.area, report.start)}" if report.start else "who come in"
    lost = ends[LOST]
    between = f"; {_of_100(lost)} are lost between services" if isinstance(lost, Estimate) else ""
    seen = report.observed.share if report.observed else None
    if isinstance(seen, Estimate):
        seen_to = f"{_of_100(seen)} were seen to start aftercare or recovery support"
        return f"Of 100 {people} {start}, {seen_to} (by the model {_of_100(ends[AFTERCARE])}){between}."
    return f"Of 100 {people} {start}, {_of_100(ends[AFTERCARE])} go on to start aftercare or recovery support{between}."


def seen_and_modelled(report: FlowReport) -> str:
    """Set what records saw beside what the model gives for the same people; blank where nobody was followed.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> from dtors_network.report.flow_rows import flow_report
    >>> seen_and_modelled(flow_report(client_flow(counted_area())))
    ''
    """
    found = report.observed
    if found is None or not isinstance(found.share, Estimate) or not isinstance(found.modelled, Estimate):
        return ""
    told = (
        f"Of {found.share.people} who came in unreferred and were followed in records, {percent(found.share)} were "
        f"seen to start aftercare (95 % interval {interval(found.share)}); the model gives {percent(found.modelled)} "
        f"({interval(found.modelled)}) for the same people."
    )
    if found.differ:
        return f"{told} They differ: where people go next depends on more than where they are. Go by what was seen."
    return told


def what_to_collect(report: FlowReport) -> str:
    """Say what would have to be counted; blank where reach is counted.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.flow import client_flow
    >>> from dtors_network.report.flow_rows import flow_report
    >>> what_to_collect(flow_report(client_flow(small_area()))).split(":")[0]
    'To know it, collect'
    """
    if not report.reason:
        return ""
    if report.reason == NOBODY_CAME:
        return "To know it, set out from one service, or take another group or period."
    if report.reason == NOBODY_COUNTED:
        return "To know it, collect: the arrivals of this group at every service (or set out from one service)."
    return (
        "To know it, collect: departures of this group by outcome, at every service; then say on the area itself that "
        "departures are complete."
    )


def how_sure(report: FlowReport) -> str:
    """Say the intervals of the headline, and of how many people it speaks; blank where it gives no figure.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> from dtors_network.report.flow_rows import flow_report
    >>> print(how_sure(flow_report(client_flow(counted_area()))).split(",")[0])
    95 % intervals: 17 to 32 reach aftercare
    """
    ends = {one.end: one.share for one in report.journeys}
    reached, lost = ends.get(AFTERCARE), ends.get(LOST)
    if not isinstance(reached, Estimate):
        return ""
    also = f", {interval(lost).removesuffix(' %')} are lost" if isinstance(lost, Estimate) else ""
    reached = report.observed.share if report.observed and isinstance(report.observed.share, Estimate) else reached
    people = f" {report.coming} came in during the period." if report.coming and not report.start else ""
    if reached.middle is not None:
        return f"{_strictly(reached, lost)}{people}"
    return f"95 % intervals: {interval(reached).removesuffix(' %')} reach aftercare{also}.{people}"


def _strictly(reached: Estimate, lost: Estimate | None) -> str:
    """Say between which numbers the headline lies whatever stands behind the blocks of counts."""
    also = f", and {span_of_100(lost.least, lost.most)} are lost" if lost is not None else ""
    return f"Strictly, {WHATEVER}, {span_of_100(reached.least, reached.most)} of 100 reach aftercare{also}."


def _of_100(share: Estimate | None) -> str:
    assert isinstance(share, Estimate)
    found = span_of_100(share.least, share.most)
    if share.middle is not None and " to " in found:
        likely = span_of_100(share.low, share.high)
        return f"about {per_100(share.middle)} (likely {likely})"
    return found if " to " in found else f"about {found}"


def replicates(report: FlowReport) -> str:
    """Say what intervals of reach and load were drawn from; blank where neither is counted."""
    drawn = not report.reason or any(load.load for load in report.loads)
    return f"Intervals: {report.draws:,} replicates, seed {report.seed}." if drawn else ""


NOT_COUNTED_HEADS: Final = ("Referred", "Accepted", "Started", "Lost, at the most")
NOT_COUNTED_NOTE: Final = (
    "A row of referrals names each of them, but a count is blank: "
    "what became of people there is not in the figures of reach."
)


def known_cells(link: NotCounted) -> tuple[str, ...]:
    """Give what is known of a link of which a count is blank."""
    numbers = (link.referred, link.accepted, link.started)
    most = "not counted" if link.lost is None else str(Bounds(link.lost.high, link.lost.high))
    return (*("not counted" if number is None else str(number) for number in numbers), most)


def worst(report: FlowReport, steps: tuple[Transition, ...]) -> str:
    """Say where most people are lost, as far as that is sure; blank where more than a few are lost nowhere for sure.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> from dtors_network.flow.transitions import by_number
    >>> from dtors_network.report.flow_rows import flow_report
    >>> report = flow_report(client_flow(counted_area()))
    >>> print(worst(report, by_number(report.transitions)).split(" between ")[0])
    More people are lost
    """
    if not steps or steps[0].lost.low <= FEW:
        return ""
    first, others = steps[0], steps[1:]
    ends = " and ".join(wording.service(report.area, end) for end in first.pair)
    of, counts = who(report.area, report.who), f"{first.lost} of {first.referred} referred"
    if first.lost.low > max((other.lost.high for other in others), default=0):
        return f"More {of} are lost between {ends} than at any other link: {counts}."
    return f"At no other link are more {of} surely lost than between {ends}: {counts}."
