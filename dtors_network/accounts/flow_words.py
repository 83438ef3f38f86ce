"""The flow of people in sentences: of a hundred people who come in, how many get how far."""

from __future__ import annotations

from typing import Final

from dtors_network.accounts.flow_names import ASSUMPTION, who
from dtors_network.accounts.flow_report import FlowReport
from dtors_network.accounts.shares import WHATEVER, interval, of_100, percent, ranges, shortly
from dtors_network.flow.draws import weak_band
from dtors_network.flow.result import NOBODY_CAME, NOBODY_COUNTED
from dtors_network.flow.targets import AFTERCARE, ANOTHER_WAY, LOST
from dtors_network.flow.transitions import Transition, by_number, by_share
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.rounding import per_100, span_of_100

FEW: Final = 4
"""People up to whom a number may be hidden: nothing is called the most of so few."""

END_WORDS: Final = {
    AFTERCARE: "Start aftercare or recovery support",
    LOST: "Lost between services",
    ANOTHER_WAY: "Went another way (back to a route in, or to aftercare without treatment)",
}


def end_words(area: Area, end: str) -> str:
    """Name an end of a way."""
    titles = {term.code: term.title for term in area.codebook.outcomes}
    return END_WORDS[end] if end in END_WORDS else f"Left: {wording.lower_first(titles[end])}"


def headline(report: FlowReport) -> str:
    """Say in one sentence how many reach aftercare and how many are lost between services, or why nobody can say.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
    >>> print(headline(flow_report(client_flow(counted_area()))).split(";")[0])
    Of 100 people who come in, about 24 go on to start aftercare or recovery support
    """
    if report.reason:
        return f"How many {who(report.area, report.who)} reach aftercare is not counted: {report.reason}."
    ends = {one.end: one.share for one in report.journeys}
    people = who(report.area, report.who)
    start = f"who start at {wording.service(report.area, report.start)}" if report.start else "who come in"
    lost = ends[LOST]
    between = f"; {shortly(lost)} are lost between services" if lost is not None else ""
    seen, reached = report.observed.share if report.observed else None, ends[AFTERCARE]
    assert reached is not None
    recovery = wording.recovery(report.area)
    if seen is not None:
        seen_to = f"{of_100(seen)} were seen to start {recovery}"
        return f"Of 100 {people} {start}, {seen_to} (by the model {shortly(reached)}){between}."
    return f"Of 100 {people} {start}, {of_100(reached)} go on to start {recovery}{between}."


def seen_and_modelled(report: FlowReport) -> str:
    """Set what records saw beside what the model gives for the same people; blank where nobody was followed.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
    >>> seen_and_modelled(flow_report(client_flow(counted_area())))
    ''
    """
    found = report.observed
    if found is None or found.share is None or found.modelled is None:
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

    >>> from dtors_network.examples import small_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
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
    """Say how sure the headline is beyond what it says itself, and of how many people it speaks; blank without figures.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
    >>> print(how_sure(flow_report(client_flow(counted_area()))).split(",")[0])
    95 % intervals: 17 to 33 reach aftercare
    """
    ends = {one.end: one.share for one in report.journeys}
    reached, lost = ends.get(AFTERCARE), ends.get(LOST)
    if reached is None:
        return ""
    reached = report.observed.share if report.observed and report.observed.share else reached
    people = f" {report.coming} came in during the period." if report.coming and not report.start else ""
    if reached.middle is None:
        also = f", {interval(lost).removesuffix(' %')} are lost" if lost is not None else ""
        return f"95 % intervals: {interval(reached).removesuffix(' %')} reach aftercare{also}.{people}"
    if lost is None or not ranges(lost):
        return people.strip()
    return f"Strictly, {WHATEVER}, {span_of_100(lost.least, lost.most)} of 100 are lost.{people}"


MORE_THAN_ALL: Final = 1.01
"""Together the ends of journeys come to 1; each is worked out at readings of its own, so that a little is no sign."""


