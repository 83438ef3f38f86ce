"""Columns of the sheets that tell what changes would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.kinds import (
    CODE,
    NAME,
    NUMBERS,
    PEOPLE,
    RISE,
    SHARE,
    TEXT,
    YES_NO,
    Kind,
    Named,
    Scalar,
)
from dtors_network.accounts.sheet import Column
from dtors_network.accounts.whatif_words import (
    closing_words,
    reach_place,
    strength_words,
)
from dtors_network.accounts.words import capital, service_named
from dtors_network.flow.coverage import Coverage
from dtors_network.flow.load import Load
from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area
from dtors_network.rounding import kept, span, written
from dtors_network.whatif.change import Change
from dtors_network.whatif.curve import STRENGTHS, CurvePoint
from dtors_network.whatif.likely import LikelyLoad
from dtors_network.whatif.load_change import LoadChange
from dtors_network.whatif.result import ReachChange

InUse = tuple[Load, LikelyLoad | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A change that was chosen, and how it would be written at other strengths."""

    area: Area
    change: Change

    @property
    def pair(self) -> tuple[str, str]:
        """Its option, and how it is written."""
        return self.change.option, self.change.write()

    @property
    def words(self) -> str:
        """What it is."""
        return capital(self.change.words(self.area))

    @property
    def strengths(self) -> tuple[tuple[str, tuple[str, str], bool], ...]:
        """Strengths that can be chosen: in words, as option and text, and whether it is so now."""
        some = [self.change.at_strength(strength) for strength in STRENGTHS[1:]] if self.change.has_strength else []
        told = zip(STRENGTHS[1:], some, strict=False)
        return tuple((strength_words(s), (one.option, one.write()), one == self.change) for s, one in told)


@dataclass(frozen=True, slots=True)
class Reached:
    """Reach of a group from a place, before and after."""

    area: Area
    found: ReachChange

    @property
    def who(self) -> str:
        """Whom it is about, in words."""
        return capital(reach_place(self.area, self.found))

    @property
    def start(self) -> str:
        """Where people set out, in words."""
        return wording.service(self.area, self.found.start) if self.found.start else "all who come in"


@dataclass(frozen=True, slots=True)
class Filled:
    """How full a service is, before and after."""

    area: Area
    found: LoadChange


@dataclass(frozen=True, slots=True)
class GapChange:
    """A gap that closes or opens, or of which one would be more or less sure."""

    gap: Gap
    what: str
    now: str = ""
    then: str = ""

    @property
    def waits(self) -> str:
        """On what it still waits where it closes."""
        return closing_words(self.gap).strip(" ()") if self.what == "closes" else ""


@dataclass(frozen=True, slots=True)
class Covered:
    """Wider support of one type, before and after."""

    area: Area
    before: Coverage
    after: Coverage


def _in_use_parts(cell: InUse) -> tuple[Scalar, ...]:
    load, likely = cell
    strict = load.load or (None,) * 4
    low, middle, high = (likely.low, likely.middle, likely.high) if likely else (strict[2], None, strict[3])
    return tuple(None if end is None else kept(end, 2) for end in (strict[0], strict[1], low, high, middle))


def _in_use(cell: InUse) -> tuple[str, ...]:
    load, likely = cell
    if load.load is None:
        return "not known", ""
    least, most, low, high = load.load
    if likely is None:
        return span(least, most), span(low, high)
    return f"about {written(likely.middle)} (strictly {span(least, most)})", span(likely.low, likely.high)


IN_USE: Final = Kind(
    "places in use, and how many are likely",
    ("_least", "_most", "_low", "_high", "_middle"),
    _in_use_parts,
    ("", "95 % interval"),
    _in_use,
    numbers=True,
    blank="not known",
)
CHANGES: Final = (
    Column[Chosen]("change", "If", TEXT, lambda row: row.words),
    Column[Chosen]("option", "", TEXT, lambda row: row.pair[0]),
    Column[Chosen]("value", "", TEXT, lambda row: row.pair[1]),
)
REACH: Final = (
    Column[Reached](
        "who", "Reach of aftercare", TEXT, lambda row: capital(reach_place(row.area, row.found)), None, False
    ),
    Column[Reached]("client_group", "", TEXT, lambda row: row.found.group),
    Column[Reached]("start", "", TEXT, lambda row: row.found.start),
    Column[Reached]("before", "Now", SHARE, lambda row: row.found.before),
    Column[Reached]("after", "After", SHARE, lambda row: row.found.after),
    Column[Reached]("rise", "More or fewer of 100", RISE, lambda row: row.found.rise),
)
LOADS: Final = (
    Column[Filled]("service", "Service", NAME, lambda row: service_named(row.area, row.found.service)),
    Column[Filled]("before", "Places in use now", IN_USE, lambda row: (row.found.before, row.found.likely_before)),
    Column[Filled]("after", "After", IN_USE, lambda row: (row.found.after, row.found.likely_after)),
    Column[Filled]("places", "Places", NUMBERS, lambda row: row.found.after.places),
    Column[Filled]("over", "", YES_NO, lambda row: row.found.over),
    Column[Filled]("may_be_over_because_of_it", "", YES_NO, lambda row: row.found.newly_over),
    Column[Filled]("follows", "What follows", TEXT, lambda row: _follows(row.found), None, False),
)
GAPS: Final = (
    Column[GapChange]("gap_title", "Gap", TEXT, lambda row: row.gap.title),
    Column[GapChange]("gap", "", TEXT, lambda row: row.gap.id),
    Column[GapChange]("what", "What becomes of it", CODE, lambda row: row.what),
    Column[GapChange](
        "waits", "", TEXT, lambda row: closing_words(row.gap).strip(" ()") if row.what == "closes" else ""
    ),
    Column[GapChange]("now", "Now", CODE, lambda row: row.now),
    Column[GapChange]("then", "Then", CODE, lambda row: row.then),
)
COVERAGE: Final = (
    Column[Covered]("service_type", "Type", NAME, lambda row: _type(row.area, row.before.service_type)),
    Column[Covered]("started_before", "Started now", PEOPLE, lambda row: row.before.started),
    Column[Covered]("started_after", "Started after", PEOPLE, lambda row: row.after.started),
)
CURVE: Final = (
    Column[CurvePoint](
        "strength", "So much falls away", TEXT, lambda row: f"{written(row.strength * 100)} %", None, False
    ),
    Column[CurvePoint]("share_that_falls_away", "", TEXT, lambda row: row.strength),
    Column[CurvePoint]("reach", "Reach of aftercare", SHARE, lambda row: row.reach, term="reach"),
    Column[CurvePoint]("rise", "More or fewer of 100", RISE, lambda row: row.rise),
)


def _type(area: Area, code: str) -> Named:
    return Named(code, capital(wording.types(area, (code,))))


def _follows(load: LoadChange) -> str:
    if load.over:
        return "more people than places"
    return "perhaps more people than places" if load.newly_over else ""
