"""Services and organisations that every certain way from a route in to aftercare passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.bits import first, positions
from dtors_network.graph import Ends, GroupGraph


@dataclass(frozen=True, slots=True)
class Gateway:
    """A service, or an organisation's services, and whether every possible way needs it too."""

    entry: int
    blocked: int
    name: str
    is_organisation: bool
    always: bool


class WaysWithout:
    """Which services still reach aftercare when some are left out; each answer is worked out once."""

    def __init__(self, graph: GroupGraph) -> None:
        self.graph = graph
        self._certain: dict[int, list[int]] = {}
        self._possible: dict[int, int] = {}

    def certain(self, without: int) -> list[int]:
        """Give, on certain links, the services one, two, three … steps from aftercare."""
        if without not in self._certain:
            self._certain[without] = _levels(self.graph, self.graph.certain_into, without)
        return self._certain[without]

    def possible(self, without: int) -> int:
        """Give the services from which aftercare is reached on possible links."""
        if without not in self._possible:
            self._possible[without] = self.graph.reach(self.graph.possible_into, without)
        return self._possible[without]

    def path(self, entry: int, without: int) -> int | None:
        """Give the services of a shortest certain way, the entry left out, or None if there is none."""
        levels = self.certain(without)
        depth = next((at for at, level in enumerate(levels) if level >> entry & 1), None)
        if depth is None:
            return None
        passed, here = 0, entry
        for level in reversed(levels[:depth]):
            onward = self.graph.certain_out(here) & self.graph.network.steps_from[here] & level
            here = first(onward)
            passed |= 1 << here
        return passed


def _levels(graph: GroupGraph, into: Ends, without: int) -> list[int]:
    """Walk back from aftercare and keep the services met at each step."""
    network = graph.network
    fresh = network.ends & ~without
    seen, levels = fresh, []
    while fresh:
        levels.append(fresh)
        found = 0
        for at in positions(fresh):
            found |= into(at) & network.steps_into[at]
        fresh = found & ~seen & ~without
        seen |= fresh
    return levels


def gateways(graph: GroupGraph) -> Iterator[Gateway]:
    """Find the services and organisations that every certain way from an entry needs.

    Parameters
    ----------
    graph : GroupGraph
        The graphs of a client group.

    Yields
    ------
    Gateway
        By entry, services first.

    Notes
    -----
    A blocker must lie on every certain way, so only those on one way are tried, and those that a way around another
    avoids are dropped untried.
    """
    network = graph.network
    ways = WaysWithout(graph)
    judged = network.entries(graph.group) & graph.certain_reach & ~network.ends
    for entry in positions(judged):
        yield from _blockers(ways, entry, _services(ways, entry), of_organisations=False)
        yield from _blockers(ways, entry, _organisations(ways, entry), of_organisations=True)


def _services(ways: WaysWithout, entry: int) -> dict[str, int]:
    ids = ways.graph.network.ids
    return {ids[at]: 1 << at for at in positions(ways.path(entry, 0) or 0)}


def _organisations(ways: WaysWithout, entry: int) -> dict[str, int]:
    network = ways.graph.network
    on_path = {network.services[at].organisation for at in positions(ways.path(entry, 0) or 0)}
    return {name: network.run_by(name) & ~(1 << entry) for name in sorted(on_path) if name}


def _blockers(
    ways: WaysWithout, entry: int, candidates: dict[str, int], *, of_organisations: bool
) -> Iterator[Gateway]:
    """Try each candidate; a way around one clears every other candidate that it avoids."""
    left = dict(candidates)
    while left:
        name, blocked = left.popitem()
        around = ways.path(entry, blocked)
        if around is None:
            always = not ways.possible(blocked) >> entry & 1
            yield Gateway(entry, blocked, name, of_organisations, always)
        else:
            left = {name: mask for name, mask in left.items() if mask & around}
