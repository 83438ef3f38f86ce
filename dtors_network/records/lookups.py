"""Fields of packed rows as sums of what the words of some columns add to them, looked up in few tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

_MOST: Final = 1 << 13
"""Numbers in a table that takes the place of several: it stays in the cache of the processor."""


class Table(NamedTuple):
    """What is added to a field.

    Attributes
    ----------
    by : tuple of str
        The columns by whose codes it is looked up; none where it is always the same.
    adds : array of int32
        With an axis for each of them.
    """

    by: tuple[str, ...]
    adds: npt.NDArray[np.int32]


def joined(tables: Iterable[Table]) -> list[Table]:
    """Make fewer tables that add the same: one of those by the same column, and one of columns of few codes.

    Examples
    --------
    >>> colour = Table(("colour",), np.array([0, 10], np.int32))
    >>> size = Table(("size",), np.array([1, 2, 3], np.int32))
    >>> [table] = joined([colour, size, colour])
    >>> table.by, table.adds.tolist()
    (('colour', 'size'), [[1, 2, 3], [21, 22, 23]])
    """
    by_column: dict[tuple[str, ...], npt.NDArray[np.int32]] = {}
    for by, adds in tables:
        by_column[by] = by_column[by] + adds if by in by_column else adds
    found: list[Table] = []
    for by, adds in by_column.items():
        before = found[-1] if found else None
        if before is not None and before.adds.size * adds.size <= _MOST:
            found[-1] = Table(before.by + by, np.add.outer(before.adds, adds))
        else:
            found.append(Table(by, adds))
    return found


def looked_up(tables: Iterable[Table], cells: Mapping[str, npt.NDArray[Any]]) -> Any:
    """Add up what tables say of some rows, given as columns of codes; one number where it is the same for all."""
    found: Any = np.int32(0)
    for by, adds in tables:
        if not by:
            found = found + adds.item()
            continue
        at = cells[by[0]].astype(np.intp)
        for axis, column in enumerate(by[1:], start=1):
            at *= adds.shape[axis]
            at += cells[column]
        found = found + adds.ravel()[at]
    return found
