"""Cheapest ways to aftercare, searched backwards from aftercare over whole sets of services at a time.

A 0–1 shortest path (Dial's bucket search) with three costs in order of weight: steps that must be opened or answered,
those among them that the reference does not require, and links in all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from dtors_network.bits import positions
from dtors_network.graph import GroupGraph

LINK: Final = 1
UNREQUIRED: Final = 1 << 20
STEP: Final = 1 << 40

PRICES: Final = (LINK, STEP + LINK, STEP + UNREQUIRED + LINK, 2 * STEP + LINK, 2 * STEP + UNREQUIRED + LINK)

Layers = tuple[tuple[int, int], ...]
"""Senders into one service, by what the link from them would cost: (cost, set) pairs."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The cost of the cheapest way to aftercare from every service that has one."""

    layers: dict[int, Layers]
    cost: dict[int, int]
    settled: dict[int, int]

    def steps(self, start: int) -> int | None:
        """Count the steps that must be opened or answered from a service, or None if there is no way."""
        cost = self.cost.get(start)
        return None if cost is None else cost // STEP

    def path(self, start: int) -> list[tuple[int, int]]:
        """Walk the cheapest way from a service; among equals the smallest ids along the way."""
        pairs = []
        here = start
        while self.cost[here]:
            there = self._next(here)
            pairs.append((here, there))
            here = there
        return pairs

    def _next(self, here: int) -> int:
        left = self.cost[here]
        return min(
            there
            for cost in PRICES
            for there in positions(self.settled.get(left - cost, 0))
            if any(price == cost and senders >> here & 1 for price, senders in self.layers[there])
        )


def cheapest_ways(ends: int, layers_into: Callable[[int], Layers], without: int = 0) -> Ways:
    """Find the cheapest way to any of ``ends`` from every service.

    Parameters
    ----------
    ends : int
        Set of services that are already there.
    layers_into : callable
        Senders into a service by cost; every cost is positive.
    without : int
        Set of services that no way may use.

    Returns
    -------
    Ways
        Cost and successor of every service that has a way.

    Notes
    -----
    R. B. Dial, "Algorithm 360: shortest-path forest with topological ordering", Comm. ACM 12 (1969).

    Examples
    --------
    >>> chain = {2: ((LINK, 0b010),), 1: ((STEP + LINK, 0b001),), 0: ()}
    >>> cheapest_ways(0b100, chain.__getitem__).path(0)
    [(0, 1), (1, 2)]
    """
    waiting = {0: ends & ~without}
    heap = [0]
    done = without
    ways = Ways({}, {}, {})
    while heap:
        cost = heappop(heap)
        fresh = waiting.pop(cost) & ~done
        done |= fresh
        if fresh:
            ways.settled[cost] = fresh
        for at in positions(fresh):
            ways.cost[at] = cost
            ways.layers[at] = layers_into(at)
            for price, senders in ways.layers[at]:
                if senders & ~done:
                    total = cost + price
                    if total not in waiting:
                        waiting[total] = 0
                        heappush(heap, total)
                    waiting[total] |= senders & ~done
    return ways


def _priced(one: int, two: int, free: int, required: int) -> Layers:
    senders = (free, one & required, one & ~required, two & required, two & ~required)
    return tuple((price, those) for price, those in zip(PRICES, senders, strict=True) if those)


def question_layers(graph: GroupGraph, at: int) -> Layers:
    """Price the links into a service by how many unknowns must be answered yes before people can use them."""
    into, steps = graph.network.into, graph.network.steps_into[at]
    confirmed = into.confirmed[at] & steps
    loose = (into.unsettled[at] | into.silent[at]) & steps
    started = confirmed & graph.open_into[at]
    required = graph.required_into[at]
    if graph.accepts >> at & 1:
        return _priced(loose, 0, confirmed, required)
    if graph.doubtful >> at & 1:
        return _priced(confirmed & ~started, loose, started, required)
    return _priced(loose & graph.may_into[at], 0, confirmed & graph.may_into[at], required)


def remedy_layers(graph: GroupGraph, at: int) -> Layers:
    """Price the links into a service by how many absences and refusals must be opened; unknowns cost nothing."""
    into, steps = graph.network.into, graph.network.steps_into[at]
    loose = (into.confirmed[at] | into.unsettled[at] | into.silent[at]) & steps
    absent = graph.referenced_into[at] & steps & ~loose & ~into.not_applicable[at]
    required = graph.required_into[at]
    if graph.refuses >> at & 1:
        free = loose & graph.may_into[at]
        return _priced(loose & ~free, absent, free, required)
    return _priced(absent, 0, loose, required)
