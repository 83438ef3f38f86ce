"""Tests of one share against two marks: what was said passes beyond the first, the opposite beyond the second."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtors_network.triangulation.numbers import Array, Number
from dtors_network.triangulation.shares import careful_share_p, pooled_interval, wilson
from dtors_network.triangulation.tested import Chance, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of a test of a share.

    Attributes
    ----------
    said : float
        What was said passes where the whole interval lies beyond it.
    opposite : float
        The opposite passes where the whole interval lies on the other side of it.
    above : bool
        Whether what was said means a high share.
    point : float
        The share itself must be at least this besides, of what was said.
    words : str
        Both marks in words.
    """

    said: float
    opposite: float
    above: bool
    point: float = 0.0
    words: str


def figure_of(part: Number, rest: Number, what: str, words: str) -> Figure:
    """Give a share with its interval: Wilson's, over drawn tables where counts are blocks."""
    part_drawn, whole = _drawn(part, rest)
    share = part_drawn / np.maximum(whole, 1e-9)
    value, low, high = pooled_interval(share, *wilson(part_drawn, np.maximum(whole, 1e-9)))
    least, most = (_ratio(*pair) for pair in ((part.low, rest.high), (part.high, rest.low)))
    people = (part + rest).people
    limits = max(0.0, low), min(1.0, high)
    return Figure(
        kind="share", what=what, value=value, low=limits[0], high=limits[1], least=least, most=most,
        people=people, marks=words,
    )  # fmt: skip


def _ratio(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 0.0


def _drawn(part: Number, rest: Number) -> tuple[Array, Array]:
    one, other = np.broadcast_arrays(part.drawn, rest.drawn)
    return one, one + other


def towards(part: Number, rest: Number, marks: Marks) -> Chance:
    """Test what was said."""
    return chance(part, rest, marks.said, above=marks.above, point=marks.point)


def against(part: Number, rest: Number, marks: Marks) -> Chance:
    """Test the opposite."""
    return chance(part, rest, marks.opposite, above=not marks.above)


def chance(part: Number, rest: Number, mark: float, *, above: bool, point: float = 0.0) -> Chance:
    """Test whether a share lies beyond a mark.

    >>> from dtors_network.triangulation.numbers import number
    >>> found = chance(number(18), number(26), 0.75, above=False)
    >>> found.p < 0.001, found.p == found.strict
    (True, True)
    """
    drawn, whole = _drawn(part, rest)
    mean = float(careful_share_p(drawn, whole, mark, above=above).mean())
    ends = (part.low, rest.high) if above else (part.high, rest.low)
    worst, all_of_it = (np.array([end]) for end in (ends[0], ends[0] + ends[1]))
    share = float((drawn / np.maximum(whole, 1e-9)).mean())
    hidden = part.low < part.high or rest.low < rest.high
    return Chance(
        p=min(1.0, 2 * mean) if hidden else mean,
        strict=float(careful_share_p(worst, all_of_it, mark, above=above)[0]),
        large=share >= point if above else True,
        people=float(whole.mean()),
        share=share if (share > mark) is above else None,
        mark=mark,
    )
