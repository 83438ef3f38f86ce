"""Answers to a question about the flow: range and interval, from every service and from all who come in."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import DRAWS, TAILS, Replicates
from dtors_network.flow.effects import repair_bounds, repairs, sensitivities
from dtors_network.flow.sparse import Mask, Vector


@dataclass(frozen=True, slots=True)
class Answer:
    """Range and interval, from every service; ``of_all`` holds the same four for all who come in.

    Attributes
    ----------
    least, most, low, high : array of float, shape (services,)
        What the counts leave possible, and the 95 % interval.
    of_all : tuple of float
        The four from all who come in; not a number where nobody counted them.
    """

    least: Vector
    most: Vector
    low: Vector
    high: Vector
    of_all: tuple[float, float, float, float]


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
    """

    boxes: Boxes
    may_start: Mask
    least_coming: Vector
    most_coming: Vector
    draws: int = DRAWS
    seed: int = 0
    _drawn: dict[bytes, Replicates] = field(default_factory=dict, compare=False, repr=False)

    def to(self, question: Question) -> Answer:
        """Answer a question."""
        sides = [self._side(question, sign, tail) for sign, tail in zip((-1, 1), TAILS, strict=True)]
        (least, low, all_least, all_low), (most, high, all_most, all_high) = sides
        return Answer(
            least=least,
            most=most,
            low=np.minimum(low, least),
            high=np.maximum(high, most),
            of_all=(all_least, all_most, min(all_low, all_least), max(all_high, all_most)),
        )

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

    def _side(self, question: Question, sign: int, tail: float) -> tuple[Vector, Vector, float, float]:
        worth, chain = extreme(self.boxes, question, sign)
        unknown = question.unknown if sign > 0 else np.zeros(self.boxes.size)
        drawn = self.replicates(chain).worth(question, unknown)
        shares = self.coming(worth, sign)
        tails = np.percentile(drawn, tail, axis=0)
        return worth, tails, float(shares @ worth), float(np.percentile(drawn @ shares, tail))

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

    def replicates(self, chain: Chain) -> Replicates:
        """Draw once for each filling of the cells; the seed makes what is drawn for two fillings comparable."""
        key = chain.started.tobytes() + chain.lost.tobytes() + chain.left.tobytes()
        if key not in self._drawn:
            self._drawn[key] = Replicates(chain, self.may_start, self.draws, self.seed)
        return self._drawn[key]


def _pairs(one: Vector, other: Vector) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in zip(np.minimum(one, other), np.maximum(one, other), strict=True)]
