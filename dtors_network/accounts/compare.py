"""The account of areas side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.compare_cells import BARE, COMPARED, Compared
from dtors_network.accounts.kinds import CODE, DAY, DECIMAL, NAME, NUMBER, TEXT, YES_NO, Named
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import Stamp, stamp_of
from dtors_network.accounts.words import counted
from dtors_network.compare.change import Move
from dtors_network.compare.figure import Figure, Indicator
from dtors_network.compare.funnel import AREAS, FunnelPoint
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.pairs import METHOD, Pair, Verdict
from dtors_network.compare.result import Comparison, Key
from dtors_network.rounding import per_100, written

CODES: Final = tuple(INDICATORS)
"""The indicators, in the order in which they are shown."""
MOST: Final = 20
"""Rows of a long table that a terminal shows."""
UNSAID: Final = (Verdict.MISSING, Verdict.UNTESTED)
NOTES: Final = (
    "No area is ranked and none has a score: what one figure leaves out another shows, and the order is the one in "
    "which the areas were given.",
    "Told apart is said of two areas and one figure. Two areas that cannot be told apart from a third may be told "
    "apart from each other: there are no groups of equal areas.",
    f"Method: {METHOD}. About one difference in twenty that is called is none.",
    "Intervals hold chance and hidden counts. They do not hold who was not counted: read what was counted first.",
    "What is missing is neither nought nor few.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One area of a comparison in a table, with whatever stands in its row."""

    found: Comparison
    at: int
    figure: Figure
    point: FunnelPoint | None = None

    @property
    def compared(self) -> Compared:
        """Its figure with its completeness."""
        return Compared(self.figure, self.found.found[self.at].completeness)

    @property
    def indicator(self) -> Indicator:
        """What it is a figure of."""
        return INDICATORS[self.figure.indicator]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two areas in a table."""

    found: Comparison
    pair: Pair

    def of(self, at: int) -> Compared:
        """Give the figure of one of the two."""
        key = self.pair.indicator, self.pair.scope
        return Compared(self.found.figures(key)[at], self.found.found[at].completeness)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A change in a table."""

    found: Comparison
    move: Move

    def known(self, name: str) -> tuple[int, int]:
        """Give how many services contributed, or answered, before and now."""
        then = self.found.found_before[self.move.at]
        assert then is not None
        return getattr(then.completeness, name), getattr(self.found.found[self.move.at].completeness, name)

    def said(self, value: str | float | None) -> str | None:
        """Say what it was, or is."""
        if not isinstance(value, float):
            return value or ("not counted" if self.move.what == "figure" else None)
        if self.move.indicator in ("load", "questions_open"):
            return written(value, 2)
        return f"{per_100(value)} %"


def _named(found: Comparison, at: int) -> Named:
    return Named(found.areas[at].id, found.names[at])


def _title(figure: Figure) -> str:
    return f"{INDICATORS[figure.indicator].title}: {figure.title}"


ROWS: Final = (
    Column[Row]("indicator", "", CODE, lambda row: row.figure.indicator),
    Column[Row]("scope", "", TEXT, lambda row: row.figure.scope or None),
    Column[Row]("title", "Figure", TEXT, lambda row: _title(row.figure)),
    Column[Row]("area", "Area", NAME, lambda row: _named(row.found, row.at)),
    Column[Row]("", "Value", COMPARED, lambda row: row.compared),
    Column[Row]("area_name", "", TEXT, lambda row: row.found.names[row.at]),
    Column[Row]("period_start", "", DAY, lambda row: row.found.areas[row.at].period_start),
    Column[Row]("period_end", "", DAY, lambda row: row.found.areas[row.at].period_end),
    Column[Row]("reference", "", CODE, lambda row: row.found.areas[row.at].pathway.id),
    Column[Row]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.at]).profile),
    Column[Row]("source", "", TEXT, lambda row: row.indicator.source),
)
PAIRS: Final = (
    Column[PairRow]("indicator", "", CODE, lambda row: row.pair.indicator),
    Column[PairRow]("scope", "", TEXT, lambda row: row.pair.scope or None),
    Column[PairRow]("title", "Figure", TEXT, lambda row: _title(row.of(row.pair.one).figure)),
    Column[PairRow]("one", "Area", NAME, lambda row: _named(row.found, row.pair.one)),
    Column[PairRow]("other", "And", NAME, lambda row: _named(row.found, row.pair.other)),
    Column[PairRow]("verdict", "Verdict", TEXT, lambda row: row.pair.verdict.value),
    Column[PairRow]("difference", "", DECIMAL, lambda row: row.pair.difference),
    Column[PairRow]("p", "", DECIMAL, lambda row: row.pair.p),
    Column[PairRow]("p_adjusted", "", DECIMAL, lambda row: row.pair.adjusted),
    Column[PairRow]("method", "", TEXT, lambda row: METHOD if row.pair.p is not None else None),
    Column[PairRow]("one", "The one", BARE, lambda row: row.of(row.pair.one)),
    Column[PairRow]("other", "The other", BARE, lambda row: row.of(row.pair.other)),
    Column[PairRow]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.pair.one]).profile),
)


