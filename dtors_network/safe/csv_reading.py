"""CSV files of other people's making, row by row: never held whole, and with the header found wherever it stands."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from dtors_network.errors import Fault, InputError, refuse
from dtors_network.model.near import did_you_mean
from dtors_network.safe.text import read_bytes

LARGEST_CSV: Final = 200_000_000
"""Bytes of one file."""
LONGEST_LINE: Final = 1_000_000
MOST_COLUMNS: Final = 1_000
MOST_ROWS: Final = 1_048_576
HEADER_WITHIN: Final = 50
"""Rows among which the header is looked for."""
MOST_FAULTS: Final = 10_000
"""Faults after which a file is read no further; whoever made it will mend their kinds, not their rows."""

_PIECE: Final = 1_000_000
_SAVE_AGAIN: Final = 'Save it again as "CSV UTF-8 (comma delimited)"'
_DAMAGED: Final = "Download or save it again"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file: its number as a spreadsheet counts it, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Give a cell without the spaces around it; an empty string where the file has no such column."""
        return self.cells.get(column, "").strip()


def read_records(path: Path, needed: Sequence[str], faults: list[Fault]) -> Iterator[Record]:
    r"""Read the rows below the header, which is the first row that holds the first of the needed columns.

    Parameters
    ----------
    path : Path
        The file, in UTF-8 or Windows-1252, with commas.
    needed : sequence of str
        Columns that must be there; the others are given too. Case and spaces around a name do not count.
    faults : list of Fault
        Where rows that do not fit the header are noted; nothing may be used if it holds any at the end.

    Yields
    ------
    Record
        Each row that is not blank, its columns named as ``needed`` writes them.

    Raises
    ------
    InputError
        If the file cannot be read, is out of bounds, or lacks a needed column.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "export.csv"
    >>> _ = place.write_text("A preamble\n\nArea,Count\nKent,*\n")
    >>> [(row.number, row.text("Count")) for row in read_records(place, ["Area"], [])]
    [(4, '*')]
    >>> folder.cleanup()
    """
    rows = csv_rows(path)
    header = _header(rows, needed, path.name)
    for number, row in rows:
        if not any(cell and not cell.isspace() for cell in row):
            continue
        cells = row[: len(header)] if not any(row[len(header) :]) else row
        if len(cells) == len(header):
            yield Record(number, dict(zip(header, cells, strict=True)))
            continue
        problem = f"this row has {len(cells)} cells, and the header {len(header)}"
        faults.append(Fault(problem, "Put cells that hold a comma into double quotes", file=path.name, row=number))
        stop_at_most(faults, path.name)


def stop_at_most(faults: Sequence[Fault], file: str) -> None:
    """Stop reading a file that has more faults than anybody can go through, and say that there may be others.

    Parameters
    ----------
    faults : sequence of Fault
        What was found so far.
    file : str
        The file.

    Raises
    ------
    InputError
        If there are ``MOST_FAULTS``.

    Examples
    --------
    >>> stop_at_most([], "export.csv")
    """
    if len(faults) >= MOST_FAULTS:
        problem = f"the rows below were not read, after {MOST_FAULTS:,} faults"
        raise InputError([*faults, Fault(problem, "Mend these, and read the file again", file=file)])


def csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    r"""Read a CSV file row by row, within bounds.

    Parameters
    ----------
    path : Path
        The file.

    Yields
    ------
    int, list of str
        The number of each row, and its cells.

    Raises
    ------
    InputError
        If it cannot be read as text, or is out of bounds.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "names.csv"
    >>> _ = place.write_bytes("name\r\nCafé\r\n".encode("cp1252"))
    >>> list(csv_rows(place))
    [(1, ['name']), (2, ['Café'])]
    >>> folder.cleanup()
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_lines(file, path.name), strict=True)
        number = 0
        try:
            for number, row in enumerate(reader, start=1):
                if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                    refuse(path.name, f"this file has more than {MOST_COLUMNS:,} columns or {MOST_ROWS:,} rows", _LESS)
                yield number, row
        except csv.Error:
            problem = "a quotation mark is left open, or stands inside a cell, and the rows from here on cannot be read"
            refuse(path.name, problem, _DAMAGED, number + 1)
        except UnicodeDecodeError:
            refuse(path.name, "this is not a text file in UTF-8 or Windows-1252", _SAVE_AGAIN)


_LESS: Final = "Keep only the rows of your own area, and save it again"


def _encoding(path: Path) -> str:
    """Look through the file once: UTF-8 if all of it is, else Windows-1252."""
    if not path.is_file():
        read_bytes(path)  # says what is wrong
    if path.stat().st_size > LARGEST_CSV:
        refuse(path.name, f"this file is larger than {LARGEST_CSV:,} bytes", _LESS)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                if b"\x00" in piece:
                    refuse(path.name, "this is not a text file in UTF-8 or Windows-1252", _SAVE_AGAIN)
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except OSError:
        read_bytes(path)
    return "utf-8-sig"


def _lines(file: TextIO, name: str) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            refuse(name, f"a line of this file is longer than {LONGEST_LINE:,} characters", _DAMAGED)
        yield line


def _header(rows: Iterator[tuple[int, list[str]]], needed: Sequence[str], name: str) -> list[str]:
    """Find the header, and name its columns as the reader does."""
    wanted = {column.casefold(): column for column in needed}
    first: list[str] = []
    for number, row in rows:
        names = [wanted.get(cell.strip().casefold(), cell.strip()) for cell in row]
        first = first or names
        if needed[0] in names:
            while names and not names[-1]:
                names.pop()
            _check_header(names, needed, name, number)
            return names
        if number >= HEADER_WITHIN:
            break
    if len(first) == 1 and any(mark in first[0] for mark in ";\t"):
        refuse(name, "the columns are separated by semicolons or tabs, and commas are needed", _SAVE_AGAIN, 1)
    problem = f"no row of the first {HEADER_WITHIN} holds the column {needed[0]!r}"
    refuse(name, problem, "Give the file as it was downloaded, with its header")


def _check_header(names: list[str], needed: Sequence[str], name: str, number: int) -> None:
    faults = [
        Fault("this column is missing", did_you_mean(column, [cell for cell in names if cell]), name, number, column)
        for column in needed
        if column not in names
    ]
    twice = {column for column in names if column and names.count(column) > 1}
    faults += [
        Fault("two columns have this name", "Delete or rename one", name, number, column) for column in sorted(twice)
    ]
    if faults:
        raise InputError(faults)
