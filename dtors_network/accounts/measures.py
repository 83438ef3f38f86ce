"""The account of how services and organisations are linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, DECIMAL, NAME, NUMBER, RANGED, TEXT, YES_NO, Named, said
from dtors_network.accounts.measures_words import (
    AS_DRAWN,
    CERTAIN,
    COMMON,
    OPEN,
    headline,
    kind_words,
    named,
    sentences,
)
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_service
from dtors_network.accounts.stamp import stamp_of
from dtors_network.measures.described import Measure
from dtors_network.measures.registry import MEASURES
from dtors_network.measures.result import (
    BarrierPlaces,
    Between,
    Figure,
    NetworkMeasures,
    Position,
    Role,
    StateCount,
)
from dtors_network.measures.view import ANSWERED, ORGANISATIONS, SERVICES
from dtors_network.model.area import Area
from dtors_network.model.ranged import Ranged

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
        return named(self.area, self.row.unit, self.row.id)

    @property
    def lead(self) -> Lead | None:
        """The service on the map."""
        if self.row.unit != SERVICES:
            return None
        return to_service(self.area.id, self.row.id)


def _value(code: str) -> Column[Of]:
    return Column[Of](code, "", RANGED, lambda of: of.row.values.get(code))


def _shown(code: str, head: str, end: str) -> Column[Of]:
    """Give a column for screens of one end alone; files hold it with its range in the column of the code."""
    return Column[Of](f"{code}_on_{end}_links", head, DECIMAL, lambda of: _end(of.row.values.get(code), end))


def _end(value: Ranged | None, end: str) -> float | None:
    return getattr(value, end) if value is not None else None


def _positions(end: str, unit: str) -> tuple[Column[Of], ...]:
    """Give the columns of where each stands, of which a screen shows the values on certain, or on possible links."""
    codes = [one.code for one in MEASURES.values() if one.of == "service" and one.code != "brokerage"]
    return (
        Column[Of]("id", "Which", NAME, lambda of: of.named, lambda of: of.lead),
        Column[Of]("sends", "", RANGED, lambda of: of.row.sends),
        Column[Of]("receives", "", RANGED, lambda of: of.row.receives),
        *(_value(code) for code in codes),
        Column[Of](f"sends_on_{end}_links", "Sends to", DECIMAL, lambda of: _end(of.row.sends, end)),
        Column[Of](f"receives_on_{end}_links", "From", DECIMAL, lambda of: _end(of.row.receives, end)),
        _shown("betweenness", "Between", end),
        _shown("joined_only_through", "Joined only through it", end),
        _shown("constraint", "Constraint", end),
        *([_shown("steps_to_aftercare", "Steps to aftercare", end)] if unit == SERVICES else []),
        Column[Of](f"in_core_on_{end}_links", "Core", YES_NO, lambda of: _end(of.row.values["core"], end) == 1),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure of the whole network, and the same without those that did not answer."""

    row: Figure
    answered: Ranged | None

    @property
    def measure(self) -> Measure:
        """What it answers, and what must not be read from it."""
        return MEASURES[self.row.measure]

    @property
    def answered_words(self) -> str:
        """Its value on certain links, and the range, without those that did not answer."""
        if self.answered is None:
            return "all answered"
        certain, _, span = said(RANGED, self.answered)
        return certain if certain == span else f"{certain} ({span})"


