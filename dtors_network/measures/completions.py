"""Networks that the open questions allow, drawn with a given seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, product
from typing import Final

from dtors_network.measures.ties import Bounded, Ties

MOST_DRAWN: Final = 150
"""Services, or organisations, up to which ranges are sampled."""
MOST_LINKS: Final = 200_000
"""Links up to which a possible network is measured by more than counting."""


def completions(net: Bounded, draws: int, seed: int) -> tuple[Ties, ...]:
    """Draw networks between the certain and the possible one.

    Parameters
    ----------
    net : Bounded
        The network.
    draws : int
        How many are drawn; where there are no more than that in all, each is taken once instead.
    seed : int
        Of the generator; the same seed gives the same networks.

    Returns
    -------
    tuple of Ties
        Each has all certain links, and each open one with a chance of its own draw, even between 0 and 1, so that
        nearly empty and nearly full networks are among them; none where nothing is open, or the network is too large.

    Examples
    --------
    >>> net = Bounded(Ties.of("abc", [(0, 1)]), Ties.of("abc", [(0, 1), (1, 2)]))
    >>> [ties.number for ties in completions(net, 50, seed=1)]
    [1, 2]
    """
    import numpy as np

    if net.is_known or net.size > MOST_DRAWN:
        return ()
    sure, open_ = net.certain.pairs(), open_pairs(net)
    choices: Iterable[Sequence[bool]]
    if is_every(net, draws):
        choices = product((False, True), repeat=len(open_))
    else:
        generator = np.random.default_rng(seed)
        choices = ((generator.random(len(open_)) < chance).tolist() for chance in generator.random(draws))
    return tuple(Ties.of(net.ids, [*sure, *compress(open_, there)]) for there in choices)


def open_pairs(net: Bounded) -> list[tuple[int, int]]:
    """List the links that are possible and not certain."""
    known = set(net.certain.pairs())
    return [pair for pair in net.possible.pairs() if pair not in known]


def is_every(net: Bounded, draws: int) -> bool:
    """Tell whether so few links are open that every network between the two is taken."""
    open_ = net.possible.number - net.certain.number
    return net.size <= MOST_DRAWN and open_ < draws.bit_length() and 1 << open_ <= draws
