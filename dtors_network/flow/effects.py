"""What repairing one link would do to the chance of getting through, for every link at once.

One solve forward and one backward give the derivative for every link; with the whole inverse, one rank-one update a
link gives the exact effect (J. Sherman and W. J. Morrison, Ann. Math. Statist. 21 (1950)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from dtors_network.flow.boxes import Boxes
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.family import Family
from dtors_network.flow.jagged import Batch
from dtors_network.flow.sparse import Mask, Places, Vector

Mean = Callable[[Vector, int], float]
"""From what something is worth at each service, and a sign, to its least or most mean over those who come in."""

TOGETHER: Final = 500
"""Senders whose rest of the chain is bounded in one go."""

BLOCK: Final = 100_000
"""Rows whose derivative is worked out in one go: with 35 million of them every array beside the result counts."""


def sensitivities(chain: Chain, question: Question, coming: Vector, unknown: Vector) -> Vector:
    """Give the derivative of the answer as one share of the sender's people more starts, for every row.

    Parameters
    ----------
    chain : Chain
        A number in every cell.
    question : Question
        What is asked, such as whether aftercare is reached.
    coming : array of float, shape (services,)
        Shares of those who come in, adding up to 1.
    unknown : array of float, shape (services,)
        What services are worth of which nothing is known.

    Returns
    -------
    array of float, shape (rows,)
        Per share of the sender's people with a next step; 0 for a row off the way.

    Notes
    -----
    J. G. Kemeny and J. L. Snell, "Finite Markov chains" (1976), chapter 3: with N the fundamental matrix the
    derivative of a · N · b by one entry of the chain is (aN) at the sender times (Nb) at the receiver.
    """
    moves, ends = chain.system(question, unknown)
    return slopes(chain, moves.visits(coming), moves.worth(ends), chain.stays(question))


def slopes(chain: Chain, visits: Vector, worth: Vector, stays: Mask) -> Vector:
    """Multiply visits of the sender by the worth of the receiver, for every row whose step is on the way.

    Examples
    --------
    >>> chain = Chain(*np.array([[0], [1], [8], [2]]), left=np.zeros((2, 1)), unknown=np.zeros(2, dtype=bool))
    >>> slopes(chain, np.array([1.0, 0.8]), np.array([0.4, 0.5]), np.array([True])).tolist()
    [0.5]
    """
    found = np.empty(len(chain.sender))
    for start in range(0, len(found), BLOCK):
        rows = slice(start, start + BLOCK)
        np.multiply(visits[chain.sender[rows]], worth[chain.receiver[rows]], out=found[rows])
        found[rows] *= stays[rows]
    return found


def repairs(chain: Chain, question: Question, coming: Vector, unknown: Vector) -> Vector:
    """Give the exact rise of the answer if everybody lost at a row had started, for every row apart.

    Parameters are those of ``sensitivities``; the chain is small enough for its inverse.

    Returns
    -------
    array of float, shape (rows,)
    """
    moves, ends = chain.system(question, unknown)
    inverse = np.linalg.inv(moves.dense)
    worth, visits = inverse @ ends, coming @ inverse
    more = chain.per_spell(chain.sender, chain.lost) * chain.stays(question)
    returning = inverse[chain.receiver, chain.sender]
    rise: Vector = more * visits[chain.sender] * worth[chain.receiver] / (1 - more * returning)
    return rise


def drawn_repairs(
    chain: Chain, question: Question, coming: Batch, unknowns: Sequence[Vector], drawn: tuple[Batch, Batch, Batch]
) -> Iterator[Batch]:
    """Give the same in each replicate, for each thing that services may be worth of which nothing is known.

    Parameters
    ----------
    chain : Chain
        A reading of the counts.
    question : Question
        Whether a stage is reached: leaving, or being lost, is worth nothing.
    coming : array of float, shape (draws, services)
        Shares of those who come in.
    unknowns : sequence of array of float, shape (services,)
        What services are worth of which nothing is known.
    drawn : tuple of array of float
        Shares of started and lost (draws, rows) and of left (draws, services, outcomes), as replicates give them.

    Yields
    ------
    array of float, shape (draws, rows)
    """
    started, lost, _ = drawn
    stays, rows = chain.stays(question), np.arange(len(started))[:, None]
    sender, receiver = chain.sender[stays], chain.receiver[stays]
    moves = np.zeros((len(started), chain.size, chain.size))
    np.add.at(moves, (rows, sender, receiver), started[:, stays])
    inverse = np.linalg.inv(np.eye(chain.size) - moves)
    visits, more, returning = (coming[:, None] @ inverse)[:, 0], lost[:, stays], inverse[rows, receiver, sender]
    for unknown in unknowns:
        ends = question.here + np.where(question.stops, question.stopped, np.where(chain.unknown, unknown, 0.0))
        worth, rise = inverse @ ends, np.zeros(lost.shape)
        rise[:, stays] = more * visits[:, sender] * worth[:, receiver] / (1 - more * returning)
        yield rise


def repair_bounds(boxes: Boxes, question: Question, mean: Mean) -> tuple[Vector, Vector]:
    """Bound the effect of repairing each row on reach, over everything that the counts allow.

    The effect is the chance of ever coming to the sender, times what its people gain. Each is bounded apart, over the
    rest of the chain with the sender as an end. Where only those kept by senders are unknown all factors are largest
    together, so that the bounds are reached; ``*`` can only widen them.

    Parameters
    ----------
    boxes : Boxes
        What is possible.
    question : Question
        Whether a stage is reached; other ends are worth nothing.
    mean : callable
        Gives the least (sign -1) or the most (sign 1) that something can be worth on average to those who come in.

    Returns
    -------
    tuple of arrays of float, shape (rows,)
        The least and the most.
    """
    found = np.zeros((2, len(boxes.sender)))
    open_ = question.on_way & ~(question.stops | boxes.not_counted)[boxes.sender]
    senders = np.unique(boxes.sender[open_])
    for side, sign in enumerate((-1, 1)):
        # Of a sender with whom there may be nobody the least is nothing: a repair may give nothing to anybody.
        told = senders[~boxes.unknown[senders]] if sign < 0 else senders
        for sender, reached, back in rest_of(boxes, question, told, sign):
            rows = np.flatnonzero(boxes.sender == sender)
            found[side, rows] = open_[rows] * mean(back, sign) * _gained(boxes, question, reached, back, rows, sign)
    return found[0], found[1]


def _gained(boxes: Boxes, question: Question, reached: Vector, back: Vector, rows: Places, sign: int) -> Vector:
    """Bound what each repair at one sender gives to its people."""
    started, lost = boxes.started[rows], boxes.lost[rows]
    many, few = (started.max(axis=1), started.min(axis=1)) if sign > 0 else (started.min(axis=1), started.max(axis=1))
    others_lost = lost.min(axis=1) if sign > 0 else lost.max(axis=1)
    left = (boxes.least_gone if sign > 0 else boxes.most_gone)[boxes.sender[rows[0]]]
    onward = question.on_way[rows]
    ahead, again = reached[boxes.receiver[rows]] * onward, back[boxes.receiver[rows]] * onward
    through = (many * ahead).sum()
    stay = left + (few * (1 - again)).sum() + others_lost.sum() - others_lost
    return _gain(sign, lost.min(axis=1), lost.max(axis=1), through, stay, ahead, again)


def rest_of(boxes: Boxes, question: Question, senders: Places, sign: int) -> Iterator[tuple[int, Vector, Vector]]:
    """Bound, over the rest of the chain with a sender as an end, what is reached and who ever comes to the sender.

    Gives each sender with both, from every service.
    """
    back = Family(boxes, passing(question), sign)
    reached = Family(boxes, question, sign)
    for start in range(0, len(senders), TOGETHER):
        some = senders[start : start + TOGETHER]
        each = zip(some.tolist(), reached.with_end(some, 0.0).T, back.with_end(some, 1.0).T, strict=True)
        yield from each


def _gain(sign: int, least: Vector, most: Vector, through: float, stay: Vector, ahead: Vector, again: Vector) -> Vector:
    """Give the least or the most gain of a sender's people, over how many of them were lost at a row."""
    away = 1 - again
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.sqrt(through / (through * away - ahead * stay))
        between = np.nan_to_num(stay * (ratio - 1) / (1 - ratio * away), nan=0.0, posinf=0.0, neginf=0.0)
    tried = np.stack([least, most, np.clip(between, least, most)])
    with np.errstate(divide="ignore", invalid="ignore"):
        gained = tried * (ahead + again * through / (stay + tried)) / (stay + tried * away)
    gained = np.clip(np.nan_to_num(gained), 0.0, 1.0)
    return np.asarray(gained.max(axis=0) if sign > 0 else gained.min(axis=0))


def passing(question: Question) -> Question:
    """Ask for nothing but what a service is worth that is made an end: whether people ever come there."""
    return replace(question, stopped=0.0, unknown=np.where(question.stops, 0.0, 1.0))
