"""Intervals for counts and shares, from published formulas."""

from __future__ import annotations

from math import sqrt
from typing import Final

Z95: Final = 1.959963984540054
EXACT: Final = (
    (0.0, 3.6889), (0.0253, 5.5716), (0.2422, 7.2247), (0.6187, 8.7673), (1.0899, 10.2416),
    (1.6235, 11.6683), (2.2019, 13.0595), (2.8144, 14.4227), (3.4538, 15.7632), (4.1154, 17.0848),
)  # fmt: skip
"""Exact 95 % limits of a Poisson count of 0 to 9 (F. Garwood, Biometrika 28 (1936))."""


def count_interval(count: int) -> tuple[float, float]:
    """Give the 95 % interval of a count: exact below ten, Byar's approximation from ten on.

    Parameters
    ----------
    count : int
        Number of people, at least 0.

    Returns
    -------
    tuple of float
        Lower and upper limit, in people.

    Notes
    -----
    N. E. Breslow and N. E. Day, "Statistical methods in cancer research" II (1987), p69; the rule that the public
    health profiles of England use.

    Examples
    --------
    >>> [round(limit, 1) for limit in count_interval(100)]
    [81.4, 121.6]
    """
    if count < len(EXACT):
        return EXACT[count]
    return (
        count * (1 - 1 / (9 * count) - Z95 / (3 * sqrt(count))) ** 3,
        (count + 1) * (1 - 1 / (9 * (count + 1)) + Z95 / (3 * sqrt(count + 1))) ** 3,
    )


def share_interval(part: int, whole: int) -> tuple[float, float]:
    """Give the Wilson 95 % interval of a share.

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, in people; the denominator is at least 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, between 0 and 1.

    Notes
    -----
    E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927).

    Examples
    --------
    >>> [round(limit, 3) for limit in share_interval(0, 14)]
    [0.0, 0.215]
    """
    share, square = part / whole, Z95 * Z95
    middle = part + square / 2
    spread = Z95 * sqrt(part * (1 - share) + square / 4)
    return max(0.0, (middle - spread) / (whole + square)), min(1.0, (middle + spread) / (whole + square))
