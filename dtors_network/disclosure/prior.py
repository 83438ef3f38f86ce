"""How likely each number is in a column, by how often each block occurs there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from scipy.special import gammaln

from dtors_network.disclosure.shares import GRID, beside_of, part_of

Numbers = np.ndarray[Any, np.dtype[np.float64]]

MEANS: Final = np.geomspace(0.2, 400, 34)
SPREADS: Final = np.array([0.1, 0.2, 0.35, 0.6, 1.0, 1.6, 2.5, 5.0, 20.0])
FEWEST: Final = 1e-12
SOME: Final = 6
"""Numbers of a block that stand for all of it."""
Whole = tuple[int, int, int]
"""The kind of a column, and a block of it."""
USUAL: Final = 0.15, 10.0
"""The share and firmness to which a fit is drawn where blocks tell little."""
OF_EVERYONE: Final = 0.3, 4.0
"""The same of a client group among everyone."""


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
    The mean over a grid of means and spreads, each by how likely it makes the blocks: an area has some dozens of
    blocks a column, which tell no more.

    Examples
    --------
    >>> few = log_weights([1] * 40 + [6] * 4, [5] * 40 + [10] * 4, 10)
    >>> bool(few[1] > few[5])
    True
    """
    ends = np.array([pair for pair in zip(low, high, strict=True) if pair[1] > 0], int).reshape(-1, 2)
    numbers = np.arange(max(top, int(ends.max(initial=0))) + 1)
    if not len(ends):
        return np.zeros(top + 1)
    middle, with_nought = ends.mean(), bool((ends[:, 0] == 0).any())
    mean, spread = (grid.ravel()[:, None] for grid in np.meshgrid(MEANS, SPREADS, indexing="ij"))
    part = np.log(spread) - np.log(spread + mean)
    told = np.exp(
        gammaln(numbers + spread)
        - gammaln(spread)
        - gammaln(numbers + 1)
        + spread * part
        + numbers * (np.log(mean) - np.log(spread + mean))
    )
    if not with_nought:
        told = np.where(numbers > 0, told / np.maximum(FEWEST, 1 - told[:, :1]), 0)
    below = np.concatenate([np.zeros((len(told), 1)), np.cumsum(told, axis=1)], axis=1)
    blocks, many = np.unique(ends, axis=0, return_counts=True)
    fits = np.log(np.maximum(below[:, blocks[:, 1] + 1] - below[:, blocks[:, 0]], FEWEST)) @ many
    fits = fits - (np.log(mean[:, 0] / middle) ** 2 + np.log(spread[:, 0]) ** 2) / 2  # one block does not tell much
    return _averaged(fits, told)[: top + 1]


def _averaged(fits: Sequence[float] | Numbers, told: Sequence[Numbers] | Numbers) -> Numbers:
    """Give logarithms of weights, each fit counted by how well it does."""
    share = np.exp(np.array(fits) - max(fits))
    return np.asarray(np.log(np.maximum(share / share.sum() @ np.array(told), FEWEST)))


def part_weights(
    low: Sequence[int],
    high: Sequence[int],
    of: Sequence[Whole],
    wholes: Mapping[Whole, Numbers],
    top: int,
    beside: bool = False,
    usual: tuple[float, float] = USUAL,
    listed: Numbers | None = None,
) -> dict[Whole, Numbers]:
    """Fit the share that a column has of another one to the blocks of both, and give logarithms of weights.

    Parameters
    ----------
    low, high : sequence of int
        The ends of the blocks.
    of : sequence of (int, int, int)
        By cell the kind of the other column, and its block.
    wholes : mapping of (int, int, int) to array of float
        Of each of these the logarithms of how likely its numbers are.
    top : int
        The largest number that is asked for.
    beside : bool
        Whether the other column counts those who are left, not the whole: how many were lost beside those who started.
    usual : (float, float)
        The share and firmness to which a fit is drawn where blocks tell little.
    listed : array of float, shape (cells,)
        How likely a cell is to be there where it is nobody; 1 where left out.

    Returns
    -------
    dict of (int, int, int) to array of float, shape (top + 1,)
        By block of the other column.

    Notes
    -----
    Beta-binomial with one share and firmness for the column (J. G. Skellam, J. R. Statist. Soc. B 10 (1948)); beside
    those who are left beta negative binomial, which is the same with any whole as likely as one a little larger. A
    block that holds nought says little where the whole is small, and much where it is large: a fit to the column alone
    would take the first for the second. A nought that is told counts as well.

    Examples
    --------
    >>> of = [(0, 11, 15)] * 40
    >>> found = part_weights([0] * 30 + [6] * 10, [5] * 30 + [10] * 10, of, {of[0]: np.zeros(16)}, 15)
    >>> told = np.exp(found[of[0]])
    >>> bool(2 < (told * np.arange(16)).sum() / told.sum() < 6)
    True
    """
    ends, there = np.array([low, high], int), np.ones(len(low)) if listed is None else listed
    share, firm = GRID
    pull = np.log(share / (1 - share) * (1 - usual[0]) / usual[0]) ** 2 + np.log(firm / usual[1]) ** 2
    fits, means = -pull, {}
    for whole in dict.fromkeys(of):
        cells = np.array([at for at, one in enumerate(of) if one == whole])
        first, last = ends[:, cells]
        numbers, parts = _numbers_of(whole, top), np.unique(np.concatenate([[0], *map(_numbers, first, last)]))
        likely = np.exp(wholes[whole][numbers] - wholes[whole][numbers].max())
        mean = np.einsum("fwn,w->fn", (beside_of if beside else part_of)(numbers, parts), likely / likely.sum())
        below = np.concatenate([np.zeros((len(mean), 1)), np.cumsum(mean, axis=1)], axis=1)
        within = below[:, np.searchsorted(parts, last) + 1] - below[:, np.searchsorted(parts, first)]
        unlisted = mean[:, :1] * (1 - there[cells])
        within = (within - unlisted * (first == 0)) / np.maximum(1 - unlisted, FEWEST)
        fits = fits + np.log(np.maximum(within, FEWEST)).sum(axis=1)
        means[whole] = parts, mean
    found = {}
    for whole, (parts, mean) in means.items():
        weights = np.full(top + 1, np.log(FEWEST))
        weights[parts] = _averaged(fits, mean)
        found[whole] = weights
    return found


def _numbers(low: int, high: int) -> Any:
    return np.arange(low, high + 1)


def _numbers_of(whole: Whole, top: int) -> Any:
    """Give a few numbers that stand for those of a block."""
    low, high = whole[1], max(whole[1], min(whole[2], top))
    return np.unique(np.linspace(low, high, min(SOME, high - low + 1)).astype(int))
