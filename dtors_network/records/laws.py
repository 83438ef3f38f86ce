"""The laws of counts, held against whole tables in columns: a slip of ours ends here, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from dtors_network.model.vocabulary import EVERYONE
from dtors_network.records.tables import AREA, Tables

_SIZES = {
    "arrivals": (("reached_aftercare", "count"),),
    "referrals": (
        ("waited_over_21_days", "started"),
        ("started", "accepted"),
        ("accepted", "referred"),
        ("started", "referred"),
        ("kept_by_sender", "referred"),
        ("wait_median_days", "wait_p90_days"),
    ),
}
"""By table, columns of which the first is never larger than the second."""

_COUNTS = {
    "arrivals": ("count", "reached_aftercare"),
    "referrals": ("referred", "accepted", "started", "kept_by_sender"),
    "refusals": ("count",),
    "departures": ("count",),
}
_WHERE = {
    "arrivals": ("service",),
    "referrals": ("source", "target"),
    "refusals": ("source", "target", "reason"),
    "departures": ("service", "outcome", "planned"),
}
_LINK = (AREA, "source", "target", "client_group")


def broken(tables: Tables) -> Iterator[str]:
    """Name the laws that tables break.

    Parameters
    ----------
    tables : Tables
        As records were counted into them.

    Yields
    ------
    str
        Each law with the number of rows that break it; nothing where all hold.
    """
    for table, pairs in _SIZES.items():
        frame: pl.DataFrame = getattr(tables, table)
        for smaller, larger in pairs:
            yield from _told(frame.filter(pl.col(smaller) > pl.col(larger)), f"{table}: {smaller} above {larger}")
    for table, where in _WHERE.items():
        yield from _groups(table, getattr(tables, table), where)
    losses = tables.refusals.group_by(_LINK).agg(pl.col("count").sum())
    against = losses.join(tables.referrals, on=_LINK, how="left")
    wrong = against.filter(pl.col("count") != pl.col("referred") - pl.col("started"))
    yield from _told(wrong, "refusals: not as many as were referred and did not start")


def _groups(table: str, frame: pl.DataFrame, where: Sequence[str]) -> Iterator[str]:
    """Hold each client group against everyone at the same place."""
    everyone, places = frame.filter(pl.col("client_group") == EVERYONE), [AREA, *where]
    both = frame.join(everyone.select(*places, *_COUNTS[table]), on=places, how="left", suffix=" of all")
    for column in _COUNTS[table]:
        wrong = both.filter(pl.col(column) > pl.col(f"{column} of all").fill_null(0))
        yield from _told(wrong, f"{table}: {column} of a client group above everyone's")


def _told(wrong: pl.DataFrame, law: str) -> Iterator[str]:
    if len(wrong):
        yield f"{law} ({len(wrong):,} {'row' if len(wrong) == 1 else 'rows'})"
