"""Spark: the same pass on a cluster, or on some cores of this machine; every task counts whole people in numpy."""

from __future__ import annotations

import os
import secrets
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession, types
from pyspark.sql import functions as sql

from dtors_network.errors import Fault, InputError
from dtors_network.records.cells import TABLES, Cells, Harvest, tally
from dtors_network.records.clock import Clock, Told
from dtors_network.records.engines.engine import Gathered, Progress
from dtors_network.records.headers import Headed, Holds
from dtors_network.records.moves import Steps
from dtors_network.records.narrow import Kind, narrowed
from dtors_network.records.one_pass import Part, counted
from dtors_network.records.packing import Packer
from dtors_network.records.reading import SERVICES, Records
from dtors_network.records.rules import Rules
from dtors_network.records.shapes import DATES
from dtors_network.records.words import MOST_VALUES, Meanings, Words

HERE: Final = "local[2]"
FILE_STEP: Final = 1 << 40
"""A number for rows over all files: that of the file times this, and the row in it; no file has as many rows."""

ASIDE, STEPS = "aside", "steps"

RESULT: Final = types.StructType(
    [
        types.StructField("table", types.StringType()),
        types.StructField("place", types.LongType()),
        types.StructField("detail", types.LongType()),
        types.StructField("people", types.LongType()),
    ]
)
"""What tasks hand back: cells of tables; rows set aside, with the reason; numbers of steps."""

_BATCHES: Final = pa.schema([(field.name, pa.string() if at == 0 else pa.int64()) for at, field in enumerate(RESULT)])


