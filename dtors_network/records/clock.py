"""Days and moments of packed rows: waits and periods go by whole days, order by the moment where files tell one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from dtors_network.records.days import BLANK_DAY, DAY, NO_MOMENT, UNREADABLE, Understood
from dtors_network.records.shapes import Shape
from dtors_network.records.sorting import Numbers

BLANK: Final = BLANK_DAY
"""Stands among days for a blank."""

__all__ = ["BLANK", "UNREADABLE", "Clock", "Told"]


@dataclass(frozen=True, eq=False, slots=True)
class Told:
    """How a column of packed rows tells days.

    Attributes
    ----------
    days : array of int32 or None
        By the code of a text, its day; None where the rows hold no codes.
    moments : array of int64 or None
        By the code of a text, its moment in microseconds; None where the rows hold no codes.
    exact : bool
        Whether rows without codes hold microseconds; else they hold days.
    timed : bool
        Whether any row tells a time of day.
    """

    days: Numbers | None
    moments: Numbers | None
    exact: bool
    timed: bool

    @classmethod
    def of_texts(cls, found: Understood) -> Self:
        """Take what the texts of a column stand for."""
        return cls(found.days, found.moments, exact=False, timed=found.has_time)


@dataclass(frozen=True, eq=False)
class Clock:
    """Reads days and order from packed rows.

    Attributes
    ----------
    columns : mapping of str to Told
        How each column of days that is there tells them.
    timed : bool
        Whether rows are put in order by moments: where each column that order goes by tells times of day.
    unit : int
        Microseconds between two moments that are told apart: a second, where no row is finer.
    """

    columns: Mapping[str, Told]
    timed: bool
    unit: int

    @classmethod
    def of(cls, shape: Shape, columns: Mapping[str, Told], finest: int) -> Self:
        """Decide what order goes by.

        Parameters
        ----------
        shape : Shape
            What the rows are.
        columns : mapping of str to Told
            How its columns tell days.
        finest : int
            What the microseconds of rows without codes have in common as a divisor; 0 where there are none.
        """
        timed = all(columns[column].timed for column in shape.days if column in columns)
        for told in columns.values():
            if told.moments is not None and timed:
                known = told.moments[told.moments > NO_MOMENT + 1]
                finest = gcd(finest, int(np.gcd.reduce(known)) if len(known) else 0)
        return cls(columns, timed, unit_of(finest))

    def days(self, rows: npt.NDArray[Any], column: str) -> Numbers:
        """Give whole days since 1970, ``BLANK`` or ``UNREADABLE``."""
        told, values = self.columns[column], rows[column]
        if told.days is not None:
            found: Numbers = told.days[values]
            return found
        if not told.exact:
            return values.astype(np.int32)
        return np.where(values == NO_MOMENT, BLANK, values // DAY).astype(np.int32)

    def places(self, rows: npt.NDArray[Any], column: str) -> Numbers:
        """Give numbers to put rows in order by, the earliest first; of lawful rows with a day."""
        told = self.columns[column]
        if not self.timed:
            return self.days(rows, column)
        if not told.timed:
            return self.days(rows, column).astype(np.int64) * (DAY // self.unit)
        moments = rows[column] if told.moments is None else told.moments[rows[column]]
        return moments // self.unit


def unit_of(finest: int) -> int:
    """Give the coarsest of a second, a millisecond and a microsecond that divides every moment.

    Examples
    --------
    >>> unit_of(60_000_000), unit_of(1_500_000), unit_of(7)
    (1000000, 1000, 1)
    """
    return next(unit for unit in (1_000_000, 1_000, 1) if finest % unit == 0)
