"""The exact conditional test of several two-by-two tables, and its normal form where links differ among themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import gammaln, ndtr

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def mid_p(successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers) -> Numbers:
    """Give the stratified exact conditional mid-P that a group has as few successes as it has.

    Parameters
    ----------
    successes, group : array of float, shape (tables, strata)
        Successes of the group, and its people, in each stratum of each table.
    other_successes, others : array of float, shape (tables, strata)
        The same of the others.

    Returns
    -------
    array of float, shape (tables,)
        One-sided probabilities: fewer successes in all, and half of as many.

    Notes
    -----
    Given the margins the number in each stratum is hypergeometric; their sum is convolved by Fourier transforms of one
    length. J. J. Gart, Biometrika 57 (1970); H. O. Lancaster, J. Amer. Statist. Assoc. 56 (1961) on mid-P.

    Examples
    --------
    >>> cells = [np.array([[number]], float) for number in (0, 3, 3, 3)]
    >>> round(float(mid_p(*cells)[0]), 4)
    0.025
    """
    tables, strata = successes.shape
    marked = successes + other_successes
    size = int(np.minimum(group, marked).sum(axis=1).max(initial=0)) + 1
    whole = np.ones((tables, size // 2 + 1), complex)
    for at in range(strata):
        weights = _hypergeometric(group[:, at], others[:, at], marked[:, at], size)
        whole = whole * np.fft.rfft(weights, size, axis=1)
    chances = np.clip(np.fft.irfft(whole, size, axis=1), 0.0, None)
    reached = np.arange(size)[None, :] - successes.sum(axis=1)[:, None]
    found = (chances * (reached < 0)).sum(axis=1) + 0.5 * (chances * (reached == 0)).sum(axis=1)
    share: Numbers = np.clip(found / np.maximum(chances.sum(axis=1), 1e-300), 0.0, 1.0)
    return share


def _hypergeometric(group: Numbers, others: Numbers, marked: Numbers, size: int) -> Numbers:
    """Give the chances of 0, 1, … successes in the group, shape (tables, size)."""
    number = np.arange(min(size, int(np.minimum(group, marked).max(initial=0)) + 1), dtype=float)[None, :]
    group, others, marked = group[:, None], others[:, None], marked[:, None]
    possible = (number <= group) & (number <= marked) & (marked - number <= others)
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = _choose(group, number) + _choose(others, marked - number) - _choose(group + others, marked)
    found: Numbers = np.where(possible, np.exp(np.where(possible, logs, -np.inf)), 0.0)
    return found


def _choose(of: Numbers, number: Numbers) -> Numbers:
    found: Numbers = gammaln(of + 1) - gammaln(number + 1) - gammaln(of - number + 1)
    return found


def normal_p(
    successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers, spread: Numbers | float = 0.0
) -> Numbers:
    """Give the normal form of the test, with what links differ by among themselves.

    Parameters
    ----------
    successes, group, other_successes, others : array of float, shape (tables, strata)
        As for ``mid_p``.
    spread : float or array of float, shape (tables,)
        Variance of the log odds ratio between links.

    Returns
    -------
    array of float, shape (tables,)
        One-sided probabilities: the variance is the sum of v + spread · v² over the strata, v that of the
        hypergeometric.

    Notes
    -----
    N. Mantel and W. Haenszel, J. Nat. Cancer Inst. 22 (1959), without correction of continuity.
    """
    people, marked = group + others, successes + other_successes
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = np.where(people > 0, group * marked / people, 0.0)
        variance = np.where(people > 1, expected * others * (people - marked) / (people * (people - 1)), 0.0)
    inner = variance.sum(axis=1)
    outer = np.asarray(spread) * (variance**2).sum(axis=1)
    deviation = np.sqrt(inner + outer)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(deviation > 0, (successes - expected).sum(axis=1) / deviation, 0.0)
    found: Numbers = ndtr(z)
    return found