def in_the_dark(report: FlowReport) -> str:
    """Say why the ends of journeys do not come to 100; blank where they do.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
    >>> in_the_dark(flow_report(client_flow(counted_area())))
    ''
    """
    shares = [one.share for one in report.journeys if one.share is not None]
    middles = [(one.least + one.most) / 2 if one.leading is None else one.leading for one in shares]
    if not report.in_the_dark or sum(middles) < MORE_THAN_ALL:
        return ""
    where = wording.services(report.area, report.in_the_dark)
    return (
        f"What becomes of people at {where} is not known: each end of a journey is given as if none of them and as if "
        "all of them came to it, and its middle lies between, so that together the ends come to more than 100 of 100."
    )


def replicates(report: FlowReport) -> str:
    """Say what intervals of reach and load were drawn from; blank where neither is counted."""
    drawn = not report.reason or any(load.load for load in report.loads)
    return f"Intervals: {report.draws:,} replicates, seed {report.seed}." if drawn else ""


def worst(report: FlowReport) -> str:
    """Say where most people are lost, as far as that is sure; blank where more than a few are lost nowhere for sure.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
    >>> print(worst(flow_report(client_flow(counted_area()))).split(" between ")[0])
    More people are lost
    """
    steps = report.transitions
    if steps and not any(step.lost.high for step in steps):
        return "Nobody is on record as lost between two services."
    if not steps or _surest(steps).lost.low <= FEW:
        return ""
    first = _surest(steps)
    others = [step for step in steps if step.pair != first.pair]
    ends = " and ".join(wording.service(report.area, end) for end in first.pair)
    of, counts = who(report.area, report.who), f"{first.lost} of {first.referred} referred"
    if first.lost.low > max((other.lost.high for other in others), default=0):
        return f"More {of} are lost between {ends} than at any other link: {counts}."
    return f"At no other link are more {of} surely lost than between {ends}: {counts}."


def _surest(steps: tuple[Transition, ...]) -> Transition:
    """Give the link at which most are lost by the least that is sure; of several that which the table has first."""
    return max(by_number(steps), key=lambda one: one.lost.low)


def worst_share(report: FlowReport) -> str:
    """Say where the largest share is lost, by the lower limit of its interval, where that is not where most are lost.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.accounts.flow_report import flow_report
    >>> from dtors_network.flow import client_flow
    >>> print(worst_share(flow_report(client_flow(counted_area()))).split(":")[0])
    The surest large share is lost between clinic (Riverside) and minds (County Trust)
    """
    steps = [step for step in by_share(report.transitions) if step.lost.low > FEW and step.share_lost]
    if not steps or steps[0].pair == _surest(report.transitions).pair:
        return ""
    first = steps[0]
    ends = " and ".join(wording.service(report.area, end) for end in first.pair)
    share = f"{percent(first.share_lost)} of {first.share_lost.people if first.share_lost else 0}"
    return (
        f"The surest large share is lost between {ends}: {share} (95 % interval {interval(first.share_lost)}, whose "
        "lower limit is the highest of all)."
    )


def few_people(report: FlowReport) -> str:
    """Warn where intervals of so few people were found to cover too seldom, or too often; blank elsewhere."""
    people = next((one.share.people for one in report.reached if one.share), None)
    band = weak_band(people.low) if people else None
    if band is None:
        return ""
    low, high, covered = band
    return (
        f"With {low} to {high} people the 95 % intervals given here held the truth in {per_100(covered)} % of "
        "trials with known answers: read them as rough."
    )


STAGE: Final = "Aftercare or recovery support is here every service of that stage, mutual aid among them."


def notes(report: FlowReport) -> tuple[str, ...]:
    """Say what is assumed, and what records do not tell."""
    said = [ASSUMPTION, *([] if report.reason else [STAGE]), *filter(None, [replicates(report)])]
    if not report.area.records_complete:
        said.append("Referral counts are not said to be complete: people whose referral nobody recorded are missing.")
    if report.starts_only:
        said.append(STARTS_ONLY.format(number=report.starts_only))
    for source, target in report.left_out:
        ends = " to ".join(wording.service(report.area, end) for end in (source, target))
        said.append(f"Left out, since a meeting settled that there is no such link: people on record from {ends}.")
    return tuple(said)


STARTS_ONLY: Final = (
    "Links on which records tell starts only, so that nobody can say how many were lost there: {number:,}. Whoever was "
    "lost is counted among those who left."
)
