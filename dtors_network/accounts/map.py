"""The account of the map: what stands out on it, the barriers by place, the services and the links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, NAME, NUMBER, TEXT
from dtors_network.accounts.map_links import links_sheet, summary
from dtors_network.accounts.map_lost import lost_sheet
from dtors_network.accounts.reports import ReportLine, report_line
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_gap, to_link, to_service
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.words import service_named
from dtors_network.figures.barrier_map import barrier_view
from dtors_network.figures.barrier_map.kinds import letter_of
from dtors_network.figures.barrier_map.view import NUMBERED, BarrierView, Numbered
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.graph import Network
from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import counted

NOTES: Final = (
    "Left to right is the way through services. What is confirmed and has nothing reported is pale.",
    "Pairs of services of which nobody spoke are not drawn: that is not to say that they are not linked.",
    "A letter stands at the end that the report names. Places are counted, never how often something was said.",
)


@dataclass(frozen=True)
class MapAccount(Account):
    """What the map of an area tells.

    Attributes
    ----------
    view : BarrierView
        What is drawn; ``figures.barrier_map`` draws it under a lens.
    look : Lead or None
        Where the headline leads on the map; None where it has no place there.
    """

    view: BarrierView = None  # type: ignore[assignment]
    look: Lead | None = None

    @property
    def totals(self) -> tuple[tuple[int, str], ...]:
        """The number of certain causes, of those that depend on questions, and of places with a barrier."""
        certain = sum(one.certain for one in self.view.findings)
        open_ = len(self.view.findings) - certain
        every = [*(link.badges for link in self.view.links), *(box.badges for box in self.view.boxes)]
        places = sum(map(bool, every))
        return (
            (certain, "certain cause" if certain == 1 else "certain causes"),
            (open_, "cause depends on questions" if open_ == 1 else "causes depend on questions"),
            (places, "places with a barrier reported" if places != 1 else "place with a barrier reported"),
        )


@dataclass(frozen=True, slots=True)
class Reported:
    """A barrier reported at a place, however often."""

    area: Area
    row: BarrierReport
    line: ReportLine

    @property
    def lead(self) -> Lead | None:
        """The place on the map."""
        row = self.row
        if row.source and row.target:
            return to_link(self.area.id, row.source, row.target)
        return to_service(self.area.id, row.service) if row.service else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A service of an area."""

    network: Network
    service: str


@dataclass(frozen=True, slots=True)
class OnMap:
    """A finding with its number."""

    area: Area
    found: Numbered


FINDINGS: Final = (
    Column[OnMap]("number", "No.", NUMBER, lambda one: one.found.number),
    Column[OnMap]("gap", "", TEXT, lambda one: one.found.gap),
    Column[OnMap](
        "title", "Finding", TEXT, lambda one: one.found.title, lambda one: to_gap(one.area.id, one.found.gap)
    ),
    Column[OnMap](
        "certainty", "How sure", TEXT, lambda one: "certain" if one.found.certain else "depends on questions"
    ),
)
BARRIERS: Final = (
    Column[Reported]("where", "Where", TEXT, lambda one: one.line.where, lambda one: one.lead),
    Column[Reported]("letter", "Letter", TEXT, lambda one: letter_of(one.area.codebook, one.row.code) or None),
    Column[Reported]("code", "", CODE, lambda one: one.row.code),
    Column[Reported]("what", "What was reported", TEXT, lambda one: one.line.what),
    Column[Reported]("about", "About", TEXT, lambda one: one.line.about),
    Column[Reported]("side", "", CODE, lambda one: one.row.side.value if one.row.side else None),
    Column[Reported]("said_by", "Said by", TEXT, lambda one: one.line.reporter),
    Column[Reported]("reply", "The other end", TEXT, lambda one: one.line.reply),
)
SERVICES: Final = (
    Column[Listed](
        "service",
        "Service",
        NAME,
        lambda one: service_named(one.network.area, one.service),
        lambda one: to_service(one.network.area.id, one.service),
    ),
    Column[Listed]("offers", "Offers", TEXT, lambda one: _offers(one)),
    Column[Listed]("organisation", "Run by", TEXT, lambda one: _runner(one)),
)


def _offers(one: Listed) -> str:
    return wording.types(one.network.area, one.network.area.service[one.service].offers, "and")


def _runner(one: Listed) -> str | None:
    organisation = one.network.area.service[one.service].organisation
    return wording.organisation(one.network.area, organisation) if organisation else None


def map_account(gaps: Gaps, group: str = "") -> MapAccount:
    """Tell what the map of an area shows.

    Parameters
    ----------
    gaps : Gaps
        The result of ``find_gaps``, of one client group or of all.
    group : str
        For whom links and ways on are told; everyone where left out.

    Returns
    -------
    MapAccount
        Sheets ``findings``, ``barriers`` (one row a code, place and end), ``services``, ``links`` and ``lost`` (where
        people were referred and have no start on record).

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> told = map_account(find_gaps(protect(small_area()), groups=["everyone"]))
    >>> told.headline
    'From gp (Hill Surgery), no confirmed way leads people on to aftercare or recovery support.'
    >>> [number for number, _ in told.totals]
    [2, 1, 0]
    """
    network, area = gaps.case.network, gaps.area
    view = barrier_view(gaps, group)
    first, on_map = _leading(gaps), [OnMap(area, one) for one in view.findings]
    return MapAccount(
        name="map",
        stamp=stamp_of(area),
        headline=f"{first.root_title or first.title}." if first else summary(network),
        sentences=tuple(_sentences(network, view, first)),
        sheets=(
            Sheet("findings", "Findings on the map", FINDINGS, on_map, none="none has a place there"),
            Sheet(
                "barriers",
                "Barriers by place, and who said it",
                BARRIERS,
                tuple(_reported(area)),
                none="nobody reported a barrier in this area",
            ),
            Sheet("services", "Services", SERVICES, [Listed(network, one) for one in network.ids]),
            links_sheet(network, group),
            lost_sheet(network, group),
        ),
        notes=NOTES,
        view=view,
        look=_place(area, first) if first else None,
    )


def _leading(gaps: Gaps) -> Gap | None:
    """Give what leads of what has a place on the map and is not known from counts alone."""
    leads = (root[0] for root in gaps.roots)
    placed = [gap for gap in leads if gap.finding.certainty is not Certainty.UNKNOWABLE and _place(gaps.area, gap)]
    return next((gap for gap in placed if not RULES[gap.finding.rule].counts), next(iter(placed), None))


def _sentences(network: Network, view: BarrierView, first: Gap | None) -> Iterator[str]:
    if first:
        yield summary(network)
    if view.elsewhere:
        yield f"Reported of no single place: {'; '.join(view.elsewhere)}."
    others = len(view.findings) - NUMBERED
    if others > 0:
        more = counted(others, "further one is", "further ones are")
        yield f"The first {NUMBERED} causes have a number on the map; {more} in the list."


def _reported(area: Area) -> Iterator[Reported]:
    """Give what was reported, once a code, place, end, role and reply."""
    told: set[ReportLine] = set()
    for row in area.barriers:
        line = report_line(area, row)
        if letter_of(area.codebook, row.code) and line not in told:
            told.add(line)
            yield Reported(area, row, line)


def _place(area: Area, gap: Gap) -> Lead | None:
    """Give the link, or else the service, that a gap is about."""
    finding = gap.finding
    if finding.link:
        return to_link(area.id, *finding.link)
    if finding.services:
        return to_service(area.id, finding.services[0])
    return None
