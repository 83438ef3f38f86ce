"""Merged cells of a sheet: a spreadsheet keeps the value of the first alone, so that the others seem blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.errors import Fault

_RANGE: Final = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref\s*=\s*["']\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})["']"""
)
_CHUNK: Final = 1 << 20
_LONGEST: Final = 400
"""Bytes that are looked at again with the next chunk, for a mark may lie across the two."""
_MOST_FILLED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Merged:
    """One merged range: its name, and its rows and columns, counted from 1, the last included."""

    name: str
    top: int
    left: int
    bottom: int
    right: int


def merged_ranges(sheet: Any) -> list[Merged]:
    """Find the merged ranges of a sheet, which openpyxl does not look for where it only reads.

    Parameters
    ----------
    sheet : openpyxl read-only worksheet
        The sheet.

    Returns
    -------
    list of Merged
        By row, then by column.

    Examples
    --------
    >>> from io import BytesIO
    >>> from openpyxl import Workbook, load_workbook
    >>> book, out = Workbook(), BytesIO()
    >>> book.active.merge_cells("B2:B4")
    >>> book.save(out)
    >>> merged_ranges(load_workbook(out, read_only=True).active)
    [Merged(name='B2:B4', top=2, left=2, bottom=4, right=2)]
    """
    with sheet._get_source() as source:
        found = dict.fromkeys(_range(*match) for match in _marks(source))
    return sorted(found, key=lambda one: (one.top, one.left))


def fill_merged(ranges: Iterable[Merged], rows: list[list[str]], file: str) -> list[Fault]:
    """Give the cells below the first of a merged range its value, and name each range whose value is not blank.

    They are filled so that a fault names the range and no cell of it is called blank beside.

    Parameters
    ----------
    ranges : iterable of Merged
        The merged ranges of a sheet.
    rows : list of list of str
        Its cells, the header first; they are changed.
    file : str
        How faults name the sheet.

    Returns
    -------
    list of Fault
        One for each range that holds something below or in the header.

    Examples
    --------
    >>> rows = [["service", "organisation"], ["hub", "way"], ["out", ""]]
    >>> print(*fill_merged([Merged("B2:B3", 2, 2, 3, 2)], rows, "a.xlsx, sheet services"))
    a.xlsx, sheet services, row 2, column organisation: these cells are merged (B2:B3), so that only the first holds \
a value (found 'way'). Unmerge them, and give each row its own value
    >>> rows[2]
    ['out', 'way']
    """
    faults = []
    filled = 0
    for one in ranges:
        value = rows[one.top - 1][one.left - 1] if one.top <= len(rows) and one.left <= len(rows[one.top - 1]) else ""
        if not value.strip():
            continue
        column = rows[0][one.left - 1] if one.left <= len(rows[0]) else ""
        problem = f"these cells are merged ({one.name}), so that only the first holds a value"
        fix = "Unmerge them, and give each row its own value"
        faults.append(Fault(problem, fix, file=file, row=one.top, column=column, value=value))
        for row in rows[one.top - 1 : one.bottom]:
            if filled > _MOST_FILLED:
                break
            row.extend([""] * (one.left - len(row)))
            row[one.left - 1] = value
            filled += 1
    return faults


def _marks(source: Any) -> Iterator[tuple[bytes, ...]]:
    before = b""
    while chunk := source.read(_CHUNK):
        yield from (match.groups() for match in _RANGE.finditer(before + chunk))
        before = (before + chunk)[-_LONGEST:]


def _range(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Merged:
    name = f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}"
    return Merged(name, int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
