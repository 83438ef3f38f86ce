"""Days in packed rows where files hold days: 19 bits each, 16 in a field of their own and 3 in one that all share."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dtors_network.records.days import BLANK_DAY, PLACEHOLDER_DAYS

ABOVE: Final = "above"
"""The field of packed rows that holds what lies above 16 bits of all columns of days."""

_FIRST: Final = PLACEHOLDER_DAYS[0]
_FIELD: Final = 16
_SHARED: Final = 3
"""Bits of a day in its own field, which hold days up to the year 2080, and in the one that all share."""


def fill_days(rows: npt.NDArray[np.void], days: dict[str, npt.NDArray[Any]]) -> None:
    """Put columns of days into packed rows.

    Examples
    --------
    >>> rows = np.zeros(3, [("started_on", np.uint16), (ABOVE, np.uint16)])
    >>> fill_days(rows, {"started_on": np.array([20_000, BLANK_DAY, 300_000], np.int32)})
    >>> (days_of(rows, "started_on") - BLANK_DAY).tolist()
    [10020001, 0, 10300001]
    """
    above = np.zeros(len(rows), np.uint16)
    for column, values in days.items():
        found = np.maximum(values - np.int32(_FIRST), 0)  # days begin above the first; a blank lies far below
        rows[column] = found
        if len(found) and found.max() >> _FIELD:
            above |= (found >> _FIELD << _shift(rows, column)).astype(np.uint16)
    rows[ABOVE] = above


def days_of(rows: npt.NDArray[np.void], column: str) -> npt.NDArray[np.int32]:
    """Give whole days since 1970 as ``fill_days`` was given them, ``BLANK_DAY`` for a blank."""
    found, above = rows[column].astype(np.int32), rows[ABOVE]
    if above.any():
        found |= (above >> np.uint16(_shift(rows, column)) & np.uint16(2**_SHARED - 1)).astype(np.int32) << _FIELD
    blank = found == 0
    found += np.int32(_FIRST)
    found += blank * np.int32(BLANK_DAY - _FIRST)  # some eight times as quick as to put them in place one by one
    return found


def is_tight(type_: np.dtype[Any], column: str) -> bool:
    """Tell whether a column of days is held so."""
    return type_[column] == np.uint16


def _shift(rows: npt.NDArray[np.void], column: str) -> int:
    """Tell where the bits of a column begin in the field that all share: by its place among those held so."""
    names = [name for name in rows.dtype.names or () if name.endswith("_on") and is_tight(rows.dtype, name)]
    return _SHARED * sorted(names).index(column)
