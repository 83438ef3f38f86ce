"""The links of a network as sets of positions, and as a matrix where one is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from dtors_network.bits import mask_of, positions

if TYPE_CHECKING:
    import numpy as np

DENSE: Final = 300
"""Up to so many services a matrix is held whole; above, only its links."""


@dataclass(frozen=True)
class Ties:
    """A network of ordered pairs: no weights, no link from anything to itself, isolates kept.

    Attributes
    ----------
    ids : tuple of str
        What is linked, in the order of positions.
    out, into : tuple of int
        For each position the set of those that it sends to, and of those that it receives from.
    """

    ids: tuple[str, ...]
    out: tuple[int, ...]
    into: tuple[int, ...]

    @classmethod
    def of(cls, ids: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Ties:
        """Make a network of pairs of positions; a pair given twice counts once, one of a position with itself never.

        Examples
        --------
        >>> Ties.of("ab", [(0, 1), (0, 1), (1, 1)]).number
        1
        """
        out, into = [0] * len(ids), [0] * len(ids)
        for sender, receiver in pairs:
            if sender != receiver:
                out[sender] |= 1 << receiver
                into[receiver] |= 1 << sender
        return cls(tuple(ids), tuple(out), tuple(into))

    @property
    def size(self) -> int:
        """How many services, or organisations, there are."""
        return len(self.ids)

    @property
    def ordered_pairs(self) -> int:
        """How many links there could be: n (n − 1)."""
        return self.size * (self.size - 1)

    @cached_property
    def number(self) -> int:
        """How many links there are."""
        return sum(mask.bit_count() for mask in self.out)

    @cached_property
    def either(self) -> tuple[int, ...]:
        """For each position those that it is linked with in either direction."""
        return tuple(out | into for out, into in zip(self.out, self.into, strict=True))

    def pairs(self) -> list[tuple[int, int]]:
        """List its links as (sender, receiver)."""
        return [(at, there) for at, mask in enumerate(self.out) for there in positions(mask)]

    @cached_property
    def ends(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The senders and the receivers of its links, as two arrays."""
        import numpy as np

        both = np.array(self.pairs(), dtype=np.intp).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def matrix(self, chosen: Any = None) -> Any:
        """Give the matrix of its links, or of some: an array for few services, a sparse one for many."""
        senders, receivers = self.ends
        if chosen is not None:
            senders, receivers = senders[chosen], receivers[chosen]
        return matrix_of(senders, receivers, self.size)

    def part(self, keep: Sequence[int]) -> Ties:
        """Give the network of some of its positions, which are numbered anew in the order given."""
        places = {at: new for new, at in enumerate(keep)}
        kept = mask_of(keep)

        def renumbered(masks: Sequence[int]) -> tuple[int, ...]:
            return tuple(mask_of(places[there] for there in positions(masks[at] & kept)) for at in keep)

        if len(keep) == self.size and list(keep) == list(range(self.size)):
            return self
        return Ties(tuple(self.ids[at] for at in keep), renumbered(self.out), renumbered(self.into))

    def quotient(self, owners: Sequence[str]) -> Ties:
        """Give the network of owners: a link wherever some service of one has a link to some service of the other.

        Links inside one owner fall away; what has no owner (a blank one) is left out.
        """
        ids = sorted(set(owners) - {""})
        runs = {owner: mask_of(at for at, one in enumerate(owners) if one == owner) for owner in ids}

        def joined(masks: Sequence[int]) -> tuple[int, ...]:
            sends = [0] * len(ids)
            for at, owner in enumerate(ids):
                for service in positions(runs[owner]):
                    sends[at] |= masks[service]
            return tuple(
                mask_of(there for there, other in enumerate(ids) if there != at and sends[at] & runs[other])
                for at in range(len(ids))
            )

        return Ties(tuple(ids), joined(self.out), joined(self.into))


@dataclass(frozen=True)
class Bounded:
    """A network of which some links are open questions: those that are certain, and those that are possible."""

    certain: Ties
    possible: Ties

    @property
    def size(self) -> int:
        """How many services, or organisations, there are."""
        return self.certain.size

    @property
    def ids(self) -> tuple[str, ...]:
        """What is linked."""
        return self.certain.ids

    @property
    def is_known(self) -> bool:
        """Whether no link is an open question."""
        return self.certain.out == self.possible.out

    def part(self, keep: Sequence[int]) -> Bounded:
        """Give the network of some of its positions."""
        return Bounded(self.certain.part(keep), self.possible.part(keep))

    def quotient(self, owners: Sequence[str]) -> Bounded:
        """Give the network of owners."""
        return Bounded(self.certain.quotient(owners), self.possible.quotient(owners))


def matrix_of(senders: Any, receivers: Any, size: int) -> Any:
    """Give a matrix of noughts and ones: an array for few services, a sparse one for many."""
    import numpy as np

    if size <= DENSE:
        held = np.zeros((size, size))
        held[senders, receivers] = 1.0
        return held
    from scipy import sparse

    return sparse.csr_array((np.ones(len(senders)), (senders, receivers)), shape=(size, size))
