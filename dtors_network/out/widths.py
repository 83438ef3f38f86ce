"""How wide the columns of a printed table are: rows as low as they can be, and no word broken that has room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

UPRIGHT, ACROSS = 126, 186
"""Letters that stand beside each other on an upright page, and on one across."""

LONGEST: Final = 22
"""Letters of a word for which room is kept; longer ones are broken."""

TO_FILL: Final = 17
"""Letters for a column that is filled in by hand."""

BROAD: Final = 1.2
"""By how much a word of broad letters, or a bold one, is wider than letters are in the mean."""

STEEP: Final = 6
"""Of the norm that stands for the height of a row."""

GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Widths:
    """How much of the page a table takes, and each of its columns of the table; per cent."""

    table: float
    columns: tuple[float, ...]


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]], letters: int = UPRIGHT) -> Widths:
    """Share the width of a page between the columns of a table.

    Parameters
    ----------
    heads : sequence of str
        What stands over the columns.
    rows : sequence of sequence of str
        The cells, as they are shown.
    letters : int
        Letters across the page.

    Returns
    -------
    Widths
        A table of short cells takes less than the page; its columns come to 100.

    Notes
    -----
    A column has room for its longest word; the rest is given, letter by letter, to the column that makes all rows
    together lowest. A row is about as high as its highest cell (a norm stands for the largest of them, so that two
    equally high cells grow narrower together).

    Examples
    --------
    >>> widths(("No.", "Finding"), (("1", "a " * 80), ("2", "b " * 60)))
    Widths(table=100, columns=(4.4, 95.6))
    >>> widths(("State", "Links"), (("confirmed", "55"), ("weak", "2")), 100)
    Widths(table=20.8, columns=(61.5, 38.5))
    """
    table = [tuple(heads), *rows]
    most = [_most([row[at] for row in table]) for at in range(len(heads))]
    sizes = [_least([row[at] for row in table], end) for at, end in enumerate(most)]
    room = letters - GAP * len(heads)
    heights = [[BROAD * len(cell) for cell in row] for row in table]
    while sum(sizes) + 1 <= room and (at := _neediest(heights, sizes, most)) is not None:
        sizes[at] += 1
    whole = sum(sizes) + GAP * len(sizes)
    columns = tuple(round(100 * (size + GAP) / whole, 1) for size in sizes)
    return Widths(round(min(100, 100 * whole / letters), 1), columns)


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]], letters: int = UPRIGHT) -> int:
    """Tell how many lines the rows of a table take.

    >>> lines(("No.", "Finding"), (("1", "a " * 40), ("2", "b " * 100)))
    3
    """
    wide = widths(heads, rows, letters)
    room = [letters * wide.table / 100 * column / 100 - GAP for column in wide.columns]
    return sum(max(ceil(len(cell) / max(1, size)) for cell, size in zip(row, room, strict=True)) for row in rows)


def _most(cells: Sequence[str]) -> float:
    """Give the letters that a column can use: those of its longest cell, or what somebody needs to write in."""
    return BROAD * max(map(len, cells)) if any(cells[1:]) else TO_FILL


def _least(cells: Sequence[str], most: float) -> float:
    """Give the letters that a column needs: those of its longest word."""
    word = max(len(word) for cell in cells for word in (cell.split() or [""]))
    return min(most, LONGEST, BROAD * word) if any(cells[1:]) else most


def _neediest(letters: Sequence[Sequence[float]], sizes: Sequence[float], most: Sequence[float]) -> int | None:
    """Give the column to which one letter more makes the table lower than to any other; None where all have enough."""
    gains = [0.0] * len(sizes)
    for row in letters:
        lines = [of / size for of, size in zip(row, sizes, strict=True)]
        whole = sum(one**STEEP for one in lines) or 1.0
        for at, one in enumerate(lines):
            less = row[at] / (sizes[at] + 1)
            gains[at] += whole ** (1 / STEEP) - (whole - one**STEEP + less**STEEP) ** (1 / STEEP)
    open_ = [at for at, size in enumerate(sizes) if size < most[at]]
    return max(open_, key=lambda at: (gains[at], -at), default=None)
