"""People walking one by one through a completion: what comes of them, counted and not computed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from .facts import Pair
from .flow_chain import ANOTHER_WAY, REACHED, Chain, Where, closed_classes, spells
from .flow_counts import AFTERCARE
from .flow_markov import EndlessError


@dataclass
class Walked:
    """What so many people met."""

    people: int
    ended: Counter[Where] = field(default_factory=Counter)
    """How each walk over the whole chain ended: an outcome, lost between a pair, or at a service not known."""
    journeys: Counter[Where] = field(default_factory=Counter)
    """How each journey ended, with aftercare as an end and a step off the way as another."""
    reached: Counter[str] = field(default_factory=Counter)
    """People who started at each target by steps on the way."""
    visited: Counter[str] = field(default_factory=Counter)
    """Spells at each service."""

    def share_reaching(self, target: str) -> Fraction:
        return Fraction(self.reached[target], self.people)

    def share_with(self, outcome: str) -> Fraction:
        return Fraction(self.ended["outcome", outcome], self.people)

    def share_lost(self, pair: Pair) -> Fraction:
        return Fraction(self.ended["lost", *pair], self.people)


def walk(chain: Chain, start: str, random: Random) -> list[Where]:
    """One person's way over the whole chain: the services in order, then the end."""
    way: list[Where] = [("service", start)]
    while way[-1][0] == "service":
        here = way[-1][1]
        if spells(chain, here) == 0:
            way.append(("not_known", here))
        else:
            places, people = zip(*chain.counts[here].items(), strict=True)
            way += random.choices(places, [float(n) for n in people])
    return way


def cut_at(chain: Chain, way: list[Where], target: str) -> Where:
    """How the same walk ends as a journey to a target."""
    for place, following in zip(way, way[1:], strict=False):
        if place[1] in chain.goals[target]:
            return REACHED
        if following[0] == "service" and (place[1], following[1]) not in chain.on_the_way:
            return ANOTHER_WAY
    return way[-1]


def simulate(chain: Chain, people: int, random: Random, start: str | None = None) -> Walked:
    """Send people through a completion, from one service or from all who come in."""
    faults = closed_classes(chain)
    if faults:
        raise EndlessError(faults)
    entries = {start: Fraction(1)} if start is not None else chain.comes_in
    walked = Walked(people)
    for entry in random.choices(list(entries), [float(n) for n in entries.values()], k=people):
        way = walk(chain, entry, random)
        walked.ended[way[-1]] += 1
        walked.visited.update(place[1] for place in way[:-1])
        walked.journeys[cut_at(chain, way, AFTERCARE)] += 1
        walked.reached.update(target for target in chain.goals if cut_at(chain, way, target) == REACHED)
    return walked
