"""What is compared: one indicator of one area, with what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dtors_network.compare.side import Side


class Kind(StrEnum):
    """What a figure is, and so how chance is told from a difference."""

    SHARE = "share"
    """A share of people: chance is in who they happened to be."""
    RATE = "rate"
    """People to a place: chance as of a count."""
    KNOWN = "known"
    """A share of routes or services: what is open is in its range, and two ranges that touch are not told apart."""
    TOLD = "told"
    """What depends on who was asked: never tested, and read with completeness alone."""


class Direction(StrEnum):
    """Which way a figure is good, if any."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither way is better"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One indicator of one area.

    Attributes
    ----------
    indicator, scope : str
        Code of the indicator; which part of it, such as a pair of stages, blank where it has none.
    title : str
        The scope in words.
    part, whole : float or None
        Numerator and denominator; their means over drawn tables where counts are hidden. None where nobody counted.
    low, high : float or None
        The 95 % interval: Wilson's or Byar's; the likely one where counts are hidden.
    least, most : float or None
        The strict range, whatever hidden counts and open questions are.
    size : float
        People (or places, routes) whose chance stands behind the figure; less than ``whole`` where it comes from a
        chain.
    hidden : float
        Variance of the figure from one drawn table to the next.
    counted, of : int
        Completeness: links or services that were counted or answered, and those that could have been.
    missing : str
        Why there is no figure; blank where there is one.
    """

    indicator: str
    scope: str = ""
    title: str = ""
    part: float | None = None
    whole: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    size: float = 0.0
    hidden: float = 0.0
    counted: int = 0
    of: int = 0
    missing: str = ""

    @property
    def value(self) -> float | None:
        """The figure that leads; None where it is missing, which is neither nought nor few."""
        return None if self.part is None or not self.whole else self.part / self.whole

    @property
    def key(self) -> tuple[str, str]:
        """What it is compared by."""
        return self.indicator, self.scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing to compare areas by: one file and one line of the registry.

    Attributes
    ----------
    code, title : str
        Its code and its name.
    numerator, denominator : str
        What is divided by what.
    source : str
        Where the definition comes from.
    kind : Kind
        What its figures are.
    direction : Direction
        Which way is good, if any; no picture is coloured by it.
    reads : str
        What must not be concluded from it.
    completeness : str
        What is counted beside it.
    rests_on_reference : bool
        Whether it means something else under another reference pathway.
    find : callable
        Gives its figures of one side, one a scope; a missing one says why.
    """

    code: str
    title: str
    numerator: str
    denominator: str
    source: str
    kind: Kind
    direction: Direction
    reads: str
    completeness: str
    find: Callable[[Side], Iterable[Figure]]
    rests_on_reference: bool = False
