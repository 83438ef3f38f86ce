"""DuckDB: the same results from relations, with bounds on memory and on what is written aside."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from dtors_network.records.engines.engine import FIRST_ROW, ROW, Frame, Look, frame_of
from dtors_network.records.engines.windows import windows
from dtors_network.records.headers import Headed

MEMORY = "4GB"
ASIDE = "50GB"


class DuckDBEngine:
    """Frames are DuckDB relations.

    Parameters
    ----------
    scratch : Path
        Where it writes what does not fit into memory.
    """

    name = "duckdb"

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self._salt = secrets.randbits(62)
        self._names = (f"kept_{number}" for number in count())
        self._connection = duckdb.connect()
        settings = {"memory_limit": MEMORY, "temp_directory": str(scratch), "max_temp_directory_size": ASIDE}
        for name, value in settings.items():
            self._connection.execute(f"set {name} = '{value}'")

    def read(self, file: Headed, columns: Sequence[str]) -> Frame:
        """Open a file as a relation."""
        source = file.source
        if source.is_parquet:
            relation = self._connection.read_parquet(str(source.path))
        else:
            relation = self._connection.read_csv(
                str(source.path),
                sep=source.separator,
                header=True,
                columns=dict.fromkeys(file.columns, "VARCHAR"),
                auto_detect=False,
                quotechar='"',
                escapechar='"',
            )
        wanted = ", ".join(_quoted(column) for column in columns)
        blank = {c: f"coalesce({_quoted(c)}, '')" for c in columns} if not source.is_parquet else {}
        chosen = ", ".join(f"{blank[c]} as {_quoted(c)}" for c in columns) if blank else wanted
        return frame_of(relation.project(f"row_number() over () + {FIRST_ROW - 1} as {ROW}, {chosen}"))

    def table(self, frame: pl.DataFrame) -> Frame:
        """Copy a small table in."""
        return frame_of(self._connection.from_arrow(frame.to_arrow()))

    def person_numbers(self, frame: Frame) -> Frame:
        """Hash people."""
        number = f"case when person <> '' then (hash(person, {self._salt}) // 4)::bigint end as person"
        return self._project(frame, {"person": number})

    def day_numbers(self, frame: Frame, columns: Sequence[str]) -> Frame:
        """Subtract the first day of 1970."""
        day = "({0}::date - date '1970-01-01')::integer as {0}"
        return self._project(frame, {column: day.format(_quoted(column)) for column in columns})

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
        """Put it into a table."""
        return self.kept(frame)

    def kept(self, frame: Frame) -> Frame:
        """Put into a table that is gone with the connection."""
        name = next(self._names)
        nw.to_native(frame).create(name)
        return frame_of(self._connection.table(name))

    def collected(self, frame: Frame) -> pl.DataFrame:
        """Work out and hand over."""
        found: pl.DataFrame = nw.to_native(frame).pl()
        return found

    def close(self) -> None:
        """Close the connection, and with it its tables."""
        self._connection.close()

    @staticmethod
    def _project(frame: Frame, changed: Mapping[str, str]) -> Frame:
        relation: Any = nw.to_native(frame)
        columns = ", ".join(changed.get(name, _quoted(name)) for name in relation.columns)
        return frame_of(relation.project(columns))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def start(scratch: Path, master: str) -> DuckDBEngine:
    """Start it on a database in memory."""
    return DuckDBEngine(scratch)
