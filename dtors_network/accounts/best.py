"""The account of what would help most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from dtors_network.accounts.account import Account
from dtors_network.accounts.best_words import (
    APART,
    CLEAR,
    LOADS_KNOWN,
    NOT_ADVICE,
    PERHAPS,
    SURELY,
    alternatives,
    apart_words,
    best_words,
    headline,
    overload_words,
    rank_words,
    reason_title,
    search_words,
    set_words,
    sure_words,
)
from dtors_network.accounts.first_words import came_words, first_facts, first_words, gains_words, settling
from dtors_network.accounts.kinds import CODE, NAME, NAMES, NUMBER, PEOPLE, RISE_RANGE, TEXT, YES_NO, Kind, Named
from dtors_network.accounts.levers import SEEN_ELSEWHERE, levers_sheet
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_gap
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.words import sentence, service_named
from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area
from dtors_network.rounding import kept, per_100
from dtors_network.whatif.best import BestChanges, Ranked
from dtors_network.whatif.ceilings import Ceiling
from dtors_network.whatif.change import Change
from dtors_network.whatif.first_answers import FirstAnswer
from dtors_network.whatif.registry import write_changes

MORE_OF_100: Final = Kind(
    "of 100",
    ("",),
    lambda cell: (kept(cell, 5),),
    ("",),
    lambda cell: (per_100(cell, 1, "+"),),
    numbers=True,
    blank="cannot be counted",
)
OF_100: Final = replace(MORE_OF_100, say=lambda cell: (per_100(cell),))
"""A share that is no change: it has no sign."""


@dataclass(frozen=True, slots=True)
class First:
    """One first answer, with its number."""

    area: Area
    number: int
    answer: FirstAnswer
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """Sets of one list that the draws cannot tell apart, the best first."""

    found: BestChanges
    sets: tuple[Ranked, ...]

    @property
    def lead(self) -> Ranked:
        """The best of them."""
        return self.sets[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """One set, with its list and its rank there."""

    found: BestChanges
    kind: str
    rank: int
    one: Ranked


@dataclass(frozen=True, slots=True)
class Of:
    """A row with the area that names what stands in it."""

    area: Area
    row: Any


def what_if_lead(area: Area, group: str, changes: Sequence[Change]) -> Lead | None:
    """Lead to what some changes would do."""
    if not changes:
        return None
    told = ";".join(f"{option}:{quote(text, safe='')}" for option, text in write_changes(changes))
    return Lead("what-if", (("area", area.id), ("group", group), ("changes", told)))


def options_text(changes: Sequence[Change]) -> str:
    """Write changes as the command line has them."""
    return " ".join(f"--{option} {text}" for option, text in write_changes(changes))


FIRST: Final = (
    Column[First]("number", "", NUMBER, lambda row: row.number),
    Column[First]("gap", "", CODE, lambda row: row.answer.gap.id),
    Column[First]("agree", "First of all", TEXT, lambda row: sentence(first_words(row.area, row.answer)),
                  lambda row: to_gap(row.area.id, row.answer.gap.id)),
    Column[First]("sender", "", NAME,
                  lambda row: service_named(row.area, row.answer.sender) if row.answer.sender else None),
    Column[First]("receivers", "With any of", NAMES, lambda row: _receivers(row)),
    Column[First]("client_group", "For", TEXT, lambda row: wording.people(row.area, row.answer.gap.finding.group)),
    Column[First]("people", "People", PEOPLE, lambda row: row.answer.gap.people.number),
    Column[First]("counted", "", TEXT, lambda row: row.answer.gap.people.what),
    Column[First]("turned_away", "Refused for it", PEOPLE, lambda row: row.answer.turned_away),
    Column[First]("at_most", "Could give at the most, of 100", MORE_OF_100, lambda row: row.answer.at_most),
    Column[First]("needs", "", TEXT, lambda row: ", ".join(row.answer.needs)),
    Column[First]("facts", "How many, and what it needs", TEXT,
                  lambda row: first_facts(row.area, row.answer, row.reason)),
    Column[First]("changes", "", TEXT, lambda row: " | ".join(options_text([one]) for one in row.answer.changes)),
)  # fmt: skip
LINES: Final = (
    Column[Line]("what", "What to do", TEXT, lambda row: sentence(set_words(row.found.area, row.lead.levers)),
                 lambda row: what_if_lead(row.found.area, row.found.group, row.lead.changes)),
    Column[Line]("value", "Of 100, more reach aftercare (ranks)", MORE_OF_100, lambda row: row.lead.value),
    Column[Line]("likely", "95 % interval", RISE_RANGE, lambda row: row.lead.likely),
    Column[Line]("strict", "Whatever is hidden", RISE_RANGE, lambda row: row.lead.strict),
    Column[Line]("best_in", "Best in, of 100 draws", TEXT, lambda row: per_100(sum(one.best_in for one in row.sets))),
    Column[Line]("alternatives", APART, TEXT, lambda row: alternatives(row.found.area, row.sets)),
    Column[Line]("overloads", "Too few places", TEXT, lambda row: overload_words(row.found.area, row.lead.overloads)),
    Column[Line]("needs", "Needs", TEXT, lambda row: ", ".join(_needs(row.found.area, row.lead))),
)  # fmt: skip
SETS: Final = (
    Column[Entry]("list", "List", CODE, lambda row: row.kind),
    Column[Entry]("rank", "Rank", NUMBER, lambda row: row.rank),
    Column[Entry]("line", "Line", NUMBER, lambda row: row.one.line + 1),
    Column[Entry]("levers", "Levers", TEXT, lambda row: ";".join(one.written for one in row.one.levers)),
    Column[Entry]("text", "What to do", TEXT, lambda row: set_words(row.found.area, row.one.levers)),
    Column[Entry]("value", "Of 100, more", MORE_OF_100, lambda row: row.one.value, term="rise"),
    Column[Entry]("likely", "95 % interval", RISE_RANGE, lambda row: row.one.likely),
    Column[Entry]("strict", "Whatever is hidden", RISE_RANGE, lambda row: row.one.strict),
    Column[Entry]("best_in", "Best in, of 100 draws", OF_100, lambda row: row.one.best_in),
    Column[Entry]("overloads", "", NAMES, lambda row: _full(row, surely=True)),
    Column[Entry]("may_overload", "", NAMES, lambda row: _full(row, surely=False)),
    Column[Entry]("places", "Too few places", TEXT, lambda row: overload_words(row.found.area, row.one.overloads)),
    Column[Entry]("changes", "", TEXT, lambda row: options_text(row.one.changes)),
)  # fmt: skip
CEILINGS: Final = (
    Column[Of]("reason", "", CODE, lambda of: of.row.code),
    Column[Of](
        "title", "If this never ended a hand-over anywhere", TEXT, lambda of: reason_title(of.area, of.row.code)
    ),
    Column[Of]("links", "On record at links", NUMBER, lambda of: of.row.links),
    Column[Of]("likely", "At the most, of 100", MORE_OF_100, lambda of: of.row.likely),
    Column[Of]("strict", "Whatever is hidden", MORE_OF_100, lambda of: of.row.strict),
    Column[Of]("is_lever", "A lever", YES_NO, lambda of: of.row.is_lever),
    Column[Of]("why_not", "Why not", TEXT, lambda of: of.row.why_not or ("" if of.row.is_lever else "Not ranked.")),
)
BESIDE: Final = (
    Column[Of]("gap", "", CODE, lambda of: of.row.id),
    Column[Of]("title", "What cannot be counted", TEXT, lambda of: f"{of.row.title}.",
               lambda of: to_gap(of.area.id, of.row.id)),
    Column[Of]("certainty", "Certainty", CODE, lambda of: of.row.finding.certainty.value),
    Column[Of]("people", "People", PEOPLE, lambda of: of.row.people.number),
    Column[Of]("settles", "What would settle it", TEXT, lambda of: " ".join(settling(of.area, of.row))),
)  # fmt: skip
NOTES: Final = (
    LOADS_KNOWN,
    "Levers are ranked where their reason is surely on record or was reported; behind the door a block that may hold "
    "nobody is no ground to act on.",
    "Where nobody counted whom a sender kept, those who did not start are taken as lost.",
    SEEN_ELSEWHERE,
    "People move by the same shares as before; who starts newly goes on like those who were there.",
)


def best_account(found: BestChanges) -> Account:
    """Tell what would help most.

    Parameters
    ----------
    found : BestChanges
        What ``best_changes`` gave.

    Returns
    -------
    Account
        Sheets ``first``, ``clear``, ``perhaps``, ``surely`` (one row a line of sets that cannot be told apart),
        ``sets`` (every set), ``ceilings``, ``beside`` and ``levers``.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.whatif import best_changes
    >>> told = best_account(best_changes(protect(counted_area())))
    >>> print(told.headline[:77])
    First, agree who is to provide inpatient detoxification or residential rehabi
    """
    area = found.area
    first = tuple(First(area, at, one, found.reason) for at, one in enumerate(found.first, 1))
    lists = (("clear", CLEAR, found.clear), ("perhaps", PERHAPS, found.perhaps), ("surely", SURELY, found.surely))
    entries = tuple(Entry(found, name, at, one) for name, _, sets in lists for at, one in enumerate(sets, 1))
    none = f"not ranked: {found.reason}" if found.reason else "none of the sets that were found"
    return Account(
        name="best",
        stamp=stamp_of(area),
        headline=headline(found),
        sentences=tuple(_sentences(found)),
        sheets=(
            Sheet(
                "first", "Ahead of any ranking", FIRST, first, none="no required route is certainly missing or refused"
            ),
            *(Sheet(name, title, LINES, lines_of(found, sets), none=none) for name, title, sets in lists),
            Sheet("sets", "Every set that is listed", SETS, entries, none=none, most=0),
            Sheet("ceilings", "What each reason is worth at the most", CEILINGS, _of(area, found.ceilings), none=none),
            Sheet(
                "beside", "Beside the ranking: what cannot be counted", BESIDE, _of(area, found.beside), none="nothing"
            ),
            levers_sheet(area, _codes(found), most=0),
        ),
        notes=(rank_words(found), search_words(found), NOT_ADVICE, *NOTES) if not found.reason else NOTES[3:4],
    )


def lines_of(found: BestChanges, sets: tuple[Ranked, ...]) -> tuple[Line, ...]:
    """Gather the sets of a list that cannot be told apart."""
    numbers = dict.fromkeys(one.line for one in sets)
    return tuple(Line(found, tuple(one for one in sets if one.line == number)) for number in numbers)


def _sentences(found: BestChanges) -> Iterator[str]:
    if found.first:
        told = gains_words if came_words(found.first[0].gap) else first_facts  # the headline says how many came
        yield told(found.area, found.first[0], found.reason)
        yield best_words(found)
    if found.clear or found.perhaps or found.surely:
        yield sure_words(found, (found.clear or found.perhaps or found.surely)[0])
    if apart := apart_words(found):
        yield apart


def _receivers(row: First) -> list[Named]:
    return [service_named(row.area, one) for one in row.answer.receivers]


def _full(row: Entry, surely: bool) -> list[Named]:
    return [service_named(row.found.area, one.service) for one in row.one.overloads if one.surely is surely]


def _needs(area: Area, one: Ranked) -> tuple[str, ...]:
    found = (need for lever in one.levers for need in area.codebook.lever[lever.lever].needs)
    return tuple(dict.fromkeys(found))


def _of(area: Area, rows: tuple[Ceiling, ...] | tuple[Gap, ...]) -> tuple[Of, ...]:
    return tuple(Of(area, row) for row in rows)


def _codes(found: BestChanges) -> Iterator[str]:
    """Give every code that is listed."""
    yield from (one.lever for one in found.first if one.lever)
    yield from (lever.lever for one in found.ranked for lever in one.levers)
