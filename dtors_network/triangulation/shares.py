"""Tests and intervals of a share, of a count for each worker, and of one value beside others like it."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import bdtr, ndtr, stdtr

from dtors_network.intervals import Z95

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def wilson(part: Numbers, whole: Numbers) -> tuple[Numbers, Numbers]:
    """Give Wilson's interval of each share; ``intervals.share_interval`` for arrays.

    >>> [round(float(end[0]), 3) for end in wilson(np.array([0.0]), np.array([14.0]))]
    [0.0, 0.215]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share, square = part / whole, Z95 * Z95
        middle = (part + square / 2) / (whole + square)
        half = Z95 * np.sqrt(np.maximum(part * (1 - share), 0.0) + square / 4) / (whole + square)
    return np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)


def share_p(part: Numbers, whole: Numbers, mark: float, *, above: bool) -> Numbers:
    """Give the score probability of a share as far above (or below) a mark as this, were the mark the truth.

    It is at most 2.5 % exactly where Wilson's 95 % interval lies wholly beyond the mark; 1 where there is nobody.

    >>> round(float(share_p(np.array([8.0]), np.array([10.0]), 0.5, above=True)[0]), 4)
    0.0289
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (part - whole * mark) / np.sqrt(whole * mark * (1 - mark))
    found: Numbers = np.where(whole > 0, ndtr(-z if above else z), 1.0)
    return found


def careful_share_p(part: Numbers, whole: Numbers, mark: float, *, above: bool) -> Numbers:
    """Give the larger of the score probability of a share and its exact mid-P.

    The score test alone errs in up to 6 of 100 cases where a mark is near 0 or 1 and people are few.

    >>> two_of_20 = np.array([2.0]), np.array([20.0])
    >>> round(float(share_p(*two_of_20, 0.02, above=True)[0]), 4)
    0.0053
    >>> round(float(careful_share_p(*two_of_20, 0.02, above=True)[0]), 4)
    0.0335
    """
    score = share_p(part, whole, mark, above=above)
    here = bdtr(part, whole.astype(int), mark)
    below = np.where(part >= 1, bdtr(np.maximum(part - 1, 0), whole.astype(int), mark), 0.0)
    middle = (here + below) / 2
    found: Numbers = np.where(whole > 0, np.maximum(score, 1 - middle if above else middle), 1.0)
    return found


def byar(count: Numbers) -> tuple[Numbers, Numbers]:
    """Give Byar's interval of each count, for arrays.

    Notes
    -----
    N. E. Breslow and N. E. Day, "Statistical methods in cancer research" II (1987), p69.

    Examples
    --------
    >>> [round(float(end[0]), 1) for end in byar(np.array([100.0]))]
    [81.4, 121.6]
    """
    some, more = np.maximum(count, 1e-9), count + 1
    low = np.where(count > 0, some * np.maximum(1 - 1 / (9 * some) - Z95 / (3 * np.sqrt(some)), 0.0) ** 3, 0.0)
    return low, more * (1 - 1 / (9 * more) + Z95 / (3 * np.sqrt(more))) ** 3


def count_p(count: Numbers, expected: Numbers, *, above: bool) -> Numbers:
    """Give the probability of a count as far above (or below) what is expected; Byar's interval turned round.

    >>> round(float(count_p(np.array([60.0]), np.array([40.0]), above=True)[0]), 4)
    0.0019
    """
    some = np.maximum(count, 1e-9) if above else count + 1
    z = 3 * np.sqrt(some) * (1 - 1 / (9 * some) - np.cbrt(expected / some))
    found: Numbers = np.where((count <= 0) & above, 1.0, ndtr(-z if above else z))
    return found


def logit(part: Numbers, whole: Numbers) -> Numbers:
    """Give the log odds of each share, half a person added on either side."""
    found: Numbers = np.log((part + 0.5) / (whole - part + 0.5))
    return found


def below_others(value: Numbers, others: Numbers) -> Numbers:
    """Give the probability that one more of the same kind lies as low as this: predictive t.

    Parameters
    ----------
    value : array of float, shape (tables,)
        The value in question.
    others : array of float, shape (tables, k)
        Those of its kind, k at least 2; k - 1 degrees of freedom.

    Examples
    --------
    >>> round(float(below_others(np.array([0.0]), np.array([[1.0, 2.0, 3.0]]))[0]), 4)
    0.1127
    """
    k = others.shape[1]
    deviation = others.std(axis=1, ddof=1) * np.sqrt(1 + 1 / k)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = (value - others.mean(axis=1)) / deviation
    found: Numbers = stdtr(k - 1, np.nan_to_num(t, nan=0.0, posinf=50.0, neginf=-50.0))
    return found


def pooled_interval(values: Numbers, lows: Numbers, highs: Numbers) -> tuple[float, float, float]:
    """Give the middle and the 95 % interval of a figure over drawn tables: within them and between them together.

    Notes
    -----
    D. B. Rubin, "Multiple imputation for nonresponse in surveys" (1987); the two sides of the interval apart.

    Examples
    --------
    >>> pooled_interval(np.array([0.5]), np.array([0.4]), np.array([0.7]))
    (0.5, 0.4, 0.7)
    """
    middle = float(values.mean())
    between = float(values.var(ddof=1)) * (1 + 1 / len(values)) * Z95**2 if len(values) > 1 else 0.0
    below, over = (float(np.sqrt(((values - end) ** 2).mean() + between)) for end in (lows, highs))
    return middle, round(middle - below, 12), round(middle + over, 12)
