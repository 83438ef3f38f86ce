"""What a spreadsheet puts on the clipboard, as a block of cells, and where it goes in a grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dtors_network.area_files.cells import LONGEST_CELL
from dtors_network.editing.grid import Grid
from dtors_network.errors import refuse
from dtors_network.model.near import did_you_mean

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
_CELL: Final = re.compile(r'(?:"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))(\t|\n|\Z)')
"""A cell and what ends it; in double quotes where it holds a tab, a line end or a quotation mark."""

Block = tuple[tuple[str, ...], ...]


def read_block(text: str) -> Block:
    r"""Take a block apart: tabs between cells, line ends between rows, and quoted cells that hold either.

    Parameters
    ----------
    text : str
        As Excel, LibreOffice and Google Sheets copy it; a quotation mark within a cell stands for itself.

    Returns
    -------
    tuple of tuple of str
        Its rows; the line end of the last row begins no further one.

    Raises
    ------
    InputError
        If it is larger than any table of an area.

    Examples
    --------
    >>> read_block('gp\t"two\nlines"\r\n"The ""Hub"", too"\t5" pipe\r\n')
    (('gp', 'two\nlines'), ('The "Hub", too', '5" pipe'))
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        found = _CELL.match(plain, at)
        if found is None:  # the pattern matches anything
            raise AssertionError(plain[at : at + 20])
        quoted, bare, end = found.groups()
        cell = quoted.replace('""', '"') if quoted is not None else bare
        rows[-1].append(cell)
        _check_size(rows, cell)
        if not end:
            return tuple(map(tuple, rows))
        at = found.end()
        if end == "\n":
            rows.append([])


def placed(grid: Grid, row: int, column: int, block: Block) -> tuple[int, int, Block]:
    """Say where a block goes: one that begins with the names of columns brings each of its columns to its own.

    Parameters
    ----------
    grid : Grid
        What it is put into.
    row, column : int
        The cell on which somebody stands.
    block : tuple of tuple of str
        What was copied.

    Returns
    -------
    int, int, block
        Row, column and the cells to put there.

    Raises
    ------
    InputError
        If it begins with names of columns of which the table does not have one.

    Examples
    --------
    >>> from dtors_network.editing.grid import grid_of
    >>> grid = grid_of("arrivals", ["service", "client_group", "count"], [])
    >>> placed(grid, 0, 2, (("count", "service"), ("7", "gp")))
    (0, 0, (('gp', '', '7'),))
    """
    if len(block) < 2 or not _is_header(block[0], grid.header):
        return row, column, block
    names = [name.strip() for name in block[0]]
    wrong = [name for name in names if name and name not in grid.header]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if wrong or twice:
        problem = f"the block names a column {'twice' if twice else 'that this table does not have'}"
        fix = "Keep one of them" if twice else did_you_mean(wrong[0], grid.header)
        refuse(grid.table, problem, f"{fix}; nothing of it was taken", value=(twice or wrong)[0])
    at = {name: place for place, name in enumerate(names) if name}
    first, last = (end(grid.header.index(name) for name in at) for end in (min, max))
    span = grid.header[first : last + 1]
    old = [one.cells for one in grid.rows[row : row + len(block) - 1]]
    return row, first, tuple(
        tuple(_cell(cells, at, name) if name in at else _kept(old, line, first + place)
              for place, name in enumerate(span))
        for line, cells in enumerate(block[1:])
    )  # fmt: skip


def _is_header(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Tell names of columns from what they hold: two of them at least, and most of what is there."""
    named = [cell.strip() for cell in cells if cell.strip()]
    known = sum(name in header for name in named)
    return known >= 2 and known * 2 > len(named)


def _cell(cells: Sequence[str], at: dict[str, int], name: str) -> str:
    return cells[at[name]] if at[name] < len(cells) else ""


def _kept(old: Sequence[Sequence[str]], line: int, column: int) -> str:
    return old[line][column] if line < len(old) else ""


def _check_size(rows: list[list[str]], cell: str) -> None:
    fix = "Copy fewer cells at once, or read the file with `dtors-network import`"
    if len(rows) > MOST_ROWS or len(rows[-1]) > MOST_COLUMNS:
        refuse("", f"this block has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns", fix)
    if len(cell) > LONGEST_CELL * 2:
        refuse("", f"a cell of this block holds far more than {LONGEST_CELL:,} characters", fix)
