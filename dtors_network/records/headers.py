"""The columns of files of records, before a row is read."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final

from dtors_network.errors import Fault, InputError
from dtors_network.records.sources import LONGEST_LINE, Source

_SEPARATORS: Final = (",", ";", "\t", "|")
_START: Final = 1 << 16
"""Bytes of a file in which its header and the end of a line are looked for first."""

_LINE_END: Final = re.compile(r"[\r\n]")
_SAYS_SEPARATOR: Final = re.compile(r"sep=(?P<separator>[^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)
"""A line above the header by which Excel is told what stands between cells, and which it does not show."""

_QUOTED: Final = re.compile(r'"[^"]*"?')


class Holds(Enum):
    """What the cells of a column are, as far as it matters."""

    TEXT = "text"
    DAY = "day"
    TRUTH = "true or false"
    WHOLE = "whole number"
    DECIMAL = "number with decimals"
    OTHER = "lists, times of day, or the like"


@dataclass(frozen=True, slots=True)
class Headed:
    """A file with its columns, by their names in the file.

    Attributes
    ----------
    source : Source
        The file.
    columns : dict of str to Holds
        What each column holds; text in a CSV file. Those that only folders tell stand last.
    zones : mapping of str to str
        The zones of columns of moments that have one.
    """

    source: Source
    columns: dict[str, Holds]
    zones: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, str] = field(init=False)
    """What folders tell of columns that are not in the file."""

    def __post_init__(self) -> None:
        folders = {name: value for name, value in self.source.folders.items() if name not in self.columns}
        object.__setattr__(self, "folders", folders)
        object.__setattr__(self, "columns", self.columns | dict.fromkeys(folders, Holds.TEXT))

    @property
    def own(self) -> list[str]:
        """The columns that are in the file."""
        return [name for name in self.columns if name not in self.folders]


def read_headers(sources: tuple[Source, ...]) -> tuple[Headed, ...]:
    """Read the header of every file.

    Parameters
    ----------
    sources : tuple of Source
        The files.

    Returns
    -------
    tuple of Headed
        With the separator of each CSV file.

    Raises
    ------
    InputError
        With every file whose header cannot be read, or names a column twice.
    """
    found: list[Headed] = []
    faults: list[Fault] = []
    for source in sources:
        try:
            headed = _parquet(source) if source.is_parquet else _csv(source)
        except InputError as error:
            faults += error.faults
        else:
            found.append(headed)
    if faults:
        raise InputError(faults)
    return tuple(found)


def _parquet(source: Source) -> Headed:
    import polars as pl

    try:
        schema = pl.read_parquet_schema(source.path)
    except (pl.exceptions.PolarsError, OSError) as error:
        problem = f"this Parquet file cannot be read ({_first_line(error)})"
        raise InputError([Fault(problem, "Copy it again from where it came", file=source.name)]) from None
    zones = {name: kind.time_zone for name, kind in schema.items() if isinstance(kind, pl.Datetime) and kind.time_zone}
    return Headed(source, {name: _holds(kind) for name, kind in schema.items()}, zones)


def _holds(kind: Any) -> Holds:
    import polars as pl

    if kind in (pl.String, pl.Categorical, pl.Enum, pl.Binary, pl.Null):  # old programs do not mark text as such
        return Holds.TEXT
    if kind in (pl.Date, pl.Datetime):
        return Holds.DAY
    if kind == pl.Boolean:
        return Holds.TRUTH
    if kind.is_integer() or (kind == pl.Decimal and not kind.scale):
        return Holds.WHOLE
    return Holds.DECIMAL if kind.is_numeric() else Holds.OTHER


def _csv(source: Source) -> Headed:
    text = _start(source)
    separator, above = max(_SEPARATORS, key=_LINE_END.split(text, maxsplit=1)[0].count), 0
    if said := _SAYS_SEPARATOR.match(text):
        text, separator, above = text[said.end() :], said["separator"], 1
    try:
        names = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), [])
    except csv.Error as error:
        raise InputError([Fault(f"the header cannot be read ({error})", "Export it again", source.name, 1)]) from None
    names = [name.strip() or f"({at})" for at, name in enumerate(names, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        faults = [Fault("this column is there twice", "Rename one of them", source.name, 1, name) for name in twice]
        raise InputError(faults)
    read = replace(source, separator=separator, line_end=_line_end(text), above=above)
    return Headed(read, dict.fromkeys(names, Holds.TEXT))


def _line_end(text: str) -> str:
    bare = _QUOTED.sub("", text)
    return "\r" if "\r" in bare and "\n" not in bare else "\n"


def _start(source: Source) -> str:
    """Give the first lines of a CSV file, whether packed or not."""
    try:
        if source.path.suffix.lower() == ".zst":
            return _unpacked(source)
        with gzip.open(source.path) if source.path.suffix.lower() == ".gz" else source.path.open("rb") as file:
            start = file.read(_START)
            if not _LINE_END.search(start.decode("latin-1")):
                start += file.read(LONGEST_LINE)
            return start.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    except (OSError, EOFError) as error:
        problem = f"this file cannot be read ({_first_line(error)})"
        raise InputError([Fault(problem, "Copy it again from where it came", file=source.name)]) from None


def _unpacked(source: Source) -> str:
    """Let the engine unpack what Python cannot: its first two lines, or all of it where no line feed ends them."""
    import polars as pl

    try:
        frame = pl.scan_csv(
            source.path, has_header=False, separator="\x1f", quote_char=None, infer_schema=False, n_rows=2
        ).collect()
    except pl.exceptions.PolarsError as error:
        raise OSError(_first_line(error)) from None
    return "\n".join(frame.to_series().drop_nulls()).removeprefix("\ufeff") if len(frame) > 1 else _only(frame)


def _only(frame: Any) -> str:
    return str(frame.item() or "").removeprefix("\ufeff") if len(frame) else ""


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
