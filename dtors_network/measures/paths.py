"""Measures of shortest ways: betweenness, its centralisation, and the steps to aftercare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dtors_network.bits import positions
from dtors_network.measures.ties import Ties

PARALLEL: Final = 200
"""From so many services on, betweenness is worked out on every core."""


def betweenness(ties: Ties) -> Any:
    """Give for each service the share of the shortest ways between two others that lead through it.

    Parameters
    ----------
    ties : Ties
        The network.

    Returns
    -------
    ndarray of float, shape (n,)
        From 0 to 1: sums over ordered pairs, of (n − 1)(n − 2); ways that are equally short share a pair.

    Notes
    -----
    L. C. Freeman, Sociometry 40 (1977); worked out by rustworkx with U. Brandes's algorithm,
    J. Math. Sociol. 25 (2001).

    Examples
    --------
    >>> betweenness(Ties.of("abc", [(0, 1), (1, 2)])).tolist()
    [0.0, 0.5, 0.0]
    """
    import numpy as np
    import rustworkx as rx

    graph = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(ties.size))
    graph.add_edges_from_no_data(ties.pairs())
    found = rx.digraph_betweenness_centrality(graph, normalized=False, parallel_threshold=PARALLEL)
    raw = np.fromiter((found[at] for at in range(ties.size)), float, ties.size)
    return raw / max(1, (ties.size - 1) * (ties.size - 2))


def betweenness_centralisation(shares: Any) -> float | None:
    """Give Freeman's centralisation of betweenness: Σ (greatest − each) of n − 1, the star's value.

    >>> import numpy as np
    >>> betweenness_centralisation(np.array([1.0, 0.0, 0.0]))
    1.0
    """
    size = len(shares)
    return float((shares.max() - shares).sum() / (size - 1)) if size > 2 else None


def steps_to(goal: int, into: Callable[[int], int], size: int) -> tuple[int | None, ...]:
    """Count for each service the fewest hand-overs to any of some services; None where no way leads there.

    >>> ties = Ties.of("abc", [(0, 1), (1, 2)])
    >>> steps_to(0b100, lambda at: ties.into[at], 3)
    (2, 1, 0)
    """
    steps: list[int | None] = [None] * size
    reached = fresh = goal
    count = 0
    while fresh:
        found = 0
        for at in positions(fresh):
            steps[at] = count
            found |= into(at)
        fresh = found & ~reached
        reached |= fresh
        count += 1
    return tuple(steps)
