"""The tables of a comparison of areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dtors_network.accounts.compare_columns import CHANGES, FUNNEL, PAIRS, ROWS, MoveRow, PairRow, Row
from dtors_network.accounts.compare_words import name_of
from dtors_network.accounts.kinds import TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.compare.change import MOVED
from dtors_network.compare.pairs import Verdict
from dtors_network.compare.result import Comparison, Key

MOST: Final = 20
"""Rows of a long table that a terminal shows."""

UNSAID: Final = (Verdict.MISSING, Verdict.UNTESTED)


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