NETWORK: Final = (
    Column[Figure]("measure", "", CODE, lambda row: row.measure),
    Column[Figure]("title", "Measure", TEXT, lambda row: _title(row), says=""),
    Column[Figure]("unit", "", CODE, lambda row: row.unit),
    Column[Figure]("scope", "", CODE, lambda row: row.scope),
    Column[Figure]("of", "Of", TEXT, lambda row: f"{row.unit}{' that answered' if row.scope == ANSWERED else ''}"),
    Column[Figure]("by", "", CODE, lambda row: row.by),
    Column[Figure]("value", "Certain", RANGED, lambda row: row.value, term="certain graph"),
    Column[Figure]("size", "", NUMBER, lambda row: row.size),
    Column[Figure]("pairs", "Pairs", NUMBER, lambda row: row.pairs),
)
ASKED: Final = (
    Column[Asked]("measure", "", CODE, lambda one: one.row.measure),
    Column[Asked]("unit", "", CODE, lambda one: one.row.unit),
    Column[Asked]("by", "", CODE, lambda one: one.row.by),
    Column[Asked]("title", "Measure", TEXT, lambda one: _title(one.row), says=""),
    Column[Asked]("question", "What it answers", TEXT, lambda one: one.measure.question),
    Column[Asked]("value", "Certain", RANGED, lambda one: one.row.value, term="certain graph"),
    Column[Asked]("without", "", RANGED, lambda one: one.answered),
    Column[Asked]("without_words", "Without those silent", TEXT, lambda one: one.answered_words, in_files=False),
    Column[Asked]("not_read", "Not to be read from it", TEXT, lambda one: one.measure.not_read.replace("`", "")),
)
ROLES: Final = (
    Column[Of]("unit", "", CODE, lambda of: of.row.unit),
    Column[Of]("id", "Who", NAME, lambda of: of.named, lambda of: of.lead),
    Column[Of]("by", "By", CODE, lambda of: of.row.by),
    Column[Of]("role", "Role", CODE, lambda of: of.row.role),
    Column[Of]("count", "Certain", RANGED, lambda of: of.row.count, term="certain graph"),
    Column[Of]("expected", "By chance", DECIMAL, lambda of: of.row.expected),
    Column[Of]("deviation", "", DECIMAL, lambda of: of.row.deviation),
    Column[Of]("z", "z", DECIMAL, lambda of: of.row.z),
)
BETWEEN: Final = (
    Column[Between]("unit", "Of", CODE, lambda row: row.unit),
    Column[Between]("by", "By", CODE, lambda row: row.by),
    Column[Between]("sender", "From", NAME, lambda row: _kind(row.block.sender)),
    Column[Between]("receiver", "To", NAME, lambda row: _kind(row.block.receiver)),
    Column[Between]("certain", "Certain links", NUMBER, lambda row: row.block.certain),
    Column[Between]("possible", "Possible links", NUMBER, lambda row: row.block.possible),
    Column[Between]("pairs", "Of ordered pairs", NUMBER, lambda row: row.block.pairs),
    Column[Between]("density_low", "Density from", DECIMAL, lambda row: _share(row.block.certain, row.block.pairs)),
    Column[Between]("density_high", "to", DECIMAL, lambda row: _share(row.block.possible, row.block.pairs)),
)
STATES: Final = (
    Column[StateCount]("scope", "Which", CODE, lambda row: row.scope),
    Column[StateCount]("state", "State of the link", CODE, lambda row: row.state, says="state of a link"),
    Column[StateCount]("pairs", "Ordered pairs", NUMBER, lambda row: row.pairs),
    Column[StateCount]("of", "Of", NUMBER, lambda row: row.of),
)
BARRIERS: Final = (
    Column[BarrierPlaces]("sender", "From", NAME, lambda row: _kind(row.sender)),
    Column[BarrierPlaces]("receiver", "To", NAME, lambda row: _kind(row.receiver)),
    Column[BarrierPlaces]("at_link", "With a barrier reported at the link", NUMBER, lambda row: row.at_link),
    Column[BarrierPlaces]("at_link_or_end", "At it or one of its ends", NUMBER, lambda row: row.at_link_or_end),
    Column[BarrierPlaces]("links", "Of links", NUMBER, lambda row: row.links),
    Column[BarrierPlaces]("share_at_link", "", DECIMAL, lambda row: _share(row.at_link, row.links)),
)
READING: Final = (
    Column[Measure]("measure", "", CODE, lambda row: row.code),
    Column[Measure]("title", "Measure", TEXT, lambda row: row.title, says=""),
    Column[Measure]("question", "What it answers", TEXT, lambda row: row.question),
    Column[Measure]("taken", "", TEXT, lambda row: row.taken),
    Column[Measure]("ranged", "", TEXT, lambda row: row.ranged),
    Column[Measure]("not_read", "What must not be read from it", TEXT, lambda row: row.not_read),
    Column[Measure]("source", "", TEXT, lambda row: row.source),
)


def measures_account(found: NetworkMeasures, unit: str = SERVICES, end: str = CERTAIN) -> Account:
    """Tell how the services of an area, and its organisations, are linked.

    Parameters
    ----------
    found : NetworkMeasures
        What ``network_measures`` gave.
    unit : str
        Of which the headline speaks: ``services`` or ``organisations``.
    end : str
        Whether screens show where each stands on ``certain`` or on ``possible`` links; files hold both.

    Returns
    -------
    Account
        Sheets ``network``, ``asked``, ``services``, ``organisations``, ``states``, ``between``, ``barriers``,
        ``roles`` and ``reading``.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.measures import network_measures
    >>> from dtors_network.disclosure import protect
    >>> told = measures_account(network_measures(protect(small_area())))
    >>> told.headline
    'No service stands on a shortest way between two others on certain links.'
    >>> told.sheet("network").words(1)[0][:4]
    ('Density', 'services', '0.083', '0.250')
    """
    area = found.area
    sheets = (
        Sheet("network", "The whole network", NETWORK, found.figures),
        Sheet("asked", "Each measure of the whole network", ASKED, _asked(found), most=0),
        Sheet(
            "services",
            f"Where each service stands, on {end} links",
            _positions(end, SERVICES),
            _standing(found, SERVICES, end),
        ),
        Sheet(
            "organisations",
            f"Where each organisation stands, on {end} links",
            _positions(end, ORGANISATIONS),
            _standing(found, ORGANISATIONS, end),
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
        headline=headline(found, unit, end),
        sentences=tuple(sentences(found, end)),
        sheets=sheets,
        notes=(*COMMON, AS_DRAWN)
        if found.as_drawn
        else (*COMMON, *OPEN, f"Sampled: {found.draws} networks between the two, seed {found.seed}."),
    )


def _title(row: Figure) -> str:
    title = MEASURES[row.measure].title
    return f"{title} by {row.by}" if row.by else title


def _kind(code: str) -> Named:
    return Named(code, kind_words(code))


def _asked(found: NetworkMeasures) -> tuple[Asked, ...]:
    without = {(row.unit, row.measure, row.by): row.value for row in found.figures if row.scope == ANSWERED}
    return tuple(
        Asked(row, without.get((row.unit, row.measure, row.by))) for row in found.figures if row.scope != ANSWERED
    )


def _standing(found: NetworkMeasures, unit: str, end: str) -> tuple[Of, ...]:
    """Put first what most shortest ways lead through; ties stay as they are."""
    rows = (row for row in found.positions if row.unit == unit)
    return _of(found.area, tuple(sorted(rows, key=lambda row: -(_end(row.values["betweenness"], end) or 0.0))))


def _of(area: Area, rows: tuple[Position, ...] | tuple[Role, ...]) -> tuple[Of, ...]:
    return tuple(Of(area, row) for row in rows)


def _by_z(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Put first what lies farthest from chance; ties stay as they are."""
    return tuple(sorted(roles, key=lambda role: -abs(role.z or 0.0)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
