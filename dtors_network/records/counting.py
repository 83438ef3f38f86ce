"""From files of records to the counts of areas, part by part, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Final

import narwhals as nw
import polars as pl

from dtors_network.records.cells import Cells, added, count_cells
from dtors_network.records.cleaning import WHY, judged, reasons
from dtors_network.records.codes import PLANNED, reasons_of
from dtors_network.records.engines.engine import ROW, Frame
from dtors_network.records.episodes import episodes_of_events, moves_of_episodes
from dtors_network.records.headers import Headed
from dtors_network.records.places import Places
from dtors_network.records.reading import FILE, Records
from dtors_network.records.readings import Readings
from dtors_network.records.shapes import EVENTS, REFERRALS
from dtors_network.records.spells import Spans, happenings, stays
from dtors_network.records.tables import Counts, Told, counts_by_area

ROWS_AT_ONCE: Final = 20_000_000
"""Rows that are held in memory together; of more, the people are taken in parts."""

_BYTES_A_ROW: Final = 60
"""Of a CSV file, to guess its rows from its size."""

SPANS: Final = Spans()
Progress = Callable[[str, int, int], None]
"""Told what is being done, which part of it, and of how many."""


@dataclass(frozen=True)
class Counted:
    """What came of records.

    Attributes
    ----------
    places : Places
        The areas and services.
    by_area : dict of int to Counts
        The tables, by the number of the area.
    told : Told
        What the records could tell.
    rows : int
        Rows read.
    set_aside : DataFrame
        ``file``, ``row`` and ``reason`` of each row that was not counted, in the order of the files.
    readings : Readings
        How cells were read, and names in them that are no service of the area.
    """

    places: Places
    by_area: dict[int, Counts]
    told: Told
    rows: int
    set_aside: pl.DataFrame
    readings: Readings = field(default_factory=Readings)

    @property
    def used(self) -> int:
        """Rows counted."""
        return self.rows - len(self.set_aside)


def count_records(records: Records, spans: Spans = SPANS, progress: Progress | None = None) -> Counted:
    """Count records into the tables of their areas.

    Parameters
    ----------
    records : Records
        The files.
    spans : Spans
        Times that decide what belongs together.
    progress : callable or None
        Told what is being done.

    Returns
    -------
    Counted
        People are numbered anew in each run, and nothing here names one.

    Raises
    ------
    InputError
        With every code that is not known.
    """
    say = progress or (lambda what, part, parts: None)
    parts = max(1, ceil(sum(map(_guessed_rows, records.files)) / ROWS_AT_ONCE))
    found = []
    for part in range(parts):
        say("counting", part, parts)
        found.append(_part(records, spans, part, parts))
    say("counting", parts, parts)
    told = told_by(records)
    cells = added(cells for cells, _, _ in found)
    return Counted(
        places=records.places,
        by_area=counts_by_area(cells, records.places, told),
        told=told,
        rows=sum(rows for _, _, rows in found),
        set_aside=_named(pl.concat([aside for _, aside, _ in found]), records),
        readings=records.readings,
    )


def told_by(records: Records) -> Told:
    """Say what records can tell, from their columns."""
    columns = {*records.columns}
    return Told(
        groups=tuple(group for group in records.places.groups if group in columns),
        accepted=bool(columns & {"accepted", "accepted_on"}),
        reasons="refusal_reason" in columns,
        leaving=bool(columns & {"left_on", "transition"}),
        losses=records.shape is REFERRALS,
    )


def _part(records: Records, spans: Spans, part: int, parts: int) -> tuple[Cells, pl.DataFrame, int]:
    engine, places = records.engine, records.places
    rows = records.coded()
    if parts > 1:
        rows = rows.filter(nw.col("person").fill_null(0) % parts == part)
    rows = engine.kept(judged(engine, rows, records.shape, places))
    number = engine.collected(rows.select(nw.len().alias("rows"))).item()
    aside = engine.collected(rows.filter(nw.col(WHY) > 0).select(FILE, ROW, WHY))
    moves = _moves(records, rows.filter(nw.col(WHY) == 0).drop(WHY), spans)
    not_recorded = reasons_of(places).index("not_recorded")
    happened = happenings(moves, told_by(records).leaving, not_recorded, places.wider_support)
    found = stays(engine, happened, spans)
    return count_cells(engine, engine.kept(found), places), aside, int(number)


def _moves(records: Records, rows: Frame, spans: Spans) -> Frame:
    """Give lawful rows as referrals with the way somebody left, and whether a stay only goes on."""
    outcomes = [term.code for term in records.places.codebook.outcomes]
    outcome = nw.col("outcome").fill_null(outcomes.index("unknown"))
    planned = nw.col("planned").fill_null(PLANNED.index("unknown"))
    rows = rows.with_columns(way=outcome * len(PLANNED) + planned)
    if records.shape is not REFERRALS:
        blank = nw.lit(None, dtype=nw.Int32)
        rows = rows.with_columns(accepted=blank, refusal_reason=blank)
        if records.shape is EVENTS:
            rows = episodes_of_events(records.engine, rows, "transition" in records.columns)
            rows = rows.with_columns(source=blank, referred_on=blank)
        return moves_of_episodes(records.engine, rows, spans.goes_on)
    otherwise = nw.lit(None if "accepted" in records.columns else 0, dtype=nw.Int32)
    given = nw.when(~nw.col("accepted_on").is_null()).then(nw.lit(1)).otherwise(otherwise)
    return rows.with_columns(accepted=nw.coalesce(nw.col("accepted"), given), goes_on=nw.lit(0, dtype=nw.Int32))


def _guessed_rows(file: Headed) -> int:
    if file.source.is_parquet:
        return int(pl.scan_parquet(file.source.path).select(pl.len()).collect().item())
    packed = 6 if file.source.path.suffix.lower() in (".gz", ".zst") else 1
    return file.source.path.stat().st_size * packed // _BYTES_A_ROW


def _named(aside: pl.DataFrame, records: Records) -> pl.DataFrame:
    """Put names of files and reasons in place of their numbers."""
    words = [reason.words for reason in reasons(records.shape, records.places)]
    files = pl.DataFrame({FILE: range(len(records.files)), "name": [file.source.name for file in records.files]})
    why = pl.DataFrame({WHY: range(1, len(words) + 1), "reason": words})
    ordered = aside.select(pl.col(FILE, WHY).cast(pl.Int32), pl.col(ROW).cast(pl.Int64)).sort(FILE, ROW)
    joined = ordered.join(files.cast({FILE: pl.Int32}), on=FILE, maintain_order="left")
    named = joined.join(why.cast({WHY: pl.Int32}), on=WHY, maintain_order="left")
    return named.select(pl.col("name").alias(FILE), ROW, "reason")


def reasons_with_numbers(counted: Counted) -> Iterator[tuple[str, int]]:
    """Give each reason for which rows were set aside, with their number, the most frequent first."""
    found = counted.set_aside.group_by("reason").len().sort(["len", "reason"], descending=[True, False])
    yield from found.iter_rows()