class SparkEngine:
    """Counts in the tasks of a Spark session.

    Parameters
    ----------
    scratch : Path
        Where it writes what does not fit into memory.
    master : str
        The address of a cluster.
    """

    name = "spark"

    def __init__(self, scratch: Path, master: str) -> None:
        self.scratch = scratch
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # tasks need the libraries that this Python has
        here = {"spark.sql.shuffle.partitions": "8"} if master.startswith("local") else {}
        self._session = (
            SparkSession.builder.master(master)
            .appName("dtors-network")
            .config("spark.ui.enabled", "false")
            .config("spark.local.dir", str(scratch))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
            .config(map=here)
            .getOrCreate()
        )

    def gathered(self, records: Records, rules: Rules, say: Progress) -> Gathered:
        """Tell what texts mean here, send it to the tasks, and add up what they count."""
        frame = self._whole(records).persist()
        try:
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            say("reading", 0, 1)
            rows = frame.count()
            task = self._task(frame, records, rules)
            say("reading", 1, 1)
            parts = frame.repartition("person").mapInArrow(task, RESULT)
            part = _added(parts.toArrow())
            say("counting", 1, 1)
        finally:
            frame.unpersist()
        firsts = np.arange(len(records.files), dtype=np.int64) * FILE_STEP
        return Gathered(part, rows, firsts)

    def close(self) -> None:
        """Stop the session."""
        self._session.stop()

    def _whole(self, records: Records) -> DataFrame:
        """Give all files in our columns; a person without blanks around the name, so that rows of one meet."""
        whole: DataFrame | None = None
        for file in records.files:
            one = self._file(file, records)
            whole = one if whole is None else whole.unionByName(one)
        assert whole is not None
        return whole.withColumn("person", sql.regexp_replace("person", r"(?U)^\s+|\s+$", ""))

    def _file(self, file: Headed, records: Records) -> DataFrame:
        """Open a file; a CSV file is read in one piece, so that its rows can be numbered."""
        source = file.source
        path = source.path.resolve().as_uri()
        if source.is_parquet:
            read = self._session.read.parquet(path)
            row = sql.col("_metadata.row_index")
        else:
            _refuse_lines_above(file)
            ends = {"lineSep": source.line_end} if source.line_end != "\n" else {}
            given = {"sep": source.separator, "header": True, "multiLine": True, "quote": '"', "escape": '"'}
            read = self._session.read.csv(path, mode="FAILFAST", **given, **ends).toDF(*file.own)
            row = sql.monotonically_increasing_id()
        number = (row + sql.lit(source.number * FILE_STEP)).alias("row")
        there = {column: records.theirs(file, column) for column in records.columns}
        return read.select(number, *(self._cell(name, column, file, records) for column, name in there.items()))

    @staticmethod
    def _cell(name: str | None, column: str, file: Headed, records: Records) -> Any:
        if name is None or name in file.folders:
            return sql.lit(file.folders.get(name or "", "")).alias(column)
        cell = sql.col("`" + name.replace("`", "``") + "`")
        if file.columns[name] is Holds.DECIMAL:
            cell = sql.regexp_replace(cell.cast("decimal(38,9)").cast("string"), r"\.?0*$", "")
        if name in file.zones and column in DATES:  # what is kept is UTC; the day is the one that is written there
            cell = sql.from_utc_timestamp(cell, file.zones[name])
        if column == "person" or records.kinds[column] is Kind.TEXT:
            cell = sql.coalesce(cell.cast("string"), sql.lit(""))
        return cell.alias(column)

    def _task(self, frame: DataFrame, records: Records, rules: Rules) -> Task:
        """Understand every text that stands in the records, here and once."""
        codes, kinds = records.codes, records.kinds
        texts = _texts(frame, {column: kind for column, kind in kinds.items() if column not in SERVICES})
        tellers = {column: codes.area if column == "area" else codes.teller(column) for column in {*texts} - {*DATES}}
        tell = {column: {text: teller(text) for text in texts[column]} for column, teller in tellers.items()}
        places = {column: self._places(frame, column, records) for column in kinds if column in SERVICES}
        days = {column: self._days(frame, column, records, texts) for column in kinds if column in DATES}
        if faults := [*codes.faults()]:
            raise InputError(faults)
        return Task(rules, kinds, records.names.blank, records.bits, tell, places, days, secrets.randbits(63))

    @staticmethod
    def _places(frame: DataFrame, column: str, records: Records) -> dict[tuple[str, str], int | None]:
        by = ["area", column] if "area" in records.columns else [column]
        found = frame.groupBy(*by).count().limit(MOST_VALUES).collect()
        tell: dict[tuple[str, str], int | None] = {}
        for *area, name, rows in found:
            number = records.codes.area(area[0]) if area else 0
            tell[area[0] if area else "", name] = records.codes.service(column, number, name, rows)
        return tell

    @staticmethod
    def _days(frame: DataFrame, column: str, records: Records, texts: dict[str, list[str]]) -> Days:
        kind = records.kinds[column]
        if kind is not Kind.TEXT:
            timed = kind is Kind.MOMENTS and bool(
                frame.where(sql.col(column) != sql.date_trunc("day", column)).limit(1).count()
            )
            return Days({}, Told(None, None, timed=timed))
        found = records.codes.understood(column, texts[column])
        told = Told.of_texts(found) if found else Told(None, None, timed=False)
        return Days({text: at for at, text in enumerate(texts[column])}, told)


def _refuse_lines_above(file: Headed) -> None:
    if file.source.above:
        problem = "Spark cannot read a file with a line above its header"
        raise InputError([Fault(problem, "Take away the line that begins with sep=", file=file.source.name, row=1)])


def _texts(frame: DataFrame, kinds: dict[str, Kind]) -> dict[str, list[str]]:
    """Give the different texts of all columns of words in one reading, a blank first, as ``Words`` does."""
    worded = [column for column, kind in kinds.items() if kind in (Kind.TEXT, Kind.TRUTHS)]
    sets = [sql.collect_set(sql.col(column).cast("string")).alias(column) for column in worded]
    found = frame.agg(*sets).collect()[0] if sets else {}
    return {column: ["", *sorted({*found[column]} - {""})] for column in worded}


@dataclass(frozen=True)
class Days:
    """What the days of a column stand for: the number of each text, and what numbers tell."""

    places: dict[str, int]
    told: Told


