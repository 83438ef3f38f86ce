"""Gould and Fernandez's roles: who passes people on between two that are not linked, and between which kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dtors_network.measures.ties import Ties

ROLES: Final = {
    "coordinator": "sender, broker and receiver are of one kind",
    "itinerant": "sender and receiver are of one kind, the broker of another",
    "gatekeeper": "broker and receiver are of one kind, the sender of another",
    "representative": "sender and broker are of one kind, the receiver of another",
    "liaison": "all three are of different kinds",
    "total": "all roles together",
}
"""Each role, by what it is called, in a triad i → j → k without a link i → k (i ≠ k)."""


def brokerage(ties: Ties, kinds: Sequence[str]) -> Any:
    """Count the open triads in which each service stands in the middle, by role.

    Parameters
    ----------
    ties : Ties
        The network.
    kinds : sequence of str
        The kind of each service, such as its sector.

    Returns
    -------
    ndarray of float, shape (n, 6)
        Columns in the order of ``ROLES``.

    Notes
    -----
    R. V. Gould and R. M. Fernandez, Sociological Methodology 19 (1989). A pair counts once
    for every broker that it has.

    Examples
    --------
    >>> brokerage(Ties.of("abc", [(0, 1), (1, 2)]), ["x", "x", "y"])[1].tolist()
    [0.0, 0.0, 0.0, 1.0, 0.0, 1.0]
    """
    import numpy as np

    numbers = _numbered(kinds)
    senders, receivers = ties.ends
    same = numbers[senders] == numbers[receivers]
    every, within, across = ties.matrix(), ties.matrix(same), ties.matrix(~same)
    members = np.equal.outer(numbers, np.arange(numbers.max(initial=0) + 1)).astype(float)
    coordinator = _open(within, within, every)
    gatekeeper, representative = _open(across, within, every), _open(within, across, every)
    itinerant = _row_sums((across.T @ members) * (across @ members)) - _back(across, across)
    itinerant -= _row_sums((across.T @ within) * across)
    total = _open(every, every, every)
    liaison = total - coordinator - itinerant - gatekeeper - representative
    return np.stack([coordinator, itinerant, gatekeeper, representative, liaison, total], axis=1)


def _open(first: Any, second: Any, every: Any) -> Any:
    """Count ways of two links through each service whose ends differ and are not linked: i → j of ``first``, j → k."""
    ways = _row_sums(first.T) * _row_sums(second)
    return ways - _back(first, second) - _row_sums((first.T @ every) * second)


def _back(first: Any, second: Any) -> Any:
    """Count ways of two links that end where they began."""
    return _row_sums(first.T * second)


def _row_sums(matrix: Any) -> Any:
    import numpy as np

    return np.asarray(matrix.sum(axis=1)).ravel()


def _numbered(kinds: Sequence[str]) -> Any:
    import numpy as np

    number = {kind: at for at, kind in enumerate(dict.fromkeys(kinds))}
    return np.array([number[kind] for kind in kinds], dtype=np.intp)


def expected(ties: Ties, kinds: Sequence[str]) -> tuple[Any, Any]:
    """Give mean and standard deviation of each count where links are drawn anew, each pair with the same chance.

    Parameters
    ----------
    ties : Ties
        The network: its density p is the chance of a link.
    kinds : sequence of str
        The kind of each service; kinds and their sizes stay.

    Returns
    -------
    mean, deviation : ndarray of float, shape (n, 6)
        Columns in the order of ``ROLES``.

    Notes
    -----
    Of N pairs (i, k) that a role allows, each is brokered with chance p²(1 − p). Two pairs depend on one another where
    they share i or share k (one link in common): covariance p³(1 − p)²(1 − p). All other pairs are free of one another.

    Examples
    --------
    >>> mean, _ = expected(Ties.of("abc", [(0, 1), (1, 2)]), ["x", "x", "y"])
    >>> mean[1].round(4).tolist()
    [0.0, 0.0, 0.0741, 0.0741, 0.0, 0.1481]
    """
    import numpy as np

    chance = ties.number / ties.ordered_pairs if ties.ordered_pairs else 0.0
    through = chance**2 * (1 - chance)
    shared = chance**3 * (1 - chance) ** 3
    sizes = {kind: list(kinds).count(kind) for kind in set(kinds)}
    by_kind = {kind: np.array(_allowed(kind, sizes), dtype=float) for kind in sizes}
    allowed = np.array([by_kind[kind] for kind in kinds]).reshape(len(kinds), len(ROLES), 2)
    pairs, sharing = allowed[..., 0], allowed[..., 1]
    return pairs * through, np.sqrt(pairs * through * (1 - through) + sharing * shared)


def _allowed(kind: str, sizes: dict[str, int]) -> list[tuple[int, int]]:
    """Give for each role the pairs (i, k) around a service of a kind, and the ordered pairs of them sharing an end."""
    mine, every = sizes[kind] - 1, sum(sizes.values())
    other = every - 1 - mine
    others = [size for one, size in sizes.items() if one != kind]
    own = (mine * (mine - 1), 2 * mine * (mine - 1) * (mine - 2))
    itinerant = (sum(n * (n - 1) for n in others), 2 * sum(n * (n - 1) * (n - 2) for n in others))
    mixed = (mine * other, mine * other * (mine + other - 2))
    apart = [(n, other - n) for n in others]
    liaison = (sum(n * rest for n, rest in apart), 2 * sum(n * rest * (rest - 1) for n, rest in apart))
    free = every - 1
    total = (free * (free - 1), 2 * free * (free - 1) * (free - 2))
    return [own, itinerant, mixed, mixed, liaison, total]
