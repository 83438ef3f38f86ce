"""One table as a grid of text cells: frozen, so that what was before a change is still there to go back to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from dtors_network.errors import refuse

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: what it is known by while it is edited, and the text of its cells.

    Attributes
    ----------
    number : int
        Its own for as long as the draft lives, wherever the row stands.
    cells : tuple of str
        As many as the grid has columns.
    """

    number: int
    cells: Cells

    @property
    def is_blank(self) -> bool:
        """Whether nothing but spaces stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """The text of one table.

    Attributes
    ----------
    table : str
        Its name.
    header : tuple of str
        The columns: those that the file has, then those that it may have.
    rows : tuple of GridRow
        In the order of the file.
    given : int
        How many of the columns the file has; the others are written once something stands in them.
    following : int
        The number of the next new row.
    is_there : bool
        Whether there is such a file or sheet; an empty one says that nothing happened, a missing one nothing.
    """

    table: str
    header: Cells
    rows: tuple[GridRow, ...] = ()
    given: int = 0
    following: int = 0
    is_there: bool = True

    @property
    def records(self) -> list[list[str]]:
        """What is written: the header and the rows that are not blank, without columns that nobody filled in."""
        rows = [row.cells for row in self.rows if not row.is_blank]
        used = [at for at in range(len(self.header)) if at < self.given or any(cells[at] for cells in rows)]
        return [[self.header[at] for at in used], *([cells[at] for at in used] for cells in rows)]


def grid_of(table: str, header: Sequence[str], rows: Iterable[Sequence[str]], known: Iterable[str] = ()) -> Grid:
    """Make a grid of a table's text.

    Parameters
    ----------
    table : str
        Its name.
    header : sequence of str
        The columns that its file has; none where there is no file.
    rows : iterable of sequences of str
        Its cells.
    known : iterable of str
        The columns that it may have.

    Returns
    -------
    Grid
        With every column.

    Examples
    --------
    >>> grid_of("arrivals", ["service"], [["gp"]], ["service", "count"]).rows[0].cells
    ('gp', '')
    """
    further = [name for name in known if name not in header]
    made = [(*row, *[""] * len(further)) for row in rows]
    numbered = tuple(GridRow(at, cells) for at, cells in enumerate(made))
    return Grid(table, (*header, *further), numbered, len(header), len(made), bool(header))


def with_block(grid: Grid, row: int, column: int, block: Sequence[Sequence[str]]) -> Grid:
    """Put a block of cells into a grid, its upper left at a cell; rows that are not there yet are added.

    Parameters
    ----------
    grid : Grid
        Before.
    row, column : int
        Where the block begins, counted from 0; the row below the last is a new one.
    block : sequence of sequences of str
        Rows of cells; shorter ones leave what stands beyond them.

    Returns
    -------
    Grid
        After.

    Raises
    ------
    InputError
        If the block reaches beyond the last column, or begins beyond the grid: then nothing of it is taken.

    Examples
    --------
    >>> grid = grid_of("arrivals", ["service", "count"], [["gp", "7"]])
    >>> [one.cells for one in with_block(grid, 0, 1, [["8"], ["9"]]).rows]
    [('gp', '8'), ('', '9')]
    """
    _check_place(grid, row, column, max(map(len, block), default=0))
    rows = list(grid.rows)
    blank = ("",) * len(grid.header)
    while len(rows) < row + len(block):
        rows.append(GridRow(grid.following + len(rows) - len(grid.rows), blank))
    for at, cells in enumerate(block, start=row):
        before = rows[at].cells
        after = (*before[:column], *map(_one_end, cells), *before[column + len(cells) :])
        if after != before:
            rows[at] = replace(rows[at], cells=after)
    return replace(grid, rows=tuple(rows), following=grid.following + len(rows) - len(grid.rows))


def with_rows(grid: Grid, row: int, number: int) -> Grid:
    """Put blank rows in before a row.

    Examples
    --------
    >>> len(with_rows(grid_of("arrivals", ["service"], [["gp"]]), 0, 2).rows)
    3
    """
    _check_place(grid, row, 0, 1)
    blank = ("",) * len(grid.header)
    new = tuple(GridRow(grid.following + at, blank) for at in range(number))
    return replace(grid, rows=(*grid.rows[:row], *new, *grid.rows[row:]), following=grid.following + number)


def without_rows(grid: Grid, rows: Collection[int]) -> Grid:
    """Take rows out, by where they stand.

    Examples
    --------
    >>> grid = grid_of("arrivals", ["service"], [["gp"], ["prison"]])
    >>> [one.cells for one in without_rows(grid, [0]).rows]
    [('prison',)]
    """
    gone = {*rows}
    if not all(0 <= row < len(grid.rows) for row in gone):
        refuse(grid.table, "there is no such row", "Load the table again")
    return replace(grid, rows=tuple(one for at, one in enumerate(grid.rows) if at not in gone))


def _check_place(grid: Grid, row: int, column: int, width: int) -> None:
    if not (0 <= row <= len(grid.rows) and 0 <= column < len(grid.header)):
        refuse(grid.table, "there is no such cell", "Load the table again")
    room = len(grid.header) - column
    if width > room:
        problem = f"the block is {width} columns wide, and from {grid.header[column]} on there are {room}"
        refuse(grid.table, problem, "Begin further left, or copy fewer columns; nothing of it was taken")


def _one_end(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")
