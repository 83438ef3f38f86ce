"""Whether a group starts less often than others over the same links, and than it does elsewhere: probabilities."""

from __future__ import annotations

from math import log

import numpy as np
from scipy.special import ndtr

from dtors_network.triangulation.exact import mid_p, normal_p
from dtors_network.triangulation.numbers import Array, Cells, Tables
from dtors_network.triangulation.pooled import difference, finite_log_odds_ratio, informs, spread_between

LINKS_ELSEWHERE, A_SIDE_ELSEWHERE = 20, 50
MARGIN, REFERRED = 0.10, 0.75


def enough_elsewhere(tables: Tables) -> bool:
    """Tell whether there are links and people enough to hold a place against."""
    links = informs(*tables.cells).sum(axis=1).mean()
    sides = (side.sum(axis=1).mean() for side in (tables.group, tables.others))
    return bool(links >= LINKS_ELSEWHERE and all(side >= A_SIDE_ELSEWHERE for side in sides))


def less_often(here: Cells, there: Cells | None) -> tuple[Array, Array]:
    """Give both conditions of the test: less often than others here, and lower than the same elsewhere.

    Parameters
    ----------
    here, there : tuple of four arrays of float, shape (tables, links)
        The cells of the place, and of the links elsewhere (None: there are too few).

    Returns
    -------
    tuple of array of float, shape (tables,)
        Probabilities of the first, and of both together (ones where there is nothing to hold it against).
    """
    spread = spread_between(*there) if there is not None else np.zeros(len(here[0]))
    first = np.maximum(mid_p(*here), normal_p(*here, spread))
    if there is None:
        return first, np.ones_like(first)
    one, other = (finite_log_odds_ratio(*cells) for cells in (here, there))
    variance = one.variance + other.variance
    variance = variance + spread * ((one.weights**2).sum(axis=1) + (other.weights**2).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        second = ndtr(np.nan_to_num((one.value - other.value) / np.sqrt(variance)))
    return first, np.maximum(first, second)


def not_lower(cells: Cells, referral: Cells) -> Array:
    """Give the probability of the opposite test: surely not 10 of 100 lower, and referral of the group not depressed.

    Parameters
    ----------
    cells : tuple of four arrays of float, shape (tables, links)
        Who started of those referred.
    referral : tuple of four arrays of float, shape (tables, senders)
        Who was referred here of those at each sender.
    """
    found = difference(*cells)
    with np.errstate(invalid="ignore", divide="ignore"):
        lower = ndtr(-(found.value + MARGIN) / np.sqrt(found.variance))
        sent = finite_log_odds_ratio(*referral)
        depressed = ndtr(-(sent.value - log(REFERRED)) / np.sqrt(sent.variance))
    both: Array = np.maximum(np.nan_to_num(lower, nan=1.0), np.nan_to_num(depressed, nan=1.0))
    return both
