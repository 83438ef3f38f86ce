"""Shares of people: what the counts leave possible, the interval by chance, and how many people stand behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dtors_network.intervals import share_interval
from dtors_network.model.bounds import Bounds


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Stands where a figure cannot be worked out, and says why; it is false, where an estimate is true.

    Examples
    --------
    >>> print(NotCounted("nobody counted all who come in"))
    not counted: nobody counted all who come in
    >>> bool(NotCounted("nobody counted all who come in"))
    False
    """

    reason: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"not counted: {self.reason}"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of people: a plain one, or a chance that a chain gives.

    Attributes
    ----------
    least, most : float
        What the counts leave possible, whatever hidden ones are (the strict range); equal where every count is known.
    low, high : float
        The 95 % interval. Where counts are hidden it is the likely interval: quantiles over tables drawn from the
        ranges and the chance in each, which may be narrower than the strict range. Else from the lower limit at the
        least to the upper at the most.
    people : Bounds
        How many people it is a share of.
    middle : float or None
        Where counts are hidden, the share at the mean of the drawn tables: it leads. None where none were drawn.
    """

    least: float
    most: float
    low: float
    high: float
    people: Bounds
    middle: float | None = None

    @property
    def leading(self) -> float | None:
        """The share that leads: the only one possible, or the middle of what is likely; None where neither is."""
        return self.value if self.middle is None else self.middle

    @property
    def value(self) -> float | None:
        """The share where only one is possible."""
        return self.least if self.most - self.least < 1e-9 else None


def share(fewest: tuple[int, int], most: tuple[int, int], people: Bounds) -> Estimate | None:
    """Make an estimate of a plain share, with Wilson's interval.

    Parameters
    ----------
    fewest, most : pair of int
        Part and whole where the share is least and where it is most.
    people : Bounds
        Of how many people it is a share.

    Returns
    -------
    Estimate or None
        None where there may be nobody.

    Notes
    -----
    E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927).

    Examples
    --------
    >>> found = share((3, 12), (3, 12), Bounds(12, 12))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.25, 0.09, 0.53)
    """
    if not fewest[1] or not most[1]:
        return None
    low, _ = share_interval(*fewest)
    _, high = share_interval(*most)
    return Estimate(fewest[0] / fewest[1], most[0] / most[1], low, high, people)


def part_of(part: Bounds, rest: Bounds) -> Estimate | None:
    """Make an estimate of the share that a part has of itself and a rest that vary apart.

    Examples
    --------
    >>> found = part_of(Bounds(1, 4), Bounds(10, 10))
    >>> round(found.least, 2), round(found.most, 2), str(found.people)
    (0.09, 0.29, '11–14')
    """
    least, most = (part.low, part.low + rest.high), (part.high, part.high + rest.low)
    return share(least, most, part + rest)


class Rise(NamedTuple):
    """By how much a share of people rises (or falls): each end from -1 to 1.

    Attributes
    ----------
    least, most : float
        What the counts leave possible, whatever hidden ones are (the strict range).
    low, high : float or None
        The 95 % interval; the likely one where counts are hidden. None where none was drawn.
    middle : float or None
        Where counts are hidden, the mean over the drawn tables of the least rise in each: it leads, and sets of changes
        are ranked by it. None where every count is known: there the least rise leads.
    """

    least: float
    most: float
    low: float | None = None
    high: float | None = None
    middle: float | None = None

    @property
    def leading(self) -> float:
        """The one figure: the mean over the drawn tables, or the least rise where every count is known."""
        return self.least if self.middle is None else self.middle
