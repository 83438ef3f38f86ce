"""Measures that count links: each with its exact range over the links that are open questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dtors_network.bits import mask_of
from dtors_network.measures.ties import Bounded, Ties

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Block:
    """Links from one kind to another (or the same): how many are certain, how many possible, of how many pairs."""

    sender: str
    receiver: str
    certain: int
    possible: int
    pairs: int


def density(ties: Ties) -> float | None:
    """Give the share of ordered pairs that are linked.

    >>> density(Ties.of("abc", [(0, 1), (1, 2), (2, 1)]))
    0.5
    """
    return ties.number / ties.ordered_pairs if ties.ordered_pairs else None


def density_range(net: Bounded) -> Range:
    """More links, more density: the two ends are the range."""
    return density(net.certain), density(net.possible)


def reciprocity(ties: Ties) -> float | None:
    """Give the share of links that are answered by one in the other direction; none where there is no link.

    >>> round(reciprocity(Ties.of("abc", [(0, 1), (1, 2), (2, 1)])), 3)
    0.667
    """
    return _mutual(ties.out, ties.into) / ties.number if ties.number else None


def reciprocity_range(net: Bounded) -> Range:
    """Take each pair of services at its best, then at its worst: pairs are free of one another.

    Best: a link is answered wherever it can be, and no open pair has a link in one direction alone. Worst: no certain
    link is answered that need not be, and every open pair has a link in one direction.
    """
    sure, may = net.certain, net.possible
    certain_mutual = _mutual(sure.out, sure.into)
    linked = zip(sure.out, sure.into, may.out, may.into, strict=True)
    answerable = one_way = open_one_way = open_mutual = 0
    for out, into, may_out, may_into in linked:
        answerable += (out & ~into & may_into).bit_count()
        one_way += (out & ~into).bit_count()
        fresh = may_out & ~out & ~into
        open_mutual += (fresh & may_into).bit_count()
        open_one_way += (fresh & ~may_into).bit_count()
    best_answered = certain_mutual + 2 * answerable + open_mutual
    best_all = best_answered + one_way - answerable
    worst_all = certain_mutual + one_way + open_one_way + open_mutual // 2
    best = best_answered / best_all if best_all else (0.0 if worst_all else None)
    return (certain_mutual / worst_all if worst_all else None), best


def _mutual(out: Sequence[int], into: Sequence[int]) -> int:
    return sum((one & other).bit_count() for one, other in zip(out, into, strict=True))


def degree_centralisation(degrees: Sequence[int]) -> float | None:
    """Give Freeman's centralisation of one direction: Σ (greatest − each) of (n − 1)², the value of a one-way star.

    >>> degree_centralisation([3, 0, 0, 0]), degree_centralisation([1, 1, 1])
    (1.0, 0.0)
    """
    size = len(degrees)
    return _spread(size * max(degrees) - sum(degrees), size) if size > 1 else None


def degree_centralisation_range(certain: Sequence[int], possible: Sequence[int]) -> Range:
    """Give the least and the greatest centralisation, degrees lying freely between two ends.

    Least: nobody stands above the greatest certain degree. Greatest: one has all that is possible, the others only
    what is certain.

    >>> degree_centralisation_range([1, 0, 0], [1, 2, 0])
    (0.25, 0.75)
    """
    size = len(certain)
    if size < 2:
        return None, None
    top, rest = max(certain), sum(certain)
    least = size * top - sum(min(one, top) for one in possible)
    most = max(size * may - (rest - sure + may) for sure, may in zip(certain, possible, strict=True))
    return _spread(least, size), _spread(most, size)


def _spread(differences: int, size: int) -> float:
    return differences / (size - 1) ** 2


def outward(ties: Ties, kinds: Sequence[str]) -> tuple[int, int]:
    """Count the links between kinds, and those within one."""
    same = {kind: mask_of(at for at, one in enumerate(kinds) if one == kind) for kind in set(kinds)}
    within = sum((mask & same[kind]).bit_count() for mask, kind in zip(ties.out, kinds, strict=True))
    return ties.number - within, within


def ei_index(ties: Ties, kinds: Sequence[str]) -> float | None:
    """Give (links between kinds − links within) of all links: from −1, all within, to 1, all between.

    >>> ei_index(Ties.of("abc", [(0, 1), (1, 2), (2, 1)]), ["x", "x", "y"])
    0.3333333333333333
    """
    return _ei(*outward(ties, kinds))


def ei_range(net: Bounded, kinds: Sequence[str]) -> Range:
    """Least: all possible links within, only certain ones between. Greatest: the reverse."""
    between, within = outward(net.certain, kinds)
    may_between, may_within = outward(net.possible, kinds)
    ends = [end for end in (_ei(between, may_within), _ei(may_between, within)) if end is not None]
    return (min(ends), max(ends)) if ends else (None, None)


def _ei(between: int, within: int) -> float | None:
    return (between - within) / (between + within) if between + within else None


def blocks(net: Bounded, kinds: Sequence[str], order: Iterable[str]) -> tuple[Block, ...]:
    """Count links from each kind to each, certain and possible, and the ordered pairs that there are."""
    of = {kind: [at for at, one in enumerate(kinds) if one == kind] for kind in order}
    masks = {kind: mask_of(members) for kind, members in of.items()}

    def links(ties: Ties, sender: str, receiver: str) -> int:
        return sum((ties.out[at] & masks[receiver]).bit_count() for at in of[sender])

    return tuple(
        Block(
            sender,
            receiver,
            links(net.certain, sender, receiver),
            links(net.possible, sender, receiver),
            len(of[sender]) * (len(of[receiver]) - (sender == receiver)),
        )
        for sender in of
        for receiver in of
    )
