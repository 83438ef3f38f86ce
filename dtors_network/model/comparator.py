"""Figures that counted gaps are held against: a value with its source, its date and the period it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dtors_network.model.area import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """A figure to compare with.

    Attributes
    ----------
    id : str
        Its name among the others.
    rule : str
        Code of the gap rule that it serves.
    scope : str
        Which of the rule's measures: such as ``first`` or ``later`` waits, or the stages between which people are lost.
    value : float
        The figure: a share between 0 and 1, or a ratio.
    what : str
        In words, what it is a figure of.
    source, dated : str
        Where it was published, and when.
    period_start, period_end : date or None
        The period it speaks of; None where it is used for any.
    """

    id: str
    rule: str
    scope: str = ""
    value: float
    what: str
    source: str
    dated: str
    period_start: date | None = None
    period_end: date | None = None

    def suits(self, area: Area) -> bool:
        """Tell whether it speaks of the period of an area: of the larger part of it."""
        if self.period_start is None or self.period_end is None:
            return True
        if area.period_start is None or area.period_end is None:
            return False
        start, end = max(area.period_start, self.period_start), min(area.period_end, self.period_end)
        return 2 * ((end - start).days + 1) > (area.period_end - area.period_start).days + 1


def for_area(comparators: Iterable[Comparator], area: Area) -> tuple[Comparator, ...]:
    """Keep the comparators that speak of the period of an area.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps.comparators import shipped_comparators
    >>> sorted({one.rule for one in for_area(shipped_comparators(), small_area())})
    ['long_wait', 'overloaded']
    """
    return tuple(one for one in comparators if one.suits(area))
