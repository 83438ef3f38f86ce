"""The columns of files made narrow while they are read: people as hashes, text as codes, days as numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Final, TypeVar

import polars as pl

from dtors_network.records.days import BLANK_DAY, DAY, NO_MOMENT, PLACEHOLDER_DAYS
from dtors_network.records.together import put_together
from dtors_network.records.words import Words

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

TRUTHS: Final = ("", "false", "true")
"""What the codes of a column of true and false stand for."""


_PLAIN: Final = (0x20, 0x7F)
"""Between these lie the bytes of letters, figures and signs of ASCII, none of which is a blank."""


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
        ``person`` as 64 bits, null where nobody is named; every other column as a number, those of true and false
        put together.
    """

    def people(cells: pl.Series) -> pl.Series:
        return _people(cells, blank, salt)

    person = pl.col("person").cast(pl.String).map_batches(people, pl.UInt64, is_elementwise=True)
    truths = put_together([column for column, kind in kinds.items() if kind is Kind.TRUTHS])
    plain = {column: kind for column, kind in kinds.items() if kind is not Kind.TRUTHS}
    cells = (_cell(pl.col(column), kind, words.get(column)) for column, kind in plain.items())
    return frame.select(person, *cells, *(one.expression() for one in truths))


def _people(cells: pl.Series, blank: Collection[str], salt: int) -> pl.Series:
    """Give hashes of people without blanks around their names, null for nobody."""
    if not _is_plain(cells):
        cells = cells.str.strip_chars()
    elif not blank:
        return cells.hash(salt)
    named = cells.is_not_null() & (cells != "")
    if blank:
        named &= ~cells.is_in([*blank])
    return pl.select(pl.when(named).then(cells.hash(salt))).to_series()


def _is_plain(cells: pl.Series) -> bool:
    """Tell whether every cell holds a text of which neither end can be a blank: quicker than taking blanks away."""
    column = pl.col(cells.name).cast(pl.Binary).bin
    ends = [column.get(at, null_on_oob=True) for at in (0, -1)]
    told = {
        "least": pl.min_horizontal(end.min() for end in ends),
        "most": pl.max_horizontal(end.max() for end in ends),
        "blank": ends[0].null_count(),
    }
    least, most, blank = cells.to_frame().select(**told).row(0)
    return blank == 0 and least is not None and _PLAIN[0] < least and most < _PLAIN[1]


def _cell(cell: pl.Expr, kind: Kind, words: Words | None) -> pl.Expr:
    if kind is Kind.DAYS:
        day = cell.cast(pl.Date).cast(pl.Int32)
        return pl.when((day > PLACEHOLDER_DAYS[0]) & (day < PLACEHOLDER_DAYS[1])).then(day).otherwise(BLANK_DAY)
    if kind is Kind.MOMENTS:
        moment = cell.cast(pl.Datetime("us")).dt.replace_time_zone(None).cast(pl.Int64)
        first, end = (PLACEHOLDER_DAYS[0] + 1) * DAY, PLACEHOLDER_DAYS[1] * DAY
        return pl.when((moment >= first) & (moment < end)).then(moment).otherwise(NO_MOMENT)
    assert words is not None
    return cell.cast(words.type).to_physical().fill_null(0)
