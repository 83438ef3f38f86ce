"""Rows of one kind stand together in their order, whatever the hash and however much of the order fits."""

from __future__ import annotations

import polars as pl
import pytest
from dtors_network.records.engines.neighbours import beside_each_other
from hypothesis import given
from hypothesis import strategies as st

from dtors_network.records.engines import neighbours

SMALL, LARGE = st.none() | st.integers(-3, 3), st.none() | st.integers(-(2**40), 2**40)
ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), SMALL | LARGE, SMALL), max_size=40)


def frame_of(rows) -> pl.DataFrame:
    columns = {"who": pl.Int64, "where": pl.Int32, "when": pl.Int64, "other": pl.Int32}
    return pl.DataFrame(rows, schema=columns, orient="row").with_row_index("at")


def by_kind(frame: pl.DataFrame) -> dict[tuple[int, int], list[tuple[object, object]]]:
    """The order of each kind; a kind that does not stand together is told."""
    found: dict[tuple[int, int], list[tuple[object, object]]] = {}
    before = None
    for who, where, when, other in frame.select("who", "where", "when", "other").iter_rows():
        kind = (who, where)
        assert kind == before or kind not in found
        found.setdefault(kind, []).append((when, other))
        before = kind
    return found


@pytest.mark.parametrize("bits", [1, 4, 30, 60])
@given(rows=ROWS)
def test_each_kind_stands_together_in_its_order(bits, rows):
    old, neighbours._BITS = neighbours._BITS, bits
    try:
        frame = frame_of(rows)
        ordered = beside_each_other(frame, ["who", "where"], ["when", "other"])
    finally:
        neighbours._BITS = old
    assert sorted(ordered["at"]) == list(range(len(rows)))
    exact = by_kind(frame.sort("who", "where", "when", "other"))
    assert by_kind(ordered) == exact


@given(rows=ROWS)
def test_kinds_of_one_hash_are_told_apart(rows):
    real = neighbours._key
    neighbours._key = lambda within, place: (place + 0).alias(neighbours._KEY)  # type: ignore[assignment]
    try:
        frame = frame_of(rows)
        ordered = beside_each_other(frame, ["who", "where"], ["when", "other"])
    finally:
        neighbours._key = real
    assert by_kind(ordered) == by_kind(frame.sort("who", "where", "when", "other"))
