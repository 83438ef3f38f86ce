"""Networks that the open questions allow, drawn with a given seed."""

from __future__ import annotations

from typing import Final

from dtors_network.measures.ties import Bounded, Ties

MOST_DRAWN: Final = 150
"""Services, or organisations, up to which ranges are drawn."""
MOST_LINKS: Final = 200_000
"""Links up to which a possible network is measured by more than counting."""


def completions(net: Bounded, draws: int, seed: int) -> tuple[Ties, ...]:
    """Draw networks between the certain and the possible one.

    Parameters
    ----------
    net : Bounded
        The network.
    draws : int
        How many are drawn.
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
    >>> {ties.number for ties in completions(net, 50, seed=1)} == {1, 2}
    True
    """
    import numpy as np

    if net.is_known or net.size > MOST_DRAWN:
        return ()
    generator = np.random.default_rng(seed)
    sure = net.certain.pairs()
    known = set(sure)
    open_ = [pair for pair in net.possible.pairs() if pair not in known]
    found = []
    for chance in generator.random(draws):
        there = generator.random(len(open_)) < chance
        found.append(
            Ties.of(net.ids, [*sure, *(pair for pair, is_there in zip(open_, there, strict=True) if is_there)])
        )
    return tuple(found)
