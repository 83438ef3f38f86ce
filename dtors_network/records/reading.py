"""Files of records of one shape: their columns in our words, what these hold, and what their words stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dtors_network.errors import Fault, InputError
from dtors_network.records.codes import Codes
from dtors_network.records.columns import shape_of, theirs
from dtors_network.records.headers import Headed, Holds, read_headers
from dtors_network.records.narrow import TRUTHS, Kind
from dtors_network.records.places import Places
from dtors_network.records.readings import Readings
from dtors_network.records.record_map import RecordMap
from dtors_network.records.shapes import DATES, Shape
from dtors_network.records.sources import find_sources
from dtors_network.records.words import Meanings, TellPlace, Words
from dtors_network.records.xes import read_log

if TYPE_CHECKING:
    from dtors_network.records.engines.engine import Engine

FILE: Final = "file"
SERVICES: Final = ("source", "target", "service")


@dataclass(frozen=True)
class Records:
    """Files of records of one shape.

    Attributes
    ----------
    engine : Engine
        What reads and counts them.
    files : tuple of Headed
        The files.
    shape : Shape
        What their rows are.
    places : Places
        The areas and services.
    names : RecordMap
        What is called otherwise in the files.
    """

    engine: Engine
    files: tuple[Headed, ...]
    shape: Shape
    places: Places
    names: RecordMap

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns that at least one file has, those of client groups last."""
        wanted = (*self.shape.columns, *self.places.groups)
        return tuple(column for column in wanted if any(self.theirs(file, column) for file in self.files))

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each column but that of people is while it is read."""
        return {column: self._kind(column) for column in self.columns if column != "person"}

    @property
    def bits(self) -> dict[str, int]:
        """The bit of each client group that has a column."""
        return {group: at for at, group in enumerate(self.places.groups) if group in self.columns}

    @cached_property
    def codes(self) -> Codes:
        """What cells stand for, and what was found that stands for nothing."""
        return Codes(self.places, self.names)

    @property
    def readings(self) -> Readings:
        """How cells were read; known once rows were."""
        return self.codes.readings()

    def words(self) -> dict[str, Words]:
        """Give an empty set of words for each column of text, and those of columns of true and false."""
        fixed = {Kind.TEXT: None, Kind.TRUTHS: TRUTHS}
        return {column: Words(fixed[kind]) for column, kind in self.kinds.items() if kind in fixed}

    def meanings(self, words: dict[str, Words]) -> Meanings:
        """Give what learns the meanings of words."""
        codes = self.codes
        plain = [column for column in words if column not in (*SERVICES, *DATES, "area")]
        tell = {column: codes.teller(column) for column in plain}
        places = {column: self._service(column) for column in words if column in SERVICES}
        return Meanings(words, {**tell, "area": codes.area}, places)

    def theirs(self, file: Headed, column: str) -> str | None:
        """Find what a column of ours is called in a file."""
        return theirs(file, self.names, column)

    def _service(self, column: str) -> TellPlace:
        if "area" not in self.columns:
            return lambda _, text, rows: self.codes.service(column, 0, text, rows)
        return lambda area, text, rows: self.codes.service(column, self.codes.area(area), text, rows)

    def _kind(self, column: str) -> Kind:
        """Say what every file holds there; where they differ, or lack it, it is read as text."""
        held = {file.columns.get(self.theirs(file, column) or "") for file in self.files}
        if column in DATES and held == {Holds.DAY}:
            exact = column in self.shape.order and any(self._has_time(file, column) for file in self.files)
            return Kind.MOMENTS if exact else Kind.DAYS
        return Kind.TRUTHS if held == {Holds.TRUTH} and column not in (*DATES, *SERVICES, "area") else Kind.TEXT

    def _has_time(self, file: Headed, column: str) -> bool:
        import polars as pl

        schema = pl.read_parquet_schema(file.source.path)
        return schema[self.theirs(file, column) or ""] != pl.Date


def open_records(engine: Engine, paths: Sequence[Path], places: Places, names: RecordMap) -> Records:
    """Find files of records, and tell their shape.

    Parameters
    ----------
    engine : Engine
        What reads them.
    paths : sequence of Path
        Files and folders.
    places : Places
        The areas.
    names : RecordMap
        What is called otherwise in the files.

    Returns
    -------
    Records
        Nothing but headers is read so far, and logs in XML.

    Raises
    ------
    InputError
        With every file that cannot be read, and every column that is missing.
    """
    sources = find_sources(paths)
    files = read_headers(tuple(read_log(one, engine.scratch) if one.is_log else one for one in sources))
    shape = shape_of(files, names, places.groups)
    records = Records(engine, files, shape, places, names)
    if faults := [fault for file in files for fault in (*_decimals(file, names), *_others(file, records))]:
        raise InputError(faults)
    return records


def _decimals(file: Headed, names: RecordMap) -> Iterator[Fault]:
    name = theirs(file, names, "person")
    if name and file.columns[name] is Holds.DECIMAL:
        problem = "people are named by numbers with decimals here, which lose leading zeros and may be rounded"
        yield Fault(problem, "Export this column as text, or as whole numbers", file.source.name, column=name)


def _others(file: Headed, records: Records) -> Iterator[Fault]:
    names = dict.fromkeys(name for column in records.columns if (name := records.theirs(file, column)))
    for name in names:
        if file.columns[name] is Holds.OTHER:
            problem = f"the cells of this column are {Holds.OTHER.value}"
            yield Fault(problem, "Export it as text, numbers or days, one to a cell", file.source.name, column=name)
