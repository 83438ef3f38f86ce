"""How many people each thing happened to: what engines count, and what parts of records can be added up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import narwhals as nw
import polars as pl

from dtors_network.records.cleaning import LONGEST
from dtors_network.records.codes import PLANNED, reasons_of
from dtors_network.records.cohort import reached
from dtors_network.records.engines.engine import Engine, Frame
from dtors_network.records.packing import Packing
from dtors_network.records.places import Places
from dtors_network.records.spells import ACCEPTED, MOVED, MOVED_BESIDE, NOT_STARTED, NOT_STARTED_BESIDE

PEOPLE: Final = "people"
CELL: Final = "cell"


@dataclass(frozen=True, slots=True)
class Packings:
    """How the cells of each table are packed.

    Attributes
    ----------
    starts, losses, arrivals, departures : Packing
        Referrals with a start, by days of waiting; referrals without, by reason; people who came in; who left.
    """

    starts: Packing
    losses: Packing
    arrivals: Packing
    departures: Packing


def packings(places: Places) -> Packings:
    """Give the packing of each table for some services."""
    services, groups = len(places.services), 1 << len(places.groups)
    link = {"source": services, "target": services, "groups": groups}
    place = {"service": services, "groups": groups}
    outcomes = len(places.codebook.outcomes)
    return Packings(
        starts=Packing({**link, "wait": LONGEST + 1}),
        losses=Packing({**link, "refusal_reason": len(reasons_of(places)), "accepted": len(ACCEPTED), "kept": 2}),
        arrivals=Packing({**place, "reached": 2}),
        departures=Packing({**place, "outcome": outcomes, "planned": len(PLANNED)}),
    )


@dataclass(frozen=True, slots=True)
class Cells:
    """People by cell: one data frame of ``cell`` and ``people`` for each table of ``Packings``."""

    starts: pl.DataFrame
    losses: pl.DataFrame
    arrivals: pl.DataFrame
    departures: pl.DataFrame


def count_cells(engine: Engine, found: Frame, places: Places) -> Cells:
    """Count people by cell.

    Parameters
    ----------
    engine : Engine
        What counts.
    found : LazyFrame
        What ``stays`` gives, worked out.
    places : Places
        The services.

    Returns
    -------
    Cells
        Of these records.
    """
    packing = packings(places)
    outcomes, planned = len(places.codebook.outcomes), len(PLANNED)
    link = {"source": nw.col("service"), "target": nw.col("other")}
    losses = found.filter(nw.col("kind").is_in([NOT_STARTED, NOT_STARTED_BESIDE])).with_columns(
        **link, refusal_reason=nw.col("told") // len(ACCEPTED), accepted=nw.col("told") % len(ACCEPTED)
    )
    starts = found.filter(nw.col("kind").is_in([MOVED, MOVED_BESIDE])).with_columns(**link, wait=nw.col("told"))
    departures = found.filter(nw.col("leaves") == 1).with_columns(
        outcome=nw.col("way") // planned, planned=nw.col("way") % planned
    )
    assert outcomes * planned <= 64
    return Cells(
        starts=_counted(engine, starts, packing.starts),
        losses=_counted(engine, losses, packing.losses),
        arrivals=_counted(engine, reached(engine, found, places), packing.arrivals),
        departures=_counted(engine, departures, packing.departures),
    )


def _counted(engine: Engine, frame: Frame, packing: Packing) -> pl.DataFrame:
    cells = frame.select(packing.packed().alias(CELL)).group_by(CELL).agg(nw.len().alias(PEOPLE))
    return engine.collected(cells).select(pl.col(CELL).cast(pl.Int64), pl.col(PEOPLE).cast(pl.Int64))


def added(parts: Iterable[Cells]) -> Cells:
    """Add up the cells of parts of records."""
    every = list(parts)
    tables = ("starts", "losses", "arrivals", "departures")
    return Cells(**{table: _sum([getattr(part, table) for part in every]) for table in tables})


def _sum(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames).group_by(CELL).agg(pl.col(PEOPLE).sum()).sort(CELL)
