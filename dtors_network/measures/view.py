"""A network as it is measured: of services or organisations, all or those that answered, with their kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dtors_network.bits import positions
from dtors_network.evidence import Evidence
from dtors_network.graph import GroupGraph, Positions
from dtors_network.measures.brokerage import brokerage
from dtors_network.measures.core import Core, core_periphery
from dtors_network.measures.holes import constraint
from dtors_network.measures.paths import betweenness, steps_to
from dtors_network.measures.ties import Bounded, Ties
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import End, LinkState

NOT_GIVEN: Final = "not_given"
"""The sector of a service whose organisation, or its sector, is not given."""
SERVICES: Final = "services"
ORGANISATIONS: Final = "organisations"
ALL: Final = "all"
ANSWERED: Final = "answered"
SPOKEN: Final = (LinkState.CONFIRMED, LinkState.WEAK, LinkState.ONE_SIDED, LinkState.DISPUTED)
"""States of a link that somebody spoke of as being there, or that is on record."""

Kinds = Mapping[str, tuple[str, ...]]


class Looked:
    """A network with what was worked out of it."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties
        self._roles: dict[tuple[str, ...], Any] = {}

    @cached_property
    def betweenness(self) -> Any:
        """By position."""
        return betweenness(self.ties)

    @cached_property
    def constraint(self) -> Any:
        """By position."""
        return constraint(self.ties)

    @cached_property
    def core(self) -> Core:
        """The split into core and periphery."""
        return core_periphery(self.ties)

    def roles(self, kinds: tuple[str, ...]) -> Any:
        """Count roles, by position."""
        if kinds not in self._roles:
            self._roles[kinds] = brokerage(self.ties, kinds)
        return self._roles[kinds]


@dataclass(frozen=True)
class Steps:
    """The fewest hand-overs to aftercare of each service on the way, on certain and on possible links."""

    on_the_way: tuple[bool, ...]
    certain: tuple[int | None, ...]
    possible: tuple[int | None, ...]
    has_goal: bool


@dataclass(frozen=True)
class View:
    """A network as it is measured."""

    unit: str
    scope: str
    net: Bounded
    kinds: Kinds
    steps: Steps | None


def views(graph: GroupGraph) -> tuple[View, ...]:
    """Give the networks of an area: services and organisations, all, and those that answered where not all did."""
    network = graph.network
    every = range(len(network.ids))
    certain = Ties(network.ids, *(tuple(map(ends, every)) for ends in (graph.certain_out, graph.certain_into)))
    possible = Ties(network.ids, *(tuple(map(ends, every)) for ends in (graph.possible_out, graph.possible_into)))
    net = Bounded(certain, possible)
    silent = set(silent_services(network.evidence))
    answered = [at for at in every if network.ids[at] not in silent]
    found = _views(network, net, ALL, list(every))
    return (*found, *_views(network, net, ANSWERED, answered)) if silent else found


def drawn_views(graph: GroupGraph) -> tuple[View, ...]:
    """Give the networks of services and organisations in which what somebody spoke of is there, and nothing else."""
    network = graph.network
    told = (pair for pair, link in network.evidence.links.items() if link.state in SPOKEN)
    pairs = [(network.position[source], network.position[target]) for source, target in told]
    ties = Ties.of(network.ids, [(at, there) for at, there in pairs if graph.possible_out(at) >> there & 1])
    return _views(network, Bounded(ties, ties), ALL, list(range(len(network.ids))))


def silent_services(evidence: Evidence) -> tuple[str, ...]:
    """List the services that could have spoken of their links and did not: no statement for their end, no list."""
    spoke = {source if end is End.SENDER else target for source, target, end in evidence.voices}
    return tuple(
        service.service
        for service in sorted(evidence.area.services, key=lambda one: one.service)
        if service.service not in spoke
        and service.service not in evidence.nobody_to_ask
        and not (service.lists_all_sent_to or service.lists_all_received_from)
    )


def _views(network: Positions, every: Bounded, scope: str, keep: Sequence[int]) -> tuple[View, View]:
    area, net = network.area, every.part(keep)
    kept = [network.services[at] for at in keep]
    owners = [service.organisation for service in kept]
    sectors = tuple(sector_of(area, owner) for owner in owners)
    kinds = {
        "sector": sectors,
        "stage": tuple(area.codebook.stage_of[service.service_type].value for service in kept),
        "organisation": tuple(service.organisation or f"({service.service})" for service in kept),
    }
    joined = net.quotient(owners)
    joined_kinds = {"sector": tuple(sector_of(area, owner) for owner in joined.ids)}
    return (
        View(SERVICES, scope, net, _told(kinds), _steps(network, every, keep)),
        View(ORGANISATIONS, scope, joined, _told(joined_kinds), None),
    )


def _told(kinds: dict[str, tuple[str, ...]]) -> Kinds:
    """Leave the sector out where none is given."""
    return {by: each for by, each in kinds.items() if set(each) - {NOT_GIVEN}}


def sector_of(area: Area, organisation: str) -> str:
    """Give the sector of an organisation."""
    held = area.organisation.get(organisation)
    return NOT_GIVEN if held is None or held.sector is None else held.sector.value


def _steps(network: Positions, every: Bounded, keep: Sequence[int]) -> Steps:
    kept = sum(1 << at for at in keep)
    goal = network.ends & kept
    size = len(network.ids)

    def counted(ties: Ties) -> tuple[int | None, ...]:
        steps = steps_to(goal, lambda at: ties.into[at] & network.steps_into[at] & kept, size)
        return tuple(steps[at] for at in keep)

    on_the_way = set(positions((network.routes_in | network.treatment) & ~network.ends))
    return Steps(tuple(at in on_the_way for at in keep), counted(every.certain), counted(every.possible), bool(goal))
