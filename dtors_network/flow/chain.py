"""An absorbing Markov chain with a number in every cell, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtors_network.flow.linear import Moves
from dtors_network.flow.sparse import Mask as Mask
from dtors_network.flow.sparse import Places, Vector


@dataclass(frozen=True)
class Question:
    """What the ends of a way are worth: the answer is the mean worth of those who set out from each service.

    Attributes
    ----------
    stops : array of bool, shape (services,)
        Where the way ends.
    stopped : float
        What that is worth.
    on_way : array of bool, shape (rows,)
        Rows whose step is on the way.
    off_way : float
        What a start off the way is worth.
    lost : array of float, shape (rows,)
        What being lost at a row is worth.
    left : array of float, shape (outcomes,)
        What leaving with an outcome is worth.
    unknown : array of float, shape (services,)
        The most that a service may be worth of which nothing is known.
    here : array of float, shape (services,)
        What a visit is worth in itself.
    """

    stops: Mask
    stopped: float
    on_way: Mask
    off_way: float
    lost: Vector
    left: Vector
    unknown: Vector
    here: Vector


@dataclass(frozen=True)
class Chain:
    """Numbers of people: of each row those who started and were lost, of each service those who left.

    Attributes
    ----------
    sender, receiver : array of int, shape (rows,)
        Positions of the ends of each row.
    started, lost : array of float, shape (rows,)
        People.
    left : array of float, shape (services, outcomes)
        People who left, by outcome.
    unknown : array of bool, shape (services,)
        Services of whose people nothing is known.
    """

    sender: Places
    receiver: Places
    started: Vector
    lost: Vector
    left: Vector
    unknown: Mask

    @property
    def size(self) -> int:
        """Number of services."""
        return len(self.unknown)

    @cached_property
    def spells(self) -> Vector:
        """People with a next step, by service."""
        moved = np.bincount(self.sender, self.started + self.lost, minlength=self.size)
        spells: Vector = moved + self.left.sum(axis=1)
        return spells

    def per_spell(self, service: Places, people: Vector) -> Vector:
        """Divide people by those with a next step at a service; nobody of nobody is nobody."""
        of = self.spells[service]
        return np.divide(people, of, out=np.zeros(len(people)), where=of > 0)

    def stays(self, question: Question) -> Mask:
        """Tell which rows are a step on the way from a service at which it does not end."""
        ends = question.stops | self.unknown
        return question.on_way & ~ends[self.sender] if ends.any() else question.on_way

    def moves(self, question: Question) -> Moves:
        """Give the shares of people who take a step on the way from a service at which it does not end."""
        stays, sender, receiver, started = self.stays(question), self.sender, self.receiver, self.started
        if not stays.all():  # nothing is copied of a large chain of which every row counts
            sender, receiver, started = sender[stays], receiver[stays], started[stays]
        return Moves(self.size, sender, receiver, self.per_spell(sender, started))

    def ends(self, question: Question, unknown: Vector) -> Vector:
        """Give the worth of those whose way ends at each service."""
        worth = self.left @ question.left
        if question.lost.any():
            worth += np.bincount(self.sender, self.lost * question.lost, minlength=self.size)
        if question.off_way:
            worth += np.bincount(self.sender, self.started * ~question.on_way, minlength=self.size) * question.off_way
        ended = self.per_spell(np.arange(self.size), worth)
        return question.here + np.where(question.stops, question.stopped, np.where(self.unknown, unknown, ended))

    def system(self, question: Question, unknown: Vector) -> tuple[Moves, Vector]:
        """Give what is to be solved for a question: moves, and the worth of ends.

        Parameters
        ----------
        question : Question
            What the ends are worth.
        unknown : array of float, shape (services,)
            What services are worth of which nothing is known.

        Returns
        -------
        tuple of Moves and array of float
            Where people move round for ever they do not move, and end worth nothing.
        """
        moves, ends = self.moves(question), self.ends(question, unknown)
        return (moves.ending(), np.where(moves.endless, 0.0, ends)) if moves.endless.any() else (moves, ends)

    def worth(self, question: Question, unknown: Vector) -> Vector:
        """Answer a question for those who set out from each service; parameters are those of ``system``."""
        moves, ends = self.system(question, unknown)
        return moves.worth(ends)
