"""An area as a folder: ``area.yaml`` and one CSV file a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from dtors_network.area_files.cells import LONGEST_CELL
from dtors_network.area_files.sheets import Sheet, lay_out
from dtors_network.errors import Fault
from dtors_network.safe.text import read_text

FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""A cell that a spreadsheet would run, behind any number of apostrophes."""


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run: the one guard of every table that is written.

    Examples
    --------
    >>> guarded("=1+1"), guarded("＝1+1"), guarded("'@x"), guarded("aftercare")
    ("'=1+1", "'＝1+1", "''@x", 'aftercare')
    """
    return f"'{cell}" if FORMULA.match(cell) else cell


def read_csv(path: Path) -> Sheet:
    r"""Read one CSV file as a sheet of text.

    Columns are separated by commas; lines end as they like, and line ends inside a cell become ``\n``.
    One apostrophe in front of a formula character is what :func:`csv_text` put there, and is taken off.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Sheet
        Its text, with the faults found in it.

    Raises
    ------
    InputError
        If the file cannot be read as text.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "arrivals.csv"
    >>> _ = place.write_text("service,client_group,count\n'-gp,everyone,3\n")
    >>> read_csv(place).rows
    [['-gp', 'everyone', '3']]
    >>> folder.cleanup()
    """
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    records, faults = split_records(text, path.name)
    if not faults and records and (separator := _other_separator(records[0])):
        faults = (_separated(path.name, separator),)
        return Sheet(file=path.name, faults=faults, whole=False)
    sheet = lay_out(path.name, records, faults)
    return replace(sheet, whole=False) if faults else sheet


def csv_text(records: Iterable[Sequence[str]]) -> str:
    r"""Write records as CSV that a spreadsheet shows and never runs.

    A cell that starts with a formula character (``= + - @``, a tab, a line end, or a full-width form of these),
    or with apostrophes before one, gets one apostrophe in front; :func:`read_csv` takes exactly one off again.

    Parameters
    ----------
    records : iterable of sequences of str
        The rows, the header first.

    Returns
    -------
    str
        The text of the file.

    Examples
    --------
    >>> csv_text([["note"], ["=1+1"], ["'tis"], ["a, b"]])
    'note\n\'=1+1\n\'tis\n"a, b"\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([guarded(cell) for cell in record] for record in records)
    return out.getvalue()


def write_csv_folder(folder: Path, tables: Mapping[str, Iterable[Sequence[str]]]) -> None:
    r"""Write each table as a CSV file into a folder, marked as UTF-8 so that Excel reads every letter.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_csv_folder(Path(place), {"arrivals": [["service"], ["gp"]]})
    ...     (Path(place) / "arrivals.csv").read_bytes()
    b'\xef\xbb\xbfservice\ngp\n'
    """
    for name, records in tables.items():
        (folder / f"{name}.csv").write_bytes(csv_text(records).encode("utf-8-sig"))


def split_records(text: str, file: str, separator: str = ",") -> tuple[list[list[str]], tuple[Fault, ...]]:
    r"""Split text into records; behind a broken quotation nothing can be told apart, so reading ends there.

    Parameters
    ----------
    text : str
        The text of a file; lines end in ``\n``.
    file : str
        Its name, for the fault.
    separator : str
        What stands between two cells.

    Returns
    -------
    list of list of str, tuple of Fault
        The records, apostrophes before a formula taken off, and what is wrong.

    Examples
    --------
    >>> split_records("Id;Label\n'-gp;Hill\n", "nodes.csv", ";")
    ([['Id', 'Label'], ['-gp', 'Hill']], ())
    """
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text), strict=True, delimiter=separator):
            records.append(record)
    except csv.Error as error:
        return records, (_broken(file, len(records) + 1, str(error)),)
    if "'" in text:
        records = [[cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell for cell in row] for row in records]
    return records, ()


def _broken(file: str, row: int, error: str) -> Fault:
    if "limit" in error:
        problem = f"a cell of this row holds far more than the {LONGEST_CELL:,} characters of a spreadsheet's cell"
        return Fault(problem, "Shorten it, or close a quotation mark that was left open", file=file, row=row)
    problem = "a quotation mark is left open, or stands inside a cell, and the rows from here on cannot be read"
    return Fault(problem, "Put the cell into double quotes, and double every quotation mark in it", file=file, row=row)


def _other_separator(header: Sequence[str]) -> str:
    only = header[0] if len(header) == 1 else ""
    return "semicolons" if ";" in only else "tabs" if "\t" in only else ""


def _separated(file: str, separator: str) -> Fault:
    problem = f"the columns are separated by {separator}, and commas are needed"
    return Fault(problem, 'Save it again as "CSV UTF-8 (comma delimited)"', file=file, row=1)
