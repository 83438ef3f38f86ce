"""The account of what changes would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
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
from dtors_network.accounts.levers import SEEN_ELSEWHERE, levers_of_changes, levers_sheet
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.whatif_words import (
    closing_words,
    reach_place,
    strength_words,
    whatif_headline,
    whatif_sentences,
)
from dtors_network.accounts.words import capital
from dtors_network.flow.coverage import Coverage
from dtors_network.flow.load import Load
from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area
from dtors_network.model.change_kinds import KINDS
from dtors_network.report.flow_text import ASSUMPTION
from dtors_network.rounding import kept, span, written
from dtors_network.whatif.change import Change
from dtors_network.whatif.curve import STRENGTHS, CurvePoint
from dtors_network.whatif.likely import LikelyLoad
from dtors_network.whatif.load_change import LoadChange
from dtors_network.whatif.registry import change_class
from dtors_network.whatif.result import ReachChange, WhatIf

NO_PLAN: Final = (
    "A change is a question, not a plan: it says what would follow if it came about, not how to bring it about."
)
AT_THE_LEAST: Final = (
    "Where counts are hidden the rise is the mean over tables drawn from their ranges, each read at the fewest who "
    "come back; the likely interval goes from there to the most, with chance."
)
ON_AVERAGE: Final = (
    "More people than places: on average over the period. That more come in one month than in another is in the "
    "interval of places in use, and not in what is said to follow."
)
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
    Column[Filled]("service", "Service", NAME, lambda row: _named(row.area, row.found.service)),
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
        "strength", "So much falls away", TEXT, lambda row: f"{row.strength:.0%}".replace("%", " %"), None, False
    ),
    Column[CurvePoint]("share_that_falls_away", "", TEXT, lambda row: row.strength),
    Column[CurvePoint]("reach", "Reach of aftercare", SHARE, lambda row: row.reach),
    Column[CurvePoint]("rise", "More or fewer of 100", RISE, lambda row: row.rise),
)


def whatif_account(found: WhatIf, curve: Iterable[CurvePoint] = ()) -> Account:
    """Tell what changes would do.

    Parameters
    ----------
    found : WhatIf
        What ``what_if`` gave.
    curve : iterable of CurvePoint
        What ``strength_curve`` gave for the same changes.

    Returns
    -------
    Account
        Sheets ``reach``, ``changes``, ``loads`` (services that would be filled further or less), ``gaps``,
        ``coverage``, ``levers`` (what partnerships do about it, and what did not help) and ``curve``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import read_change, what_if
    >>> told = whatif_account(what_if(protect(counted_area(), "none"), [read_change("add", "clinic>aftercare=0.5")]))
    >>> told.headline
    'Of 100 people who come in, 20.8 to 21.7 more would start aftercare or recovery support.'
    >>> told.sheet("changes").words()[0][0]
    'Clinic (Riverside) refers people to aftercare (Onward), and 50 % of those who now end there start'
    """
    area = found.area
    covered = tuple(Covered(area, *pair) for pair in found.coverage if pair[0].started != pair[1].started)
    filled = tuple(Filled(area, one) for one in found.loads if one.changed)
    return Account(
        name="what-if",
        stamp=stamp_of(area),
        headline=whatif_headline(found),
        sentences=tuple(whatif_sentences(found)),
        sheets=(
            Sheet("reach", "Who would reach aftercare", REACH, tuple(Reached(area, one) for one in found.reach)),
            Sheet(
                "changes", "Chosen changes", CHANGES, tuple(Chosen(area, one) for one in found.changes), none="none yet"
            ),
            Sheet("loads", "How full services would be", LOADS, filled, none="no load that is known would change"),
            Sheet("gaps", "Gaps that close, open or become surer", GAPS, tuple(_gaps(found)), none="none would change"),
            Sheet("coverage", "Wider support, beside treatment", COVERAGE, covered, none="nothing would change"),
            levers_sheet(area, levers_of_changes(found.changes)),
            Sheet("curve", "If a part of the reasons fell away", CURVE, tuple(curve), "no change has a strength"),
        ),
        notes=(*(f"Assumed: {text}" for text in found.assumptions), ASSUMPTION, *_notes(found)),
    )


def _notes(found: WhatIf) -> Iterator[str]:
    if any(one.rise and one.rise.middle is not None for one in found.reach):
        yield AT_THE_LEAST
    if found.loads:
        yield ON_AVERAGE
    if len(levers_of_changes(found.changes)):
        yield SEEN_ELSEWHERE
    yield NO_PLAN


def _gaps(found: WhatIf) -> Iterator[GapChange]:
    yield from (GapChange(gap, "closes", gap.finding.certainty.value) for gap in found.closed)
    yield from (GapChange(gap, "opens", then=gap.finding.certainty.value) for gap in found.opened)
    for before, after in found.firmer:
        yield GapChange(after, "differs in certainty", before.finding.certainty.value, after.finding.certainty.value)


def _named(area: Area, service: str) -> Named:
    return Named(service, wording.service(area, service))


def _type(area: Area, code: str) -> Named:
    return Named(code, capital(wording.types(area, (code,))))


def _follows(load: LoadChange) -> str:
    if load.over:
        return "more people than places"
    return "perhaps more people than places" if load.newly_over else ""


def offered(area: Area) -> list[tuple[tuple[str, str], str]]:
    """Give what can be chosen in an area without anything being typed: option and text, and words.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> offered(small_area())[0]
    (('remove-service', 'gp'), 'Gp (Hill Surgery) closes')
    """
    return worded(area, (one for kind in KINDS.values() for one in change_class(kind).offers(area)))


def worded(area: Area, changes: Iterable[Change]) -> list[tuple[tuple[str, str], str]]:
    """Give changes as option and text, with words."""
    return [(chosen.pair, chosen.words) for chosen in (Chosen(area, one) for one in changes)]
