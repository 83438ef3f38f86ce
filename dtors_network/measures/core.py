"""Core and periphery: the split that comes nearest to a core linked with all, and a periphery not linked in itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dtors_network.measures.ties import Ties

EXHAUSTIVE: Final = 12
"""Up to so many services every split is tried."""
STARTS: Final = 6
"""Splits in order of degree from which a better one is looked for; fewer in a large network."""
MANY: Final = 240
"""Services from which on one start is left (two up to half as many, and so on)."""
NEAREST: Final = 40
"""Services of each side that are tried for a swap."""
LEAST_GAIN: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Core:
    """A split: whether each service is of the core, and the correlation with the ideal pattern."""

    members: tuple[bool, ...]
    correlation: float | None


def core_periphery(ties: Ties) -> Core:
    """Find the core with the greatest correlation between the network and the ideal pattern.

    Parameters
    ----------
    ties : Ties
        The network.

    Returns
    -------
    Core
        Correlation over all ordered pairs; None where there is no link, or every link, or fewer than three services.

    Notes
    -----
    S. P. Borgatti and M. G. Everett, Social Networks 21 (1999), equations 1 and 2: the ideal has a link wherever one
    end is of the core. Up to twelve services every split is tried; above, the best few splits in order of degree are
    improved by moves and swaps until none helps, so that a better one may exist.

    Examples
    --------
    >>> core_periphery(Ties.of("abcd", [(0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0)]))
    Core(members=(True, False, False, False), correlation=1.0)
    """
    if ties.size < 3 or ties.number in (0, ties.ordered_pairs):
        return Core((False,) * ties.size, None)
    found = [_every_split(ties)] if ties.size <= EXHAUSTIVE else [_improved(ties, one) for one in _by_degree(ties)]
    outside = max(found, key=lambda one: float(_fit(ties, one.sum(), _inside(ties, one))))
    return Core(tuple(not one for one in outside), float(_fit(ties, outside.sum(), _inside(ties, outside))))


def _fit(ties: Ties, outside: Any, inside: Any) -> Any:
    """Give the correlation for a periphery of some size with some links in itself."""
    import numpy as np

    pairs, links = ties.ordered_pairs, ties.number
    zeros = outside * (outside - 1.0)
    ideal = pairs - zeros
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (pairs * (links - inside) - links * ideal) / np.sqrt(float(links) * (pairs - links) * ideal * zeros)
    return np.where((zeros > 0) & (ideal > 0), found, -np.inf)


def _inside(ties: Ties, outside: Any) -> int:
    senders, receivers = ties.ends
    return int((outside[senders] & outside[receivers]).sum())


def _every_split(ties: Ties) -> Any:
    import numpy as np

    splits = (np.arange(2**ties.size)[:, None] >> np.arange(ties.size) & 1).astype(float)
    inside = ((splits @ ties.matrix()) * splits).sum(axis=1)
    return splits[_fit(ties, splits.sum(axis=1), inside).argmax()].astype(bool)


def _by_degree(ties: Ties) -> list[Any]:
    """Give the best few peripheries among those that hold the services of least degree."""
    import numpy as np

    senders, receivers = ties.ends
    degrees = np.bincount(senders, minlength=ties.size) + np.bincount(receivers, minlength=ties.size)
    place = np.empty(ties.size, dtype=np.intp)
    place[np.argsort(-degrees, kind="stable")] = np.arange(ties.size)
    first = np.bincount(np.minimum(place[senders], place[receivers]), minlength=ties.size)
    inside = first[::-1].cumsum()[::-1]
    fit = _fit(ties, np.arange(ties.size, 0, -1.0), inside)
    return [place >= best for best in np.argsort(-fit, kind="stable")[: min(STARTS, max(1, MANY // ties.size))]]


def _improved(ties: Ties, outside: Any) -> Any:
    """Move services, or swap two, as long as the correlation grows."""
    import numpy as np

    sent = ties.matrix()
    both = sent + sent.T
    outside = outside.copy()
    drawn = np.asarray(both @ outside.astype(float)).ravel()
    inside, best = _inside(ties, outside), -np.inf
    best = float(_fit(ties, outside.sum(), inside))
    while True:
        found = _best_step(ties, both, outside, drawn, inside)
        if found[0] <= best + LEAST_GAIN:
            return outside
        best, moved, inside = found
        for at in moved:
            outside[at] = not outside[at]
            row = both[[at]]
            drawn += (1 if outside[at] else -1) * np.asarray(row.toarray() if hasattr(row, "toarray") else row).ravel()


def _best_step(ties: Ties, both: Any, outside: Any, drawn: Any, inside: int) -> tuple[float, list[int], int]:
    """Give the best of: one service out of the periphery, one into it, or two that change places."""
    import numpy as np

    size = outside.sum()
    leaves = _nearest(np.flatnonzero(outside), -drawn)
    joins = _nearest(np.flatnonzero(~outside), drawn)
    steps: list[tuple[float, list[int], int]] = []
    for some, sign in ((leaves, -1), (joins, 1)):
        if len(some):
            within = inside + sign * drawn[some[0]]
            steps.append((float(_fit(ties, size + sign, within)), [int(some[0])], int(within)))
    if len(leaves) and len(joins):
        between = both[joins][:, leaves]
        between = between.toarray() if hasattr(between, "toarray") else between
        within = inside + drawn[joins][:, None] - drawn[leaves][None, :] - between
        at = np.unravel_index(within.argmin(), within.shape)
        pair = [int(joins[at[0]]), int(leaves[at[1]])]
        steps.append((float(_fit(ties, size, within[at])), pair, int(within[at])))
    return max(steps, key=lambda step: step[0])


def _nearest(some: Any, by: Any) -> Any:
    import numpy as np

    kept = some[np.argpartition(by[some], NEAREST)[:NEAREST]] if len(some) > NEAREST else some
    return kept[np.argsort(by[kept], kind="stable")]
