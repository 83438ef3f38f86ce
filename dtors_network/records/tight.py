"""Days and seconds in packed rows where files hold nothing finer: they need 19 and 36 bits, of which all share a field.

A day has 16 bits in a field of its own and a moment 32; what lies above stands in the field that all columns share.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dtors_network.records.days import BLANK_DAY, DAY, NO_MOMENT, PLACEHOLDER_DAYS

ABOVE: Final = "above"
"""The field of packed rows that holds what lies above the bits of each column's own field."""

SECOND: Final = 1_000_000
"""Microseconds."""

_FIRST: Final = PLACEHOLDER_DAYS[0]
_SECONDS: Final = DAY // SECOND
"""Of a day."""

_SHARED: Final = 4
"""Bits of a column in the field that all share."""


def fill_days(rows: npt.NDArray[np.void], columns: dict[str, npt.NDArray[Any]]) -> None:
    """Put columns of days, or of seconds where their field has 32 bits, into packed rows.

    Examples
    --------
    >>> rows = np.zeros(3, [("started_on", np.uint16), ("left_on", np.uint32), (ABOVE, np.uint16)])
    >>> days = np.array([20_000, BLANK_DAY, 300_000], np.int32)
    >>> fill_days(rows, {"started_on": days, "left_on": days.astype(np.int64) * 86_400 + 59})
    >>> (days_of(rows, "started_on") - BLANK_DAY).tolist(), (days_of(rows, "left_on") - BLANK_DAY).tolist()
    ([10020001, 0, 10300001], [10020001, 0, 10300001])
    >>> moments_of(rows, "left_on", 1_000_000).tolist()[::2]
    [1728000059, 25920000059]
    """
    above = np.zeros(len(rows), np.uint16)
    for column, values in columns.items():
        bits = _bits(rows, column)
        first = values.dtype.type(_FIRST * (1 if bits == 16 else _SECONDS))
        found = np.maximum(values - first, 0)  # days begin above the first; a blank lies far below
        rows[column] = found
        if len(found) and found.max() >> bits:
            above |= (found >> bits << _shift(rows, column)).astype(np.uint16)
    rows[ABOVE] = above


def days_of(rows: npt.NDArray[np.void], column: str) -> npt.NDArray[np.int32]:
    """Give whole days since 1970 as they were packed, ``BLANK_DAY`` for a blank."""
    if rows.dtype[column] == np.int64:
        return (rows[column] // DAY).astype(np.int32)
    found = _since(rows, column)
    if _bits(rows, column) == 32:
        found = (found // found.dtype.type(_SECONDS)).astype(np.int32)
    blank = found == 0
    found += np.int32(_FIRST)
    found += blank * np.int32(BLANK_DAY - _FIRST)  # some eight times as quick as to put them in place one by one
    return found


def moments_of(rows: npt.NDArray[np.void], column: str, unit: int) -> npt.NDArray[np.int64]:
    """Give moments since 1970 in units of so many microseconds; of a blank one long ago."""
    if rows.dtype[column] == np.int64:
        exact: npt.NDArray[np.int64] = rows[column] // unit
        return exact
    return (_since(rows, column).astype(np.int64) + _FIRST * _SECONDS) * (SECOND // unit)


def widened(rows: npt.NDArray[np.void], type_: np.dtype[Any]) -> npt.NDArray[np.void]:
    """Give rows that hold seconds in a type that holds microseconds."""
    found = np.zeros(len(rows), type_)
    for column in type_.names or ():
        if column == ABOVE or type_[column] == rows.dtype[column]:
            found[column] = rows[column]
        else:
            blank = days_of(rows, column) == BLANK_DAY
            found[column] = np.where(blank, NO_MOMENT, moments_of(rows, column, 1))
    return found


def _since(rows: npt.NDArray[np.void], column: str) -> npt.NDArray[Any]:
    """Give days, or seconds, since the first one that there can be; 0 for a blank."""
    bits, above = _bits(rows, column), rows[ABOVE]
    if not above.any():
        found: npt.NDArray[Any] = rows[column].astype(np.int32 if bits == 16 else np.uint32)
        return found
    wide = np.int32 if bits == 16 else np.int64
    high: npt.NDArray[Any] = (above >> np.uint16(_shift(rows, column)) & np.uint16(2**_SHARED - 1)).astype(wide)
    found = rows[column].astype(wide)
    found |= high << bits
    return found


def _bits(rows: npt.NDArray[np.void], column: str) -> int:
    return 8 * rows.dtype[column].itemsize


def _shift(rows: npt.NDArray[np.void], column: str) -> int:
    """Tell where the bits of a column begin in the field that all share: by its place among such columns."""
    return _SHARED * sorted(name for name in rows.dtype.names or () if name.endswith("_on")).index(column)
