"""Branch and bound over sets of changes: which raise the lower end of reach most.

More relief never lowers the lower end, so that a set with everything that could still be added bounds whatever can
come of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dtors_network.whatif.valuer import Valuer

SHOWN = 10
"""Sets of each kind that are kept."""

NODES = 20_000
"""Sets that are valued before the search ends with what it has, and says how far that may be from the best."""

LITTLE = 1e-9


@dataclass
class Search:
    """A search for the sets with the highest value.

    Parameters
    ----------
    valuer : Valuer
        Values sets.
    most : int
        Changes that a set may have.
    avoid : bool
        Whether sets that overload somebody are left out.
    """

    valuer: Valuer
    most: int
    avoid: bool
    found: list[tuple[float, tuple[int, ...]]] = field(default_factory=list)
    left: float = 0.0

    def run(self, order: Sequence[int]) -> None:
        """Go through the sets, those of the best single changes first."""
        self._extend((), [at for at in order if not (self.avoid and self.valuer.overloads((at,)))])

    def _extend(self, chosen: tuple[int, ...], rest: list[int]) -> None:
        for at, one in enumerate(rest):
            self._try((*chosen, one), rest[at + 1 :])

    def _among(self, chosen: tuple[int, ...], last: list[int]) -> None:
        """Look for the last change of a set: halve what is left for as long as it may hold something better."""
        if not last or not self._may_hold_better((*chosen, *last)):
            return
        if len(last) == 1:
            self._try((*chosen, *last), [])
            return
        for half in (last[: len(last) // 2], last[len(last) // 2 :]):
            self._among(chosen, half)

    def _try(self, wanted: tuple[int, ...], further: list[int]) -> None:
        if self.valuer.is_redundant(wanted):
            return
        if self.valuer.valued >= NODES:
            self.left = max(self.left, self.valuer.value((*wanted, *further)))
            return
        value = self.valuer.value(wanted)
        is_kept = self._is_better(value) and value > LITTLE + self._without_one(wanted)
        goes_on = len(wanted) < self.most and bool(further) and self._may_hold_better((*wanted, *further))
        if not (is_kept or goes_on) or (self.avoid and self.valuer.overloads(wanted)):
            return
        if is_kept:
            self._keep(value, wanted)
        if goes_on:
            (self._among if len(wanted) + 1 == self.most else self._extend)(wanted, further)

    def _without_one(self, wanted: tuple[int, ...]) -> float:
        """Give the value of the best set that lacks one of the changes."""
        return max(self.valuer.value(tuple(other for other in wanted if other != one)) for one in wanted)

    def _may_hold_better(self, everything: tuple[int, ...]) -> bool:
        return self._is_better(self.valuer.value(everything))

    def _is_better(self, value: float) -> bool:
        return len(self.found) < SHOWN or value > self.found[-1][0] + LITTLE

    def _keep(self, value: float, wanted: tuple[int, ...]) -> None:
        self.found.append((value, wanted))
        self.found.sort(key=lambda one: (-one[0], len(one[1]), one[1]))
        del self.found[SHOWN:]
