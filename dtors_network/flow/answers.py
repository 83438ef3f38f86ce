"""Answers to a question about the flow: range and interval, from every service and from all who come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.counts import Counts
from dtors_network.flow.draws import DRAWS, TAILS, Batch, Pools, Replicates
from dtors_network.flow.effects import drawn_repairs, repair_bounds, repairs, sensitivities
from dtors_network.flow.likely import Likely
from dtors_network.flow.pool import cells_of
from dtors_network.flow.sparse import Mask, Vector

SIGNS: Final = (-1, 1)
MOST_SOLVED: Final = 1_000_000_000
"""Replicates times the cube of services, up to which the effect of every repair is worked out in each replicate."""
"""Least and most."""

Side = tuple[int, int]
"""Number of a question, and a sign."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Range, interval and middle, from every service; ``of_all`` holds the first four for all who come in.

    Attributes
    ----------
    least, most, low, high : array of float, shape (services,)
        What the counts leave possible, and the 95 % interval.
    of_all : tuple of float
        The four from all who come in; not a number where nobody counted them.
    middle : array of float, shape (services,), or None
        What is asked at the mean of the drawn tables; None where every count is known.
    middle_of_all : float or None
        The same from all who come in.
    """

    least: Vector
    most: Vector
    low: Vector
    high: Vector
    of_all: tuple[float, float, float, float]
    middle: Vector | None = None
    middle_of_all: float | None = None


@dataclass(frozen=True)
class Answers:
    """What is needed to answer questions about one group.

    Attributes
    ----------
    boxes : Boxes
        What is possible of the counts.
    may_start : array of bool, shape (rows,)
        Rows on which a start is possible.
    least_coming, most_coming : array of float, shape (services,)
        Bounds of people who come in.
    draws, seed : int
        Replicates behind each interval, and the seed of the random numbers.
    counts : callable
        Gives the counts of the group in drawn tables; None where every count is known.
    """

    boxes: Boxes
    may_start: Mask
    least_coming: Vector
    most_coming: Vector
    draws: int = DRAWS
    seed: int = 0
    counts: Callable[[], Counts | None] = lambda: None

    @cached_property
    def likely(self) -> Likely | None:
        """What is likely of the counts; None where all are known, or no tables could be drawn."""
        found = self.counts()
        return None if found is None else Likely(found, self.boxes, self.may_start, self.draws, self.seed)

    def to(self, question: Question) -> Answer:
        """Answer a question."""
        return self.to_each([question])[0]

    def to_each(self, questions: Sequence[Question]) -> list[Answer]:
        """Answer several questions: those that rest on the same reading of the counts are asked of it together."""
        extremes = {
            (at, sign): extreme(self.boxes, question, sign) for at, question in enumerate(questions) for sign in SIGNS
        }
        if self.likely is not None:
            return self._likely(self.likely, questions, extremes)
        tails = self._tails(questions, extremes)
        return [self._answer(at, extremes, tails) for at in range(len(questions))]

    def _likely(
        self, likely: Likely, questions: Sequence[Question], extremes: dict[Side, tuple[Vector, Chain]]
    ) -> list[Answer]:
        """Answer from the drawn tables; the range is still that of everything possible."""
        middles = {
            (at, sign): extreme(likely.boxes, question, sign) for at, question in enumerate(questions) for sign in SIGNS
        }
        tails, found = self._tails(questions, middles, likely), []
        for at in range(len(questions)):
            (least, most), (low, high) = ([each[at, sign][0] for sign in SIGNS] for each in (extremes, tails))
            middle = (middles[at, -1][0] + middles[at, 1][0]) / 2
            of_all = float(likely.coming_in_the_middle @ middle)
            ends = min(tails[at, -1][1], of_all), max(tails[at, 1][1], of_all)
            found.append(
                Answer(
                    least=least,
                    most=most,
                    low=np.minimum(low, middle),
                    high=np.maximum(high, middle),
                    of_all=(self.mean(least, -1), self.mean(most, 1), *ends),
                    middle=middle,
                    middle_of_all=of_all,
                )
            )
        return found

    def _answer(
        self, at: int, extremes: dict[Side, tuple[Vector, Chain]], tails: dict[Side, tuple[Vector, float]]
    ) -> Answer:
        (least, most), (low, high) = ([found[at, sign][0] for sign in SIGNS] for found in (extremes, tails))
        all_least, all_most = self.mean(least, -1), self.mean(most, 1)
        return Answer(
            least=least,
            most=most,
            low=np.minimum(low, least),
            high=np.maximum(high, most),
            of_all=(all_least, all_most, min(tails[at, -1][1], all_least), max(tails[at, 1][1], all_most)),
        )

    def _tails(
        self, questions: Sequence[Question], extremes: dict[Side, tuple[Vector, Chain]], likely: Likely | None = None
    ) -> dict[Side, tuple[Vector, float]]:
        """Give the limit of the replicates of every side of every question, from every service and from all."""
        together: dict[bytes, list[Side]] = {}
        for side, (_, chain) in extremes.items():
            together.setdefault(_key(chain), []).append(side)
        found = {}
        for sides in together.values():
            chain = extremes[sides[0]][1]
            # Two sides are one question where nothing is unknown.
            unknown = {side: questions[side[0]].unknown * (side[1] > 0) * chain.unknown for side in sides}
            once = {(side[0], unknown[side].tobytes()): side for side in sides}
            asked = [(questions[side[0]], unknown[side]) for side in once.values()]
            drawn = dict(zip(once, (likely or self).replicates(chain).asked(asked), strict=True))
            for side in sides:
                found[side] = self._limit(drawn[side[0], unknown[side].tobytes()], extremes[side][0], side[1], likely)
        return found

    def _limit(self, drawn: Batch, worth: Vector, sign: int, likely: Likely | None) -> tuple[Vector, float]:
        tail = TAILS[sign > 0]
        each = likely.of_all(drawn) if likely else self.coming(worth, sign) @ drawn
        of_all = np.percentile(each, tail)
        return np.percentile(drawn, tail, axis=1).astype(np.float64), float(of_all)

    def coming(self, worth: Vector, sign: int) -> Vector:
        """Choose the numbers of people who come in with which their mean worth is least or most; as shares of 1.

        Whoever is worth more than the mean counts in full and the others as few as can be, until nothing changes.
        """
        people = self.least_coming if self.least_coming.any() else self.most_coming
        for _ in range(len(worth) + 1):
            if not people.any():
                return np.full(len(worth), np.nan)
            better = sign * (worth - people @ worth / people.sum()) > 0
            chosen = np.where(better, self.most_coming, self.least_coming)
            if (chosen == people).all():
                break
            people = chosen if chosen.any() else people
        return np.asarray(people / people.sum())

    def mean(self, worth: Vector, sign: int) -> float:
        """Give the least or the most that something can be worth on average to those who come in."""
        return float(self.coming(worth, sign) @ worth)

    def range_of(self, question: Question) -> tuple[Vector, Vector, float, float]:
        """Answer a question without its interval: the least and the most from every service, and from all."""
        least, most = (extreme(self.boxes, question, sign)[0] for sign in (-1, 1))
        return least, most, self.mean(least, -1), self.mean(most, 1)

    def effects(self, question: Question) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """Give the range of the effect of every repair, and of the derivative of the answer by every link."""
        slopes, exact = [], []
        for sign in (-1, 1):
            worth, chain = extreme(self.boxes, question, sign)
            coming, unknown = self.coming(worth, sign), question.unknown * (sign > 0)
            slopes.append(sensitivities(chain, question, coming, unknown))
            exact.append(repairs(chain, question, coming, unknown))
        plain = self.boxes.exact and not self.boxes.unknown.any() and (self.least_coming == self.most_coming).all()
        bounds = exact if plain else repair_bounds(self.boxes, question, self.mean)
        return _pairs(*bounds), _pairs(*slopes)

    def likely_effects(self, question: Question) -> Batch | None:
        """Give the low end, the middle and the high end of what is likely of every repair, shape (3, rows).

        The middle is the effect at the mean of the drawn tables, as that of every answer is. None where every count is
        known, and in areas so large that it would take long.
        """
        likely = self.likely
        if likely is None or self.draws * len(self.boxes.unknown) ** 3 > MOST_SOLVED:
            return None
        lows, middles, highs = list[Vector](), list[Vector](), list[Vector]()
        for chain, unknowns in self._readings(likely, question):
            middles += [repairs(chain, question, likely.coming_in_the_middle, unknown) for unknown in unknowns]
            blocks, first = list[list[Batch]](), 0
            for drawn in likely.replicates(chain).kept():
                coming = likely.coming.T[first : first + len(drawn[0])]
                blocks.append([*drawn_repairs(chain, question, coming, unknowns, drawn)])
                first += len(drawn[0])
            for parts in zip(*blocks, strict=True):
                low, high = np.percentile(np.concatenate(parts), TAILS, axis=0)
                lows.append(low)
                highs.append(high)
        middle = np.mean(middles, axis=0)
        return np.array([np.minimum(np.min(lows, axis=0), middle), middle, np.maximum(np.max(highs, axis=0), middle)])

    def _readings(self, likely: Likely, question: Question) -> Iterable[tuple[Chain, list[Vector]]]:
        """Give the readings of the middle with the least and the most, and what is unknown in each; each but once."""
        found: dict[bytes, tuple[Chain, dict[bytes, Vector]]] = {}
        for sign in SIGNS:
            _, chain = extreme(likely.boxes, question, sign)
            unknown = question.unknown * (sign > 0) * chain.unknown
            found.setdefault(_key(chain), (chain, {}))[1][unknown.tobytes()] = unknown
        return [(chain, [*unknowns.values()]) for chain, unknowns in found.values()]

    @cached_property
    def _pools(self) -> Pools:
        return Pools(cells_of(self.boxes, self.may_start), self.draws, self.seed)

    def replicates(self, chain: Chain) -> Replicates:
        """Give the replicates of a reading of the counts: all readings are drawn from one pool."""
        return Replicates(chain, self.may_start, self.draws, self.seed, self._pools)


def _key(chain: Chain) -> bytes:
    """Tell readings of the same counts apart."""
    return chain.started.tobytes() + chain.lost.tobytes() + chain.left.tobytes()


def _pairs(one: Vector, other: Vector) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in zip(np.minimum(one, other), np.maximum(one, other), strict=True)]
