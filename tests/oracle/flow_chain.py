"""The flow of people for one completion of the counts (decision 0006), in exact fractions.

A service that is not known (not counted, or nobody with a next step) is an end of its own in every chain, so that
whoever asks says what becomes of people there: 0 is nothing, 1 is everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from .facts import Pair
from .flow_counts import AFTERCARE, FlowFacts
from .flow_markov import Place, endless, ends, visits

Where = tuple[str, ...]
"""``("service", t)``, ``("lost", s, t)`` or ``("outcome", o)``: what comes next for somebody at a service."""
Ends = dict[Where, Fraction]
Unknown = Fraction | int | Mapping[str, Fraction | int]
"""The value given to services that are not known: one for all, or one a service (1 where it is not named)."""

REACHED: Where = ("reached",)
ANOTHER_WAY: Where = ("another_way",)


class Chain(NamedTuple):
    """One completion: how many people took each next step, and what the steps mean."""

    services: tuple[str, ...]
    counts: dict[str, dict[Where, Fraction]]
    """People with a next step by service and step; empty where it is not known."""
    comes_in: dict[str, Fraction]
    on_the_way: frozenset[Pair]
    goals: dict[str, frozenset[str]]


def chain_of(facts: FlowFacts, counts: Mapping[str, Mapping[Where, int]], comes_in: Mapping[str, int]) -> Chain:
    """Put one completion together; services that are not counted have no steps in it."""
    steps = {s: {} if s in facts.not_counted else dict(counts.get(s, {})) for s in facts.chain}
    return Chain(
        services=facts.chain,
        counts={s: {where: Fraction(n) for where, n in found.items()} for s, found in steps.items()},
        comes_in={s: Fraction(n) for s, n in comes_in.items()},
        on_the_way=facts.on_the_way,
        goals=facts.goals,
    )


def spells(chain: Chain, service: str) -> Fraction:
    """Spells with a next step: started onward, lost and departed; whoever is kept is not among them."""
    return sum(chain.counts[service].values(), Fraction(0))


def shares(chain: Chain, service: str) -> dict[Where, Fraction]:
    """Shares of the next steps of a service; empty where it is not known."""
    total = spells(chain, service)
    return {where: people / total for where, people in chain.counts[service].items()} if total else {}


def whole_moves(chain: Chain) -> dict[Place, dict[Place, Fraction]]:
    """The whole chain: every onward row is a step, and nothing ends at aftercare."""
    return {("service", s): shares(chain, s) or {("not_known", s): Fraction(1)} for s in chain.services}


def journey_moves(chain: Chain, target: str) -> dict[Place, dict[Place, Fraction]]:
    """The way to a target: it ends there, and a step off the way ends it as another way."""
    aims = {("service", s) for s in chain.goals[target]}
    moves: dict[Place, dict[Place, Fraction]] = {}
    for place, found in whole_moves(chain).items():
        if place not in aims:
            moves[place] = {}
            for where, share in found.items():
                off = where[0] == "service" and (place[1], where[1]) not in chain.on_the_way
                to = ANOTHER_WAY if off else REACHED if where in aims else where
                moves[place][to] = moves[place].get(to, Fraction(0)) + share
    return moves


def start_from(chain: Chain, start: str | None) -> dict[Where, Fraction] | None:
    """One person at a service, or spread over all who come in (None where nobody does)."""
    if start is not None:
        return {("service", start): Fraction(1)}
    total = sum(chain.comes_in.values(), Fraction(0))
    return {("service", s): n / total for s, n in chain.comes_in.items()} if total else None


def journey_ends(chain: Chain, target: str = AFTERCARE, start: str | None = None) -> Ends | None:
    """How journeys end, with the target as an end; they add up to 1, services that are not known among them."""
    coming = start_from(chain, start)
    if coming is None:
        return None
    moves = journey_moves(chain, target)
    begun: dict[Place, Fraction] = {}
    for place, share in coming.items():
        here = place if place in moves else REACHED
        begun[here] = begun.get(here, Fraction(0)) + share
    return ends(moves, begun)


def outcome_mix(chain: Chain, start: str | None = None) -> Ends | None:
    """The chances of each outcome and of being lost between each pair over the whole chain."""
    coming = start_from(chain, start)
    return None if coming is None else ends(whole_moves(chain), coming)


def value_at(service: str, unknown: Unknown) -> Fraction | int:
    """The value given to a service that is not known."""
    return unknown.get(service, 1) if isinstance(unknown, Mapping) else unknown


def worth(found: Ends | None, wanted: Iterable[Where], unknown: Unknown) -> Fraction | None:
    """The chance of one of some ends, with a value for services that are not known."""
    if found is None:
        return None
    known = sum((found.get(end, Fraction(0)) for end in wanted), Fraction(0))
    return known + sum(p * value_at(end[1], unknown) for end, p in found.items() if end[0] == "not_known")


def reach(chain: Chain, target: str, start: str | None = None, unknown: Unknown = 0) -> Fraction | None:
    """The chance of ever starting at a target, from a service or from all who come in."""
    return worth(journey_ends(chain, target, start), [REACHED], unknown)


def lost_there(chain: Chain, pair: Pair, start: str | None = None, unknown: Unknown = 0) -> Fraction | None:
    """The chance of ending lost between a pair, of all who start at a service (over the whole chain)."""
    return worth(outcome_mix(chain, start), [("lost", *pair)], unknown)


def inflow(chain: Chain) -> dict[str, Fraction]:
    """How many come to each service by the model; services that are not known send nobody on."""
    found = visits(whole_moves(chain), {("service", s): n for s, n in chain.comes_in.items()})
    return {s: found["service", s] for s in chain.services}


def closed_classes(chain: Chain) -> frozenset[frozenset[str]]:
    """Sets of services of which everybody goes on among them, and nobody leaves or is lost."""
    return frozenset(frozenset(place[1] for place in places) for places in endless(whole_moves(chain)))
