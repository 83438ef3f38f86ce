"""An absorbing Markov chain with a number in every cell, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dtors_network.flow.linear import Moves, Places, Vector

Mask = np.ndarray[Any, np.dtype[np.bool_]]


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

    def moves(self, question: Question) -> Moves:
        """Give the shares of people who take a step on the way from a service at which it does not end."""
        here = question.on_way & ~(question.stops | self.unknown)[self.sender]
        sender = self.sender[here]
        return Moves(self.size, sender, self.receiver[here], self.per_spell(sender, self.started[here]))

    def ends(self, question: Question, unknown: Vector) -> Vector:
        """Give the worth of those whose way ends at each service."""
        lost = self.lost * question.lost + self.started * np.where(question.on_way, 0.0, question.off_way)
        worth = np.bincount(self.sender, lost, minlength=self.size) + self.left @ question.left
        ended = self.per_spell(np.arange(self.size), worth)
        return question.here + np.where(question.stops, question.stopped, np.where(self.unknown, unknown, ended))

    def worth(self, question: Question, unknown: Vector) -> Vector:
        """Answer a question for those who set out from each service.

        Parameters
        ----------
        question : Question
            What the ends are worth.
        unknown : array of float, shape (services,)
            What services are worth of which nothing is known.

        Returns
        -------
        array of float, shape (services,)
            Where people move round for ever it is 0.
        """
        moves = self.moves(question)
        endless = self._endless(moves)
        ends = self.ends(question, unknown)
        if endless.any():
            kept = ~endless[moves.sender]
            moves = Moves(moves.size, moves.sender[kept], moves.receiver[kept], moves.share[kept])
            ends = np.where(endless, 0.0, ends)
        return moves.worth(ends)

    def _endless(self, moves: Moves) -> Mask:
        """Find the services from which nobody ever comes to an end."""
        staying = np.bincount(moves.sender, moves.share, minlength=self.size)
        return ~leads_to(staying < 1 - 1e-9, moves.sender, moves.receiver, moves.share > 0)


def leads_to(ends: Mask, sender: Places, receiver: Places, open_: Mask) -> Mask:
    """Find the services from which an end can be reached over the open links.

    Examples
    --------
    >>> leads_to(np.array([False, True]), np.array([0]), np.array([1]), np.array([True])).tolist()
    [True, True]
    """
    found = ends.copy()
    while not found.all():
        fresh = sender[open_ & found[receiver]]
        if found[fresh].all():
            break
        found[fresh] = True
    return found
