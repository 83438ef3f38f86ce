"""Services and organisations that every certain way from a route in to aftercare passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.bits import first, mask_of, positions
from dtors_network.graph import Ends, GroupGraph, Positions

PATIENCE: Final = 64
"""Services that a walk may try before everything that still reaches aftercare is worked out."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A service, or an organisation's services, and whether every possible way needs it too."""

    entry: int
    blocked: int
    name: str
    is_organisation: bool
    always: bool


class WaysWithout:
    """Ways to aftercare in one graph when some services are left out.

    A short walk nearly always finds a way, or that there is none. Only where it does not, everything that still
    reaches aftercare is worked out, once for all entries.
    """

    def __init__(self, network: Positions, out: Ends, into: Ends, reach: Callable[[int], int]) -> None:
        self.network = network
        self.out = out
        self.reach = reach
        self._levels = _levels(network, into)
        self._inside = {0: reach(0)}

    def path(self, entry: int, without: int) -> int | None:
        """Give the services of one way, the entry left out, or None if there is none."""
        if without not in self._inside:
            found = self._walk(entry, self._inside[0] & ~without, PATIENCE)
            if found is not None:
                return found or None
            self._inside[without] = self.reach(without)
        inside = self._inside[without]
        return self._walk(entry, inside, len(self.network.ids) ** 2) if inside >> entry & 1 else None

    def _walk(self, entry: int, inside: int, patience: int) -> int | None:
        """Walk depth first, always to the service nearest to aftercare; 0 if there is no way, None if not found yet."""
        trail, seen = [entry], 1 << entry
        for _ in range(patience):
            here = trail[-1]
            if self.network.ends >> here & 1:
                return mask_of(trail[1:])
            onward = self.out(here) & self.network.steps_from[here] & inside & ~seen
            if onward:
                trail.append(first(next(onward & level for level in self._levels if onward & level)))
                seen |= 1 << trail[-1]
            else:
                trail.pop()
                if not trail:
                    return 0
        return None


def _levels(network: Positions, into: Ends) -> list[int]:
    """Give the services none, one, two, three … steps from aftercare."""
    fresh = seen = network.ends
    levels = []
    while fresh:
        levels.append(fresh)
        found = 0
        for at in positions(fresh):
            found |= into(at) & network.steps_into[at]
        fresh = found & ~seen
        seen |= fresh
    return levels


def gateways(graph: GroupGraph) -> Iterator[Gateway]:
    """Find the services and organisations that every certain way from an entry needs.

    By entry, services first.

    A blocker must lie on every certain way, so only those on one way are tried, and those that a way around another
    avoids are dropped untried.
    """
    network, into = graph.network, graph.certain_into
    certain = WaysWithout(network, graph.certain_out, into, lambda without: graph.reach(into, without))
    possibly = graph.possible_into
    possible = WaysWithout(network, graph.possible_out, possibly, lambda without: graph.reach(possibly, without))
    for entry in positions(network.entries(graph.group) & graph.certain_reach & ~network.ends):
        for of_organisations, candidates in ((False, _services), (True, _organisations)):
            for name, blocked in _blockers(certain, entry, candidates(certain, entry)):
                yield Gateway(entry, blocked, name, of_organisations, possible.path(entry, blocked) is None)


def _services(ways: WaysWithout, entry: int) -> dict[str, int]:
    ids = ways.network.ids
    return {ids[at]: 1 << at for at in positions(ways.path(entry, 0) or 0)}


def _organisations(ways: WaysWithout, entry: int) -> dict[str, int]:
    network = ways.network
    on_path = {network.services[at].organisation for at in positions(ways.path(entry, 0) or 0)}
    return {name: network.run_by(name) & ~(1 << entry) for name in sorted(on_path) if name}


def _blockers(ways: WaysWithout, entry: int, candidates: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Try each candidate; a way around one clears every other candidate that it avoids."""
    left = dict(candidates)
    while left:
        name, blocked = left.popitem()
        around = ways.path(entry, blocked)
        if around is None:
            yield name, blocked
        else:
            left = {name: mask for name, mask in left.items() if mask & around}
