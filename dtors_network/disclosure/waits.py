"""Waits in fixed bands, where enough people started and the band tells nothing that the blocks do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dtors_network.model.area import Days, Referral
from dtors_network.model.bounds import MANY, Bounds, Count, least, most

BANDS: Final = (Bounds(0, 7), Bounds(8, 21), Bounds(22, 42), Bounds(43, MANY))
"""Days of a median or a ninth decile; 21 days is the border that a count of the tables has too."""
ENOUGH: Final = 11
"""Fewer who may have started tell of single people."""


def banded(row: Referral) -> Referral:
    """Put the waits of a row, whose counts are blocks, into bands, or withhold them.

    Half of those who started waited more than a median, one in ten more than a ninth decile: on which side of 21
    days one lies says something of how many waited longer. It is shown where the blocks say so much already.

    Examples
    --------
    >>> row = Referral(source="a", target="b", client_group="everyone", started=Bounds(31, 35), wait_median_days=9.5,
    ...     wait_p90_days=20, waited_over_21_days=Bounds(0, 5))
    >>> found = banded(row)
    >>> found.wait_median_days, found.wait_p90_days
    (Bounds(low=8, high=21), None)
    """
    median = _shown(row.wait_median_days, row.started, row.waited_over_21_days, 0.5)
    return replace(
        row,
        wait_median_days=median,
        wait_p90_days=_shown(row.wait_p90_days, row.started, row.waited_over_21_days, 0.1),
    )


def _shown(days: Days, started: Count, late: Count, share: float) -> Days:
    if days is None or least(started) < ENOUGH or not _told(started, late, share):
        return None
    low, high = (days.low, days.high) if isinstance(days, Bounds) else (days, days)
    first, last = _band(low), _band(high)
    return first if first is last else None


def _told(started: Count, late: Count, share: float) -> bool:
    """Tell whether the blocks alone say on which side of 21 days a quantile lies, or that nobody counted."""
    longest = most(late)
    if longest is None:
        return True
    return longest + 1 < share * least(started) or least(late) - 1 > share * (most(started) or 0)


def _band(days: float) -> Bounds:
    return next(band for band in BANDS if days < band.high + 1)
