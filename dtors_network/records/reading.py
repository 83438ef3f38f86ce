"""Records as numbers: every file read with the same columns, people and days numbered, codes and services looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import narwhals as nw

from dtors_network.errors import Fault, InputError
from dtors_network.records.codes import Codes
from dtors_network.records.days import PLACEHOLDER_DAYS
from dtors_network.records.dictionary import Dictionary, learn, learn_whole, look_up
from dtors_network.records.engines.engine import ROW, Engine, Frame
from dtors_network.records.headers import Headed, Holds, read_headers
from dtors_network.records.places import Places
from dtors_network.records.record_map import RecordMap
from dtors_network.records.shapes import DATES, SHAPES, Shape, shape_of
from dtors_network.records.sources import find_sources
from dtors_network.records.xes import read_log

FILE = "file"
GROUPS = "groups"
_SERVICES = ("source", "target", "service")
_NUMBER = "_number"


@dataclass(frozen=True)
class Records:
    """Files of records of one shape.

    Attributes
    ----------
    engine : Engine
        What reads them.
    files : tuple of Headed
        The files.
    shape : Shape
        Referrals or episodes.
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
        return tuple(column for column in wanted if any(self._theirs(file, column) for file in self.files))

    def coded(self) -> Frame:
        """Give every row in numbers.

        Returns
        -------
        LazyFrame
            ``file``, ``row``, ``person`` (null: blank), ``area`` (null: not known), services (null: not known,
            ``NOBODY``: blank), days (null: blank, or ``UNREADABLE``), codes (null: blank) and ``groups``, the bits of
            client groups. A column that no file has is null.

        Raises
        ------
        InputError
            With every code that is not known.
        """
        frame = look_up(self.engine, self._rows, self._dictionaries)
        frame = frame.rename({each.into: each.into.removesuffix(_NUMBER) for each in self._dictionaries})
        if "area" not in self.columns:
            frame = frame.with_columns(area=nw.lit(0, dtype=nw.Int32))
        absent = {*self.shape.columns} - {*self.columns} - {"area"}
        for column in sorted(absent):
            frame = frame.with_columns(nw.lit(None, dtype=nw.Int32).alias(column))
        bits = [nw.col(group).fill_null(0) * (1 << at) for at, group in self._bits]
        mask = sum(bits[1:], bits[0]) if bits else nw.lit(0)
        return frame.with_columns(mask.cast(nw.Int32).alias(GROUPS)).drop(*(group for _, group in self._bits))

    @property
    def _bits(self) -> list[tuple[int, str]]:
        return [(at, group) for at, group in enumerate(self.places.groups) if group in self.columns]

    @cached_property
    def _codes(self) -> Codes:
        return Codes(self.places, self.names)

    @property
    def strangers(self) -> tuple[tuple[str, str], ...]:
        """Columns, with names in them that are no service of the area; known once rows were coded."""
        return tuple(sorted(self._codes.strangers))

    @property
    def forms(self) -> dict[str, str]:
        """By column of days in text, the form in which they are written; known once rows were coded."""
        return dict(self._codes.forms)

    @cached_property
    def _dictionaries(self) -> list[Dictionary]:
        codes, frame, found = self._codes, self._rows, []
        for column in self.columns:
            if column in _SERVICES:
                found.append(self._services(codes, frame, column))
            elif column in DATES and not self._is_number(column):
                found.append(learn_whole(self.engine, frame, column, column + _NUMBER, codes.days(column)))
            elif column != "person" and column != "area" and not self._is_number(column):
                found.append(learn(self.engine, frame, [column], column + _NUMBER, codes.teller(column)))
        if "area" in self.columns:
            found.append(learn(self.engine, frame, ["area"], "area" + _NUMBER, codes.area))
        if faults := [*codes.faults()]:
            raise InputError(faults)
        return found

    def _services(self, codes: Codes, frame: Frame, column: str) -> Dictionary:
        if "area" not in self.columns:
            return learn(self.engine, frame, [column], column + _NUMBER, lambda text: codes.service(column, 0, text))
        tell = lambda area, text: codes.service(column, codes.area(area), text)  # noqa: E731
        return learn(self.engine, frame, ["area", column], column + _NUMBER, tell)

    @cached_property
    def _rows(self) -> Frame:
        """All files, in text but for people, and for days and truths that every file holds as such."""
        return nw.concat([self._file(file) for file in self.files], how="vertical")

    def _file(self, file: Headed) -> Frame:
        theirs = {column: self._theirs(file, column) for column in self.columns}
        frame = self.engine.read(file, [name for name in theirs.values() if name])
        frame = frame.rename({name: column for column, name in theirs.items() if name and name != column})
        days = [column for column in self.columns if self._is_number(column) and column in DATES]
        frame = self.engine.day_numbers(frame, days) if days else frame
        cells = [self._cell(column, file.columns.get(theirs[column] or "")) for column in self.columns]
        number = nw.lit(file.source.number, dtype=nw.Int32).alias(FILE)
        told = self.engine.person_numbers(frame.select(number, nw.col(ROW).cast(nw.Int64), *cells))
        return told if file.source.is_parquet else self.engine.spooled(told)

    def _cell(self, column: str, holds: Holds | None) -> nw.Expr:
        if self._is_number(column):
            number = nw.col(column).cast(nw.Int32)
            return nw.when(is_day(number)).then(number).alias(column) if column in DATES else number
        if holds is None:
            return nw.lit("").alias(column)
        text = nw.col(column) if holds is Holds.TEXT else nw.col(column).cast(nw.String)
        if column != "person":
            return text.fill_null("")
        person = text.fill_null("").str.strip_chars()
        blank = person.is_in([*self.names.blank]) if self.names.blank else nw.lit(False)
        return nw.when(blank).then(nw.lit("")).otherwise(person).alias(column)

    def _is_number(self, column: str) -> bool:
        """Whether every file holds days, or truths, in a column of such."""
        fitting = Holds.DAY if column in DATES else Holds.TRUTH if column in self.places.groups else None
        return all(file.columns.get(self._theirs(file, column) or "") is fitting for file in self.files)

    def _theirs(self, file: Headed, column: str) -> str | None:
        return theirs(file, self.names, column)


