"""How the network hangs together, whichever way links lead: parts, k-connectivity, and what one removal breaks."""

from __future__ import annotations

from typing import Any, Final

from dtors_network.bits import first, positions
from dtors_network.measures.ties import Ties

MOST_FLOWS: Final = 300
"""Up to so many services k-connectivity above one is worked out."""


def parts(ties: Ties, without: int | None = None) -> list[int]:
    """List the sizes of the parts that no link joins, the largest first; one service may be left out."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    senders, receivers = ties.ends
    if without is not None:
        kept = (senders != without) & (receivers != without)
        senders, receivers = senders[kept], receivers[kept]
    graph = csr_array((np.ones(len(senders), dtype=np.int8), (senders, receivers)), shape=(ties.size, ties.size))
    labels = connected_components(graph, directed=False)[1]
    if without is not None:
        labels = np.delete(labels, without)
    return sorted((size for size in np.bincount(labels).tolist() if size), reverse=True)


def fragmentation(sizes: list[int]) -> float | None:
    """Give the share of pairs that no way joins, whichever way links lead, from the sizes of the parts.

    Notes
    -----
    S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006), the measure F.

    Examples
    --------
    >>> fragmentation([2, 1, 1])
    0.8333333333333334
    """
    size = sum(sizes)
    return 1 - sum(one * (one - 1) for one in sizes) / (size * (size - 1)) if size > 1 else None


def cut_points(ties: Ties) -> frozenset[int]:
    """Give the services without which a part falls into several."""
    import rustworkx as rx

    return frozenset(rx.articulation_points(_undirected(ties)))


def _undirected(ties: Ties) -> Any:
    import rustworkx as rx

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(ties.size))
    graph.add_edges_from_no_data(
        [(at, there) for at, mask in enumerate(ties.either) for there in positions(mask >> at << at)]
    )
    return graph


def fragmentation_without(ties: Ties) -> Any:
    """Give for each service the fragmentation of the network that is left without it.

    Returns
    -------
    ndarray of float, shape (n,)
        Not a number where fewer than two would be left.

    Examples
    --------
    >>> fragmentation_without(Ties.of("abc", [(0, 1), (1, 2)])).tolist()
    [0.0, 1.0, 0.0]
    """
    return _with_and_without(ties)[1]


def joined_only_through(ties: Ties) -> Any:
    """Give for each service the share of pairs of others that some way joins, and none without it.

    Returns
    -------
    ndarray of float, shape (n,)
        Of the ordered pairs of others; not a number where fewer than two would be left.

    Examples
    --------
    >>> joined_only_through(Ties.of("abcd", [(0, 1), (1, 2)])).round(3).tolist()
    [0.0, 0.333, 0.0, 0.0]
    """
    apart, apart_without = _with_and_without(ties)
    return apart_without - apart


def _with_and_without(ties: Ties) -> tuple[Any, Any]:
    """Give for each service the share of pairs of others that no way joins: as it is, and without it."""
    import numpy as np

    if ties.size < 3:
        return np.full(ties.size, np.nan), np.full(ties.size, np.nan)
    joined = sum(size * (size - 1) for size in parts(ties))
    mine = np.array(_own_part(ties))
    apart = 1 - (joined - 2 * (mine - 1)) / ((ties.size - 1) * (ties.size - 2))
    without = apart.copy()
    for at in cut_points(ties):
        without[at] = fragmentation(parts(ties, at))
    return apart, without


def _own_part(ties: Ties) -> list[int]:
    """Give for each service the size of its part."""
    sizes = [0] * ties.size
    left = (1 << ties.size) - 1
    while left:
        part = fresh = 1 << first(left)
        while fresh:
            found = 0
            for at in positions(fresh):
                found |= ties.either[at]
            fresh = found & ~part
            part |= fresh
        for at in positions(part):
            sizes[at] = part.bit_count()
        left &= ~part
    return sizes


def connectivity(ties: Ties) -> tuple[int, int]:
    """Give the fewest services whose removal would part the network: one number twice, or its bounds in a large one.

    Notes
    -----
    A. H. Esfahanian and S. L. Hakimi, Networks 14 (1984); n − 1 where all are linked with all. Structural cohesion as
    in D. R. White and F. Harary, Sociological Methodology 31 (2001).

    Examples
    --------
    >>> connectivity(Ties.of("abcd", [(0, 1), (1, 2), (2, 3), (3, 0)])), connectivity(Ties.of("abc", [(0, 1)]))
    ((2, 2), (0, 0))
    """
    if ties.size < 2 or len(parts(ties)) > 1:
        return 0, 0
    degrees = [mask.bit_count() for mask in ties.either]
    least = min(degrees)
    if least == ties.size - 1:
        return least, least
    if cut_points(ties):
        return 1, 1
    if ties.size > MOST_FLOWS:
        return min(2, least), least
    found = _by_flows(ties, degrees.index(least), least)
    return found, found


def _by_flows(ties: Ties, start: int, least: int) -> int:
    """Hold one service of least degree against those not linked with it, then its contacts against one another."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    size = ties.size
    through = [(at, size + at, 1) for at in range(size)]
    across = [(size + at, there, size) for at, mask in enumerate(ties.either) for there in positions(mask)]
    tails, heads, most = np.array(through + across, dtype=np.int32).T
    graph = csr_array((most, (tails, heads)), shape=(2 * size, 2 * size))
    everybody = (1 << size) - 1
    held = [(start, there) for there in positions(everybody & ~ties.either[start] & ~(1 << start))]
    near = list(positions(ties.either[start]))
    held += [(one, other) for one in near for other in near if one < other and not ties.either[one] >> other & 1]
    for one, other in held:
        least = min(least, int(maximum_flow(graph, size + one, other).flow_value))
    return least
