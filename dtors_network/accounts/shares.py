"""Shares of people and waits in words: every page, table and sentence says them so."""

from __future__ import annotations

from typing import Final

from dtors_network.model.area import Days
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.rounding import per_100, span_of_100

WHATEVER: Final = "whatever the hidden counts are"


def percent(share: Estimate | None) -> str:
    """Write a share with what the counts leave possible; where counts are hidden the middle leads.

    >>> percent(Estimate(0.2, 0.24, 0.1, 0.3, Bounds(50, 50))), percent(None)
    ('20 to 24 %', 'not counted')
    >>> percent(Estimate(0.2, 0.58, 0.31, 0.43, Bounds(46, 50), 0.37))
    'about 37 % (strictly 20 to 58 %)'
    >>> percent(Estimate(0.0, 1.0, 0.0, 1.0, Bounds(46, 50), 0.5))
    '0 to 100 %'
    """
    if share is None:
        return "not counted"
    strict = f"{span_of_100(share.least, share.most)} %"
    if share.middle is None or not ranges(share) or tells_nothing(share):
        return strict
    return f"about {per_100(share.middle)} % (strictly {strict})"


def interval(share: Estimate | None) -> str:
    """Write the 95 % interval of a share."""
    if share is None:
        return ""
    return f"{per_100(share.low)} to {per_100(share.high)} %"


def of_100(share: Estimate) -> str:
    """Say a share in a sentence: the middle leads, then what is likely, then what the counts leave possible.

    >>> of_100(Estimate(0.22, 0.51, 0.30, 0.38, Bounds(46, 50), 0.34))
    'about 34 (30 to 38 likely; 22 to 51 whatever the hidden counts are)'
    >>> of_100(Estimate(0.24, 0.24, 0.1, 0.3, Bounds(50, 50))), of_100(Estimate(0.2, 0.24, 0.1, 0.3, Bounds(50, 50)))
    ('about 24', '20 to 24')
    >>> of_100(Estimate(0.0, 1.0, 0.0, 1.0, Bounds(46, 50), 0.5))
    'anything from 0 to 100'
    """
    strict = span_of_100(share.least, share.most)
    if tells_nothing(share):
        return f"anything from {strict}"
    if share.middle is not None and ranges(share):
        likely = span_of_100(share.low, share.high)
        return f"about {per_100(share.middle)} ({likely} likely; {strict} {WHATEVER})"
    return strict if ranges(share) else f"about {strict}"


def shortly(share: Estimate) -> str:
    """Say a share in a sentence that says another one at length: the middle, and what is likely.

    >>> shortly(Estimate(0.22, 0.51, 0.30, 0.38, Bounds(46, 50), 0.34))
    'about 34 (30 to 38 likely)'
    """
    if share.middle is None or not ranges(share) or tells_nothing(share):
        return of_100(share)
    return f"about {per_100(share.middle)} ({span_of_100(share.low, share.high)} likely)"


def ranges(share: Estimate) -> bool:
    """Tell whether a share, as it is said, is a range and not one number."""
    return per_100(share.least) != per_100(share.most)


def tells_nothing(share: Estimate) -> bool:
    """Tell whether anything from nobody to all is as likely: then the middle is half of nothing known, and leads not.

    >>> tells_nothing(Estimate(0.0, 1.0, 0.0, 1.0, Bounds(46, 50), 0.5))
    True
    """
    return {per_100(share.least), per_100(share.low)} == {"0"} and {per_100(share.most), per_100(share.high)} == {"100"}


def days_words(days: Days) -> str:
    """Say a wait, or the band in which it lies.

    >>> days_words(9.5), days_words(Bounds(8, 21)), days_words(None)
    ('9.5 days', '8–21 days', 'not known')
    """
    if days is None:
        return "not known"
    return f"{days} days" if isinstance(days, Bounds) else f"{days:g} days"
