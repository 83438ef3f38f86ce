"""The account of how services and organisations are linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, DECIMAL, NAME, NUMBER, RANGED, TEXT, YES_NO, Named
from dtors_network.accounts.sheet import Column, Lead, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.gaps import wording
from dtors_network.measures.described import Measure
from dtors_network.measures.registry import MEASURES
from dtors_network.measures.result import (
    BarrierPlaces,
    Between,
    Figure,
    NetworkMeasures,
    Position,
    Ranged,
    Role,
    StateCount,
)
from dtors_network.measures.view import ANSWERED, ORGANISATIONS, SERVICES
from dtors_network.model.area import Area

MOST: Final = 12
"""Rows of a long table that a terminal shows."""


@dataclass(frozen=True, slots=True)
class Of:
    """A row of the measures, with the area that names what stands in it."""

    area: Area
    row: Any

    @property
    def named(self) -> Named:
        """The service, or the organisation."""
        id_ = self.row.id
        is_service = self.row.unit == SERVICES
        return Named(id_, self.area.service[id_].title if is_service else wording.organisation(self.area, id_))

    @property
    def lead(self) -> Lead | None:
        """The service on the map."""
        if self.row.unit != SERVICES:
            return None
        return Lead("network", (("area", self.area.id), ("service", self.row.id)))


def _value(code: str) -> Column[Of]:
    return Column[Of](code, "", RANGED, lambda of: of.row.values.get(code))


def _shown(code: str, head: str) -> Column[Of]:
    """Give a column for screens of what is certain alone; files hold it with its range in the column of the code."""
    return Column[Of](f"{code}_on_certain_links", head, DECIMAL, lambda of: _certain(of.row.values.get(code)))


def _certain(value: Ranged | None) -> float | None:
    return value.certain if value is not None else None


NETWORK: Final = (
    Column[Figure]("measure", "", CODE, lambda row: row.measure),
    Column[Figure]("title", "Measure", TEXT, lambda row: _title(row)),
    Column[Figure]("unit", "", CODE, lambda row: row.unit),
    Column[Figure]("scope", "", CODE, lambda row: row.scope),
    Column[Figure]("of", "Of", TEXT, lambda row: f"{row.unit}{' that answered' if row.scope == ANSWERED else ''}"),
    Column[Figure]("by", "", CODE, lambda row: row.by),
    Column[Figure]("value", "Certain", RANGED, lambda row: row.value),
    Column[Figure]("size", "", NUMBER, lambda row: row.size),
    Column[Figure]("pairs", "Pairs", NUMBER, lambda row: row.pairs),
)
POSITIONS: Final = (
    Column[Of]("id", "Which", NAME, lambda of: of.named, lambda of: of.lead),
    Column[Of]("sends", "", RANGED, lambda of: of.row.sends),
    Column[Of]("receives", "", RANGED, lambda of: of.row.receives),
    *(_value(measure.code) for measure in MEASURES.values() if measure.of == "service" and measure.code != "brokerage"),
    Column[Of]("sends_on_certain_links", "Sends to", DECIMAL, lambda of: of.row.sends.certain),
    Column[Of]("receives_on_certain_links", "From", DECIMAL, lambda of: of.row.receives.certain),
    _shown("betweenness", "Between"),
    _shown("constraint", "Constraint"),
    _shown("steps_to_aftercare", "Steps to aftercare"),
    _shown("fragmentation_without", "Apart without"),
    Column[Of]("in_core", "Core", YES_NO, lambda of: of.row.values["core"].certain == 1),
)
ROLES: Final = (
    Column[Of]("unit", "", CODE, lambda of: of.row.unit),
    Column[Of]("id", "Who", NAME, lambda of: of.named, lambda of: of.lead),
    Column[Of]("by", "By", CODE, lambda of: of.row.by),
    Column[Of]("role", "Role", CODE, lambda of: of.row.role),
    Column[Of]("count", "Certain", RANGED, lambda of: of.row.count),
    Column[Of]("expected", "By chance", DECIMAL, lambda of: of.row.expected),
    Column[Of]("deviation", "", DECIMAL, lambda of: of.row.deviation),
    Column[Of]("z", "z", DECIMAL, lambda of: of.row.z),
)
BETWEEN: Final = (
    Column[Between]("unit", "Of", CODE, lambda row: row.unit),
    Column[Between]("by", "By", CODE, lambda row: row.by),
    Column[Between]("sender", "From", CODE, lambda row: row.block.sender),
    Column[Between]("receiver", "To", CODE, lambda row: row.block.receiver),
    Column[Between]("certain", "Certain links", NUMBER, lambda row: row.block.certain),
    Column[Between]("possible", "Possible links", NUMBER, lambda row: row.block.possible),
    Column[Between]("pairs", "Of ordered pairs", NUMBER, lambda row: row.block.pairs),
    Column[Between]("density_low", "Density from", DECIMAL, lambda row: _share(row.block.certain, row.block.pairs)),
    Column[Between]("density_high", "to", DECIMAL, lambda row: _share(row.block.possible, row.block.pairs)),
)
STATES: Final = (
    Column[StateCount]("scope", "Which", CODE, lambda row: row.scope),
    Column[StateCount]("state", "State of the link", CODE, lambda row: row.state),
    Column[StateCount]("pairs", "Ordered pairs", NUMBER, lambda row: row.pairs),
    Column[StateCount]("of", "Of", NUMBER, lambda row: row.of),
)
BARRIERS: Final = (
    Column[BarrierPlaces]("sender", "From", CODE, lambda row: row.sender),
    Column[BarrierPlaces]("receiver", "To", CODE, lambda row: row.receiver),
    Column[BarrierPlaces]("at_link", "With a barrier reported at the link", NUMBER, lambda row: row.at_link),
    Column[BarrierPlaces]("at_link_or_end", "At it or one of its ends", NUMBER, lambda row: row.at_link_or_end),
    Column[BarrierPlaces]("links", "Of links", NUMBER, lambda row: row.links),
    Column[BarrierPlaces]("share_at_link", "", DECIMAL, lambda row: _share(row.at_link, row.links)),
)
READING: Final = (
    Column[Measure]("measure", "", CODE, lambda row: row.code),
    Column[Measure]("title", "Measure", TEXT, lambda row: row.title),
    Column[Measure]("question", "What it answers", TEXT, lambda row: row.question),
    Column[Measure]("taken", "", TEXT, lambda row: row.taken),
    Column[Measure]("ranged", "", TEXT, lambda row: row.ranged),
    Column[Measure]("not_read", "What must not be read from it", TEXT, lambda row: row.not_read),
    Column[Measure]("source", "", TEXT, lambda row: row.source),
)


def measures_account(found: NetworkMeasures) -> Account:
    """Tell how the services of an area, and its organisations, are linked.

    Parameters
    ----------
    found : NetworkMeasures
        What ``network_measures`` gave.

    Returns
    -------
    Account
        Sheets ``network``, ``services``, ``organisations``, ``states``, ``between``, ``barriers``, ``roles`` and
        ``reading``.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.measures import network_measures
    >>> from dtors_network.disclosure import protect
    >>> told = measures_account(network_measures(protect(small_area())))
    >>> told.headline
    'Of 12 ordered pairs of 4 services 1 is linked for certain, and 3 at the most.'
    >>> told.sheet("network").words(1)[0][:4]
    ('Density', 'services', '0.083', '0.250')
    """
    area = found.area
    sheets = (
        Sheet("network", "The whole network", NETWORK, found.figures),
        Sheet("services", "Where each service stands, on certain links", POSITIONS, _standing(found, SERVICES)),
        Sheet(
            "organisations",
            "Where each organisation stands, on certain links",
            POSITIONS,
            _standing(found, ORGANISATIONS),
            none="no organisation is named",
        ),
        Sheet("states", "What is said of the pairs", STATES, found.states),
        Sheet("between", "Links between kinds", BETWEEN, found.between, none="no kind is given", most=MOST),
        Sheet("barriers", "Links with a reported barrier", BARRIERS, found.barriers, none="nobody spoke of a link"),
        Sheet("roles", "Who stands between two others", ROLES, _of(area, _by_z(found.roles)), most=MOST),
        Sheet("reading", "How to read them", READING, tuple(MEASURES.values())),
    )
    return Account(
        name="measures",
        stamp=stamp_of(area),
        headline=headline(found),
        sentences=tuple(_sentences(found)),
        sheets=sheets,
        notes=(*COMMON, AS_DRAWN)
        if found.as_drawn
        else (*COMMON, *OPEN, f"Sampled: {found.draws} networks between the two, seed {found.seed}."),
    )


COMMON: Final = (
    "Links have a direction and no weight; links from a service to itself are none; services without links count.",
    "These figures describe how links lie. None of them is better for being higher or lower, and areas are not "
    "compared by them without how many answered.",
)
AS_DRAWN: Final = "As drawn: one word on a link is enough here. Leave it out to see what is certain and what is open."
OPEN: Final = (
    "Certain: confirmed links into services that accept the group. Possible: all that nothing rules out.",
    "Ranges take open links as free of each other; where it is open whether a service accepts somebody, all links into "
    "it are open at once, so that answers can allow less than the range.",
    "A sampled range holds what was seen on networks drawn between the two, and is no bound.",
)


def headline(found: NetworkMeasures) -> str:
    """Say how many pairs are linked for certain, and how many at the most."""
    figure = found.figure("density")
    sure, most = (round((share or 0.0) * figure.pairs) for share in (figure.value.certain, figure.value.possible))
    are = "is" if sure == 1 else "are"
    services = f"{figure.size:,} service{'' if figure.size == 1 else 's'}"
    if found.as_drawn:
        return f"Of {figure.pairs:,} ordered pairs of {services} {sure:,} {are} linked, as drawn."
    return (
        f"Of {figure.pairs:,} ordered pairs of {services} {sure:,} {are} linked for certain, and {most:,} at the most."
    )


def _sentences(found: NetworkMeasures) -> list[str]:
    size = found.figure("density").size
    told = [f"Links that are open to {_group(found)} are measured."]
    if found.as_drawn:
        told.append("Every link that somebody spoke of, or that is on record, is taken as there, and no other.")
    elif found.silent:
        told.append(
            f"{len(found.silent):,} of {size:,} services could have spoken of their links and did not: figures stand "
            f"with and without them ({ANSWERED})."
        )
    else:
        told.append("Every service that could be asked spoke of its links.")
    if found.without_organisation:
        count = len(found.without_organisation)
        told.append(f"{count:,} of them {'is' if count == 1 else 'are'} run by no organisation, and in services alone.")
    return told


def _group(found: NetworkMeasures) -> str:
    return found.area.codebook.group[found.group].title.lower()


def _title(row: Figure) -> str:
    title = MEASURES[row.measure].title
    return f"{title} by {row.by}" if row.by else title


def _standing(found: NetworkMeasures, unit: str) -> tuple[Of, ...]:
    return _of(found.area, tuple(row for row in found.positions if row.unit == unit))


def _of(area: Area, rows: tuple[Position, ...] | tuple[Role, ...]) -> tuple[Of, ...]:
    return tuple(Of(area, row) for row in rows)


def _by_z(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Put first what lies farthest from chance; ties stay as they are."""
    return tuple(sorted(roles, key=lambda role: -abs(role.z or 0.0)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
