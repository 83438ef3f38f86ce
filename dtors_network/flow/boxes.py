"""Everything that is possible of the counts, and the least and the most that follows from it.

Each row and each departure may vary on its own, and every service is its own box. So the extremes are those of a
decision process with one choice a service, found by policy iteration (R. A. Howard 1960; for ratios W. S. Jewell,
Oper. Res. 11 (1963)).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.sparse import Mask, Places, Vector
from dtors_network.flow.steps import Row, Steps
from dtors_network.model.bounds import Bounds

Corners = np.ndarray[Any, np.dtype[np.float64]]
ROUNDS: Final = 200
EQUAL: Final = 1e-12


@dataclass(frozen=True)
class Boxes:
    """The possible numbers of each cell.

    Attributes
    ----------
    sender, receiver : array of int, shape (rows,)
        Positions of the ends of each row.
    started, lost : array of float, shape (rows, corners)
        The corners of what a row allows of the two.
    least_left, most_left : array of float, shape (services, outcomes)
        Bounds of those who left.
    not_counted : array of bool, shape (services,)
        Services of whose next steps a count is blank.
    least_total, most_total : array of float, shape (services,), or None
        Bounds of all who left together, where they are told; None where no service's are.
    """

    sender: Places
    receiver: Places
    started: Corners
    lost: Corners
    least_left: Vector
    most_left: Vector
    not_counted: Mask
    least_total: Vector | None = None
    most_total: Vector | None = None

    @property
    def size(self) -> int:
        """Number of services."""
        return len(self.not_counted)

    @cached_property
    def exact(self) -> bool:
        """Whether every number is known."""
        alike = (self.started == self.started[:, :1]).all() and (self.lost == self.lost[:, :1]).all()
        return bool(alike and (self.least_left == self.most_left).all())

    @cached_property
    def least_gone(self) -> Vector:
        """The fewest who may have left each service, whatever came of them."""
        least: Vector = self.least_left.sum(axis=1)
        return least if self.least_total is None else np.maximum(least, self.least_total)

    @cached_property
    def most_gone(self) -> Vector:
        """The most who may have left each service."""
        most: Vector = self.most_left.sum(axis=1)
        return most if self.most_total is None else np.minimum(most, self.most_total)

    def left_for(self, worth: Vector) -> Vector:
        """Choose who left so that it is worth most: those worth most first, as far as the total allows and asks.

        Parameters
        ----------
        worth : array of float, shape (services, outcomes)
            What each person more is worth.

        Returns
        -------
        array of float, shape (services, outcomes)
        """
        if self.least_total is None and self.most_total is None:
            return np.where(worth > 0, self.most_left, self.least_left)
        order = np.argsort(-worth, axis=1, kind="stable")
        room = np.take_along_axis(self.most_left - self.least_left, order, axis=1)
        before = np.cumsum(room, axis=1) - room
        wanted = (self.least_gone - self.least_left.sum(axis=1))[:, None]
        allowed = (self.most_gone - self.least_left.sum(axis=1))[:, None]
        good = np.take_along_axis(worth, order, axis=1) > 0
        more = np.clip(np.where(good, allowed, wanted) - before, 0.0, room)
        found = self.least_left.copy()
        np.put_along_axis(found, order, np.take_along_axis(self.least_left, order, axis=1) + more, axis=1)
        return found

    @cached_property
    def unknown(self) -> Mask:
        """Services of which nothing is known: a count is blank, or there may be nobody with a next step."""
        least = (self.started + self.lost).min(axis=1)
        somebody = np.bincount(self.sender, least, minlength=self.size) + self.least_gone
        unknown: Mask = self.not_counted | (somebody <= 0)
        return unknown

    def at(self, corner: Places, left: Vector) -> Chain:
        """Fill every cell: with one corner of each row, and the numbers of those who left."""
        rows = np.arange(len(self.sender))
        started, lost = self.started[rows, corner], self.lost[rows, corner]
        return Chain(self.sender, self.receiver, started, lost, left, self.unknown)

    def fullest(self) -> Chain:
        """Fill every cell so that as many as possible leave or are lost."""
        return self.at(self.lost.argmax(axis=1), self.most_left)


def boxes_of(steps: Steps, outcomes: tuple[str, ...]) -> Boxes:
    """Put what is counted into arrays.

    Parameters
    ----------
    steps : Steps
        What is counted of a group.
    outcomes : tuple of str
        Codes of the outcomes, in the order of the columns.

    Returns
    -------
    Boxes
        One row a referral row, in the order of ``steps.onward``.
    """
    at, size = steps.position, len(steps.services)
    corners = np.array([_corners(row) for row in steps.onward]).reshape(-1, 7, 2)
    left = np.zeros((2, size, len(outcomes)))
    column = {code: place for place, code in enumerate(outcomes)}
    for service, found in steps.left.items():
        for outcome, number in found.items():
            left[:, at[service], column[outcome]] = number.low, number.high
    totals = np.array([[0.0, np.inf]] * size).reshape(-1, 2)
    for service, number in steps.gone.items():
        totals[at[service]] = number.low, number.high
    return Boxes(
        sender=np.array([at[row.source] for row in steps.onward], dtype=np.intp),
        receiver=np.array([at[row.target] for row in steps.onward], dtype=np.intp),
        started=corners[..., 0],
        lost=corners[..., 1],
        least_left=left[0],
        most_left=left[1],
        not_counted=np.array([service in steps.not_counted for service in steps.services], dtype=bool),
        least_total=totals[:, 0] if steps.gone else None,
        most_total=totals[:, 1] if steps.gone else None,
    )


@lru_cache(maxsize=100_000)  # a what-if changes a few rows of many
def _corners(row: Row) -> list[tuple[int, int]]:
    """Give the corners of what a row allows of started and lost."""
    least_kept = row.kept.low if row.kept else 0
    most_kept = row.kept.high if row.kept else row.referred.high
    referred, started = row.referred, row.started
    missed = row.missed or Bounds(0, max(0, referred.high))
    first = max(started.low, referred.low - missed.high) if row.missed else started.low
    last = min(started.high, referred.high - missed.low) if row.missed else started.high
    if first > last:  # what changes make of a row need not fit what was told of it before
        first, last, missed = started.low, started.high, Bounds(0, max(0, referred.high))

    def least(number: int) -> tuple[int, int]:
        return number, max(0, max(missed.low, referred.low - number) - most_kept)

    def most(number: int) -> tuple[int, int]:
        return number, max(least(number)[1], min(missed.high, referred.high - number) - least_kept)

    def within(number: int) -> int:
        return min(max(number, first), last)

    ends = [least(first), most(first), least(last), most(last)]
    bends = within(referred.low - missed.low), within(referred.high - missed.high)
    return [*ends, least(bends[0]), most(bends[1]), least(within(referred.low - most_kept))]


def extreme(boxes: Boxes, question: Question, sign: int) -> tuple[Vector, Chain]:
    """Find the least (sign -1) or the most (sign 1) that a question can have for an answer, at every service at once.

    Parameters
    ----------
    boxes : Boxes
        What is possible.
    question : Question
        What is asked.
    sign : int
        1 for the most, -1 for the least.

    Returns
    -------
    tuple of array and Chain
        The answer from each service, and a filling of the cells that gives it.
    """
    unknown = question.unknown if sign > 0 else np.zeros(boxes.size)
    corner = boxes.lost.argmin(axis=1) if sign > 0 else boxes.lost.argmax(axis=1)
    left = boxes.left_for(np.full(boxes.least_left.shape, -float(sign)))
    chain = boxes.at(corner, left)
    worth = chain.worth(question, unknown)
    for _ in range(0 if boxes.exact else ROUNDS):
        better, left_better = _better(boxes, question, sign * worth, sign, corner, left)
        if (better == corner).all() and (left_better == left).all():
            break
        corner, left = better, left_better
        chain = boxes.at(corner, left)
        worth = chain.worth(question, unknown)
    return worth, chain


def _better(
    boxes: Boxes, question: Question, worth: Vector, sign: int, corner: Places, left: Vector
) -> tuple[Places, Vector]:
    """Choose at every service what is worth most against the worth so far; keep what is as good."""
    within = worth - sign * question.here
    here = within[boxes.sender]
    onward = np.where(question.on_way, worth[boxes.receiver], sign * question.off_way)
    gain = boxes.started * (onward - here)[:, None] + boxes.lost * (sign * question.lost - here)[:, None]
    rows = np.arange(len(corner))
    best = gain.argmax(axis=1) if len(rows) else corner
    corner = np.where(gain[rows, best] > gain[rows, corner] + EQUAL * (1 + np.abs(gain[rows, corner])), best, corner)
    worthwhile = sign * question.left[None, :] - within[:, None]
    if boxes.least_total is None:
        left = np.where(worthwhile > EQUAL, boxes.most_left, np.where(worthwhile < -EQUAL, boxes.least_left, left))
        return corner, left
    chosen, now = boxes.left_for(worthwhile), (left * worthwhile).sum(axis=1)
    gained = (chosen * worthwhile).sum(axis=1) > now + EQUAL * (1 + np.abs(now))
    return corner, np.where(gained[:, None], chosen, left)
