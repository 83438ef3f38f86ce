"""Counts of pairs by what is said of them, and of links with a reported barrier: places, never mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from dtors_network.graph import Network
from dtors_network.measures.result import BarrierPlaces, StateCount
from dtors_network.measures.view import SPOKEN, sector_of
from dtors_network.model.vocabulary import LinkState


def state_counts(network: Network, scope: str, services: Collection[str]) -> tuple[StateCount, ...]:
    """Count the ordered pairs of some services by their state; what is in no other is absent."""
    kept = sum(1 << network.position[service] for service in services)
    named = Counter(
        link.state
        for (source, target), link in network.evidence.links.items()
        if kept >> network.position[source] & kept >> network.position[target] & 1
    )
    every = len(services) * (len(services) - 1)
    counts = {state: named[state] for state in (*SPOKEN, LinkState.NOT_APPLICABLE)}
    counts[LinkState.SILENT] = _open(network, kept) - sum(counts[state] for state in SPOKEN)
    counts[LinkState.ABSENT] = every - sum(counts.values())
    return tuple(StateCount(scope, state.value, pairs, every) for state, pairs in counts.items())


def _open(network: Network, kept: int) -> int:
    """Count the pairs that nothing rules out."""
    out = network.out
    masks = zip(out.confirmed, out.unsettled, out.silent, strict=True)
    return sum(
        ((confirmed | unsettled | silent) & kept).bit_count()
        for at, (confirmed, unsettled, silent) in enumerate(masks)
        if kept >> at & 1
    )


def barrier_places(network: Network) -> tuple[BarrierPlaces, ...]:
    """Count links from sector to sector, and those at which, or at an end of which, a barrier was reported."""
    area = network.area
    reports = [row for row in area.barriers if area.codebook.barrier[row.code].kind == "barrier"]
    at_link = {(row.source, row.target) for row in reports if row.source and row.target}
    at_service = {row.service for row in reports if row.service}
    sector = {service.service: sector_of(area, service.organisation) for service in area.services}
    links, direct, near = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for pair, link in network.evidence.links.items():
        if link.state in SPOKEN:
            kinds = (sector[pair[0]], sector[pair[1]])
            links[kinds] += 1
            direct[kinds] += pair in at_link
            near[kinds] += pair in at_link or not at_service.isdisjoint(pair)
    return tuple(BarrierPlaces(*kinds, links[kinds], direct[kinds], near[kinds]) for kinds in sorted(links))
