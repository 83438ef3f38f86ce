"""Stays at services, from referrals: who came in, who was kept by the sender, and who left without going on.

What happens to a person at a service stands in order of days: a start there, and referrals from there. A stay begins
with a start, or with a referral by a service that nobody is known to have started at (somebody who came in); it ends
with a start elsewhere, with a referral that came to nothing and after which the service was not heard of again, or
with a departure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import narwhals as nw

from dtors_network.records.engines.engine import Engine, Frame, Look, Looked
from dtors_network.records.episodes import STILL_THERE
from dtors_network.records.places import NOBODY

STARTED, GOES_ON, NOT_STARTED, MOVED, NOT_STARTED_BESIDE, MOVED_BESIDE = range(6)
"""What happened at a service: a start there; the stay goes on; a referral from there, without and with a start; and
the same for referrals to wider support, which run beside the stay and neither begin nor end one."""

KINDS: Final = 8
"""More than there are kinds of happenings."""

WAYS: Final = 64
"""More than there are ways to leave: outcomes times planned or not."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Times that decide what belongs together.

    Attributes
    ----------
    seen_again : int
        Days after a referral that came to nothing within which another referral by the same service shows that it
        still saw the person.
    goes_on : int
        Days after leaving within which a referral, or the next start, still belongs to the stay.
    """

    seen_again: int = 90
    goes_on: int = 21


ACCEPTED: Final = ("no", "yes", "not_told")
"""What is told of acceptance; a cell is known by its place here."""


def happenings(moves: Frame, leaving_known: bool, not_recorded: int, beside: Sequence[int]) -> Frame:
    """Take each referral apart into what happened at its sender, and what happened at its receiver.

    Parameters
    ----------
    moves : LazyFrame
        Referrals that can be counted, in numbers; with ``way``, the code of how somebody left.
    leaving_known : bool
        Whether the records say when people left: then a blank means that somebody is still there.
    not_recorded : int
        The code of a reason that nobody recorded.
    beside : sequence of int
        Numbers of the services of wider support.

    Returns
    -------
    LazyFrame
        ``person``, ``service``, ``when`` (the day, and what happened: few and narrow columns, since all of them are
        sorted), ``other`` (the service at the other end), ``stay`` (day of leaving and way, where somebody started),
        ``groups`` and ``told``: of a referral the days of waiting, or why nobody started and who was accepted.
    """
    started = ~nw.col("started_on").is_null()
    until = nw.col("left_on").fill_null(STILL_THERE) if leaving_known else nw.col("left_on")
    wait = nw.col("started_on") - nw.col("referred_on")
    reason = nw.col("refusal_reason").fill_null(not_recorded)
    why = reason * len(ACCEPTED) + nw.col("accepted").fill_null(ACCEPTED.index("not_told"))
    kind = nw.when(started).then(nw.lit(MOVED)).otherwise(nw.lit(NOT_STARTED))
    if beside:
        runs_beside = nw.col("target").is_in(beside) & ~nw.col("source").is_in(beside)
        kind = kind + nw.when(runs_beside).then(nw.lit(NOT_STARTED_BESIDE - NOT_STARTED)).otherwise(nw.lit(0))
    sent = moves.filter((nw.col("source") != NOBODY) & (nw.col("goes_on") == 0)).select(
        "person",
        nw.col("source").alias("service"),
        (nw.col("referred_on") * KINDS + kind).cast(nw.Int32).alias("when"),
        nw.col("target").alias("other"),
        nw.lit(None, dtype=nw.Int64).alias("stay"),
        "groups",
        nw.when(started).then(wait).otherwise(why).cast(nw.Int32).alias("told"),
    )
    start = nw.when(nw.col("goes_on") == 1).then(nw.lit(GOES_ON)).otherwise(nw.lit(STARTED))
    came = moves.filter(started).select(
        "person",
        nw.col("target").alias("service"),
        (nw.col("started_on") * KINDS + start).cast(nw.Int32).alias("when"),
        nw.col("source").alias("other"),
        (until.cast(nw.Int64) * WAYS + nw.col("way").cast(nw.Int64)).alias("stay"),
        "groups",
        nw.lit(0, dtype=nw.Int32).alias("told"),
    )
    return nw.concat([sent, came], how="vertical")


def stays(engine: Engine, happened: Frame, spans: Spans) -> Frame:
    """Tell where stays begin and end.

    Parameters
    ----------
    engine : Engine
        What looks at rows beside each other.
    happened : LazyFrame
        What ``happenings`` gives.
    spans : Spans
        What belongs together.

    Returns
    -------
    LazyFrame
        ``person``, ``service``, ``other``, ``groups``, ``told``, ``day`` and ``kind``, with ``comes_in``, ``kept`` and
        ``leaves``, each 0 or 1, and the ``way`` of leaving as it stands at that day.
    """
    on_the_way = nw.when(nw.col("when") % KINDS <= MOVED).then(nw.col("when"))
    looked = engine.beside(
        happened.with_columns(on_the_way=on_the_way),
        ["person", "service"],
        ["when", "other", "stay", "groups"],
        {
            "before": Look("on_the_way", Looked.HIGHEST_BEFORE),
            "after": Look("on_the_way", Looked.LOWEST_AFTER),
            "next": Look("when", Looked.AFTER),
            "so_far": Look("stay", Looked.HIGHEST),
        },
    )
    looked = looked.with_columns(
        until=(nw.col("so_far") // WAYS).fill_null(-1),
        day=nw.col("when") // KINDS,
        kind=nw.col("when") % KINDS,
        day_before=nw.col("before") // KINDS,
        kind_before=nw.col("before") % KINDS,
        day_after=nw.col("after") // KINDS,
        kind_after=nw.col("after") % KINDS,
    )
    is_referral = nw.col("kind").is_in([NOT_STARTED, MOVED])
    is_lost = nw.col("kind").is_in([NOT_STARTED, NOT_STARTED_BESIDE])
    refers_after = (nw.col("kind_after") >= NOT_STARTED).fill_null(False)
    joined_before = _belongs(nw.col("kind_before"), nw.col("day_before"), nw.col("day"), spans).fill_null(False)
    joined_after = refers_after & _belongs(nw.col("kind"), nw.col("day"), nw.col("day_after"), spans).fill_null(False)
    soon = nw.col("next") // KINDS - nw.col("day") <= spans.seen_again
    seen = (soon & (nw.col("next") % KINDS >= NOT_STARTED)).fill_null(False)
    there = nw.col("until") > nw.col("day")
    stays_put = (nw.col("kind") <= GOES_ON) | ((nw.col("kind") == NOT_STARTED) & there)
    goes_on = (nw.col("kind_after") == GOES_ON).fill_null(False)
    left = (nw.col("until") >= 0) & (nw.col("until") < STILL_THERE)
    unreferred = (nw.col("kind") == STARTED) & (nw.col("other") == NOBODY)
    return looked.select(
        "person", "service", "other", "groups", "told", "day", "kind",
        comes_in=_flag(unreferred | (is_referral & ~joined_before)),
        kept=_flag(is_lost & (seen | there)),
        leaves=_flag(stays_put & left & ~joined_after & ~goes_on),
        way=nw.col("so_far").fill_null(0) % WAYS,
    )  # fmt: skip


def _belongs(kind: nw.Expr, day: nw.Expr, referral: nw.Expr, spans: Spans) -> nw.Expr:
    """Tell whether a referral belongs to the stay in which something happened before."""
    until = nw.col("until")
    before_leaving = referral <= until + spans.goes_on
    after_start = (kind <= GOES_ON) & ((until < 0) | before_leaving)
    seen_again = referral - day <= spans.seen_again
    after_none = (kind == NOT_STARTED) & (seen_again | ((until > day) & before_leaving))
    return after_start | after_none


def _flag(holds: nw.Expr) -> nw.Expr:
    return nw.when(holds).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int32)
