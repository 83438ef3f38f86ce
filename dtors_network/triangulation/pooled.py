"""Odds ratios and differences pooled over links, with their variances, and how much links differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled figure of each table: its value, its variance, and the weight of each stratum (they add up to one)."""

    value: Numbers
    variance: Numbers
    weights: Numbers


def log_odds_ratio(successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers) -> Pooled:
    """Pool the log odds ratio of a group against the others over strata, after Mantel and Haenszel.

    Parameters
    ----------
    successes, group : array of float, shape (tables, strata)
        Successes of the group, and its people.
    other_successes, others : array of float, shape (tables, strata)
        The same of the others.

    Returns
    -------
    Pooled
        Values of shape (tables,); minus or plus infinity where one side has no success or no failure at all, and NaN
        where nothing can be told.

    Notes
    -----
    Variance: J. Robins, N. Breslow and S. Greenland, Biometrics 42 (1986).

    Examples
    --------
    >>> found = log_odds_ratio(*(np.array([[number]], float) for number in (10, 20, 15, 20)))
    >>> round(float(np.exp(found.value[0])), 4), round(float(found.variance[0]), 4)
    (0.3333, 0.4667)
    """
    a, b, c, d = successes, group - successes, other_successes, others - other_successes
    people = group + others
    with np.errstate(invalid="ignore", divide="ignore"):
        r, s = (np.where(people > 0, cross / people, 0.0) for cross in (a * d, b * c))
        p, q = (np.where(people > 0, pair / people, 0.0) for pair in (a + d, b + c))
        over, under = r.sum(axis=1), s.sum(axis=1)
        value = np.log(over) - np.log(under)
        variance = (
            (p * r).sum(axis=1) / (2 * over**2)
            + (p * s + q * r).sum(axis=1) / (2 * over * under)
            + (q * s).sum(axis=1) / (2 * under**2)
        )
        weights = s / under[:, None]
    return Pooled(value, variance, np.nan_to_num(weights, nan=0.0, posinf=0.0))


def difference(successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers) -> Pooled:
    """Pool the difference of two shares over strata, after Mantel and Haenszel.

    Parameters
    ----------
    successes, group, other_successes, others : array of float, shape (tables, strata)
        As for ``log_odds_ratio``.

    Returns
    -------
    Pooled
        Share of the group less that of the others, of shape (tables,); NaN where no stratum has both.

    Notes
    -----
    Variance: T. Sato, S. Greenland and J. M. Robins, Biometrics 45 (1989).

    Examples
    --------
    >>> found = difference(*(np.array([[number]], float) for number in (10, 20, 15, 20)))
    >>> float(found.value[0]), round(float(found.variance[0]), 4)
    (-0.25, 0.0219)
    """
    a, c, n1, n0 = successes, other_successes, group, others
    people = n1 + n0
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(people > 0, n1 * n0 / people, 0.0)
        total = weight.sum(axis=1)
        crude = np.where(people > 0, (a * n0 - c * n1) / people, 0.0).sum(axis=1) / total
        p = np.where(people > 0, (n1**2 * c - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / people**2, 0.0).sum(axis=1)
        q = np.where(people > 0, (a * (n0 - c) + c * (n1 - a)) / (2 * people), 0.0).sum(axis=1)
        variance = (crude * p + q) / total**2
        weights = weight / total[:, None]
    return Pooled(crude, np.maximum(variance, 0.0), np.nan_to_num(weights))


def spread_between(successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers) -> Numbers:
    """Give the variance of the log odds ratio between links, by moments.

    Parameters
    ----------
    successes, group, other_successes, others : array of float, shape (tables, strata)
        As for ``log_odds_ratio``; a half is added to each cell.

    Returns
    -------
    array of float, shape (tables,)
        At least nought; nought where fewer than two strata tell anything.

    Notes
    -----
    R. DerSimonian and N. Laird, Controlled Clinical Trials 7 (1986).
    """
    informative = informs(successes, group, other_successes, others)
    cells = (successes, group - successes, other_successes, others - other_successes)
    a, b, c, d = (cell + 0.5 for cell in cells)
    logs = np.log(a * d / (b * c))
    weights = np.where(informative, 1 / (1 / a + 1 / b + 1 / c + 1 / d), 0.0)
    total = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (weights * logs).sum(axis=1) / total
        q = (weights * (logs - mean[:, None]) ** 2).sum(axis=1)
        found = (q - (informative.sum(axis=1) - 1)) / (total - (weights**2).sum(axis=1) / total)
    least: Numbers = np.maximum(np.nan_to_num(found, posinf=0.0), 0.0)
    return least


def informs(
    successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell which strata tell anything: people on both sides, some successes and not only successes."""
    marked = successes + other_successes
    found: np.ndarray[Any, np.dtype[np.bool_]] = (group > 0) & (others > 0) & (marked > 0) & (marked < group + others)
    return found


def finite_log_odds_ratio(successes: Numbers, group: Numbers, other_successes: Numbers, others: Numbers) -> Pooled:
    """Pool the log odds ratio, with half a person in each cell of a table that would have none.

    Parameters
    ----------
    successes, group, other_successes, others : array of float, shape (tables, strata)
        As for ``log_odds_ratio``.

    Examples
    --------
    >>> found = finite_log_odds_ratio(*(np.array([[number]], float) for number in (0, 20, 15, 20)))
    >>> bool(np.isfinite(found.value[0]))
    True
    """
    plain = log_odds_ratio(successes, group, other_successes, others)
    odd = ~(np.isfinite(plain.value) & np.isfinite(plain.variance))
    if not odd.any():
        return plain
    more = np.where(odd[:, None] & (group > 0) & (others > 0), 0.5, 0.0)
    return log_odds_ratio(successes + more, group + 2 * more, other_successes + more, others + 2 * more)
