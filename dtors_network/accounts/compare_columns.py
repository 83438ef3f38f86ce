"""The columns of the tables of a comparison of areas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dtors_network.accounts.compare_cells import BARE, COMPARED, Compared, interval_words, number_words
from dtors_network.accounts.compare_words import name_of, pair_sentence
from dtors_network.accounts.kinds import CODE, DAY, DECIMAL, NAME, NUMBER, TEXT, YES_NO, Named
from dtors_network.accounts.sheet import Column
from dtors_network.accounts.stamp import stamp_of
from dtors_network.compare.change import Move
from dtors_network.compare.figure import Figure, Indicator
from dtors_network.compare.funnel import FunnelPoint
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.pairs import METHOD, Pair, Verdict
from dtors_network.compare.result import Comparison, Key
from dtors_network.rounding import per_100, written


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
    Column[PairRow]("verdict", "Verdict", TEXT, lambda row: row.pair.verdict.value, says="of two areas"),
    Column[PairRow]("difference", "", DECIMAL, lambda row: row.pair.difference),
    Column[PairRow]("p", "", DECIMAL, lambda row: row.pair.p),
    Column[PairRow]("p_adjusted", "", DECIMAL, lambda row: row.pair.adjusted),
    Column[PairRow]("method", "", TEXT, lambda row: METHOD if row.pair.p is not None else None),
    Column[PairRow]("one", "The one", BARE, lambda row: row.of(row.pair.one)),
    Column[PairRow]("other", "The other", BARE, lambda row: row.of(row.pair.other)),
    Column[PairRow]("profile", "", CODE, lambda row: stamp_of(row.found.areas[row.pair.one]).profile),
)


def _point(name: str) -> Column[Row]:
    return Column[Row](name, "", DECIMAL, lambda row: getattr(row.point, name))


def _all_together(row: Row) -> str:
    assert row.point is not None
    return number_words(row.figure, row.point.average)


def _shrunk(row: Row) -> str:
    assert row.point is not None
    ends = replace(row.figure, low=row.point.shrunk_low, high=row.point.shrunk_high)
    return f"{number_words(row.figure, row.point.shrunk)} ({interval_words(ends)})"


def _limit(method: str, end: str) -> Column[Row]:
    return Column[Row](f"{method}_{end}", "", DECIMAL, lambda row: getattr(getattr(row.point, method), end))


FUNNEL: Final = (
    *ROWS[:5],
    _point("average"),
    Column[Row]("all_together", "All together", TEXT, _all_together, in_files=False),
    Column[Row]("verdict", "Against chance and spread", TEXT, lambda row: _verdict(row, "spread")),
    Column[Row]("verdict_exact", "Against chance alone", TEXT, lambda row: _verdict(row, "exact")),
    *(_limit(method, end) for method in ("exact", "spread") for end in ("low_95", "high_95", "low_998", "high_998")),
    *(_point(name) for name in ("tau", "shrunk", "shrunk_low", "shrunk_high")),
    Column[Row]("shrunk_words", "Shrunk", TEXT, _shrunk, in_files=False),
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
    Column[Indicator](
        "completeness", "Completeness beside it", TEXT, lambda row: row.completeness, term="completeness"
    ),
    Column[Indicator]("source", "Source", TEXT, lambda row: row.source),
)


def _counted(found: Comparison, key: Key) -> list[int]:
    return [at for at, figure in enumerate(found.figures(key)) if figure.value is not None]


def _verdict(row: Row, method: str) -> str:
    assert row.point is not None and row.figure.value is not None
    return str(getattr(row.point, method).verdict(row.figure.value))
