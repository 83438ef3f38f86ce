"""How far the links of an area were spoken of: by both ends, by one, by nobody."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dtors_network.bits import positions
from dtors_network.evidence import KINDS, spoken_by
from dtors_network.graph import Network
from dtors_network.model.vocabulary import EVERYONE, Grade

_GRADES: Final = (Grade.REQUIRED, Grade.EXPECTED)


def pairs_asked_for(network: Network) -> frozenset[tuple[str, str]]:
    """Give the links that the reference asks for of everyone, required or expected."""
    into = network.asked_for(EVERYONE, _GRADES)
    return frozenset((network.ids[at], network.ids[to]) for to, mask in enumerate(into) for at in positions(mask))


def coverage(network: Network) -> dict[str, int]:
    """Count the links that the reference asks for or that a row names, by who spoke of them.

    Parameters
    ----------
    network : Network
        Of the area.

    Returns
    -------
    dict of str to int
        By the codes of ``KINDS``: what a meeting settled, both ends, one, records alone, nobody.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> coverage(Network(small_area()))
    {'settled': 0, 'both': 2, 'one': 1, 'records': 0, 'nobody': 0}
    """
    by = Counter(spoken_by(network.evidence, pair) for pair in {*pairs_asked_for(network), *network.evidence.links})
    return {kind: by[kind] for kind, _ in KINDS}
