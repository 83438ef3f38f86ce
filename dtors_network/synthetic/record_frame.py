"""Synthetic records in the words of the tables."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Final

from dtors_network.synthetic.columns import BLANK, NOT_TOLD, YES, Rows
from dtors_network.synthetic.country import Country
from dtors_network.synthetic.dirt import NOBODY
from dtors_network.synthetic.england import PERIOD
from dtors_network.synthetic.next_steps import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

FIRST_PERSON: Final = 1_000_000_000
"""Added to the numbers of people, so that all are of one length."""

UNKNOWN_SERVICE: Final = "s9999"
"""The id in spoilt rows that no service has."""


def records_frame(rows: Rows, country: Country) -> pl.DataFrame:
    """Give records in the words of the tables, in the columns of the shape *referrals*; text, dates and truths."""
    import polars as pl

    steps, england = country.steps, country.england
    services = [*(service.service for _, service in england.services), UNKNOWN_SERVICE]
    epoch = (PERIOD[0] - date(1970, 1, 1)).days

    def text(words: Iterable[str], column: str) -> pl.Expr:
        return pl.lit(pl.Series(words, dtype=pl.String)).gather(pl.when(pl.col(column) != NONE).then(pl.col(column)))

    def day(column: str) -> pl.Expr:
        return pl.when(pl.col(column) != BLANK).then(pl.col(column) + epoch).cast(pl.Date)

    groups = [(pl.col("groups") & (1 << bit) != 0).alias(group) for bit, group in enumerate(steps.groups)]
    numbers = pl.DataFrame({field.name: getattr(rows, field.name) for field in fields(Rows)})
    return numbers.select(
        _person(rows.person).alias("person"),
        text((area.id for area in england.areas), "area").alias("area"),
        text(services, "source").alias("source"),
        text(services, "target").alias("target"),
        day("referred").alias("referred_on"),
        pl.when(pl.col("accepted") != NOT_TOLD).then(pl.col("accepted") == YES).alias("accepted"),
        day("accepted_on").alias("accepted_on"),
        day("started").alias("started_on"),
        text(steps.reasons, "reason").alias("refusal_reason"),
        day("left").alias("left_on"),
        text(steps.outcomes, "outcome").alias("outcome"),
        text(map(str, steps.planned), "outcome").alias("planned"),
        *groups,
    )


def _person(number: NDArray[np.int64]) -> pl.Expr:
    """Name people; each name is written once and then looked up, since most have several rows."""
    import polars as pl

    least = int(number[number != NOBODY].min(initial=FIRST_PERSON))
    names = pl.lit("P") + pl.int_range(least, int(number.max()) + 1).add(FIRST_PERSON).cast(pl.String)
    return names.gather(pl.when(pl.col("person") != NOBODY).then(pl.col("person") - least))
