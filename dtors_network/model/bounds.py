"""Numbers of people of which only the least and the most may be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Bounds:
    """A number of people that lies between ``low`` and ``high``, both included; equal where it is known."""

    low: int
    high: int

    @property
    def known(self) -> bool:
        """Whether only one number is possible."""
        return self.low == self.high

    @property
    def cell(self) -> str:
        """How a table writes it: a number, ``*`` for 1 to 4, or ``11..15``."""
        if self.known or self.high == MANY:
            return str(self.low) if self.known else f"{self.low}{RANGE}"
        return STAR if self == SUPPRESSED else f"{self.low}{RANGE}{self.high}"

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def less(self, other: Bounds) -> Bounds:
        """Take away a part of it: never below nobody."""
        return Bounds(max(0, self.low - other.high), max(0, self.high - other.low))

    def __str__(self) -> str:
        if self.known or self.high == MANY:
            return f"{self.low:,}" if self.known else f"{self.low:,} or more"
        return STAR if self == SUPPRESSED else f"{self.low:,}–{self.high:,}"


STAR: Final = "*"
"""How a table writes a count of 1 to 4 that its owner does not show."""
RANGE: Final = ".."
"""What stands between the ends of a range in a cell."""
MANY: Final = 1_000_000_000
"""More than any count can be; a range up to it is open."""
NOBODY: Final = Bounds(0, 0)
SUPPRESSED: Final = Bounds(1, 4)
"""A count that its owner does not show: somebody, and fewer than five; never 0."""
Count: TypeAlias = int | Bounds | None
"""A whole number, the range in which it is known to lie, or None where nobody counted."""


def least(count: Count) -> int:
    """Give the smallest number that a count can stand for (0 where nobody counted).

    Examples
    --------
    >>> least(7), least(SUPPRESSED), least(Bounds(11, 15)), least(None)
    (7, 1, 11, 0)
    """
    if count is None:
        return 0
    return count.low if isinstance(count, Bounds) else count


def perhaps(count: Count) -> bool:
    """Tell whether a count may be nobody and may be somebody: a range that begins at 0.

    Examples
    --------
    >>> perhaps(Bounds(0, 5)), perhaps(SUPPRESSED), perhaps(0), perhaps(None)
    (True, False, False, False)
    """
    return isinstance(count, Bounds) and count.low == 0 < count.high


def most(count: Count) -> int | None:
    """Give the largest number that a count can stand for, or None where nobody counted.

    Examples
    --------
    >>> most(7), most(SUPPRESSED), most(Bounds(11, 15)), most(None)
    (7, 4, 15, None)
    """
    return count.high if isinstance(count, Bounds) else count


def bounds(count: Count) -> Bounds | None:
    """Give what a count of the tables can stand for; None where nobody counted.

    Examples
    --------
    >>> bounds(7), str(bounds(SUPPRESSED)), str(bounds(Bounds(11, 15))), bounds(None)
    (Bounds(low=7, high=7), '*', '11–15', None)
    """
    return Bounds(count, count) if isinstance(count, int) else count


def count_of(low: int, high: int) -> int | Bounds:
    """Give a count that lies between two numbers: the number itself where they are equal.

    Examples
    --------
    >>> count_of(6, 10), count_of(0, 0)
    (Bounds(low=6, high=10), 0)
    """
    return low if low == high else Bounds(low, high)


def count_words(count: Count) -> str:
    """Write a count for people to read: a number, a range, or that nobody counted.

    Examples
    --------
    >>> count_words(1200), count_words(Bounds(11, 15)), count_words(None)
    ('1,200', '11–15', 'not counted')
    """
    if count is None:
        return "not counted"
    return str(count) if isinstance(count, Bounds) else f"{count:,}"


def shifted(count: Count, more: int) -> Count:
    """Add a known number to a count.

    Examples
    --------
    >>> shifted(7, 3), shifted(SUPPRESSED, 3), shifted(None, 3)
    (10, Bounds(low=4, high=7), None)
    """
    if isinstance(count, Bounds):
        return Bounds(count.low + more, count.high + more)
    return None if count is None else count + more


def total(numbers: Iterable[Bounds]) -> Bounds:
    """Add numbers up.

    Examples
    --------
    >>> total([Bounds(1, 4), Bounds(10, 10)])
    Bounds(low=11, high=14)
    """
    return sum(numbers, NOBODY)
