"""Polars: the engine that is used unless another is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from dtors_network.records.engines.engine import FIRST_ROW, ROW, STEPS, Frame, Look, Looked, frame_of
from dtors_network.records.engines.neighbours import beside_each_other
from dtors_network.records.headers import Headed

_ROOM = 1 << 40
"""More than any number that is looked for."""

_GROUP = "_group"


class PolarsEngine:
    """Frames are Polars lazy frames.

    Parameters
    ----------
    scratch : Path
        Where it writes what came of text files.
    """

    name = "polars"

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self._salt = secrets.randbits(63)
        self._spools = (scratch / f"spool{number}.parquet" for number in count())

    def read(self, file: Headed, columns: Sequence[str]) -> Frame:
        """Scan a file."""
        source = file.source
        if source.is_parquet:
            scanned = pl.scan_parquet(source.path, row_index_name=ROW, row_index_offset=FIRST_ROW)
        else:
            scanned = pl.scan_csv(
                source.path,
                separator=source.separator,
                eol_char=source.line_end,
                new_columns=[*file.columns],
                infer_schema=False,
                empty_string_is_null=False,
                row_index_name=ROW,
                row_index_offset=FIRST_ROW,
            )
        return frame_of(scanned.select(ROW, *columns))

    def table(self, frame: pl.DataFrame) -> Frame:
        """Take a small table as it is."""
        return frame_of(frame.lazy())

    def person_numbers(self, frame: Frame) -> Frame:
        """Hash people."""
        number = (pl.col("person").hash(self._salt) // 4).cast(pl.Int64)
        return self._native(
            frame, lambda lazy: lazy.with_columns(pl.when(pl.col("person") != "").then(number).alias("person"))
        )

    def day_numbers(self, frame: Frame, columns: Sequence[str]) -> Frame:
        """Take the number by which Polars holds a date."""
        return self._native(frame, lambda lazy: lazy.with_columns(pl.col(columns).cast(pl.Date).cast(pl.Int32)))

    def beside(
        self,
        frame: Frame,
        within: Sequence[str],
        order: Sequence[str],
        looks: Mapping[str, Look],
    ) -> Frame:
        """Sort everything once, and look one row up and down; many times quicker than a window for each person."""
        ordered = beside_each_other(self._worked_out(nw.to_native(frame), "streaming"), within, order).lazy()
        columns = [pl.col(name) for name in within]
        new = ~pl.all_horizontal(column == column.shift() for column in columns).fill_null(False)
        ordered = ordered.with_columns(new.cum_sum().cast(pl.Int64).alias(_GROUP))
        found = ordered.with_columns(_look(look).alias(name) for name, look in looks.items())
        return frame_of(found.drop(_GROUP))

    def spooled(self, frame: Frame) -> Frame:
        """Write it to disk in a stream, which is read again many times quicker than text."""
        place = next(self._spools)
        nw.to_native(frame).sink_parquet(place, compression="lz4")
        return frame_of(pl.scan_parquet(place))

    def kept(self, frame: Frame) -> Frame:
        """Work out in a stream, and hold what came of it."""
        return frame_of(self._worked_out(nw.to_native(frame), "streaming").lazy())

    def collected(self, frame: Frame) -> pl.DataFrame:
        """Work out in a stream."""
        return self._worked_out(nw.to_native(frame), "streaming")

    def close(self) -> None:
        """Nothing is held."""

    def _native(self, frame: Frame, change: Any) -> Frame:
        return frame_of(change(nw.to_native(frame)))

    @staticmethod
    def _worked_out(lazy: Any, engine: str) -> pl.DataFrame:
        found: pl.DataFrame = lazy.collect(engine=engine)
        return found


def _look(look: Look) -> pl.Expr:
    """Look among rows whose groups are numbered upwards: with the number of the group before it, none is mixed up."""
    number, group = pl.col(look.column), pl.col(_GROUP)
    if look.where in (Looked.HIGHEST, Looked.HIGHEST_BEFORE):
        number = (group * _ROOM + number.fill_null(-1) + 1).cum_max() % _ROOM - 1
        number = pl.when(number >= 0).then(number)
    if look.where is Looked.LOWEST_AFTER:
        number = (group * _ROOM + number.fill_null(_ROOM - 1)).cum_min(reverse=True) % _ROOM
        number = pl.when(number < _ROOM - 1).then(number)
    if look.where in STEPS:
        step = STEPS[look.where]
        number = pl.when(group == group.shift(step)).then(number.shift(step))
    return number


def start(scratch: Path, master: str) -> PolarsEngine:
    """Start it; it needs no address."""
    return PolarsEngine(scratch)