def _point(key: str, head: str, name: str) -> Column[Row]:
    return Column[Row](key, head, DECIMAL, lambda row: getattr(row.point, name))


def _limit(method: str, end: str) -> Column[Row]:
    return Column[Row](f"{method}_{end}", "", DECIMAL, lambda row: getattr(getattr(row.point, method), end))


FUNNEL: Final = (
    *ROWS[:5],
    _point("average", "All together", "average"),
    Column[Row]("verdict", "Against chance and spread", TEXT, lambda row: _verdict(row, "spread")),
    Column[Row]("verdict_exact", "Against chance alone", TEXT, lambda row: _verdict(row, "exact")),
    *(_limit(method, end) for method in ("exact", "spread") for end in ("low_95", "high_95", "low_998", "high_998")),
    _point("tau", "", "tau"),
    _point("shrunk", "Shrunk", "shrunk"),
    _point("shrunk_low", "from", "shrunk_low"),
    _point("shrunk_high", "to", "shrunk_high"),
    *ROWS[5:],
)
CHANGES: Final = (
    Column[MoveRow]("area", "Area", NAME, lambda row: _named(row.found, row.move.at)),
    Column[MoveRow]("what", "What", CODE, lambda row: row.move.what),
    Column[MoveRow]("which", "Which", TEXT, lambda row: row.move.which),
    Column[MoveRow]("before", "", TEXT, lambda row: row.move.before),
    Column[MoveRow]("now", "", TEXT, lambda row: row.move.now),
    Column[MoveRow]("before", "Before", TEXT, lambda row: row.said(row.move.before), in_files=False),
    Column[MoveRow]("now", "Now", TEXT, lambda row: row.said(row.move.now), in_files=False),
    Column[MoveRow]("verdict", "Verdict", TEXT, lambda row: row.move.verdict),
    Column[MoveRow]("indicator", "", CODE, lambda row: row.move.indicator or None),
    Column[MoveRow]("scope", "", TEXT, lambda row: row.move.scope or None),
    Column[MoveRow]("p", "", DECIMAL, lambda row: row.move.p),
    Column[MoveRow]("p_adjusted", "", DECIMAL, lambda row: row.move.adjusted),
    Column[MoveRow]("services_contributing_before", "Contributed before", NUMBER, lambda r: r.known("contributing")[0]),
    Column[MoveRow]("services_contributing_now", "now", NUMBER, lambda row: row.known("contributing")[1]),
    Column[MoveRow]("services_answered_before", "Answered before", NUMBER, lambda row: row.known("answered")[0]),
    Column[MoveRow]("services_answered_now", "now", NUMBER, lambda row: row.known("answered")[1]),
    Column[MoveRow]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.move.at]).profile),
)


@dataclass(frozen=True, slots=True)
class Known:
    """An area in the table of completeness."""

    found: Comparison
    at: int

    def __getattr__(self, name: str) -> object:
        return getattr(self.found.found[self.at].completeness, name)


