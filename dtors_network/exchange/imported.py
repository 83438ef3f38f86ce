"""What imports wrote into an area, so that the next one can tell it from what a person typed.

A cell is remembered by a digest and not by its text: what a person deletes from a table is not kept elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.safe.bounds import bounded_text

_HEADER: Final = ("table", "row", "source", "cells")
_LARGEST: Final = 60_000_000

Key = tuple[str, ...]
"""What names a row within its table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: the area's own keys are cells of the table ``area``, in a row without a name."""

    table: str
    row: Key
    column: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell was when an import wrote it, and the file that it came from."""

    digest: str
    source: str


Imported = Mapping[Cell, Mark]


def digest_of(text: str) -> str:
    """Give what a text is remembered by.

    Examples
    --------
    >>> digest_of("20") == digest_of("20"), digest_of("20") == digest_of("21")
    (True, False)
    """
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def read_imported(path: Path) -> dict[Cell, Mark]:
    """Read what imports wrote; nothing where there was no import yet.

    Parameters
    ----------
    path : Path
        The file, which need not exist.

    Returns
    -------
    dict
        A mark by cell.

    Raises
    ------
    InputError
        If somebody changed the file so that it cannot be read.

    Examples
    --------
    >>> read_imported(Path("nowhere") / "imports.csv")
    {}
    """
    if not path.exists():
        return {}
    lines = csv.reader(io.StringIO(bounded_text(path, _LARGEST).replace("\r\n", "\n")))
    marks = {}
    try:
        if tuple(next(lines)) != _HEADER:
            raise ValueError
        for table, row, source, cells in lines:
            name = tuple(map(str, json.loads(row)))
            for column, digest in json.loads(cells).items():
                marks[Cell(table, name, str(column))] = Mark(str(digest), source)
    except (ValueError, TypeError, AttributeError, StopIteration, RecursionError, csv.Error):
        problem = "this record of what imports wrote was changed, and cannot be read"
        fix = "Delete it: every cell then counts as typed by a person, and none is overwritten"
        raise InputError([Fault(problem, fix, file=path.name)]) from None
    return marks


def imported_text(marks: Imported) -> str:
    """Write what :func:`read_imported` reads.

    Parameters
    ----------
    marks : mapping of Cell to Mark
        What is remembered.

    Returns
    -------
    str
        The text of the file.

    Examples
    --------
    >>> print(imported_text({Cell("services", ("gp",), "places"): Mark("00", "map.gexf")}), end="")
    table,row,source,cells
    services,"[""gp""]",map.gexf,"{""places"": ""00""}"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    rows: dict[tuple[str, Key, str], dict[str, str]] = {}
    for cell, mark in marks.items():
        rows.setdefault((cell.table, cell.row, mark.source), {})[cell.column] = mark.digest
    writer.writerows(
        (table, json.dumps(row), source, json.dumps(digests)) for (table, row, source), digests in rows.items()
    )
    return out.getvalue()
