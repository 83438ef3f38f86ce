"""Which of three numbers is the day: told by the values of a whole column, or by a map, and never guessed."""

from __future__ import annotations

from calendar import month_name
from datetime import date, timedelta
from enum import Enum
from typing import Final, NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt
import polars as pl

from dtors_network.errors import Fault, InputError

Whole = npt.NDArray[np.int64]
NO_DATE: Final = np.iinfo(np.int64).min
"""Stands for a day that no calendar has."""

_LAST_OF_2000S: Final = 68
"""Years of two figures up to this one are of this century, as POSIX reads %y."""

_MOST_YEARS: Final = 12
"""More different years than this, and than days of the month, are rather days than years."""


class Order(Enum):
    """Which comes first where a day stands in numbers."""

    DAY = "day first (31/12/2025)"
    MONTH = "month first (12/31/2025)"
    YEAR = "year first, of two figures (25/12/31)"


class Numbers(NamedTuple):
    """Days in three numbers each, side by side: the texts, the numbers, and which have years of two figures."""

    texts: pl.Series
    first: Whole
    second: Whole
    third: Whole
    short: npt.NDArray[np.bool_]

    def days(self, order: Order) -> Whole:
        """Read them in one order: days since 1970, ``NO_DATE`` where there is no such day."""
        if order is Order.YEAR:
            found = civil(full_year(self.first), self.second, self.third)
            return np.where(self.short, found, NO_DATE)
        year = np.where(self.short, full_year(self.third), self.third)
        if order is Order.DAY:
            return civil(year, self.second, self.first)
        return civil(year, self.first, self.second)


def full_year(figures: Whole) -> Whole:
    """Give the year of two figures.

    Examples
    --------
    >>> full_year(np.array([25, 69])).tolist()
    [2025, 1969]
    """
    return figures + np.where(figures <= _LAST_OF_2000S, 2000, 1900)


def civil(year: Whole, month: Whole, day: Whole) -> Whole:
    """Give days since 1 January 1970; ``NO_DATE`` where the calendar has no such day.

    Examples
    --------
    >>> civil(np.array([1970, 2025]), np.array([1, 2]), np.array([2, 30])).tolist() == [1, NO_DATE]
    True
    """
    months = (year - 1970) * 12 + np.clip(month, 1, 12) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    lawful = (month >= 1) & (month <= 12) & (day >= 1) & (first + day - 1 < after)
    return np.where(lawful, first + day - 1, NO_DATE)


def decide(numbers: Numbers, column: str) -> Order:
    """Tell the order of the numbers of a column from its values.

    Parameters
    ----------
    numbers : Numbers
        The different values, in whatever order.
    column : str
        What the column is called, for the fault.

    Returns
    -------
    Order
        The one order in which all are days; the day comes first where every reading is the same.

    Raises
    ------
    InputError
        If no value decides, or if some values have the day first and others the month.
    """
    day, month, year = (numbers.days(order) for order in Order)
    is_day, is_month, is_year = (found != NO_DATE for found in (day, month, year))
    by_day, by_month = is_day & ~is_month, is_month & ~is_day
    if is_year.any() and not ((is_day | is_month) & ~is_year).any():
        if (is_year & ~is_day & ~is_month).any():
            return Order.YEAR
        if len(np.unique(numbers.third)) > max(_MOST_YEARS, len(np.unique(numbers.first))):
            usual = Order.MONTH if by_month.any() else Order.DAY
            _refuse_two_ways(numbers, numbers.days(usual) != year, usual, Order.YEAR, column)
    if by_day.any() and by_month.any():
        _refuse_both(numbers, by_day, by_month, column)
    if not by_day.any() and not by_month.any() and (two := is_day & (day != month)).any():
        _refuse_two_ways(numbers, two, Order.DAY, Order.MONTH, column)
    return Order.MONTH if by_month.any() else Order.DAY


_SAID: Final = {
    Order.DAY: "month_first: false",
    Order.MONTH: "month_first: true",
    Order.YEAR: "year_first: true",
}


def _refuse_two_ways(numbers: Numbers, two: npt.NDArray[np.bool_], one: Order, other: Order, column: str) -> NoReturn:
    text, at = _least(numbers, two)
    readings = [_words(int(numbers.days(order)[at])) for order in (one, other)]
    problem = f"these days can be read two ways, and no row decides: {text} is {readings[0]} or {readings[1]}"
    fix = f"Say in a map which it is: {_SAID[one]} for {readings[0]}, {_SAID[other]} for {readings[1]}"
    raise InputError([Fault(problem, fix, column=column)])


def _refuse_both(
    numbers: Numbers, by_day: npt.NDArray[np.bool_], by_month: npt.NDArray[np.bool_], column: str
) -> NoReturn:
    problem = (
        f"some of these days have the day first ({_least(numbers, by_day)[0]}) "
        f"and some the month ({_least(numbers, by_month)[0]})"
    )
    fix = (
        f"Say in a map which is right ({_SAID[Order.DAY]} or {_SAID[Order.MONTH]}): rows that do not fit are set "
        "aside. Or read the files that are written one way and those that are written the other by themselves"
    )
    raise InputError([Fault(problem, fix, column=column)])


def _least(numbers: Numbers, of: npt.NDArray[np.bool_]) -> tuple[str, int]:
    """Give the first of some texts in their own order, so that the order of rows changes no message."""
    at = int(min(np.flatnonzero(of), key=lambda place: numbers.texts[int(place)]))
    return str(numbers.texts[at]), at


def _words(number: int) -> str:
    found = date(1970, 1, 1) + timedelta(days=number)
    return f"{found.day} {month_name[found.month]} {found.year}"
