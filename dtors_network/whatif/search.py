"""Branch and bound over sets of levers: which raise reach most.

What a set adds is, table by table, the sum over the links that it touches of how often their sender is come to, times
the share of its people who newly start, times what it is worth afterwards to be at the receiver. With every lever
pulled nothing is worth less, so that each lever has a bound of its own, and a set is worth no more than the sum of
those of its levers. Sets are gone through by that sum until none that is left can be better than the last one kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from dtors_network.flow.sparse import Vector
from dtors_network.rounding import rounded
from dtors_network.whatif.candidates import Candidate
from dtors_network.whatif.change import WHOLE
from dtors_network.whatif.drawn import DrawnRow
from dtors_network.whatif.valuer import Set_, Valuer

SHOWN: Final = 10
"""Sets of each kind that are kept."""

AMONG: Final = 60
"""The best sets among which those are looked for that overload somebody."""

NODES: Final = 20_000
"""Sets that are valued before the search ends with what it has, and says how far that may be from the best."""

COMBINED: Final = 600_000
"""Sets whose bounds are held at once; of more levers those with the highest bounds are combined."""

LITTLE: Final = 1e-9
BATCH: Final = 128
"""Sets that are valued in one go."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes
    ----------
    sets : tuple of pair of float and tuple of int
        Values and sets, best first.
    gap : float
        By how much a set that was not valued may at the most be better than the last one kept.
    """

    sets: tuple[tuple[float, Set_], ...]
    gap: float


class Search:
    """A search for the sets with the highest value.

    Parameters
    ----------
    valuer : Valuer
        Values sets.
    """

    def __init__(self, valuer: Valuer) -> None:
        self.valuer = valuer
        self.bound = bounds_of(valuer)
        singles = [(at,) for at in range(len(valuer.tried))]
        self._values: dict[Set_, float] = dict(zip(singles, map(float, self._valued(singles)), strict=True))

    def best(self, most: int, among: Sequence[int], kept: int, avoid: bool = False) -> Found:
        """Find the best sets.

        A set has at most ``most`` levers ``among`` those named; ``kept`` is how many sets to keep, and ``avoid`` leaves
        out sets that may overload somebody.
        """
        found: list[tuple[float, Set_]] = []
        started = self.valuer.valued
        useful = [at for at in among if self.bound[at] > LITTLE]
        sets, bounds, left_out = self._combined(useful, most)
        for first in range(0, len(sets), BATCH):
            last = found[-1][0] if len(found) >= kept else LITTLE
            if bounds[first] <= last:
                break
            if self.valuer.valued - started >= NODES:
                left_out = max(left_out, float(bounds[first]))
                break
            batch = [sets[at] for at in range(first, min(first + BATCH, len(sets))) if bounds[at] > last]
            found = self._with(found, batch, kept, avoid)
        last = found[-1][0] if len(found) >= kept else 0.0
        left = max(0.0, left_out - last)
        return Found(tuple(found), left if left > LITTLE else 0.0)

    def value(self, chosen: Set_) -> float:
        """Give the value of a set; the empty one is worth nothing."""
        if chosen and chosen not in self._values:
            self._values[chosen] = float(self._valued([chosen])[0])
        return self._values[chosen] if chosen else 0.0

    def _valued(self, sets: Sequence[Set_]) -> Vector:
        return self.valuer.values(sets) if sets else np.zeros(0)

    def _combined(self, useful: list[int], most: int) -> tuple[list[Set_], Vector, float]:
        """Give sets by their bounds, highest first, and the highest bound of those that are left out."""
        order = sorted(useful, key=lambda at: (-self.bound[at], at))
        sizes, left_out = range(1, min(most, len(order)) + 1), 0.0
        few = order
        while few and sum(_choose(len(few), size) for size in sizes) > COMBINED:
            few = few[: len(few) - max(1, len(few) // 10)]
        if len(few) < len(order):
            left_out = float(self.bound[order[len(few)]] + sum(self.bound[at] for at in order[: most - 1]))
        every = [tuple(sorted(some)) for size in sizes for some in combinations(few, size)]
        if not every:
            return [], np.zeros(0), left_out
        bounds = np.concatenate([_sums(self.bound, few, size) for size in sizes])
        by_bound = np.argsort(-bounds, kind="stable")
        return [every[at] for at in by_bound], bounds[by_bound], left_out

    def _with(
        self, found: list[tuple[float, Set_]], batch: list[Set_], kept: int, avoid: bool
    ) -> list[tuple[float, Set_]]:
        """Add those of a batch that are better, do not do as well without a lever, and overload nobody if so asked."""
        new = [chosen for chosen in batch if not self._nested(chosen)]
        fresh = [chosen for chosen in new if chosen not in self._values]
        self._values |= dict(zip(fresh, map(float, self._valued(fresh)), strict=True))
        last = found[-1][0] if len(found) >= kept else LITTLE
        better = [chosen for chosen in new if self._values[chosen] > last and self._adds(chosen)]
        if avoid:
            better = [chosen for chosen, full in zip(better, self.valuer.overloads(better), strict=True) if not full]
        every = [*found, *((self._values[chosen], chosen) for chosen in better)]
        return sorted(every, key=lambda one: (-rounded(one[0], 12), len(one[1]), one[1]))[:kept]

    def _adds(self, chosen: Set_) -> bool:
        """Tell whether each lever of a set adds something to the others."""
        without = max(self.value(tuple(other for other in chosen if other != one)) for one in chosen)
        return self._values[chosen] > without + LITTLE

    def _nested(self, chosen: Set_) -> bool:
        return any(_within(*pair) for pair in combinations((self.valuer.tried[at] for at in chosen), 2))


def bounds_of(valuer: Valuer) -> Vector:
    """Bound what each lever can add to any set, shape (levers,)."""
    side, boxes, bounds = valuer.side, valuer.flow.boxes, np.zeros(len(valuer.tried))
    if not valuer.tried:
        return bounds
    by_all = valuer.moved(tuple(range(len(valuer.tried))), 0)
    started = side.counts.started.copy()
    for at, people in by_all.items():
        started[at] += people
    spells = valuer.spells[boxes.sender]
    shares = np.divide(started, spells, out=np.zeros(spells.shape), where=spells > 0)
    stays = side.question.on_way & ~(side.question.stops | side.unknown)[boxes.sender]
    worth = side.reaching(shares)
    for number, candidate in enumerate(valuer.tried):
        for at, people in _most_each(valuer, number, candidate).items():
            share = np.divide(people, spells[at], out=np.zeros(len(people)), where=spells[at] > 0) * stays[at]
            bounds[number] += (side.visits[boxes.sender[at]] * share * worth[boxes.receiver[at]]).mean()
    return bounds


def _most_each(valuer: Valuer, number: int, one: Candidate) -> dict[int, Vector]:
    """Bound who starts besides because of one lever, whatever else is done at the same links.

    More reasons that fall away at a link let more start than each of them alone, but each its own part of those who
    start where everything falls away: parts add up to no less.
    """
    most_started = valuer.moved((number,), 0)
    code, strength = ("no_capacity", WHOLE) if one.lever == "places" else (one.lever, valuer.strength)
    for pair in one.links:
        at, cell = valuer.row[pair], valuer.side.back.cell(pair)
        assert isinstance(cell, DrawnRow)
        mine = cell.reasons.get(code)
        if mine is not None:
            codes = {other.lever for other in valuer.tried} | {"no_capacity"}
            refused = (some for reason, some in cell.reasons.items() if reason in codes and some is not None)
            rest = cell.referred - np.minimum(sum(refused, start=np.zeros(len(mine))), cell.referred - cell.started)
            part = np.divide(strength * mine * cell.started, rest, out=np.zeros(len(mine)), where=rest > 0)
            most_started[at] = np.maximum(most_started.get(at, 0.0), part)
    return most_started


def _within(one: Candidate, other: Candidate) -> bool:
    """Tell whether one lever is a part of the other: the same at a link beside it at the whole service."""
    if one.lever != other.lever or not one.links or not other.links:
        return False
    return set(one.links) <= set(other.links) or set(other.links) <= set(one.links)


def _choose(many: int, size: int) -> int:
    found = 1
    for at in range(size):
        found = found * (many - at) // (at + 1)
    return max(found, 0)


def _sums(bound: Vector, few: list[int], size: int) -> Vector:
    """Add up bounds of every set of a size, in the order in which they are combined."""
    values = bound[few]
    at = np.array(list(combinations(range(len(few)), size)), dtype=np.intp).reshape(-1, size)
    return np.asarray(values[at].sum(axis=1))
