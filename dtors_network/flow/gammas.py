"""Gammas of counts, from which shares are made; of one cell at several counts, a larger one adds to a smaller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Places, Vector


def drawn(random: np.random.Generator, counts: Batch, prior: Vector, draws: int) -> Batch:
    """Draw a gamma of every cell in every replicate: divided by their sum, cells of one place are Dirichlet.

    Parameters
    ----------
    random : Generator
        Of the random numbers.
    counts : array of float, shape (draws, cells) or (1, cells) or (cells,)
        People in each cell: of each replicate its own, or one row for all of them.
    prior : array of float, shape (cells,)
        What is added before anybody was counted.
    draws : int
        Number of replicates.

    Returns
    -------
    array of float, shape (cells, draws)

    Notes
    -----
    L. Devroye, "Non-uniform random variate generation" (1986), section XI.4.

    Examples
    --------
    >>> drawn(np.random.default_rng(1), np.array([0.0, 8.0]), np.array([0.0, 0.5]), 3).shape
    (2, 3)
    """
    shape = np.atleast_2d(counts).T + prior[:, None]
    return np.asarray(random.standard_gamma(shape, (len(prior), draws)))


@dataclass(frozen=True)
class Varied:
    """Gammas of cells of which some can have several counts.

    What is drawn for a larger count is what was drawn for a smaller one and more, so that two readings of a table are
    compared on the same chance (the gamma process; sums of independent gammas are gammas).

    Attributes
    ----------
    cells : array of int, shape (varied,)
        The cells that can have more than one count.
    counts : array of float, shape (varied, levels)
        What they can have, in order.
    more : array of float, shape (levels - 1, varied, draws)
        What each level adds to the one before.
    """

    cells: Places
    counts: Batch
    more: Batch

    def above(self, chosen: Vector) -> Iterator[tuple[Places, Batch]]:
        """Give where and how much is added to the gammas of the least counts, for chosen counts of all cells."""
        chosen = chosen[self.cells]
        for level, more in enumerate(self.more, 1):
            higher = np.flatnonzero((chosen >= self.counts[:, level]) & (self.counts[:, level] > self.counts[:, 0]))
            if len(higher):
                yield self.cells[higher], more[higher]


def varied(random: np.random.Generator, corners: Batch, draws: int) -> Varied:
    """Draw what every further count adds, for cells with several.

    Parameters
    ----------
    random : Generator
    corners : array of float, shape (cells, corners)
        Counts that each cell can have.
    draws : int
        Number of replicates.
    """
    cells = np.flatnonzero((corners != corners[:, :1]).any(axis=1))
    counts = np.sort(corners[cells], axis=1)
    steps = np.diff(counts, axis=1)
    used = (steps > 0).any(axis=0)
    counts = counts[:, np.concatenate([[True], used])] if used.size else counts
    added = np.diff(counts, axis=1).T
    more = random.standard_gamma(added[..., None], (*added.shape, draws))
    return Varied(cells, counts, np.asarray(more))
