"""From cells to the tables of areas, as columns: counts by client group, and waits with exact quantiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from dtors_network.model.area import Arrival, Departure, Referral, Refusal
from dtors_network.model.vocabulary import EVERYONE, Planned
from dtors_network.records.cells import Cells, Harvest, tally, unpacked
from dtors_network.records.cleaning import LONGEST
from dtors_network.records.codes import PLANNED, reasons_of
from dtors_network.records.places import Places
from dtors_network.records.rules import Told
from dtors_network.records.sorting import Numbers, starts_of_runs
from dtors_network.records.spells import ACCEPTED

THRESHOLD: Final = 21
"""Days: the table counts those who waited longer."""

AREA: Final = "area"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of counts of all areas: the columns of design §3, with the number of the ``area`` before them.

    Attributes
    ----------
    arrivals, referrals, refusals, departures : DataFrame
        Rows in the order of services and groups; null where nothing is known.
    """

    arrivals: pl.DataFrame
    referrals: pl.DataFrame
    refusals: pl.DataFrame
    departures: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Counts:
    """The tables of counts of one area."""

    arrivals: tuple[Arrival, ...] = ()
    referrals: tuple[Referral, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    departures: tuple[Departure, ...] = ()


def tables_of(harvest: Harvest, places: Places, told: Told) -> Tables:
    """Make the tables of every area.

    Parameters
    ----------
    harvest : Harvest
        People by cell.
    places : Places
        Areas and services.
    told : Told
        What the records can tell: tables of which they tell nothing have no row.

    Returns
    -------
    Tables
        In columns.
    """
    making = _Making(places, told)
    losses = making.losses(harvest.losses)
    return Tables(
        arrivals=making.arrivals(harvest.arrivals),
        referrals=making.referrals(harvest.starts, losses),
        refusals=making.refusals(losses),
        departures=making.departures(harvest.departures),
    )


class _Making:
    def __init__(self, places: Places, told: Told) -> None:
        self.places, self.told = places, told
        self.services = len(places.services)
        self.masks = 1 << len(places.groups)
        self.bits = [at for at, group in enumerate(places.groups) if group in told.groups]
        self.ids = pl.Series([service.service for _, service in places.services], dtype=pl.String)
        self.areas = np.array([area for area, _ in places.services], np.int64)
        self.groups = pl.Series([EVERYONE, *places.groups], dtype=pl.String)

    def arrivals(self, cells: Cells) -> pl.DataFrame:
        place, people, (reached,) = self._by_group(cells, [cells.detail])
        summed = _summed(place, people, people * (reached == 1))
        service, group = np.divmod(summed[0], len(self.groups))
        counts = {"count": summed[1], "reached_aftercare": summed[2]}
        return pl.DataFrame(self._area(service) | self._named(service=service) | self._group(group) | counts)

    def losses(self, cells: Cells) -> Cells:
        """Give people who were referred and did not start by link and group, and by what is told of it."""
        place, people, (detail,) = self._by_group(cells, [cells.detail])
        return tally(place, detail, people)

    def referrals(self, starts: Cells, losses: Cells) -> pl.DataFrame:
        place, people, (wait,) = self._by_group(starts, [starts.detail])
        waited = waits(tally(place, wait, people))
        told, kept = np.divmod(losses.detail, 2)
        accepted = told % len(ACCEPTED) == ACCEPTED.index("yes")
        lost = _summed(losses.place, losses.people, losses.people * kept, losses.people * accepted)
        lost_of = pl.DataFrame(dict(zip(("place", "lost", "kept", "accepted"), lost, strict=True)))
        both = waited.join(lost_of, on="place", how="full", coalesce=True).sort("place")
        both = both.with_columns(pl.col("started", "lost", "kept", "accepted").fill_null(0))
        both = both.with_columns(over=pl.when(pl.col("started") == 0).then(0).otherwise(pl.col("over")))
        link, group = np.divmod(both["place"].to_numpy(), len(self.groups))
        source, target = np.divmod(link, self.services)
        unknown = pl.lit(None, pl.Int64)
        counts = both.select(
            (pl.col("started") + pl.col("lost") if self.told.losses else unknown).alias("referred"),
            (pl.col("started") + pl.col("accepted") if self.told.accepted else unknown).alias("accepted"),
            "started",
            (pl.col("kept") if self.told.losses else unknown).alias("kept_by_sender"),
            pl.col("median").alias("wait_median_days"),
            pl.col("p90").alias("wait_p90_days"),
            pl.col("over").alias("waited_over_21_days"),
            pl.lit(not self.told.losses).alias("starts_only"),
        )
        named = self._area(source) | self._named(source=source, target=target) | self._group(group)
        return pl.DataFrame(named).hstack(counts)

    def refusals(self, losses: Cells) -> pl.DataFrame:
        reasons = reasons_of(self.places)
        reason = losses.detail // (2 * len(ACCEPTED))
        key, people = _summed(losses.place * len(reasons) + reason, losses.people)
        place, reason = np.divmod(key, len(reasons))
        link, group = np.divmod(place, len(self.groups))
        source, target = np.divmod(link, self.services)
        named = self._area(source) | self._named(source=source, target=target) | self._group(group)
        words = {"reason": pl.Series([*reasons], dtype=pl.String).gather(reason), "count": people}
        found = pl.DataFrame(named | words)
        return found if self.told.reasons and self.told.losses else found.clear()

    def departures(self, cells: Cells) -> pl.DataFrame:
        place, people, (way,) = self._by_group(cells, [cells.detail])
        summed = tally(place, way, people)
        service, group = np.divmod(summed.place, len(self.groups))
        outcome, planned = np.divmod(summed.detail, len(PLANNED))
        outcomes = pl.Series([term.code for term in self.places.codebook.outcomes], dtype=pl.String)
        words = {
            "outcome": outcomes.gather(outcome),
            "planned": pl.Series([one.value for one in PLANNED], dtype=pl.String).gather(planned),
            "count": summed.people,
        }
        found = pl.DataFrame(self._area(service) | self._named(service=service) | self._group(group) | words)
        return found if self.told.leaving else found.clear()

    def _by_group(self, cells: Cells, columns: Sequence[Numbers]) -> tuple[Numbers, Numbers, list[Numbers]]:
        """Give cells once for everyone, and once for each group of theirs that the records tell of."""
        (where, mask), number = unpacked(cells.place, [1 << 62, self.masks]), len(self.groups)
        rows = [np.arange(len(mask)), *(np.flatnonzero(mask >> bit & 1) for bit in self.bits)]
        codes = [0, *(bit + 1 for bit in self.bits)]
        place = np.concatenate([where[some] * number + code for some, code in zip(rows, codes, strict=True)])
        every = np.concatenate(rows)
        return place, cells.people[every], [column[every] for column in columns]

    def _area(self, service: Numbers) -> dict[str, Any]:
        return {AREA: self.areas[service]}

    def _named(self, **services: Numbers) -> dict[str, Any]:
        return {name: self.ids.gather(numbers) for name, numbers in services.items()}

    def _group(self, group: Numbers) -> dict[str, Any]:
        return {"client_group": self.groups.gather(group)}


def _summed(key: Numbers, *columns: Numbers) -> list[Numbers]:
    """Add up columns by a key; the sums stand in its order."""
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(starts_of_runs(key[order]))
    return [key[order][first], *(_reduced(column[order], first) for column in columns)]


def _reduced(values: Numbers, first: Numbers) -> Numbers:
    found: Numbers = np.add.reduceat(values, first) if len(first) else values.astype(np.int64)
    return found


def waits(cells: Cells) -> pl.DataFrame:
    """Give the quantiles of whole-day waits of each link and group.

    Parameters
    ----------
    cells : Cells
        By ``place`` the days of waiting as ``detail``, longer than ``LONGEST`` where no wait is known.

    Returns
    -------
    DataFrame
        By ``place`` those who ``started``; the ``median`` and ``p90`` of the waits that are known; and ``over``, those
        who waited longer than 21 days, where every wait is known. A quantile is the wait that this share of people
        did not exceed; the mean of two waits where it falls between.

    Notes
    -----
    Definition 2 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), 361; the usual median.

    Examples
    --------
    >>> starts = Cells(np.array([7, 7, 7]), np.array([2, 4, 30]), np.array([5, 4, 1]))
    >>> waits(starts).rows()
    [(7, 10, 3.0, 17.0, 1)]
    """
    place, started = _summed(cells.place, cells.people)
    known = cells.detail <= LONGEST
    where, wait, people = cells.place[known], cells.detail[known], cells.people[known]
    told, number, late = _summed(where, people, people * (wait > THRESHOLD))
    so_far = np.cumsum(people)
    before = np.cumsum(number) - number
    medians, ninths = (_quantiles(wait, so_far, before, number, percent) for percent in (50, 90))
    quantiles = pl.DataFrame({"place": told, "known": number, "median": medians, "p90": ninths, "late": late})
    found = pl.DataFrame({"place": place, "started": started}).join(quantiles, on="place", how="left")
    over = pl.when(pl.col("known") == pl.col("started")).then(pl.col("late"))
    return found.select("place", "started", "median", "p90", over.alias("over"))


def _quantiles(wait: Numbers, so_far: Numbers, before: Numbers, number: Numbers, percent: int) -> Any:
    """Give the quantile of each run of waits that stand in order; ``before`` people stand in the runs before it."""
    share = number * percent
    lower = wait[np.searchsorted(so_far, before - (-share // 100))]
    upper = wait[np.searchsorted(so_far, before + np.minimum(share // 100 + 1, number))]
    return (lower + upper) / 2


def counts_by_area(tables: Tables) -> dict[int, Counts]:
    """Give the tables as rows, by the number of the area."""
    found: dict[int, dict[str, list[Any]]] = {}
    for name, kind in ROWS.items():
        for row in _rows(getattr(tables, name)):
            area = row.pop(AREA)
            found.setdefault(area, {}).setdefault(name, []).append(kind(**row))
    return {area: Counts(**{name: tuple(rows) for name, rows in of.items()}) for area, of in sorted(found.items())}


ROWS: Final = {"arrivals": Arrival, "referrals": Referral, "refusals": Refusal, "departures": Departure}
"""By table, the type of its rows."""


def _rows(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.iter_rows(named=True):
        yield row | {"planned": Planned(row["planned"])} if "planned" in row else row
