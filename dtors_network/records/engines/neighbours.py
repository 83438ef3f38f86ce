"""Rows of one kind beside each other, in order: one number is sorted by, which is several times quicker than columns.

The number is a hash of what makes rows of one kind, and below it as much of their order as fits. Where two kinds share
a hash, or the order is not all told, rows are few, and are sorted again by their columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

_BITS: Final = 30
"""For the order; the rest of 64 is for the hash."""
_KEY, _RUN, _DOUBT = "_key", "_run", "_doubt"


def beside_each_other(frame: pl.DataFrame, within: Sequence[str], order: Sequence[str]) -> pl.DataFrame:
    """Sort rows so that those of one kind stand together in their order; the kinds stand in any order.

    Parameters
    ----------
    frame : DataFrame
        Rows; the columns of ``order`` are whole numbers, or null before every number.
    within : sequence of str
        Columns that make rows of one kind.
    order : sequence of str
        Columns that order them.

    Returns
    -------
    DataFrame
        The same rows.

    Examples
    --------
    >>> frame = pl.DataFrame({"who": [1, 2, 1], "day": [9, 5, 3]})
    >>> beside_each_other(frame, ["who"], ["day"]).filter(pl.col("who") == 1)["day"].to_list()
    [3, 9]
    """
    if frame.height < 2:
        return frame
    place, told = _place(frame, order)
    ordered = frame.lazy().with_columns(_key(within, place)).sort(_KEY).collect(engine="streaming")
    doubt = _doubt(within, [name for name in order if name not in told])
    runs = ordered.lazy().select((pl.col(_KEY) // 2**_BITS).rle_id().alias(_RUN), doubt.alias(_DOUBT)).collect()
    doubted = runs.filter(_DOUBT)[_RUN].unique()
    ordered = ordered.drop(_KEY)
    if not len(doubted):
        return ordered
    again = runs[_RUN].is_in(doubted.implode())
    return pl.concat([ordered.filter(~again), ordered.filter(again).sort(*within, *order)])


def _place(frame: pl.DataFrame, order: Sequence[str]) -> tuple[pl.Expr, list[str]]:
    """Give the leading columns of the order as one number that fits, and name those that it holds wholly."""
    ends = frame.select(*(pl.col(name).min().alias(f"{name} from") for name in order), pl.col(*order).max()).row(
        0, named=True
    )
    place, room, told = pl.lit(0, dtype=pl.UInt64), 2**_BITS, list[str]()
    for name in order:
        first, last = ends[f"{name} from"], ends[name]
        size = 1 if first is None else last - first + 2  # null is the lowest
        value = (pl.col(name).cast(pl.Int64) - (first or 0) + 1).fill_null(0)
        if size > room:
            step = -(-size // room)
            return place * room + (value // step).cast(pl.UInt64), told
        place = place * size + value.cast(pl.UInt64)
        room //= size
        told.append(name)
    return place, told


def _key(within: Sequence[str], place: pl.Expr) -> pl.Expr:
    mixed = pl.lit(0, dtype=pl.UInt64)
    for seed, name in enumerate(within):
        mixed = mixed + pl.col(name).hash(seed)
    key: pl.Expr = (mixed // 2**_BITS) * 2**_BITS + place
    return key.alias(_KEY)


def _doubt(within: Sequence[str], untold: Sequence[str]) -> pl.Expr:
    """Tell rows before which stands one of the same hash that is of another kind, or not told from it in order."""
    hashes = pl.col(_KEY) // 2**_BITS
    other = pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in within)
    tie: pl.Expr = (pl.col(_KEY) == pl.col(_KEY).shift()) if untold else pl.lit(False)
    found: pl.Expr = ((hashes == hashes.shift()) & (other | tie)).fill_null(False)
    return found
