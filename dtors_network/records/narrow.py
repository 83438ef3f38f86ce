"""The columns of files made narrow while they are read: people as hashes, text as codes, days as numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Final, TypeVar

import polars as pl

from dtors_network.records.days import BLANK_DAY, DAY, NO_MOMENT, PLACEHOLDER_DAYS
from dtors_network.records.words import Words

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

TRUTHS: Final = ("", "false", "true")
"""What the codes of a column of true and false stand for."""


class Kind(Enum):
    """What the cells of a column are while they are read."""

    TEXT = "codes of text"
    DAYS = "days since 1970"
    MOMENTS = "microseconds since 1970"
    TRUTHS = "codes of true and false"


def narrowed(
    frame: Frame, kinds: Mapping[str, Kind], words: Mapping[str, Words], blank: Collection[str], salt: int
) -> Frame:
    """Make the columns of a frame narrow; those of text come as strings, or coded by their words.

    Parameters
    ----------
    frame : DataFrame or LazyFrame
        With our names for its columns.
    kinds : mapping of str to Kind
        By column, but for that of people.
    words : mapping of str to Words
        By column of text, its words.
    blank : collection of str
        What stands in empty cells.
    salt : int
        Drawn anew in each run, so that no hash of a person tells anything beyond it.

    Returns
    -------
    DataFrame or LazyFrame
        ``person`` as 64 bits, null where nobody is named; every other column as a number.
    """
    person = pl.col("person")
    named = person.is_not_null() & (person != "")
    if blank:
        named = named & ~person.is_in([*blank])
    hashed = pl.when(named).then(person.hash(salt)).alias("person")
    cells = (_cell(pl.col(column), kind, words.get(column)) for column, kind in kinds.items())
    stripped = person.cast(pl.String).str.strip_chars()  # in a step of its own, else it is done for each use
    return frame.with_columns(stripped).select(hashed, *cells)


def _cell(cell: pl.Expr, kind: Kind, words: Words | None) -> pl.Expr:
    if kind is Kind.TRUTHS:
        return cell.cast(pl.UInt8).add(1).fill_null(0)
    if kind is Kind.DAYS:
        day = cell.cast(pl.Date).cast(pl.Int32)
        return pl.when((day > PLACEHOLDER_DAYS[0]) & (day < PLACEHOLDER_DAYS[1])).then(day).otherwise(BLANK_DAY)
    if kind is Kind.MOMENTS:
        moment = cell.cast(pl.Datetime("us")).dt.replace_time_zone(None).cast(pl.Int64)
        first, end = (PLACEHOLDER_DAYS[0] + 1) * DAY, PLACEHOLDER_DAYS[1] * DAY
        return pl.when((moment >= first) & (moment < end)).then(moment).otherwise(NO_MOMENT)
    assert words is not None
    return cell.cast(words.type).to_physical().fill_null(0)
