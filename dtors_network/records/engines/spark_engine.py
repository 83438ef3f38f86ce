"""Spark: the same results from a cluster, or from some cores of this machine."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
from pyspark.sql import SparkSession
from pyspark.sql import functions as sql

from dtors_network.records.engines.engine import FIRST_ROW, ROW, Frame, Look, frame_of
from dtors_network.records.engines.windows import windows
from dtors_network.records.headers import Headed

HERE = "local[2]"


class SparkEngine:
    """Frames are Spark data frames.

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
        self._salt = secrets.randbits(62)
        self._session = (
            SparkSession.builder.master(master)
            .appName("dtors-network")
            .config("spark.ui.enabled", "false")
            .config("spark.local.dir", str(scratch))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .getOrCreate()
        )

    def read(self, file: Headed, columns: Sequence[str]) -> Frame:
        """Open a file; a CSV file is read in one piece, so that its rows can be numbered."""
        source = file.source
        names = [sql.col(f"`{column}`") for column in columns]
        path = source.path.resolve().as_uri()
        if source.is_parquet:
            row = sql.col("_metadata.row_index") + FIRST_ROW
            return frame_of(self._session.read.parquet(path).select(row.alias(ROW), *names))
        told = {"lineSep": source.line_end} if source.line_end != "\n" else {}
        read = self._session.read.csv(
            path, sep=source.separator, header=True, multiLine=True, quote='"', escape='"', mode="FAILFAST", **told
        ).toDF(*file.columns)
        row = sql.monotonically_increasing_id() + FIRST_ROW
        filled = [sql.coalesce(name, sql.lit("")).alias(column) for name, column in zip(names, columns, strict=True)]
        return frame_of(read.select(row.alias(ROW), *filled))

    def table(self, frame: pl.DataFrame) -> Frame:
        """Copy a small table in."""
        return frame_of(self._session.createDataFrame(frame.to_arrow()))

    def person_numbers(self, frame: Frame) -> Frame:
        """Hash people."""
        number = sql.shiftrightunsigned(sql.xxhash64("person", sql.lit(self._salt)), 2)
        return self._native(frame, {"person": sql.when(sql.col("person") != "", number)})

    def day_numbers(self, frame: Frame, columns: Sequence[str]) -> Frame:
        """Take the days since 1970."""
        return self._native(frame, {column: sql.unix_date(sql.col(column).cast("date")) for column in columns})

    def beside(
        self,
        frame: Frame,
        within: Sequence[str],
        order: Sequence[str],
        looks: Mapping[str, Look],
    ) -> Frame:
        """Look up and down by windows."""
        return windows(frame, within, order, looks)

    def spooled(self, frame: Frame) -> Frame:
        """Hold it."""
        return self.kept(frame)

    def kept(self, frame: Frame) -> Frame:
        """Hold in memory, and what is too much for it on disk."""
        return frame_of(nw.to_native(frame).persist())

    def collected(self, frame: Frame) -> pl.DataFrame:
        """Work out and hand over."""
        found = pl.from_arrow(nw.to_native(frame).toArrow())
        assert isinstance(found, pl.DataFrame)
        return found

    def close(self) -> None:
        """Stop the session."""
        self._session.stop()

    @staticmethod
    def _native(frame: Frame, changed: Mapping[str, Any]) -> Frame:
        return frame_of(nw.to_native(frame).withColumns(dict(changed)))


def start(scratch: Path, master: str) -> SparkEngine:
    """Start it, here unless a cluster is named."""
    return SparkEngine(scratch, master or HERE)
