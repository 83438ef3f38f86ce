"""Order, runs and sums of columns of whole numbers: what one pass over records is made of."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

ROOM = 63
"""Bits of a key that never falls below 0."""


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

    Notes
    -----
    Columns and the place of each row are packed into one number that is sorted, several times quicker than sorting by
    columns. Where they do not fit, what is packed so far is sorted and its rank goes on in its place.

    Examples
    --------
    >>> in_order(np.array([2, 1, 2, 1]), np.array([5, 9, 5, 3])).tolist()
    [3, 1, 0, 2]
    """
    rows = len(columns[0])
    standing, key, width = np.arange(rows), np.arange(rows), rows.bit_length()
    below = width
    for column in reversed(columns):
        if not rows:
            break
        low, high = int(column.min()), int(column.max())
        if (high - low).bit_length() + below > ROOM:
            column, low, high = _dense(column)
        need = (high - low).bit_length()
        if need + width > ROOM:
            standing, key, width = _ranked(standing, key, below)
        key = ((column - column.dtype.type(low)).astype(np.int64) << width) | key
        width += need
    key.sort()
    order: Numbers = standing[key & ((1 << below) - 1)]
    return order


def _ranked(standing: Numbers, key: Numbers, below: int) -> tuple[Numbers, Numbers, int]:
    """Sort what is packed, and give the rank of each row as its new key."""
    order = standing[np.sort(key) & ((1 << below) - 1)]
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return order, ranks, below


def _dense(column: npt.NDArray[Any]) -> tuple[Numbers, int, int]:
    """Give numbers to the values of a column that is too wide to be packed."""
    values, places = np.unique(column, return_inverse=True)
    return places.astype(np.int64), 0, len(values) - 1


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
    order = in_order(*columns)
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(starts_of_runs(*(column[order] for column in columns))) - 1
    return found


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


def next_from_here(marked: Flags) -> Numbers:
    """Give for each row the place of the next marked row from it on, the number of rows where there is none."""
    rows = len(marked)
    return np.minimum.accumulate(np.where(marked, np.arange(rows), rows)[::-1])[::-1]


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
    risen = np.maximum.accumulate((groups << width) | (values + 1))
    return (risen & ((1 << width) - 1)) - 1
