"""Days and moments of packed rows: waits and periods go by whole days, order by the moment where files tell one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from dtors_network.records.days import BLANK_DAY, DAY, UNREADABLE, Understood
from dtors_network.records.shapes import Shape
from dtors_network.records.sorting import Flags, Numbers, in_runs
from dtors_network.records.tight import days_of, moments_of

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
    timed : bool
        Whether any row tells a time of day.
    vague : array of bool or None
        By the code of a text, whether it tells the day alone where others tell a time; None where there is none such.
    """

    days: Numbers | None
    moments: Numbers | None
    timed: bool
    vague: Flags | None = None

    @classmethod
    def of_texts(cls, found: Understood) -> Self:
        """Take what the texts of a column stand for."""
        vague = ~found.timed & (found.days > UNREADABLE) if found.has_time else None
        some = vague is not None and vague.any()
        return cls(found.days, found.moments, timed=found.has_time, vague=vague if some else None)


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
                finest = gcd(finest, int(np.gcd.reduce(told.moments)))
        return cls(columns, timed, unit_of(finest))

    def days(self, rows: npt.NDArray[Any], column: str) -> Numbers:
        """Give whole days since 1970, ``BLANK`` or ``UNREADABLE``."""
        told = self.columns[column].days
        found: Numbers = days_of(rows, column) if told is None else told[rows[column]]
        return found

    def places(self, rows: npt.NDArray[Any], column: str, days: Numbers) -> Numbers:
        """Give numbers to put rows in order by, the earliest first; of lawful rows, whose days are ``days``."""
        told = self.columns[column]
        if not self.timed:
            return days
        if not told.timed:
            return days.astype(np.int64) * (DAY // self.unit)
        if told.moments is None:
            return moments_of(rows, column, self.unit)
        by_code: Numbers = told.moments[rows[column]] // self.unit
        return by_code

    def vague(self, rows: npt.NDArray[Any], column: str) -> Flags | None:
        """Mark rows of which a column tells the day alone while rows are put in order by moments; None for none."""
        told = self.columns.get(column)
        if not self.timed or told is None:
            return None
        if not told.timed:
            return np.ones(len(rows), bool)
        return None if told.vague is None else told.vague[rows[column]]


def filled_in(person: Numbers, day: Numbers, at: Numbers, vague: Flags) -> Numbers:
    """Give rows that tell the day alone a place in the order beside rows that tell times.

    Parameters
    ----------
    person, day, at : arrays of int
        Of rows in the order of the files; ``at`` is midnight where the day alone is told.
    vague : array of bool
        Where it is.

    Returns
    -------
    array of int64
        ``at``; of a vague row that of the row before it in the files, of the same person and day; midnight before all.

    Examples
    --------
    >>> day, at = np.array([5, 5, 5, 6]), np.array([50, 59, 50, 60])
    >>> filled_in(np.array([1, 1, 1, 1]), day, at, np.array([True, False, True, True])).tolist()
    [50, 59, 59, 60]
    """
    order, (new,) = in_runs(person, day, of=(2,))
    known = np.where(new | ~vague[order], np.arange(len(order)), 0)
    found = at.copy()
    found[order] = at[order][np.maximum.accumulate(known)]
    return found


def unit_of(finest: int) -> int:
    """Give the coarsest of a second, a millisecond and a microsecond that divides every moment.

    Examples
    --------
    >>> unit_of(60_000_000), unit_of(1_500_000), unit_of(7)
    (1000000, 1000, 1)
    """
    return next(unit for unit in (1_000_000, 1_000, 1) if finest % unit == 0)
