"""Episodes as referrals: somebody who starts elsewhere soon after leaving went on there."""

from __future__ import annotations

import narwhals as nw

from dtors_network.records.codes import TRANSITIONS
from dtors_network.records.engines.engine import Engine, Frame, Look, Looked
from dtors_network.records.places import NOBODY


def episodes_of_events(engine: Engine, frame: Frame, told: bool) -> Frame:
    """Put events of a log together as episodes.

    Parameters
    ----------
    engine : Engine
        What looks at rows beside each other.
    frame : LazyFrame
        Events that can be counted.
    told : bool
        Whether the log tells starts from ends; where it does not, each event is a start.

    Returns
    -------
    LazyFrame
        With ``started_on`` and ``left_on`` in place of the event: an end belongs to the start before it at the same
        service; one that follows no start is an episode of one day.
    """
    if not told:
        blank = nw.lit(None, dtype=nw.Int32)
        return frame.with_columns(nw.col("happened_on").alias("started_on"), blank.alias("left_on"))
    step = nw.col("transition").fill_null(TRANSITIONS.index("start"))
    timed = frame.with_columns(moment=nw.col("happened_on") * len(TRANSITIONS) + step)
    looked = engine.beside(
        timed,
        ["area", "person", "service"],
        ["moment", "file", "row"],
        {"before": Look("moment", Looked.BEFORE), "after": Look("moment", Looked.AFTER)},
    )
    ends = nw.col("moment") % len(TRANSITIONS) == TRANSITIONS.index("complete")
    begun = (nw.col("before") % len(TRANSITIONS) == TRANSITIONS.index("start")).fill_null(False)
    ended = (nw.col("after") % len(TRANSITIONS) == TRANSITIONS.index("complete")).fill_null(False)
    left = (
        nw.when(ends)
        .then(nw.col("happened_on"))
        .otherwise(nw.when(ended).then(nw.col("after") // len(TRANSITIONS)).otherwise(nw.lit(None, dtype=nw.Int32)))
    )
    found = looked.with_columns(started_on=nw.col("happened_on"), left_on=left.cast(nw.Int32))
    return found.filter(~(ends & begun)).drop("moment", "before", "after")


STILL_THERE = 10_000_000
"""A day after every other, for people who have not left."""


def moves_of_episodes(engine: Engine, frame: Frame, within_days: int) -> Frame:
    """Give each episode as the referral by which it began.

    Parameters
    ----------
    engine : Engine
        What looks at rows beside each other.
    frame : LazyFrame
        Episodes that can be counted.
    within_days : int
        Days between leaving and the next start within which somebody went on.

    Returns
    -------
    LazyFrame
        With ``source`` (the service before; else who referred, where that is told; else ``NOBODY``), ``target``,
        ``referred_on`` and ``goes_on`` (1 where it is the service before itself, so that the stay goes on).
    """
    ordered = frame.with_columns(until=nw.col("left_on").fill_null(STILL_THERE), first=nw.col("started_on"))
    looked = engine.beside(
        ordered,
        ["area", "person"],
        ["first", "until", "service", "file", "row"],
        {"service_before": Look("service", Looked.BEFORE), "until_before": Look("until", Looked.BEFORE)},
    )
    soon = (nw.col("first") - nw.col("until_before") <= within_days).fill_null(False)
    went_on = soon & (nw.col("service_before") != nw.col("service"))
    told = nw.col("source").fill_null(NOBODY)
    told = nw.when(told == nw.col("service")).then(nw.lit(NOBODY)).otherwise(told)
    referred = nw.coalesce(nw.col("referred_on"), nw.col("first"))
    left = nw.min_horizontal(nw.col("until_before"), nw.col("first"))
    return looked.select(
        *(name for name in frame.collect_schema().names() if name not in ("source", "referred_on", "service")),
        nw.when(went_on).then(nw.col("service_before")).otherwise(told).cast(nw.Int32).alias("source"),
        nw.col("service").alias("target"),
        nw.when(went_on).then(left).otherwise(referred).cast(nw.Int32).alias("referred_on"),
        nw.when(soon & ~went_on).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int32).alias("goes_on"),
    )