@dataclass(frozen=True)
class Task:
    """What a task does with all rows of some people: pack them as everywhere, and count them in one pass.

    Attributes
    ----------
    rules : Rules
        What the rows are.
    kinds : dict of str to Kind
        What their columns are.
    blank : frozenset of str
        What stands in empty cells.
    bits : dict of str to int
        The bit of each client group.
    tell, places, days
        What texts stand for.
    salt : int
        For the hashes of people.
    """

    rules: Rules
    kinds: dict[str, Kind]
    blank: frozenset[str]
    bits: dict[str, int]
    tell: dict[str, dict[str, int | None]]
    places: dict[str, dict[tuple[str, str], int | None]]
    days: dict[str, Days]
    salt: int

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Count the rows of one task."""
        some = [*batches]
        frame = pl.from_arrow(pa.Table.from_batches(some)) if some else None
        if isinstance(frame, pl.DataFrame) and len(frame):
            yield from _batches(self.part(frame.sort("row")))

    def part(self, frame: pl.DataFrame) -> Part:
        """Count rows that stand in the order of the files."""
        words = {column: Words() for column, kind in self.kinds.items() if kind in (Kind.TEXT, Kind.TRUTHS)}
        plain = {column: Kind.TEXT if kind is Kind.TRUTHS else kind for column, kind in self.kinds.items()}
        cells = [pl.col(column).cast(pl.String) for column, kind in self.kinds.items() if kind is Kind.TRUTHS]
        narrow = narrowed(frame.with_columns(cells), plain, words, self.blank, self.salt)
        for column, days in self.days.items():
            if days.places:
                known = np.array([days.places[text] for text in words[column].texts()], np.uint32)
                narrow = narrow.with_columns(pl.Series(column, known[narrow[column].to_numpy()]))
        packer = Packer(self.rules, plain, self._meanings(words), self.bits, 1 << 63)
        packed = packer.packed(narrow, frame["row"].to_numpy())
        clock = Clock.of(self.rules.shape, {column: days.told for column, days in self.days.items()}, 1)
        firsts = np.arange(1 << 16, dtype=np.int64) * FILE_STEP
        found = counted(packed.rows, clock, firsts, self.rules)
        aside, why = np.concatenate((packed.aside, found.aside)), np.concatenate((packed.why, found.why))
        return Part(found.harvest, aside, why, found.steps)

    def _meanings(self, words: dict[str, Words]) -> Meanings:
        tell = {column: known.get for column, known in self.tell.items()}
        return Meanings(words, tell, {column: _place(known) for column, known in self.places.items()})


def _place(known: dict[tuple[str, str], int | None]) -> Callable[[str, str, int], int | None]:
    return lambda area, text, _: known.get((area, text))


def _batches(part: Part) -> Iterator[pa.RecordBatch]:
    for name in TABLES:
        cells: Cells = getattr(part.harvest, name)
        yield _batch(name, cells.place, cells.detail, cells.people)
    yield _batch(ASIDE, part.aside, part.why.astype(np.int64), np.ones(len(part.aside), np.int64))
    yield _batch(STEPS, *(np.array([number], np.int64) for number in (0, part.steps.by_file, part.steps.all)))


def _batch(table: str, *columns: Any) -> pa.RecordBatch:
    names = pa.array([table] * len(columns[0]), pa.string())
    return pa.RecordBatch.from_arrays([names, *(pa.array(column, pa.int64()) for column in columns)], schema=_BATCHES)


def _added(found: pa.Table) -> Part:
    """Add up what all tasks handed back."""
    frame = pl.DataFrame(pl.from_arrow(found))
    rows = {name: frame.filter(pl.col("table") == name) for name in (*TABLES, ASIDE, STEPS)}

    def columns(name: str) -> list[Any]:
        return [rows[name][column].to_numpy() for column in ("place", "detail", "people")]

    whole = Harvest(**{name: tally(*columns(name)) for name in TABLES})
    aside, why, _ = columns(ASIDE)
    order = np.argsort(aside, kind="stable")
    steps = Steps(all=int(rows[STEPS]["people"].sum()), by_file=int(rows[STEPS]["detail"].sum()))
    return Part(whole, aside[order], why[order].astype(np.int8), steps)


def start(scratch: Path, master: str) -> SparkEngine:
    """Start it, here unless a cluster is named."""
    return SparkEngine(scratch, master or HERE)
