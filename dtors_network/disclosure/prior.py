"""How likely each number is in a column, by how often each block occurs there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy.stats import nbinom

Numbers = np.ndarray[Any, np.dtype[np.float64]]

MEANS: Final = np.geomspace(0.2, 400, 34)
SPREADS: Final = np.array([0.1, 0.2, 0.35, 0.6, 1.0, 1.6, 2.5, 5.0, 20.0])
FEWEST: Final = 1e-12


def log_weights(low: Sequence[int], high: Sequence[int], top: int) -> Numbers:
    """Fit negative binomial counts to the blocks of a column, and give the logarithm of each number's weight.

    Blocks of nobody tell themselves and are left out; where a block holds nought beside other numbers, nought has its
    weight, else the fit is to those who are there.

    Parameters
    ----------
    low, high : sequence of int
        The ends of the blocks.
    top : int
        The largest number that is asked for.

    Returns
    -------
    array of float, shape (top + 1,)
        Logarithms of weights.

    Notes
    -----
    The most likely of a grid of means and spreads: an area has some dozens of blocks a column, which tell no more.

    Examples
    --------
    >>> few = log_weights([1] * 40 + [6] * 4, [5] * 40 + [10] * 4, 10)
    >>> bool(few[1] > few[5])
    True
    """
    ends = np.array([pair for pair in zip(low, high, strict=True) if pair[1] > 0], int).reshape(-1, 2)
    numbers = np.arange(max(top, int(ends.max(initial=0))) + 1)
    best, found = -np.inf, np.zeros(len(numbers))
    middle = ends.mean() if len(ends) else 1.0
    with_nought = bool((ends[:, 0] == 0).any())
    for mean in MEANS if len(ends) else ():
        for spread in SPREADS:
            weight = nbinom.pmf(numbers, spread, spread / (spread + mean))
            if not with_nought:
                weight = np.where(numbers > 0, weight / max(FEWEST, 1 - weight[0]), 0)
            below = np.concatenate([[0.0], np.cumsum(weight)])
            fit = np.log(np.maximum(below[ends[:, 1] + 1] - below[ends[:, 0]], FEWEST)).sum()
            fit -= (np.log(mean / middle) ** 2 + np.log(spread) ** 2) / 2  # one block alone does not tell much
            if fit > best:
                best, found = fit, np.log(np.maximum(weight, FEWEST))
    return found[: top + 1]
