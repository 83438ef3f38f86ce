"""What the page on referral and aftercare shows: bars, bands, and tables of losses, load and wider support."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from dashboards.state import State, write_state
from dashboards.views.tables import Cell, Linked, Rows
from dashboards.views.words import capital
from dtors_network.figures.cascade import Cascade, Step
from dtors_network.figures.sankey import Band, Bands, Kind
from dtors_network.flow import ClientFlow
from dtors_network.flow.load import Load
from dtors_network.flow.targets import AFTERCARE
from dtors_network.flow.transitions import Transition, by_number
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.vocabulary import Stage
from dtors_network.report.flow_rows import FlowReport
from dtors_network.report.flow_text import (
    NOT_COUNTED_HEADS,
    TARGET_WORDS,
    end_words,
    interval,
    known_cells,
    percent,
    percent_of,
    who,
)
from dtors_network.rounding import span, span_of_100, written

VIEWS: Final = {"": "Stage by stage", "services": "Service by service"}
STEPS: Final = ("treatment", Stage.STRUCTURED_TREATMENT.value, Stage.RESIDENTIAL_AND_INPATIENT.value, AFTERCARE)
LOST_PLACE: Final = "Lost between services"
LEFT_PLACE: Final = "Left, with no onward referral"
LAST: Final = 1.0
MAP: Final = "/map"
AT_ONCE: Final = 12
"""Links of the list of losses that are shown at once; the others open below."""


def cascades(reports: tuple[FlowReport, ...]) -> tuple[Cascade, ...]:
    """Give the bars of a group, and of everyone else beside it."""
    return tuple(
        Cascade(
            capital(who(one.area, one.who)),
            tuple(Step(TARGET_WORDS[target], share[target]) for target in STEPS),
            one.area.profile,
        )
        for one in reports
        if not one.reason
        for share in ({step.target: step.share for step in one.reached},)
    )


def bands_of(flow: ClientFlow, state: State) -> Bands:
    """Give the bands between stages, or between services, on record.

    Parameters
    ----------
    flow : ClientFlow
        The flow of a group.
    state : State
        The view: by stage, or by service.

    Returns
    -------
    Bands
        Wider support is left out: it stands beside the way. The picture draws what goes forward;
        the table has everything.
    """
    by_service = state.view == "services"
    area = flow.area
    place = _names(area, flow.steps.services) if by_service else {id_: _stage(area, id_) for id_ in flow.steps.services}
    column = {place[id_]: _column(area, id_) for id_ in flow.steps.services}
    sums: dict[tuple[str, str, Kind], Bounds] = {}
    for source, target, people, kind in _moves(flow, place):
        sums[source, target, kind] = sums.get((source, target, kind), NOBODY) + people
    places = tuple(sorted(column.items(), key=lambda one: one[1]))
    ends = ((LOST_PLACE, LAST), (LEFT_PLACE, LAST))
    bands = tuple(Band(source, target, people, kind) for (source, target, kind), people in sums.items())
    return Bands((*places, *ends), tuple(band for band in bands if band.people.high), area.profile)


def _moves(flow: ClientFlow, place: dict[str, str]) -> Iterator[tuple[str, str, Bounds, Kind]]:
    for row in flow.steps.onward:
        yield place[row.source], place[row.target], row.started, Kind.ON
        yield place[row.source], LOST_PLACE, row.lost, Kind.LOST
    for service, outcomes in flow.steps.left.items():
        for people in outcomes.values():
            yield place[service], LEFT_PLACE, people, Kind.LEFT


def _names(area: Area, services: Iterable[str]) -> dict[str, str]:
    """Name services so that no two have one name."""
    titles = {id_: area.service[id_].title for id_ in services}
    several = {title for title, number in Counter(titles.values()).items() if number > 1}
    return {id_: f"{title} ({id_})" if title in several else title for id_, title in titles.items()}


def _stage(area: Area, service: str) -> str:
    titles = {term.code: term.title for term in area.codebook.stages}
    return titles[area.codebook.stage_of[area.service[service].service_type].value]


def _column(area: Area, service: str) -> float:
    stage = area.codebook.stage_of[area.service[service].service_type]
    return list(Stage).index(stage) / len(Stage)


def band_rows(view: Bands) -> Rows:
    """Give the bands as a table."""
    cells = tuple((band.source, band.target, str(band.people)) for band in view.bands if band.people.high)
    return Rows("People on record from place to place", ("From", "To", "People"), cells, frozenset({2}))


def reach_rows(reports: tuple[FlowReport, ...]) -> Rows:
    """Give who ever starts at each stage, one group beside another."""
    names = [capital(who(one.area, one.who)) for one in reports]
    heads = ("Ever start at", *(head for name in names for head in (name, "95 % interval")))
    cells = []
    for at, one in enumerate(reports[0].reached):
        shares = [report.reached[at].share for report in reports]
        cells.append((capital(TARGET_WORDS[one.target]), *(text for x in shares for text in (percent(x), interval(x)))))
    return Rows("Who ever starts at each stage", heads, tuple(cells), frozenset(range(1, len(heads))))


def end_rows(report: FlowReport) -> Rows:
    """Give how journeys to aftercare end."""
    cells = tuple((end_words(report.area, one.end), percent(one.share), interval(one.share)) for one in report.journeys)
    return Rows("How journeys to aftercare end", ("End", "Share", "95 % interval"), cells, frozenset({1, 2}))


HEADS: Final = (
    "From and to", "Referred", "Started", "Lost", "Share lost", "95 % interval", "If nobody were lost here",
)  # fmt: skip


def loss_rows(report: FlowReport, steps: Iterable[Transition], state: State) -> Rows:
    """Give transitions with what a repair would give; each leads to its place on the map."""
    cells = tuple(_loss(report.area, step, state) for step in steps)
    return Rows("Where people are lost between services", HEADS, cells, frozenset(range(1, len(HEADS))))


def _loss(area: Area, step: Transition, state: State) -> tuple[Cell, ...]:
    ends = " → ".join(wording.service(area, end) for end in step.pair)
    there = MAP + write_state(State(area=state.area, group=state.group, link=step.pair))
    numbers = (str(number) for number in (step.referred, step.started, step.lost))
    return Linked(ends, there), *numbers, percent(step.share_lost), interval(step.share_lost), gain(step)


def gain(step: Transition) -> str:
    """Say how many more of 100 who come in would reach aftercare if everybody lost at a link had started.

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> people = Bounds(9, 9)
    >>> gain(Transition("a", "b", False, people, people, people, None, None, (0.031, 0.042)))
    '+3.1 to +4.2'
    """
    if step.beside:
        return "beside the way"
    if step.effect is None:
        return "not counted"
    return span_of_100(*step.effect, 1, "+")


def not_counted_rows(report: FlowReport, state: State) -> Rows:
    """Give links of which a count is blank, with what is known of them; each leads to its place on the map."""
    cells: list[tuple[Cell, ...]] = []
    for link in report.not_counted:
        pair = link.source, link.target
        there = MAP + write_state(State(area=state.area, group=state.group, link=pair))
        ends = " → ".join(wording.service(report.area, end) for end in pair)
        cells.append((Linked(ends, there), *known_cells(link)))
    heads = ("From and to", *NOT_COUNTED_HEADS)
    return Rows("Links of which a count is blank", heads, tuple(cells), frozenset(range(1, len(heads))))


def worst_first(report: FlowReport) -> tuple[Transition, ...]:
    """List the transitions at which anybody may be lost, most people first."""
    return tuple(step for step in by_number(report.transitions) if step.lost.high)


def load_rows(report: FlowReport) -> Rows:
    """Give how full services are, against places."""
    heads = ("Service", "Came, on record", "Places in use, by the model", "95 % interval", "Places", "On the caseload")
    cells = tuple(_load(report.area, load) for load in report.loads if load.load or load.places)
    return Rows("How full services are", heads, cells, frozenset(range(1, len(heads))))


def _load(area: Area, load: Load) -> tuple[Cell, ...]:
    in_use, interval_ = "stay not given", ""
    if load.shown:
        least, most, low, high = load.shown
        in_use, interval_ = span(least, most), f"{written(low)} to {written(high)}"
    places = "not given" if load.places is None else span(*load.places)
    came = "not counted" if load.recorded is None else str(load.recorded)
    caseload = "not given" if load.caseload is None else str(load.caseload)
    return wording.service(area, load.service), came, in_use, interval_, places, caseload


def coverage_rows(report: FlowReport) -> Rows:
    """Give how far wider support is reached."""
    heads = (
        "Wider support",
        "Referred",
        "Started",
        "Share started",
        "95 % interval",
        "Came to the services that refer",
    )
    cells = tuple(
        (
            capital(wording.types(report.area, (kind.service_type,))),
            str(kind.referred),
            str(kind.started),
            percent_of(kind.share_started, kind.referred),
            interval(kind.share_started),
            "not counted" if kind.came is None else str(kind.came),
        )
        for kind in report.coverage
    )
    return Rows("Referrals to wider support, beside treatment", heads, cells, frozenset(range(1, len(heads))))