AREAS_KNOWN: Final = (
    Column[Known]("area", "Area", NAME, lambda row: _named(row.found, row.at)),
    Column[Known]("period_start", "From", DAY, lambda row: row.found.areas[row.at].period_start),
    Column[Known]("period_end", "To", DAY, lambda row: row.found.areas[row.at].period_end),
    Column[Known]("reference", "Reference", CODE, lambda row: row.found.areas[row.at].pathway.id),
    Column[Known]("services", "Services", NUMBER, lambda row: row.services),
    Column[Known]("services_contributing", "Counted in", NUMBER, lambda row: row.contributing),
    Column[Known]("services_askable", "Could be asked", NUMBER, lambda row: row.askable),
    Column[Known]("services_answered", "Answered", NUMBER, lambda row: row.answered),
    Column[Known]("services_complete", "List complete", YES_NO, lambda row: row.services_complete),
    Column[Known]("records_complete", "Records complete", YES_NO, lambda row: row.records_complete),
    Column[Known]("departures_complete", "Departures complete", YES_NO, lambda row: row.departures_complete),
    Column[Known]("region", "", TEXT, lambda row: row.found.areas[row.at].region or None),
    Column[Known]("synthetic", "Invented", YES_NO, lambda row: row.found.areas[row.at].synthetic),
    Column[Known]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.at]).profile),
)


@dataclass(frozen=True, slots=True)
class Summed:
    """A figure over all areas: what its pairs say, never an average of merit."""

    found: Comparison
    key: Key

    def pairs(self, verdict: Verdict) -> int:
        """Count the pairs of which something is said."""
        return self.found.tests[self.key].count(verdict)


SUMMARY: Final = (
    Column[Summed]("indicator", "", CODE, lambda row: row.key[0]),
    Column[Summed]("scope", "", TEXT, lambda row: row.key[1] or None),
    Column[Summed]("title", "Figure", TEXT, lambda row: name_of(row.found, row.key)),
    Column[Summed]("areas", "Areas with it", NUMBER, lambda row: len(_counted(row.found, row.key))),
    Column[Summed]("pairs", "Pairs", NUMBER, lambda row: len(row.found.tests[row.key])),
    Column[Summed]("told_apart", "Told apart", NUMBER, lambda row: row.pairs(Verdict.APART)),
    Column[Summed]("not_apart", "Cannot be", NUMBER, lambda row: row.pairs(Verdict.NOT_APART)),
    Column[Summed]("too_few", "Too few", NUMBER, lambda row: row.pairs(Verdict.TOO_FEW)),
    Column[Summed]("not_counted", "Not counted", NUMBER, lambda row: row.pairs(Verdict.MISSING)),
    Column[Summed]("open", "", NUMBER, lambda row: row.pairs(Verdict.OPEN)),
    Column[Summed]("unlike", "", NUMBER, lambda row: row.pairs(Verdict.UNLIKE)),
    Column[Summed]("sentence", "", TEXT, lambda row: pair_sentence(row.found, row.key)),
)
READING: Final = (
    Column[Indicator]("indicator", "", CODE, lambda row: row.code),
    Column[Indicator]("title", "Indicator", TEXT, lambda row: row.title),
    Column[Indicator]("numerator", "Counted", TEXT, lambda row: row.numerator),
    Column[Indicator]("denominator", "Of", TEXT, lambda row: row.denominator),
    Column[Indicator]("direction", "Direction", TEXT, lambda row: row.direction.value),
    Column[Indicator]("not_read", "What must not be read from it", TEXT, lambda row: row.reads),
    Column[Indicator]("completeness", "Completeness beside it", TEXT, lambda row: row.completeness),
    Column[Indicator]("source", "Source", TEXT, lambda row: row.source),
)


def compare_account(found: Comparison) -> Account:
    """Tell areas side by side.

    Parameters
    ----------
    found : Comparison
        What ``compare`` gave.

    Returns
    -------
    Account
        Sheets ``indicators`` (a row an area and figure), ``summary``, ``pairs``, ``funnel``, ``changes``, ``areas`` and
        ``reading``. A figure and its completeness are one column of the account, so that none stands without it.

    Raises
    ------
    UnprotectedError
        If an area never passed ``protect``.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network import compare, protect
    >>> from dtors_network.examples import counted_area
    >>> area = protect(counted_area())
    >>> told = compare_account(compare([area, replace(area, id="other", name="Other")]))
    >>> told.headline
    'Of 3 pairs of figures that could be tested none is told apart: chance could make such differences.'
    """
    return Account(
        name="compare",
        stamp=stamp(found),
        headline=headline(found),
        sentences=tuple(sentences(found)),
        sheets=(
            Sheet("indicators", "Every figure of every area", ROWS, _rows(found), most=MOST),
            Sheet("summary", "What can be told apart", SUMMARY, [Summed(found, key) for key in found.keys]),
            pairs_sheet(found, found.keys),
            Sheet(
                "funnel",
                "Against all areas together",
                FUNNEL,
                [row for key in found.keys for row in funnel_rows(found, key)],
                none=f"a funnel takes {AREAS} areas or more with a figure: intervals stand side by side",
                most=MOST,
            ),
            Sheet("changes", "What changed", CHANGES, changes(found), none="no earlier period is given", most=MOST),
            Sheet("areas", "How complete each area is", AREAS_KNOWN, [Known(found, at) for at in _places(found)]),
            Sheet("reading", "How to read them", READING, tuple(INDICATORS.values())),
        ),
        notes=NOTES,
    )


