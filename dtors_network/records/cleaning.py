"""Which rows can be counted, and why the others are set aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import narwhals as nw
import polars as pl

from dtors_network.records.codes import TRANSITIONS
from dtors_network.records.days import EPOCH, UNREADABLE
from dtors_network.records.engines.engine import Engine, Frame, Look, Looked
from dtors_network.records.places import NOBODY, Places
from dtors_network.records.shapes import DATES, EPISODES, EVENTS, REFERRALS, Shape

WHY: Final = "why"
"""The column of reasons for setting a row aside: its place in ``REASONS``, from 1; 0 for rows that count."""

_FIRST_DAY: Final = 1_000_000
"""Added to days, so that none is below 0."""

LONGEST: Final = 7_000
"""Days between the first and the last day of a row: beyond 19 years a day is a slip."""


class Reason(NamedTuple):
    """Why a row is set aside, in words and as an expression; the first that holds is given."""

    words: str
    holds: nw.Expr


def reasons(shape: Shape, places: Places) -> Iterator[Reason]:
    """List the reasons for setting rows aside, in the order in which they are looked for.

    Parameters
    ----------
    shape : Shape
        What the rows are.
    places : Places
        Where they may belong.

    Returns
    -------
    iterator of Reason
        The last is ``AGAIN``, which is found by looking at rows beside each other.
    """
    at = shape.place
    yield Reason("nobody is named", nw.col("person").is_null())
    yield Reason("the area is not one of those that are counted", nw.col("area").is_null())
    yield Reason(f"the column {at} is blank", nw.col(at) == NOBODY)
    yield Reason(f"the column {at} names no service of the area", nw.col(at).is_null())
    if shape is REFERRALS:
        yield Reason("the column source names no service of the area", nw.col("source").is_null())
        yield Reason("sender and receiver are the same service", nw.col("source") == nw.col("target"))
    unreadable = [nw.col(day).fill_null(0) == UNREADABLE for day in DATES if day in shape.columns]
    yield Reason("a day cannot be read", nw.any_horizontal(*unreadable, ignore_nulls=True))
    if shape is EVENTS:
        step = nw.col("transition") == TRANSITIONS.index("other")
        yield Reason("this step of an event neither begins nor ends an episode", step)
    if shape is not REFERRALS:
        yield Reason(f"no day of the {'start' if shape is EPISODES else 'event'}", nw.col(shape.days[0]).is_null())
    else:
        alone = nw.col("source") == NOBODY
        yield Reason("nobody referred, and no start", alone & nw.col("started_on").is_null())
        yield Reason("no day of the referral", ~alone & nw.col("referred_on").is_null())
    yield Reason("the days are out of order, or more than 19 years apart", out_of_order(shape))
    yield Reason("the day lies outside the period of the area", outside(shape, places))
    yield Reason(AGAIN, nw.lit(False))


AGAIN: Final = "the same again: this person, these services and this day are in an earlier row"


def out_of_order(shape: Shape) -> nw.Expr:
    """Tell that a day comes before one that it should follow, or long after it."""
    order = [day for day in DATES if day in shape.columns]
    if len(order) < 2:
        return nw.lit(False)
    gaps = [nw.col(later) - nw.col(earlier) for at, later in enumerate(order) for earlier in order[:at]]
    return nw.any_horizontal(*(((gap < 0) | (gap > LONGEST)).fill_null(False) for gap in gaps), ignore_nulls=True)


def _day(shape: Shape) -> nw.Expr:
    """Give the day of a row."""
    days = [nw.col(day) for day in shape.days]
    return days[0] if len(days) == 1 else nw.coalesce(*days)


def outside(shape: Shape, places: Places) -> nw.Expr:
    """Tell that a row does not belong to the period of its area, by its first day."""
    day = _day(shape)
    found = nw.lit(False)
    periods: dict[tuple[int | None, int | None], list[int]] = {}
    for number, area in enumerate(places.areas):
        ends = tuple((end - EPOCH).days if end else None for end in (area.period_start, area.period_end))
        periods.setdefault((ends[0], ends[1]), []).append(number)
    for (first, last), numbers in periods.items():
        here = nw.col("area").is_in(numbers) if len(periods) > 1 else nw.lit(True)
        early = day < first if first is not None else nw.lit(False)
        late = day > last if last is not None else nw.lit(False)
        found = found | (here & (early | late))
    return found.fill_null(False)


def judged(engine: Engine, frame: Frame, shape: Shape, places: Places) -> Frame:
    """Add the reason for which each row is set aside.

    Parameters
    ----------
    engine : Engine
        What looks at rows beside each other.
    frame : LazyFrame
        Rows in numbers.
    shape : Shape
        What they are.
    places : Places
        Where they may belong.

    Returns
    -------
    LazyFrame
        With ``why``.
    """
    why = nw.lit(0)
    found = [*enumerate(reasons(shape, places), start=1)]
    for number, reason in reversed(found):
        why = nw.when(reason.holds.fill_null(False)).then(nw.lit(number)).otherwise(why)
    told = engine.kept(frame.with_columns(why.cast(nw.Int32).alias(WHY)))
    repeats = repeated(engine, told.filter(nw.col(WHY) == 0), shape, len(places.services))
    if not len(repeats):
        return told
    marked = told.join(engine.table(repeats), on=["file", "row"], how="left")
    again = nw.when(~nw.col("again").is_null()).then(nw.lit(len(found))).otherwise(nw.col(WHY))
    return marked.with_columns(again.cast(nw.Int32).alias(WHY)).drop("again")


def repeated(engine: Engine, rows: Frame, shape: Shape, services: int) -> pl.DataFrame:
    """Find rows that repeat another; the one that says more is kept: an end, else the first in the files."""
    if shape is EVENTS:
        ends, where = nw.col("happened_on"), [nw.col("service"), nw.col("transition").fill_null(-1) + 1]
    elif shape is EPISODES:
        ends, where = nw.col("left_on"), [nw.col("service")]
    else:
        ends, where = nw.col("started_on"), [nw.col("source") - NOBODY, nw.col("target")]
    same = _day(shape).cast(nw.Int64) + _FIRST_DAY
    for place in where:
        same = same * (services + 1) + place.cast(nw.Int64)
    narrow = rows.select("person", "file", "row", same.alias("same"), ends.is_null().cast(nw.Int32).alias("open"))
    looked = engine.beside(narrow, ["person", "same"], ["open", "file", "row"], {"earlier": Look("row", Looked.BEFORE)})
    found = engine.collected(looked.filter(~nw.col("earlier").is_null()).select("file", "row"))
    return found.with_columns(again=pl.lit(1, dtype=pl.Int32))
