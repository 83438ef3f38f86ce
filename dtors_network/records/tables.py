"""From cells to the rows of an area's tables: counts by client group, and waits with exact quantiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from dtors_network.model.area import Arrival, Departure, Referral, Refusal
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.records.cells import CELL, PEOPLE, Cells, packings
from dtors_network.records.codes import PLANNED, reasons_of
from dtors_network.records.packing import Packing
from dtors_network.records.places import Places
from dtors_network.records.spells import ACCEPTED

THRESHOLD: Final = 21
"""Days: the table counts those who waited longer."""

_LINK: Final = ("source", "target", "group")


@dataclass(frozen=True, slots=True)
class Told:
    """What records can tell at all, by the columns that they have.

    Attributes
    ----------
    groups : tuple of str
        Client groups that have a column.
    accepted, reasons, leaving : bool
        Whether they say who was accepted, why people did not start, and when people left.
    losses : bool
        Whether they hold people who were referred and did not start.
    """

    groups: tuple[str, ...]
    accepted: bool
    reasons: bool
    leaving: bool
    losses: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """The tables of counts of one area."""

    arrivals: tuple[Arrival, ...] = ()
    referrals: tuple[Referral, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    departures: tuple[Departure, ...] = ()


def counts_by_area(cells: Cells, places: Places, told: Told) -> dict[int, Counts]:
    """Make the tables of every area.

    Parameters
    ----------
    cells : Cells
        People by cell.
    places : Places
        Areas and services.
    told : Told
        What the records can tell.

    Returns
    -------
    dict of int to Counts
        By the number of the area; rows in the order of services and groups.
    """
    return _Making(cells, places, told).by_area()


class _Making:
    def __init__(self, cells: Cells, places: Places, told: Told) -> None:
        self.cells, self.places, self.told = cells, places, told
        self.packings = packings(places)
        self.ids = [service.service for _, service in places.services]
        self.groups = pl.DataFrame(
            [(mask, code) for mask in range(1 << len(places.groups)) for code in self._codes(mask)],
            schema={"groups": pl.Int32, "group": pl.Int32},
            orient="row",
        )

    def by_area(self) -> dict[int, Counts]:
        rows: dict[int, dict[str, list[Any]]] = {}
        for table, service, row in self._rows():
            rows.setdefault(self.places.services[service][0], {}).setdefault(table, []).append(row)
        return {area: Counts(**{table: tuple(found) for table, found in of.items()}) for area, of in rows.items()}

    def _codes(self, mask: int) -> Iterator[int]:
        """Name everyone, then each group of a mask that the records tell of; 0 is everyone."""
        yield 0
        for at, group in enumerate(self.places.groups):
            if mask >> at & 1 and group in self.told.groups:
                yield at + 1

    def _group(self, code: int) -> str:
        return self.places.groups[code - 1] if code else EVERYONE

    def _by_group(self, cells: pl.DataFrame, packing: Packing) -> pl.DataFrame:
        return packing.unpacked(cells, CELL).join(self.groups, on="groups")

    def _rows(self) -> Iterator[tuple[str, int, Any]]:
        for row in self._arrivals().iter_rows(named=True):
            yield "arrivals", row["service"], self._arrival(row)
        for row in self._referrals().iter_rows(named=True):
            yield "referrals", row["source"], self._referral(row)
        if self.told.reasons and self.told.losses:
            for row in self._refusals().iter_rows(named=True):
                yield "refusals", row["source"], self._refusal(row)
        if self.told.leaving:
            for row in self._departures().iter_rows(named=True):
                yield "departures", row["service"], self._departure(row)

    def _arrivals(self) -> pl.DataFrame:
        people = self._by_group(self.cells.arrivals, self.packings.arrivals)
        reached = pl.col(PEOPLE).filter(pl.col("reached") == 1).sum()
        counted = people.group_by("service", "group").agg(pl.col(PEOPLE).sum(), reached.alias("reached"))
        return counted.sort("service", "group")

    def _arrival(self, row: Mapping[str, Any]) -> Arrival:
        return Arrival(
            service=self.ids[row["service"]],
            client_group=self._group(row["group"]),
            count=row[PEOPLE],
            reached_aftercare=row["reached"],
        )

    def _referrals(self) -> pl.DataFrame:
        starts = self._by_group(self.cells.starts, self.packings.starts)
        losses = self._by_group(self.cells.losses, self.packings.losses)
        lost = losses.group_by(_LINK).agg(
            pl.col(PEOPLE).sum().alias("lost"),
            pl.col(PEOPLE).filter(pl.col("kept") == 1).sum().alias("kept"),
            pl.col(PEOPLE).filter(pl.col("accepted") == ACCEPTED.index("yes")).sum().alias("accepted"),
        )
        both = waits(starts).join(lost, on=_LINK, how="full", coalesce=True)
        return both.with_columns(pl.col("started", "over", "lost", "kept", "accepted").fill_null(0)).sort(_LINK)

    def _referral(self, row: Mapping[str, Any]) -> Referral:
        return Referral(
            source=self.ids[row["source"]],
            target=self.ids[row["target"]],
            client_group=self._group(row["group"]),
            referred=row["started"] + row["lost"] if self.told.losses else None,
            accepted=row["started"] + row["accepted"] if self.told.accepted else None,
            started=row["started"],
            kept_by_sender=row["kept"] if self.told.losses else None,
            wait_median_days=row["median"],
            wait_p90_days=row["p90"],
            waited_over_21_days=row["over"],
            starts_only=not self.told.losses,
        )

    def _refusals(self) -> pl.DataFrame:
        losses = self._by_group(self.cells.losses, self.packings.losses)
        by = (*_LINK, "refusal_reason")
        return losses.group_by(by).agg(pl.col(PEOPLE).sum()).sort(by)

    def _refusal(self, row: Mapping[str, Any]) -> Refusal:
        return Refusal(
            source=self.ids[row["source"]],
            target=self.ids[row["target"]],
            client_group=self._group(row["group"]),
            reason=reasons_of(self.places)[row["refusal_reason"]],
            count=row[PEOPLE],
        )

    def _departures(self) -> pl.DataFrame:
        by = ("service", "group", "outcome", "planned")
        people = self._by_group(self.cells.departures, self.packings.departures)
        return people.group_by(by).agg(pl.col(PEOPLE).sum()).sort(by)

    def _departure(self, row: Mapping[str, Any]) -> Departure:
        return Departure(
            service=self.ids[row["service"]],
            client_group=self._group(row["group"]),
            outcome=self.places.codebook.outcomes[row["outcome"]].code,
            planned=PLANNED[row["planned"]],
            count=row[PEOPLE],
        )


def waits(starts: pl.DataFrame) -> pl.DataFrame:
    """Give the quantiles of whole-day waits of each link and group.

    Parameters
    ----------
    starts : DataFrame
        ``source``, ``target``, ``group``, ``wait`` in days and ``people``.

    Returns
    -------
    DataFrame
        By link and group ``started``, ``median``, ``p90`` and ``over``, those who waited longer than 21 days. A
        quantile is the wait that this share of people did not exceed; the mean of two waits where it falls between.

    Notes
    -----
    Definition 2 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), 361; the usual median.

    Examples
    --------
    >>> starts = pl.DataFrame({"source": 0, "target": 1, "group": 0, "wait": [2, 30, 4], "people": [5, 1, 4]})
    >>> waits(starts).select("started", "median", "p90", "over").rows()
    [(10, 3.0, 17.0, 1)]
    """
    largest = starts.select(pl.col(*_LINK, "wait").max().fill_null(0).cast(pl.Int64)).row(0, named=True)
    sizes = {name: int(value) + 1 for name, value in largest.items()}
    packing, waits_to = Packing({name: sizes[name] for name in _LINK}), sizes["wait"]
    cells = starts.lazy().select(packing.native() * waits_to + pl.col("wait"), PEOPLE).rename({"literal": CELL})
    days = cells.group_by(CELL).agg(pl.col(PEOPLE).sum()).sort(CELL)
    links = days.with_columns(pl.col(CELL) // waits_to, wait=pl.col(CELL) % waits_to).group_by(CELL)
    summed = links.agg(
        pl.col(PEOPLE).sum().alias("started"),
        _quantile(50).alias("median"),
        _quantile(90).alias("p90"),
        pl.col(PEOPLE).filter(pl.col("wait") > THRESHOLD).sum().alias("over"),
    )
    return packing.unpacked(summed.collect(), CELL)


def _quantile(percent: int) -> pl.Expr:
    """Give a quantile within a group whose waits stand in order."""
    so_far, share = pl.col(PEOPLE).cum_sum() * 100, pl.col(PEOPLE).sum() * percent
    lower = pl.col("wait").filter(so_far >= share).first()
    upper = pl.col("wait").filter(so_far > share).first()
    return (lower + upper.fill_null(lower)) / 2
