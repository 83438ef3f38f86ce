"""The files that records come in: which there are, and whether they are what their endings say."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol
from urllib.parse import unquote

from dtors_network.errors import Fault, InputError

ENDINGS: Final = (".csv", ".csv.gz", ".csv.zst", ".parquet", ".xes", ".xes.gz")
LONGEST_LINE: Final = 1_000_000
"""Bytes that a line of a CSV file may have; a line of records has some hundred."""
_BLOCK: Final = LONGEST_LINE
_PACKED_LOOKED_AT: Final = 16 * _BLOCK
_PARQUET_MARK: Final = b"PAR1"

_NOT_OURS: Final = ("__MACOSX", "_temporary")
"""Folders in which programs keep something of their own beside records; so they do where a name begins with a dot."""

_NULL_FOLDER: Final = "__HIVE_DEFAULT_PARTITION__"
"""How Spark and Hive name the folder of rows in which the column of the folder is blank."""


class SupportsRead(Protocol):
    """What can be read in blocks of bytes, whether it is a file or what is packed in one."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of records.

    Attributes
    ----------
    path : Path
        Where it is.
    name : str
        What it is called in messages and among the rows set aside: its path below the folder that was named.
    number : int
        Its place among the files.
    separator : str
        What stands between the cells of a CSV file.
    line_end : str
        What ends its lines: a carriage return alone where an old Mac program wrote it.
    above : int
        Lines above its header.
    """

    path: Path
    name: str
    number: int
    separator: str = ","
    line_end: str = "\n"
    above: int = 0

    @property
    def folders(self) -> Mapping[str, str]:
        """Columns that folders tell, as ``area=east`` does of all files below it."""
        parts = (part.partition("=") for part in PurePosixPath(self.name).parent.parts)
        told = {unquote(name): unquote(value) for name, equals, value in parts if name and equals}
        return {name: "" if value == _NULL_FOLDER else value for name, value in told.items()}

    @property
    def is_parquet(self) -> bool:
        """Whether it is a Parquet file; the others are text."""
        return self.path.suffix.lower() == ".parquet"

    @property
    def is_log(self) -> bool:
        """Whether it is the log of a process in XML."""
        return self.path.name.lower().endswith((".xes", ".xes.gz"))


def find_sources(paths: Iterable[Path]) -> tuple[Source, ...]:
    """List the files of records under some paths, in the order of their names.

    Parameters
    ----------
    paths : iterable of Path
        Files, or folders with files anywhere below.

    Returns
    -------
    tuple of Source
        Each looked at from outside: a Parquet file is whole, a CSV file is text in lines.

    Raises
    ------
    InputError
        With every file that is not what its ending says, and every path with no records.
    """
    found, faults = [], []
    for path in paths:
        names = list(_below(path))
        if not names:
            faults.append(_nothing(path))
        found += names
    sources = tuple(Source(path, name, number) for number, (path, name) in enumerate(found))
    faults += [fault for source in sources for fault in _looked_at(source)]
    if faults:
        raise InputError(faults)
    return sources


def _below(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            ours = not any(part.startswith(".") or part in _NOT_OURS for part in inside.parts)
            if ours and file.is_file() and file.name.lower().endswith(ENDINGS):
                yield file, inside.as_posix()
    elif path.is_file() and path.name.lower().endswith(ENDINGS):
        yield path, path.name


def _nothing(path: Path) -> Fault:
    known = ", ".join(ENDINGS)
    if path.is_dir():
        return Fault("there are no records in this folder", f"Put files into it that end in {known}", file=str(path))
    if path.exists():
        return Fault("this is no file of records", f"Name a file that ends in {known}, or a folder", file=str(path))
    return Fault("there is no such file or folder", "Check the path for a slip", file=str(path))


def _looked_at(source: Source) -> Iterator[Fault]:
    try:
        problem = None
        if not source.is_log:  # a log is looked at while it is read
            problem = _parquet_problem(source.path) if source.is_parquet else _csv_problem(source.path)
    except (OSError, EOFError) as error:
        problem = f"this file cannot be read ({error})", "Copy it again from where it came"
    if problem:
        yield Fault(*problem, file=source.name)


def _parquet_problem(path: Path) -> tuple[str, str] | None:
    with path.open("rb") as file:
        start, size = file.read(4), path.stat().st_size
        file.seek(max(0, size - 4))
        end = file.read(4)
    if start != _PARQUET_MARK:
        return "this is no Parquet file", "Export it again as Parquet, or give a CSV file the ending .csv"
    if end != _PARQUET_MARK or size < 12:
        return "this Parquet file ends too early", "Copy it again: it was cut off, or is still being written"
    return None


def _csv_problem(path: Path) -> tuple[str, str] | None:
    """Look at a CSV file in blocks: none may lack a line end; of a packed file the first blocks are looked at."""
    packed = path.suffix.lower() == ".gz"
    if path.suffix.lower() == ".zst":
        return None  # no library of ours unpacks it here; the engine does
    if packed:
        with gzip.open(path) as unpacked:
            return _text_problem(unpacked, _PACKED_LOOKED_AT)
    with path.open("rb") as file:
        return _text_problem(file, None)


def _text_problem(file: SupportsRead, most: int | None) -> tuple[str, str] | None:
    first, seen, rest = True, 0, b""
    while (most is None or seen < most) and (block := file.read(_BLOCK)):
        if first and block.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in block:
            return "this is not text in UTF-8", 'Save it again as "CSV UTF-8", or export it as Parquet'
        try:
            (rest + block).decode("utf-8")
            rest = b""
        except UnicodeDecodeError as error:
            if error.end < len(rest) + len(block) or len(block) < _BLOCK:
                return "this is not text in UTF-8", 'Save it again as "CSV UTF-8", or export it as Parquet'
            rest = (rest + block)[error.start :]
        if len(block) == _BLOCK and b"\n" not in block and b"\r" not in block:
            return f"a line of this file is longer than {LONGEST_LINE:,} bytes", "Check that it is a CSV file"
        first, seen = False, seen + len(block)
    return ("this file is empty", "Export it again") if first else None
