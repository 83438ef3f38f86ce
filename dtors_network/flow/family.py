"""Bounds of many questions at once that differ in one service: ever coming to it, doing without it, visiting it.

Each is what ``extreme`` gives one at a time; here they are the columns of one system over the same links.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from dtors_network.flow.boxes import ROUNDS, Boxes
from dtors_network.flow.chain import Question
from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.linear import NOBODY_LEAVES
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.sparse import Mask, Places, Vector

Corners = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
"""Which reading of each row is taken, a column a question."""

NUMBERS: Final = 3_000_000
"""Numbers that are worked on in one go."""

CLOSE: Final = 1e-13
"""What may be left over of an answer: readings of the counts are told apart by it."""

ALIKE: Final = 1e-10
"""Share of a gain by which another reading must be better."""


@dataclass(frozen=True)
class Family:
    """Questions about reach that differ in one service.

    Attributes
    ----------
    boxes : Boxes
        What is possible.
    question : Question
        What they have in common; whoever is lost, leaves or goes off the way is worth nothing.
    sign : int
        1 for the most, -1 for the least.
    """

    boxes: Boxes
    question: Question
    sign: int

    def with_end(self, services: Places, worth: float) -> Batch:
        """Bound the answers with one of the services as an end that is worth so much, a column each.

        Returns
        -------
        array of float, shape (services of the chain, services asked)
        """
        return self._each(services, worth)

    def visits(self, services: Places) -> Batch:
        """Bound how often people come to one of the services, a column each."""
        return self._each(services, None)

    def _each(self, services: Places, worth: float | None) -> Batch:
        block = max(1, NUMBERS // max(1, self.boxes.started.size, self.boxes.size))
        parts = [self._block(services[at : at + block], worth) for at in range(0, len(services), block)]
        return np.concatenate([np.empty((self.boxes.size, 0)), *parts], axis=1)

    def _block(self, services: Places, worth: float | None) -> Batch:
        """Find the best reading for every column by policy iteration, beginning with one that suits all of them."""
        closed, ends = self._columns(services, worth)
        corner = np.repeat(self._first[:, None], len(services), axis=1)
        found = self._at_first(services, worth)
        if found is None:
            found = self._solved(corner, closed, ends)
        open_ = np.arange(len(services))
        for _ in range(ROUNDS if len(self._varied) else 0):
            better = self._better(found[:, open_], corner[:, open_], closed[:, open_], ends[:, open_] * (worth is None))
            changed = (better != corner[:, open_]).any(axis=0)
            if not changed.any():
                break
            open_, better = open_[changed], better[:, changed]
            corner[:, open_] = better
            found[:, open_] = self._solved(better, closed[:, open_], ends[:, open_])
        return found

    @cached_property
    def _value(self) -> Vector:
        """What services are worth at which every way ends."""
        question = self.question
        unknown = question.unknown * (self.sign > 0)
        value: Vector = np.where(question.stops, question.stopped, np.where(self.boxes.unknown, unknown, 0.0))
        return value

    @cached_property
    def _closed(self) -> Mask:
        closed: Mask = self.question.stops | self.boxes.unknown
        return closed

    def _columns(self, services: Places, worth: float | None) -> tuple[Mask, Batch]:
        """Give where ways end and what ends are worth, a column a service."""
        at = services, np.arange(len(services))
        closed = np.repeat(self._closed[:, None], len(services), axis=1)
        ends = np.repeat(self._value[:, None], len(services), axis=1)
        if worth is None:
            ends[at] += 1.0
        else:
            closed[at], ends[at] = True, worth
        return closed, ends

    @cached_property
    def _varied(self) -> Places:
        """Rows that can have more than one reading, and whose sender is known."""
        boxes = self.boxes
        differ = (boxes.started != boxes.started[:, :1]).any(axis=1) | (boxes.lost != boxes.lost[:, :1]).any(axis=1)
        return np.flatnonzero(differ & ~self._closed[boxes.sender])

    @cached_property
    def _first(self) -> Places:
        """A reading that suits all: as few lost as can be for the most, and as many for the least."""
        lost = self.boxes.lost
        return np.asarray(lost.argmin(axis=1) if self.sign > 0 else lost.argmax(axis=1))

    @cached_property
    def _left(self) -> Vector:
        """How many leave: whoever leaves is worth nothing."""
        return self.boxes.least_gone if self.sign > 0 else self.boxes.most_gone

    @cached_property
    def _by_sender(self) -> Groups:
        return Groups(self.boxes.sender, self.boxes.size)

    def _shares(self, corner: Corners, closed: Mask) -> Batch:
        """Give the share of each row that takes a step on the way, for a reading a column."""
        rows = np.arange(len(corner))[:, None]
        started, lost = self.boxes.started[rows, corner], self.boxes.lost[rows, corner]
        spells = self._by_sender.sums(started + lost) + self._left[:, None]
        moving = self.question.on_way[:, None] & ~closed[self.boxes.sender]
        of = spells[self.boxes.sender]
        share: Batch = np.divide(started, of, out=np.zeros(started.shape), where=moving & (of > 0))
        return share

    def _solved(self, corner: Corners, closed: Mask, ends: Batch) -> Batch:
        share = self._shares(corner, closed)
        endless = self._endless(share)
        if endless.any():  # where people move round for ever they do not move, and end worth nothing
            share, ends = np.where(endless[self.boxes.sender], 0.0, share), np.where(endless, 0.0, ends)
        rows = np.flatnonzero(share.any(axis=1))
        moves = ManyMoves(self.boxes.size, self.boxes.sender[rows], self.boxes.receiver[rows], share[rows], close=CLOSE)
        return moves.worth(ends)

    def _endless(self, share: Batch) -> Mask:
        """Tell from where nobody ever comes to an end, as ``Moves.endless`` does."""
        found = self._by_sender.sums(share) < 1 - NOBODY_LEAVES
        leads = (share > 0).astype(np.float64)[self._by_sender.order]
        receiver = self.boxes.receiver[self._by_sender.order]
        while not found.all():
            more = found | (self._by_sender.times(leads, receiver, found.astype(np.float64)) > 0)
            if (more == found).all():
                break
            found = more
        endless: Mask = ~found
        return endless

    def _at_first(self, services: Places, worth: float | None) -> Batch | None:
        """Answer all columns at the first reading, which is the same for all, from one inverse; None without one."""
        if self._inverse is None:
            return None
        inverse, columns = self._inverse, self._inverse[:, services]
        if worth is None:
            return np.asarray(columns + (inverse @ self._value)[:, None])
        before = inverse @ self._value
        back = columns / inverse[services, services]
        return np.asarray(before[:, None] + back * (worth - before[services]))

    @cached_property
    def _inverse(self) -> Vector | None:
        share = self._shares(self._first[:, None], self._closed[:, None])
        if self._endless(share).any():
            return None
        full = np.eye(self.boxes.size)
        np.subtract.at(full, (self.boxes.sender, self.boxes.receiver), share[:, 0])
        return np.asarray(np.linalg.inv(full))

    def _better(self, found: Batch, corner: Corners, closed: Mask, here: Batch) -> Corners:
        """Choose at every row what is worth most against the worth so far; keep what is as good."""
        rows, boxes = self._varied, self.boxes
        sender, receiver, now = boxes.sender[rows], boxes.receiver[rows], corner[rows]
        within = (self.sign * (found - here))[sender]
        gained = np.where(self.question.on_way[rows, None], self.sign * found[receiver], 0.0) - within
        started, lost = (np.take_along_axis(each[rows], now, axis=1) for each in (boxes.started, boxes.lost))
        most = started * gained - lost * within
        most += ALIKE * (1 + np.abs(most))
        most[closed[sender]] = np.inf
        for at in range(boxes.started.shape[1]):
            gain = boxes.started[rows, at, None] * gained - boxes.lost[rows, at, None] * within
            now = np.where(gain > most, at, now)
            most = np.maximum(gain, most)
        chosen = corner.copy()
        chosen[rows] = now
        return chosen