def is_day(number: nw.Expr) -> nw.Expr:
    """Tell days from those that programs write where there is no day, as ``day_number`` does."""
    return (number > PLACEHOLDER_DAYS[0]) & (number < PLACEHOLDER_DAYS[1])


def theirs(file: Headed, names: RecordMap, column: str) -> str | None:
    """Find what a column of ours is called in a file: as a map says, else as it is; None where it is not there."""
    for wanted in dict.fromkeys((names.column(column), column)):
        if wanted in file.columns:
            return wanted
        if found := next((name for name in file.columns if _plain(name) == _plain(wanted)), None):
            return found
    return None


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


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
        Nothing but headers is read so far.

    Raises
    ------
    InputError
        With every file that cannot be read, and every column that is missing.
    """
    sources = find_sources(paths)
    files = read_headers(tuple(read_log(one, engine.scratch) if one.is_log else one for one in sources))
    ours = {file.source.name: [*_ours(file, names, places)] for file in files}
    shape, faults = shape_of(ours)
    faults += [fault for file in files for fault in _decimals(file, names)]
    if faults or shape is None:
        raise InputError(faults)
    return Records(engine, files, shape, places, names)


def _ours(file: Headed, names: RecordMap, places: Places) -> Iterator[str]:
    """Give the columns of a file in our words; those that are none of ours as they are."""
    known = dict.fromkeys(column for shape in SHAPES for column in (*shape.columns, *places.groups))
    found = {theirs(file, names, column): column for column in known}
    yield from (found.get(name, name) for name in file.columns)


def _decimals(file: Headed, names: RecordMap) -> Iterator[Fault]:
    name = theirs(file, names, "person")
    if name and file.columns[name] in (Holds.DECIMAL, Holds.OTHER):
        problem = "people are named by numbers with decimals here, which lose leading zeros and may be rounded"
        yield Fault(problem, "Export this column as text, or as whole numbers", file.source.name, column=name)
