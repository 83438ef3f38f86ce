"""Which pairs of figures chance alone could make differ, with false discoveries held down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

METHOD: Final = (
    "score test with the variance between drawn tables, differences called false in at most 5 % of cases "
    "(Benjamini and Hochberg) over all pairs of all figures of the indicator"
)


class Verdict(StrEnum):
    """What is said of two figures."""

    APART = "told apart"
    NOT_APART = "cannot be told apart"
    TOO_FEW = "too few people to tell"
    OPEN = "open questions could make them equal"
    MISSING = "not counted in one of them"
    UNLIKE = "held against different references"
    UNTESTED = "depends on who was asked; not tested"


class Pair(NamedTuple):
    """Two areas and what is said of their figures.

    Attributes
    ----------
    indicator, scope : str
        What is compared.
    one, other : int
        Positions of the areas, in the order in which they were given.
    difference : float or None
        The first figure less the second.
    p, adjusted : float or None
        Chance of such a difference between equal areas; the same after Benjamini and Hochberg.
    verdict : Verdict
        The one verdict: table, picture and sentence show it.
    """

    indicator: str
    scope: str
    one: int
    other: int
    difference: float | None
    p: float | None
    adjusted: float | None
    verdict: Verdict


@dataclass(frozen=True)
class PairTests:
    """All pairs of one indicator and scope.

    Attributes
    ----------
    indicator, scope : str
        What is compared.
    one, other : array of int, shape (pairs,)
        Positions of the areas.
    difference, p, adjusted : array of float, shape (pairs,)
        Not a number where there is none.
    verdicts : tuple of Verdict
        One a pair.
    """

    indicator: str
    scope: str
    one: Any
    other: Any
    difference: Any
    p: Any
    adjusted: Any
    verdicts: tuple[Verdict, ...]

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Pair]:
        columns = (self.one.tolist(), self.other.tolist(), self.difference.tolist())
        found = (self.p.tolist(), self.adjusted.tolist(), self.verdicts)
        for one, other, by, p, adjusted, verdict in zip(*columns, *found, strict=True):
            yield Pair(self.indicator, self.scope, one, other, _none(by), _none(p), _none(adjusted), verdict)

    def count(self, verdict: Verdict) -> int:
        """Count the pairs of which something is said."""
        return self.verdicts.count(verdict)


def _none(value: float) -> float | None:
    return None if value != value else value  # not a number
