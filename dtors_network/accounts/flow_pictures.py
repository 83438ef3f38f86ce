"""What the pictures of a flow are drawn from: bars of reach, and bands from place to place with their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from dtors_network.accounts.flow_names import TARGET_WORDS, who
from dtors_network.accounts.flow_report import FlowReport
from dtors_network.accounts.kinds import PEOPLE, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.words import capital
from dtors_network.figures.cascade import Cascade, Step
from dtors_network.figures.sankey import Band, Bands, Kind
from dtors_network.flow import ClientFlow
from dtors_network.flow.targets import AFTERCARE
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.vocabulary import Stage

STEPS: Final = ("treatment", Stage.STRUCTURED_TREATMENT.value, Stage.RESIDENTIAL_AND_INPATIENT.value, AFTERCARE)
LOST_PLACE: Final = "Lost between services"
LEFT_PLACE: Final = "Left, with no onward referral"
LAST: Final = 1.0
LARGEST: Final = 9
"""Services of a stage that have a bar of their own."""

BANDS: Final = (
    Column[Band]("source", "From", TEXT, lambda band: band.source),
    Column[Band]("target", "To", TEXT, lambda band: band.target),
    Column[Band]("people", "People", PEOPLE, lambda band: band.people),
)


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


def bands_of(flow: ClientFlow, by_service: bool = False) -> Bands:
    """Give the bands between stages, or between services, on record.

    Parameters
    ----------
    flow : ClientFlow
        The flow of a group.
    by_service : bool
        Whether bands are drawn between services; between stages where not. Of many services in a stage, those
        with fewer people on record stand together.

    Returns
    -------
    Bands
        Wider support is left out: it stands beside the way. The picture draws what goes forward;
        the table has everything.
    """
    area = flow.area
    place = _names(flow) if by_service else {id_: _stage(area, id_) for id_ in flow.steps.services}
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


def _names(flow: ClientFlow) -> dict[str, str]:
    """Name services so that no two have one name; of many in a stage, all but the largest have one together."""
    area, services = flow.area, flow.steps.services
    titles = {id_: area.service[id_].title for id_ in services}
    several = {title for title, number in Counter(titles.values()).items() if number > 1}
    named = {id_: f"{title} ({id_})" if title in several else title for id_, title in titles.items()}
    passing = Counter[str]()
    for source, target, people, _ in _moves(flow, {id_: id_ for id_ in services}):
        passing.update({source: people.high, target: people.high})
    for stage in {_stage(area, id_) for id_ in services}:
        those = sorted((id_ for id_ in services if _stage(area, id_) == stage), key=lambda id_: (-passing[id_], id_))
        if len(those) > LARGEST + 1:
            rest = those[LARGEST:]
            named |= dict.fromkeys(rest, f"{len(rest):,} others: {stage}")
    return named


def _stage(area: Area, service: str) -> str:
    titles = {term.code: term.title for term in area.codebook.stages}
    return titles[area.codebook.stage_of[area.service[service].service_type].value]


def _column(area: Area, service: str) -> float:
    stage = area.codebook.stage_of[area.service[service].service_type]
    return list(Stage).index(stage) / len(Stage)


def bands_sheet(view: Bands) -> Sheet[Band]:
    """Give the bands as a sheet, those that the picture leaves out too."""
    return Sheet("bands", "People on record from place to place", BANDS, view.bands)