def indicator_title(code: str) -> str:
    """Name an indicator.

    Examples
    --------
    >>> indicator_title("load")
    'Load against places'
    """
    return INDICATORS[code].title


def keys_of(found: Comparison, code: str) -> list[Key]:
    """Give the figures of one indicator: those that most areas have first, then those of most people."""

    def weight(key: Key) -> tuple[float, float]:
        figures = [figure for figure in found.figures(key) if figure.value is not None]
        return -len(figures), -sum(figure.size for figure in figures)

    keys = [key for key in found.keys if key[0] == code]
    return sorted(keys, key=weight) if code == "lost_between" else keys


def name_of(found: Comparison, key: Key) -> str:
    """Name one figure in words."""
    return f"{INDICATORS[key[0]].title}: {found.title(key)}"


def reading_of(code: str) -> tuple[str, ...]:
    """Say what an indicator is, and what must not be read from it and from any comparison."""
    one = INDICATORS[code]
    return (
        f"Counted: {one.numerator}. Of: {one.denominator}. Beside it: {one.completeness}.",
        f"{one.direction.value.capitalize()}.",
        one.reads,
        f"Source: {one.source}.",
        *NOTES,
    )


def stamp(found: Comparison) -> Stamp:
    """Make the stamp of several areas: no area of its own, and the one profile of all."""
    first = stamp_of(found.area)
    for area in found.areas:
        stamp_of(area)
    references = {area.pathway.id: f"{area.pathway.title} ({area.pathway.dated})" for area in found.areas}
    return Stamp(
        area="",
        name=f"{counted(len(found.areas), 'area', 'areas')} side by side",
        period_start=None,
        period_end=None,
        reference="; ".join(references.values()),
        reference_id=";".join(references),
        profile=first.profile,
        profile_title=first.profile_title,
        synthetic=any(area.synthetic for area in found.areas),
    )


def headline(found: Comparison) -> str:
    """Say how many pairs are told apart, of those that could be tested."""
    said = Counter(verdict for tests in found.tests.values() for verdict in tests.verdicts)
    apart, both = said[Verdict.APART], said[Verdict.APART] + said[Verdict.NOT_APART]
    if len(found.areas) == 1:
        return _of_changes(found)
    if not both:
        return "No pair of figures could be tested: too few people were counted, or nobody counted them."
    which = f"Of {counted(both, 'pair', 'pairs')} of figures that could be tested"
    if not apart:
        return f"{which} none is told apart: chance could make such differences."
    return f"{which} {apart:,} {'is' if apart == 1 else 'are'} told apart; the others cannot be."


def _of_changes(found: Comparison) -> str:
    tested = [move for move in found.changes if move.adjusted is not None]
    moved = sum(move.verdict.startswith("moved") for move in tested)
    return f"Of {counted(len(tested), 'figure', 'figures')} in both periods {moved:,} moved by more than chance."


def sentences(found: Comparison) -> Iterator[str]:
    """Say in what the areas are unlike, whose counts came from fewer than before, and what has no pair."""
    yield from found.unlike
    for at in found.flagged:
        then = found.found_before[at]
        assert then is not None
        before, now = then.completeness.contributing, found.found[at].completeness.contributing
        yield (
            f"In {found.names[at]} {counted(now, 'service', 'services')} contributed, {before:,} in the period before: "
            "its figures of people are not read as a change."
        )


