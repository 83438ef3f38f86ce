"""The tables of a comparison of areas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, TypeVar

from dtors_network.accounts.compare_columns import (
    AREAS_KNOWN,
    CHANGES,
    FUNNEL,
    PAIRS,
    ROWS,
    SUMMARY,
    Known,
    MoveRow,
    PairRow,
    Row,
    Summed,
)
from dtors_network.accounts.compare_words import name_of
from dtors_network.accounts.kinds import TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.compare.change import MOVED
from dtors_network.compare.pairs import Verdict
from dtors_network.compare.result import Comparison, Key

R = TypeVar("R")
MOST: Final = 20
"""Rows of a long table that a terminal shows."""

UNSAID: Final = (Verdict.MISSING, Verdict.UNTESTED)


class _PairRows(Sequence[PairRow]):
    """Rows of pairs, made when they are first looked at: of many areas there are hundreds of thousands."""

    def __init__(self, found: Comparison, keys: Sequence[Key]) -> None:
        self._found, self._keys = found, keys

    @cached_property
    def _rows(self) -> list[PairRow]:
        pairs = (pair for key in self._keys for pair in self._found.tests[key] if pair.verdict not in UNSAID)
        return sorted((PairRow(self._found, pair) for pair in pairs), key=lambda row: row.pair.verdict != Verdict.APART)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: Any) -> Any:
        return self._rows[at]


def pairs_sheet(found: Comparison, keys: Sequence[Key]) -> Sheet[PairRow]:
    """Give the pairs of some figures as a table: those told apart first, else in the order of the areas.

    Pairs of which one was not counted, or which are never tested, are counted in the summary and stand nowhere else.
    """
    return Sheet("pairs", "Pair by pair", PAIRS, _PairRows(found, keys), none="no pair could be tested", most=MOST)


def apart_sheet(found: Comparison, key: Key, most: int) -> Sheet[PairRow]:
    """Give so many of the pairs that are told apart as a table, in the order of the areas."""
    rows = [PairRow(found, pair) for pair in found.apart(key)[:most]]
    return Sheet("apart", "What is told apart", _untitled(PAIRS), rows, none="no pair is told apart")


def summary_sheet(found: Comparison, keys: Sequence[Key]) -> Sheet[Summed]:
    """Give what can be told apart, a row a figure."""
    return Sheet("summary", "What can be told apart", SUMMARY, [Summed(found, key) for key in keys])


def areas_sheet(found: Comparison) -> Sheet[Known]:
    """Give how complete each area is as a table."""
    return Sheet("areas", "How complete each area is", AREAS_KNOWN, [Known(found, at) for at in _places(found)])


def rows_of(found: Comparison, key: Key) -> list[Row]:
    """Give one figure of every area, in the order given."""
    return [Row(found, at, figure) for at, figure in enumerate(found.figures(key))]


def figure_sheet(found: Comparison, key: Key) -> Sheet[Row]:
    """Give one figure of every area as a table."""
    return Sheet("figure", name_of(found, key), _untitled(ROWS), rows_of(found, key))


def _untitled(columns: Sequence[Column[R]]) -> tuple[Column[R], ...]:
    """Leave out what every row of one figure says alike."""
    return tuple(column for column in columns if column.key != "title")


def funnel_rows(found: Comparison, key: Key) -> list[Row]:
    """Give the funnel of one figure as rows."""
    return [Row(found, point.at, point.figure, point) for point in found.funnels[key]]


def funnel_sheet(found: Comparison, key: Key) -> Sheet[Row]:
    """Give the funnel of one figure as a table."""
    return Sheet("funnel", "Against all areas together", _untitled(FUNNEL), funnel_rows(found, key))


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


def changes(found: Comparison, at: int | None = None) -> list[MoveRow]:
    """Give what changed as rows, what surely did first; of one area where it is named."""
    rows = [MoveRow(found, move) for move in found.changes if at is None or move.at == at]
    return sorted(rows, key=lambda row: row.move.what == "figure" and row.move.verdict != MOVED)


def changes_sheet(found: Comparison, at: int | None = None) -> Sheet[MoveRow]:
    """Give what changed as a table; of one area where it is named."""
    none = "no earlier period is given" if at is None or found.before[at] is None else "nothing is otherwise"
    return Sheet("changes", "What changed", CHANGES, changes(found, at), none=none, most=MOST)


def _rows(found: Comparison) -> list[Row]:
    return [row for key in found.keys for row in rows_of(found, key)]


def _places(found: Comparison) -> range:
    return range(len(found.areas))
