"""How wide the columns of a printed table are: rows as low as they can be, and no word broken that has room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LETTERS: Final = 126
"""Letters that stand beside each other across an upright page."""

LONGEST: Final = 20
"""Letters of a word for which room is kept; longer ones are broken."""

TO_FILL: Final = 17
"""Letters for a column that is filled in by hand."""

GAP: Final = 2
HALVINGS: Final = 40


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]], letters: int = LETTERS) -> tuple[float, ...]:
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
    tuple of float
        Per cent of the page for each column; they come to 100.

    Notes
    -----
    A column gets room in proportion to what stands in it, so that the cells of a row are about equally high: at least
    its longest word, at most its longest cell.

    Examples
    --------
    >>> widths(("No.", "Finding"), (("1", "a " * 80), ("2", "b " * 60)))
    (4.0, 96.0)
    """
    columns = [[head, *(row[at] for row in rows)] for at, head in enumerate(heads)]
    least = [min(LONGEST, max(len(word) for cell in cells for word in (cell.split() or [""]))) for cells in columns]
    most = [max(map(len, cells)) for cells in columns]
    mean = [sum(map(len, cells[1:])) / max(1, len(cells) - 1) for cells in columns]
    for at, cells in enumerate(columns):
        if not any(cells[1:]):
            least[at] = most[at] = TO_FILL
    room = letters - GAP * len(columns)
    sizes = [min(b, max(a, m * _factor(room, least, mean, most))) for a, m, b in zip(least, mean, most, strict=True)]
    if sum(sizes) < room and sizes:
        widest = max(range(len(sizes)), key=lambda at: (most[at], -at))
        sizes[widest] += room - sum(sizes)
    whole = sum(sizes) + GAP * len(sizes)
    return tuple(round(100 * (size + GAP) / whole, 1) for size in sizes)


def _factor(room: float, least: Sequence[float], mean: Sequence[float], most: Sequence[float]) -> float:
    """Find by halving how many letters of room a letter gets, so that all columns together fill the page."""
    low, high = 0.0, 100.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        taken = sum(min(b, max(a, m * middle)) for a, m, b in zip(least, mean, most, strict=True))
        low, high = (middle, high) if taken < room else (low, middle)
    return low
