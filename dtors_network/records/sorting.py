"""Order, runs and sums of columns of whole numbers: what one pass over records is made of."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.signedinteger[Any]]
Flags: TypeAlias = npt.NDArray[np.bool_]

ROOM = 63
"""Bits of a key that never falls below 0."""

_FOLDED: Final = 16
"""Bits by which keys are looked up that may stand twice."""


def in_order(*columns: npt.NDArray[Any]) -> Numbers:
    """Order rows by columns, the first column first; rows that are equal in all of them stay as they stand.

    Parameters
    ----------
    *columns : arrays of whole numbers
        Of one length.

    Returns
    -------
    array of int64
        Places of the rows, in order.

    Examples
    --------
    >>> in_order(np.array([2, 1, 2, 1]), np.array([5, 9, 5, 3])).tolist()
    [3, 1, 0, 2]
    """
    return in_runs(*columns)[0]


def in_runs(*columns: npt.NDArray[Any], of: tuple[int, ...] = ()) -> tuple[Numbers, list[Flags]]:
    """Order rows by columns as ``in_order`` does, and mark where runs of the same begin.

    Parameters
    ----------
    *columns : arrays of whole numbers
        Of one length.
    of : tuple of int
        For each kind of run, how many of the first columns are the same in it.

    Returns
    -------
    tuple of array of int64 and list of array of bool
        Places of the rows, in order; and for each kind of run marks in that order.

    Notes
    -----
    Columns and the place of each row are packed into one number that is sorted, several times quicker than sorting by
    columns; runs are told from the sorted numbers. Where the place has no room beside the columns, see ``_by_key``;
    where the columns have none, what is packed so far is sorted and its rank goes on in its place.

    Examples
    --------
    >>> order, (first,) = in_runs(np.array([2, 1, 2, 1]), np.array([5, 9, 5, 3]), of=(1,))
    >>> order.tolist(), first.tolist()
    ([3, 1, 0, 2], [True, False, True, False])
    """
    rows = len(columns[0])
    key, width, below, above = np.zeros(rows, np.int64), 0, rows.bit_length(), dict[int, int]()
    for number in reversed(range(len(columns) if rows else 0)):
        column, need = _from_zero(columns[number])
        if need + below > ROOM:
            column, need = numbered(column), below
        if need + width > ROOM:
            key[_by_key(key, width)[0]] = np.arange(rows)
            width, above = below, {}
        above[number + 1] = width
        if need:
            key = (column.view(np.int64) << width) | key
        width += need
    order, ordered = _by_key(key, width)
    changed = ordered[1:] ^ ordered[:-1] if any(n in above for n in of) else ordered
    return order, [_from(above[n], changed, rows) if n in above else begins(_whole(columns[:n], order)) for n in of]


def _by_key(key: Numbers, width: int) -> tuple[Numbers, Numbers]:
    """Give the places of rows in the order of a key of so many bits, and the key in that order.

    Where a key has no room for the place of its row, its last bits are left out; few rows are the same in the others,
    and only these are put in order by all of it.
    """
    below = len(key).bit_length()
    surplus = max(0, width + below - ROOM)
    placed = ((key.view(np.uint64) >> surplus).view(np.int64) << below) | np.arange(len(key))
    placed.sort()
    order: Numbers = placed & ((1 << below) - 1)
    placed >>= below
    if not surplus:
        return order, placed
    ordered, same = key[order], ~begins(placed)
    if same.any():
        some = np.flatnonzero(same | after(same, False))
        turn = np.argsort(ordered[some], kind="stable")
        order[some], ordered[some] = order[some][turn], ordered[some][turn]
    return order, ordered


def _from(bit: int, changed: Numbers, rows: int) -> Flags:
    """Mark rows where a bit changes, or one above it; the first row is marked."""
    found = np.ones(rows, bool)
    np.greater_equal(changed, 1 << bit, out=found[1:])
    return found


def suspects(*columns: npt.NDArray[Any]) -> Numbers:
    """Give the places of rows among which are all that are the same as another in all columns.

    Parameters
    ----------
    *columns : arrays of whole numbers
        Of one length.

    Returns
    -------
    array of int64
        In the order of the rows: nothing where no two are the same; few others that only look so; all rows where the
        columns do not fit into one number.

    Examples
    --------
    >>> suspects(np.array([2, 1, 2, 1]), np.array([5, 9, 5, 3])).tolist()
    [0, 2]
    """
    rows = len(columns[0])
    key, width = np.zeros(rows, np.int64), 0
    for column in columns if rows else ():
        above_zero, need = _from_zero(column)
        width += need
        if width > ROOM:
            return np.arange(rows)
        key = (key << need) | above_zero.view(np.int64)
    ordered = np.sort(key)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(again):
        return np.arange(0)
    marks = np.zeros(1 << _FOLDED, bool)
    marks[_folded(again)] = True
    return np.flatnonzero(marks[_folded(key)])


def _folded(key: Numbers) -> npt.NDArray[np.uint16]:
    """Give few bits that are the same for the same keys, and seldom for others."""
    return (key.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - _FOLDED)).astype(np.uint16)


def _from_zero(column: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], int]:
    """Give how far each value lies above the lowest, and the bits that the farthest needs."""
    low, high = int(column.min()), int(column.max())
    if column.dtype.itemsize < 8:
        return column.astype(np.int64) - low, (high - low).bit_length()
    return column.view(np.uint64) - np.uint64(low % 2**64), (high - low).bit_length()


def _whole(columns: tuple[npt.NDArray[Any], ...], order: Numbers) -> Numbers:
    """Give numbers to runs of columns in an order, where no key tells them."""
    return np.cumsum(starts_of_runs(*(column[order] for column in columns)))


def beside(values: npt.NDArray[Any]) -> tuple[Numbers, Flags]:
    """Put rows with the same value beside each other, by their values, and mark where runs of the same begin.

    Examples
    --------
    >>> order, first = beside(np.array([7, 2**63, 7], np.uint64))
    >>> order.tolist(), first.tolist()
    ([0, 2, 1], [True, False, True])
    """
    if not len(values):
        return np.arange(0), np.ones(0, bool)
    order, ordered = _by_key(*_from_zero(np.ascontiguousarray(values)))
    return order, begins(ordered)


def begins(values: npt.NDArray[Any]) -> Flags:
    """Mark values that differ from the one before; the first does."""
    found = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def starts_of_runs(*columns: npt.NDArray[Any]) -> Flags:
    """Mark rows that differ from the row before in any column; the first row does.

    Examples
    --------
    >>> starts_of_runs(np.array([1, 1, 2]), np.array([7, 7, 7])).tolist()
    [True, False, True]
    """
    found = np.ones(len(columns[0]), bool)
    found[1:] = False
    for column in columns:
        found[1:] |= column[1:] != column[:-1]
    return found


def numbered(*columns: npt.NDArray[Any]) -> Numbers:
    """Give numbers to the distinct rows of some columns, from 0 in their order.

    Examples
    --------
    >>> numbered(np.array([9, 4, 9]), np.array([1, 1, 1])).tolist()
    [1, 0, 1]
    """
    order, (new,) = in_runs(*columns, of=(len(columns),)) if len(columns) > 1 else _alone(columns[0])
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(new) - 1
    return found


def _alone(column: npt.NDArray[Any]) -> tuple[Numbers, list[Flags]]:
    order, new = beside(column)
    return order, [new]


def before(values: npt.NDArray[Any], fill: int) -> npt.NDArray[Any]:
    """Give for each row the value of the row before."""
    found = np.empty_like(values)
    found[:1] = fill
    found[1:] = values[:-1]
    return found


def after(values: npt.NDArray[Any], fill: int) -> npt.NDArray[Any]:
    """Give for each row the value of the row after."""
    return before(values[::-1], fill)[::-1]


def last_so_far(marked: Flags) -> Numbers:
    """Give for each row the place of the last marked row up to it, -1 where there is none."""
    return np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))


def highest_so_far(values: Numbers, groups: Numbers) -> Numbers:
    """Give for each row the highest value so far in its group; groups are numbered upwards, values are -1 or more.

    Examples
    --------
    >>> highest_so_far(np.array([3, 1, -1, 2]), np.array([0, 0, 1, 1])).tolist()
    [3, 3, -1, 2]
    """
    if not len(values):
        return values
    width = (int(values.max()) + 1).bit_length()
    if width + int(groups[-1]).bit_length() > ROOM:
        known, places = np.unique(values, return_inverse=True)
        return known[highest_so_far(places.astype(np.int64), groups)]
    risen = np.maximum.accumulate((groups.astype(np.int64, copy=False) << width) | (values + 1))
    return (risen & ((1 << width) - 1)) - 1
