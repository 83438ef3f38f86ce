"""The tables that a report has of its own: what to know first, what can be settled, roots with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from dtors_network.accounts.ask import moves
from dtors_network.accounts.best import First, Line
from dtors_network.accounts.best_words import APART, as_good
from dtors_network.accounts.evidence import Rows
from dtors_network.accounts.gap_sheets import ROOTS, Root
from dtors_network.accounts.kinds import NUMBER, TEXT
from dtors_network.accounts.levers import Done
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.figures.barrier_map.view import BarrierView
from dtors_network.gaps import Gap, Gaps
from dtors_network.gaps.questions import Asked, questions_of
from dtors_network.model.vocabulary import Certainty

PLACES: Final = 3
"""Tables whose rows are named where a root is written at; the workbook has every row."""


NOT_OF_THESE: Final = "nothing that could be judged is missing"
NAMED: Final = 4
"""Services that are named where one of many would do."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Something that a meeting can settle: what, with whom, what it does, and how many people it is about."""

    what: str
    whom: str
    does: str


Brief = tuple[str, str]
"""What somebody asks first, and what is answered."""

BRIEF: Final = (
    Column[Brief]("asked", "Asked", TEXT, lambda row: row[0]),
    Column[Brief]("answer", "What is found", TEXT, lambda row: row[1]),
)
SETTLE: Final = (
    Column[tuple[int, Settled]]("number", "No.", NUMBER, lambda row: row[0]),
    Column[tuple[int, Settled]]("what", "To agree, or to ask", TEXT, lambda row: row[1].what),
    Column[tuple[int, Settled]]("whom", "With whom", TEXT, lambda row: row[1].whom),
    Column[tuple[int, Settled]]("does", "What it does", TEXT, lambda row: row[1].does),
    Column[tuple[int, Settled]]("owner", "Owner", TEXT, lambda _: None, to_fill=True),
    Column[tuple[int, Settled]]("by", "By when", TEXT, lambda _: None, to_fill=True),
)
AS_GOOD: Final = Column[Line]("as_good", APART, TEXT, lambda row: as_good(row.sets))


def brief_sheet(rows: Sequence[Brief]) -> Sheet[Brief]:
    """Give what somebody reads who reads one page."""
    return Sheet("brief", "For whoever reads one page", BRIEF, tuple(row for row in rows if row[1]))


def settle_sheet(gaps: Gaps, first: Sheet[First]) -> Sheet[tuple[int, Settled]]:
    """Give what a meeting can settle: answers that no ranking may hide, then open questions, with room for an owner.

    >>> from dtors_network.accounts.best import best_account
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> from dtors_network.whatif import best_changes
    >>> area = protect(small_area())
    >>> sheet = settle_sheet(find_gaps(area, groups=["everyone"]), best_account(best_changes(area)).sheet("first"))
    >>> [(row[0], row[2]) for row in sheet.words()][-1]
    ('5', 'aftercare (Onward) and clinic (Riverside)')
    """
    rows = (*_first(first), *(_asked(one) for one in questions_of(gaps)))
    none = "nothing waits for an answer or an agreement"
    return Sheet("settle", "What the meeting can settle", SETTLE, tuple(enumerate(rows, 1)), none=none)


def _first(first: Sheet[First]) -> Iterator[Settled]:
    columns = {column.key: column for column in first.columns}
    for row in first.items:
        named = [one.words for one in (columns["sender"].read(row), *columns["receivers"].read(row)) if one]
        more = f"; {len(named) - NAMED:,} more" if len(named) > NAMED else ""
        whom = f"{'; '.join(named[:NAMED])}{more}" or "the partnership"
        yield Settled(columns["agree"].read(row), whom, columns["facts"].read(row))


def _asked(one: Asked) -> Settled:
    return Settled(one.text, one.whom, " ".join(moves(one)))


def roots_sheet(gaps: Gaps, roots: Sheet[Root], view: BarrierView) -> Sheet[Root]:
    """Give the roots with their numbers on the map, and with the rows in which they are written."""
    rows, numbers = Rows(gaps.area), {one.gap: one.number for one in view.findings}
    number = Column[Root]("number", "No.", NUMBER, lambda of: numbers.get(of.found.gap.id))
    kept = {column.key: column for column in ROOTS}
    rests_on = Column[Root](
        "rests_on",
        "Rests on",
        TEXT,
        lambda of: f"{kept['rests_on'].read(of)} {written_at(rows, of.found.gap)}".strip(),
    )
    none = NOT_OF_THESE if any(map(_is_open, roots.items)) else roots.none
    columns = (number, *(kept[key] for key in ("title", "certainty", "weight")), rests_on, kept["next_step"])
    return Sheet("roots", roots.title, columns, roots.items, none=none).only(lambda of: not _is_open(of))


def collect_sheet(roots: Sheet[Root]) -> Sheet[Root]:
    """Give the roots that the tables cannot show, whose titles name what to collect.

    >>> from dtors_network.accounts.gaps import gaps_account
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> len(collect_sheet(gaps_account(find_gaps(protect(small_area()), rules=["dead_end"])).sheet("roots")))
    0
    """
    columns = [column for column in ROOTS if column.key in ("title", "weight")]
    title = "What could not be judged, and what to collect"
    return Sheet("collect", title, columns, roots.items, none="nothing").only(_is_open)


def _is_open(of: Root) -> bool:
    return of.found.gap.finding.certainty is Certainty.UNKNOWABLE


def done_first(sheet: Sheet[Done]) -> Sheet[Done]:
    """Give what partnerships do so that each reason has its turn, what was measured elsewhere before what was not."""
    turns: Counter[str] = Counter()
    ordered = []
    for row in sorted(sheet.items, key=lambda row: not row.action.seen):
        if row.helped:
            ordered.append((turns[row.code], row))
            turns[row.code] += 1
    return replace(sheet, items=[row for _, row in sorted(ordered, key=lambda one: one[0])])


def written_at(rows: Rows, gap: Gap) -> str:
    """Name the rows behind a gap by their tables, the first few of each.

    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(protect(small_area()), groups=["everyone"], rules=["dead_end"])
    >>> written_at(Rows(found.area), found.gaps[0])
    'Rows: services 3; statements 2.'
    """
    told = []
    for table, mine in groupby(sorted(gap.evidence, key=lambda row: (row.table, row.row or 0)), lambda row: row.table):
        numbers = [str(row.row) for row in mine if row.row]
        more = f" and {len(numbers) - PLACES} more" if len(numbers) > PLACES else ""
        told.append(f"{table} {', '.join(numbers[:PLACES])}{more}".strip())
    return f"Rows: {'; '.join(told)}." if told else ""


def picked(sheet: Sheet[Any], *keys: str, most: int | None = None, also: Sequence[Column[Any]] = ()) -> Sheet[Any]:
    """Give a sheet with some of its columns, in the order given, and its first rows."""
    by_key = {column.key: column for column in sheet.columns if column.head}
    return Sheet(
        sheet.name, sheet.title, (*(by_key[key] for key in keys), *also), sheet.items, none=sheet.none, most=most
    )
