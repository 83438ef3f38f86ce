"""What is drawn of how services and organisations are linked."""

from __future__ import annotations

from typing import Final

from dtors_network.accounts.measures_words import CERTAIN, kind_words
from dtors_network.figures.counts import Counts
from dtors_network.figures.matrix import Cell, Matrix
from dtors_network.measures.result import NetworkMeasures
from dtors_network.measures.view import ANSWERED, SERVICES, SPOKEN

BY: Final = ("sector", "stage")
"""What divides the services in the drawing: the first that is given."""


def divided_by(found: NetworkMeasures, unit: str = SERVICES) -> str:
    """Tell what the matrix is of: sectors, or stages where no sector is given; blank where neither is."""
    given = {row.by for row in found.between if row.unit == unit}
    return next((by for by in BY if by in given), "")


def densities(found: NetworkMeasures, unit: str = SERVICES, end: str = CERTAIN) -> Matrix:
    """Draw how many links lead from kind to kind, of all ordered pairs.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.measures import network_measures
    >>> drawn = densities(network_measures(protect(small_area())))
    >>> drawn.whole, len(drawn.kinds), len(drawn.cells)
    ('ordered pairs', 4, 16)
    """
    by = divided_by(found, unit)
    rows = [row.block for row in found.between if (row.unit, row.by) == (unit, by)]
    cells = {
        (kind_words(one.sender), kind_words(one.receiver)): Cell(
            one.certain if end == CERTAIN else one.possible, one.pairs
        )
        for one in rows
    }
    kinds = tuple(dict.fromkeys(sender for sender, _ in cells))
    return Matrix(kinds, cells, f"{end} links", "ordered pairs", found.area.profile)


def barrier_matrix(found: NetworkMeasures) -> Matrix:
    """Draw at how many links from sector to sector a barrier was reported, of those that somebody spoke of."""
    cells = {(kind_words(row.sender), kind_words(row.receiver)): Cell(row.at_link, row.links) for row in found.barriers}
    kinds = tuple(sorted({kind for pair in cells for kind in pair}, key=str.lower))
    return Matrix(kinds, cells, "links with a reported barrier", "links", found.area.profile)


def spoken_counts(found: NetworkMeasures) -> Counts:
    """Draw how many links are confirmed, told by one side alone, weak or disputed."""
    count = {row.state: row.pairs for row in found.states if row.scope != ANSWERED}
    bars = tuple((state.value.replace("_", "-"), count[state.value]) for state in SPOKEN)
    return Counts(bars, "links", found.area.profile)
