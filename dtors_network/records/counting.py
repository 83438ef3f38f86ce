"""From files of records to the counts of areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
import polars as pl

from dtors_network.records.cleaning import LONGEST, Why
from dtors_network.records.engines.engine import FIRST_ROW, Gathered, Progress
from dtors_network.records.moves import Steps
from dtors_network.records.places import Places
from dtors_network.records.reading import FILE, Records
from dtors_network.records.readings import Readings
from dtors_network.records.rules import SPANS, Spans, Told, rules_of, told_by
from dtors_network.records.tables import AREA, Counts, Tables, counts_by_area, tables_of

__all__ = ["SPANS", "Counted", "Progress", "Spans", "count_records", "reasons_with_numbers", "told_by"]


@dataclass(frozen=True)
class Counted:
    """What came of records.

    Attributes
    ----------
    places : Places
        The areas and services.
    tables : Tables
        The tables of all areas, in columns.
    told : Told
        What the records could tell.
    rows : int
        Rows read.
    set_aside : DataFrame
        ``file``, ``row`` and ``reason`` of each row that was not counted, in the order of the files.
    readings : Readings
        How cells were read, and names in them that are no service of the area.
    steps : Steps
        How many steps follow another of the same person, and how many of them only their place in the files put in
        order, since they fell on the same day or moment.
    starts, waits_not_known : int
        Starts after a referral, and how many of them have no day of referral, so that no wait is known.
    """

    places: Places
    tables: Tables
    told: Told
    rows: int
    set_aside: pl.DataFrame
    readings: Readings = field(default_factory=Readings)
    steps: Steps = Steps()
    starts: int = 0
    waits_not_known: int = 0

    @property
    def used(self) -> int:
        """Rows counted."""
        return self.rows - len(self.set_aside)

    @property
    def told_by_file(self) -> str:
        """Say how much of the order only the files tell; blank where all of it is known."""
        if not self.steps.by_file:
            return ""
        of = f"{self.steps.by_file:,} of {self.steps.all:,} steps"
        return f"{of} fell on the same day or moment, and only their rows in the files tell which came first"

    def rows_of(self, table: str) -> dict[int, int]:
        """Give the number of rows of a table, by the number of the area."""
        frame: pl.DataFrame = getattr(self.tables, table)
        return dict(frame.group_by(AREA).len().iter_rows())

    @cached_property
    def areas(self) -> frozenset[int]:
        """The numbers of the areas into which a row was counted."""
        return frozenset(number for table in fields(self.tables) for number in self.rows_of(table.name))

    @cached_property
    def by_area(self) -> dict[int, Counts]:
        """The tables as rows, by the number of the area; made when somebody asks."""
        return counts_by_area(self.tables)


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
        With every code that is not known, and every column of days that can be read two ways.
    """
    rules = rules_of(records, spans)
    found = records.engine.gathered(records, rules, progress or (lambda what, done, of: None))
    starts = found.part.harvest.starts
    return Counted(
        places=records.places,
        tables=tables_of(found.part.harvest, records.places, rules.told),
        told=rules.told,
        rows=found.rows,
        set_aside=_set_aside(found, records),
        readings=records.readings,
        steps=found.part.steps,
        starts=int(starts.people.sum()),
        waits_not_known=int(starts.people[starts.detail > LONGEST].sum()),
    )


def _set_aside(found: Gathered, records: Records) -> pl.DataFrame:
    """Put names of files, their own numbers of rows, and words in place of numbers."""
    rows = found.part.aside
    file = np.maximum(np.searchsorted(found.firsts, rows, side="right") - 1, 0)
    own = rows - found.firsts[file] + FIRST_ROW if len(rows) else rows
    names = pl.Series([file.source.name for file in records.files], dtype=pl.String)
    words = pl.Series(["", *(why.words(records.shape) for why in Why)], dtype=pl.String)
    return pl.DataFrame(
        {FILE: names.gather(file), "row": own, "reason": words.gather(found.part.why.astype(np.uint32))},
        schema={FILE: pl.String, "row": pl.Int64, "reason": pl.String},
    )


def reasons_with_numbers(counted: Counted) -> Iterator[tuple[str, int]]:
    """Give each reason for which rows were set aside, with their number, the most frequent first."""
    found = counted.set_aside.group_by("reason").len().sort(["len", "reason"], descending=[True, False])
    yield from found.iter_rows()
