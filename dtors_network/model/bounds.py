"""Numbers of people of which only the least and the most may be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dtors_network.model.vocabulary import Count, least, most


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number of people that lies between ``low`` and ``high``; equal where it is known."""

    low: int
    high: int

    @property
    def known(self) -> bool:
        """Whether only one number is possible."""
        return self.low == self.high

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def less(self, other: Bounds) -> Bounds:
        """Take away a part of it: never below nobody."""
        return Bounds(max(0, self.low - other.high), max(0, self.high - other.low))

    def __str__(self) -> str:
        if self.known:
            return f"{self.low:,}"
        return "*" if (self.low, self.high) == (1, 4) else f"{self.low:,} to {self.high:,}"


NOBODY = Bounds(0, 0)


def bounds(count: Count) -> Bounds | None:
    """Give what a count of the tables can stand for; None where nobody counted.

    Examples
    --------
    >>> from dtors_network.model.vocabulary import SUPPRESSED
    >>> bounds(7), str(bounds(SUPPRESSED)), bounds(None)
    (Bounds(low=7, high=7), '*', None)
    """
    high = most(count)
    return None if high is None else Bounds(least(count), high)


def total(numbers: Iterable[Bounds]) -> Bounds:
    """Add numbers up.

    Examples
    --------
    >>> total([Bounds(1, 4), Bounds(10, 10)])
    Bounds(low=11, high=14)
    """
    return sum(numbers, NOBODY)
