"""Which kind of file a file is: by its ending, else by the header of its table, the keys of its JSON, its sheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from dtors_network.area_files.naming import AREA_FILE
from dtors_network.area_files.schema import AREA
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.kind import FileKind, Room
from dtors_network.exchange.registers.directory_tables import holds_tables
from dtors_network.exchange.registry import KINDS
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.csv_reading import HEADER_WITHIN, csv_rows
from dtors_network.safe.json_reading import DIRECTORY, NETWORK, parse_json
from dtors_network.safe.text import decode, read_bytes
from dtors_network.safe.xlsx_bounds import open_workbook
from dtors_network.safe.xlsx_reading import sheets_of

_SEPARATORS: Final = (",", ";", "\t")
_LONGEST: Final = 100_000
_NAME_IT: Final = "Name its kind, as in: import KIND FILE; --list shows every kind"

Rows = list[list[str]]


def kind_of(path: Path) -> FileKind:
    """Find out which kind of file this is, as :func:`recognise` does.

    Parameters
    ----------
    path : Path
        A file or a folder.

    Returns
    -------
    FileKind
        The kind.

    Raises
    ------
    InputError
        If there is no such file, if it cannot be read, if it is an area itself, or if its kind cannot be told.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "links.csv").write_text("Source;Target")
    ...     kind_of(Path(folder) / "links.csv").code
    'gephi'
    """
    if not path.exists():
        raise InputError([Fault("there is no such file", "Check the path for a slip", file=str(path))])
    if found := recognise(path):
        return found
    raise InputError([Fault("nothing in this file says of which kind it is", _NAME_IT, file=str(path))])


def recognise(path: Path) -> FileKind | None:
    """Find out which kind of file this is.

    Parameters
    ----------
    path : Path
        A file or a folder.

    Returns
    -------
    FileKind or None
        The kind; None where it is none of these, or may be more than one.

    Raises
    ------
    InputError
        If it has to be looked into and cannot be read, or if it is an area itself.

    Examples
    --------
    >>> recognise(Path("map.gexf")).code, recognise(Path("notes.txt"))
    ('gexf', None)
    """
    if path.is_dir():
        return _of_folder(path)
    ending = path.suffix.lower()
    kinds = [one for one in KINDS.values() if ending in one.endings]
    if len(kinds) < 2 or not path.is_file():
        return kinds[0] if len(kinds) == 1 else None
    if ending == ".csv":
        rows, firsts = _of_table(path)
    elif ending == ".json":
        firsts = rows = [_keys(path)]
    else:
        rows, firsts = _of_workbook(path)
    return _by_head(kinds, rows, firsts)


def _by_head(kinds: Sequence[FileKind], rows: Rows, firsts: Rows) -> FileKind | None:
    """Ask publishers' kinds for their header, which may stand below other rows, and then networks for a first row."""
    for row in rows:
        found = [one for one in kinds if one.room is not Room.NETWORK and one.head and one.head(row)]
        if len(found) == 1:
            return found[0]
    drawn = [one for one in kinds if one.room is Room.NETWORK and one.head and any(map(one.head, firsts))]
    if drawn:
        return drawn[0]
    plain = [one for one in kinds if one.head is None]
    return plain[0] if len(plain) == 1 else None


def _of_folder(path: Path) -> FileKind | None:
    if (path / AREA_FILE).is_file():
        _is_area(path)
    if any((path / f"{what}.csv").is_file() for what in ("nodes", "edges")):
        return KINDS["gephi"]
    return KINDS["open-referral"] if holds_tables(path) else None


def _of_table(path: Path) -> tuple[Rows, Rows]:
    """Give the rows between commas, and the first row whatever parts its cells; publishers' tables have commas."""
    with path.open("rb") as file:
        line = decode(b"".join(file.read(_LONGEST).splitlines()[:1]), path.name)
    separator = max(_SEPARATORS, key=line.count)
    firsts = list(csv.reader([line], delimiter=separator))
    try:
        return [row for _, row in islice(csv_rows(path), HEADER_WITHIN)], firsts
    except InputError:
        if separator == ",":
            raise
        return [], firsts


def _keys(path: Path) -> list[str]:
    raw = bounded_bytes(path, DIRECTORY.largest, DIRECTORY.smaller)
    document = parse_json(raw, path.name, NETWORK if len(raw) <= NETWORK.largest else DIRECTORY)
    return list(document) if isinstance(document, dict) else []


def _of_workbook(path: Path) -> tuple[Rows, Rows]:
    """Give the rows among which a header may stand, and what can be one of a network: titles and first rows."""
    with sheets_of(open_workbook(read_bytes(path), path.name), path.name) as book:
        titles = [sheet.title for sheet in book.worksheets]
        sheets = [list(_first_rows(sheet)) for sheet in book.worksheets]
    if AREA.name in titles:
        _is_area(path)
    return [row for rows in sheets for row in rows], [titles, *(rows[0] for rows in sheets if rows)]


def _first_rows(sheet: object) -> Iterator[list[str]]:
    rows = sheet.iter_rows(max_row=HEADER_WITHIN, values_only=True)  # type: ignore[attr-defined]
    yield from ([str(value) for value in row if value is not None] for row in rows)


def _is_area(path: Path) -> None:
    fix = "Use it by its path; convert writes it in another format, and import reads that"
    raise InputError([Fault("this is an area itself, and no file of another program", fix, file=str(path))])