def pair_sentence(found: Comparison, key: Key) -> str:
    """Say of all pairs of one figure what can be told apart.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network import compare, protect
    >>> from dtors_network.examples import counted_area
    >>> area = protect(counted_area())
    >>> pair_sentence(compare([area, replace(area, id="other", name="Other")]), ("reach_of_aftercare", ""))
    'Of 1 pair of areas 1 cannot be told apart.'
    """
    tests = found.tests[key]
    if not len(tests):
        return "There is no other area."
    words = {
        Verdict.APART: ("is told apart", "are told apart"),
        Verdict.NOT_APART: ("cannot be told apart",) * 2,
        Verdict.TOO_FEW: ("has too few people to tell", "have too few people to tell"),
        Verdict.OPEN: ("could be made equal by open questions",) * 2,
        Verdict.MISSING: ("was not counted in one of the two", "were not counted in one of the two"),
        Verdict.UNLIKE: ("is held against different references", "are held against different references"),
        Verdict.UNTESTED: ("depends on who was asked and is not tested", "depend on who was asked and are not tested"),
    }
    said = [f"{count:,} {words[verdict][count != 1]}" for verdict in Verdict if (count := tests.count(verdict))]
    return f"Of {counted(len(tests), 'pair', 'pairs')} of areas {', '.join(said)}."


def indicator_sentence(found: Comparison, keys: Sequence[Key]) -> str:
    """Say of one indicator what can be told apart: over all of its figures, where it has several."""
    if not keys:
        return "No area has a figure of this."
    if len(keys) == 1:
        return pair_sentence(found, keys[0])
    said = Counter(verdict for key in keys for verdict in found.tests[key].verdicts)
    both = said[Verdict.APART] + said[Verdict.NOT_APART]
    of = f"{counted(len(keys), 'figure', 'figures')} of it"
    if not both:
        return f"Over {of} no pair of areas could be tested."
    return f"Over {of} {said[Verdict.APART]:,} of {counted(both, 'pair', 'pairs')} that could be tested are told apart."


def pairs_sheet(found: Comparison, keys: Sequence[Key]) -> Sheet[PairRow]:
    """Give the pairs of some figures as a table: those told apart first, else in the order of the areas.

    Pairs of which one was not counted, or which are never tested, are counted in the summary and stand nowhere else.
    """
    rows = [PairRow(found, pair) for key in keys for pair in found.tests[key] if pair.verdict not in UNSAID]
    rows.sort(key=lambda row: row.pair.verdict is not Verdict.APART)
    return Sheet("pairs", "Pair by pair", PAIRS, rows, none="no pair could be tested", most=MOST)


def rows_of(found: Comparison, key: Key) -> list[Row]:
    """Give one figure of every area, in the order given."""
    return [Row(found, at, figure) for at, figure in enumerate(found.figures(key))]


def figure_sheet(found: Comparison, key: Key) -> Sheet[Row]:
    """Give one figure of every area as a table."""
    columns = tuple(column for column in ROWS if column.key != "title")
    return Sheet("figure", name_of(found, key), columns, rows_of(found, key))


def funnel_rows(found: Comparison, key: Key) -> list[Row]:
    """Give the funnel of one figure as rows."""
    return [Row(found, point.at, point.figure, point) for point in found.funnels[key]]


def funnel_sheet(found: Comparison, key: Key) -> Sheet[Row]:
    """Give the funnel of one figure as a table."""
    return Sheet("funnel", "Against all areas together", FUNNEL, funnel_rows(found, key))


def matrix_sheet(found: Comparison, key: Key) -> Sheet[int]:
    """Give what is said of every two areas as a matrix, in the order given."""

    def cell(at: int, other: int) -> str:
        return "–" if at == other else found.verdict(key, at, other).value

    columns = [
        Column[int]("area", "Area", TEXT, lambda at: found.names[at]),
        *(
            Column[int](f"with_{area.id}", found.names[other], TEXT, lambda at, other=other: cell(at, other))  # type: ignore[misc]
            for other, area in enumerate(found.areas)
        ),
    ]
    return Sheet("matrix", "What can be told apart", columns, tuple(_places(found)))


def changes(found: Comparison) -> list[MoveRow]:
    """Give what changed as rows."""
    return [MoveRow(found, move) for move in found.changes]


def _rows(found: Comparison) -> list[Row]:
    return [row for key in found.keys for row in rows_of(found, key)]


def _counted(found: Comparison, key: Key) -> list[int]:
    return [at for at, figure in enumerate(found.figures(key)) if figure.value is not None]


def _places(found: Comparison) -> range:
    return range(len(found.areas))


def _verdict(row: Row, method: str) -> str:
    assert row.point is not None and row.figure.value is not None
    return str(getattr(row.point, method).verdict(row.figure.value))
