"""By how much changes raise reach: bounded over everything that the counts and the changes leave open.

With N the fundamental matrix before, and v reach after, the rise is the sum over rows of N at the sender, times the
share of its people who start there and did not before, times v at the receiver: an identity, whatever is changed at
once. N at a sender is the chance of ever coming to it, over the share of its people who do not come back; so that each
factor is bounded apart, and those that belong to before are worked out once for all changes. Where every count is
known the bounds are the exact rise.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dtors_network.flow.boxes import Boxes
from dtors_network.flow.chain import Question
from dtors_network.flow.sparse import Places, Vector
from dtors_network.whatif.after import More

ComingTo = Callable[[int, int], Vector]
"""From a sender and a sign to the least or the most chance, from every service before, of ever coming to it."""


def rise_bounds(
    before: Boxes, worths: tuple[Vector, Vector], more: More, question: Question, coming_to: ComingTo
) -> tuple[Vector, Vector]:
    """Bound the rise of reach from one set of counts to another.

    Parameters
    ----------
    before : Boxes
        What is possible before, with a row for every link there is after.
    worths : tuple of arrays of float, shape (services,)
        The least and the most reach after, from every service.
    more : More
        How many more start at each row.
    question : Question
        What is reached.
    coming_to : callable
        Chances before of ever coming to a sender, whose own people count as there.

    Returns
    -------
    tuple of arrays of float, shape (services,)
        The least and the most, from every service.

    Notes
    -----
    The second resolvent identity, (I − P′)⁻¹ − (I − P)⁻¹ = (I − P)⁻¹ (P′ − P) (I − P′)⁻¹: R. A. Horn and
    C. R. Johnson, "Matrix analysis" (2013), section 0.7.4.
    """
    found = []
    for sign in (-1, 1):
        moved = (more.surely if sign < 0 else more.most) * question.on_way
        worth = worths[sign > 0]
        total = np.zeros(before.size)
        for sender in map(int, np.unique(before.sender[moved > 0])):
            if question.stops[sender] or before.not_counted[sender] or (sign < 0 and before.unknown[sender]):
                continue
            rows = np.flatnonzero(before.sender == sender)
            back = coming_to(sender, sign)
            again = back[before.receiver[rows]] * question.on_way[rows]
            total += back * _gain(before, sender, rows, moved[rows], worth, again, sign)
        found.append(np.clip(total, 0.0, 1.0))
    return found[0], found[1]


def _gain(before: Boxes, sender: int, rows: Places, moved: Vector, worth: Vector, again: Vector, sign: int) -> float:
    """Bound what is gained for each time that somebody newly comes to the sender.

    Whoever is moved was among those who end there. Where more might be moved at each row than can be at all of them,
    those count first whose receiver is worth most; how many end there is tried wherever the gain can turn.
    """
    started, lost = before.started[rows], before.lost[rows]
    ahead = worth[before.receiver[rows]]
    if sign < 0:
        gone = lost.max(axis=1).sum() + before.most_left[sender].sum()
        away = float(gone + (started.max(axis=1) * (1 - again)).sum())
        return min(1.0, float((moved * ahead).sum()) / away) if away > 0 else 0.0
    few = lost.min(axis=1).sum() + before.least_left[sender].sum()
    best = np.argsort(-ahead)
    moving = np.concatenate([[0.0], np.cumsum(moved[best])])
    gained = np.concatenate([[0.0], np.cumsum((moved * ahead)[best])])
    ending = np.maximum(moving, few)
    away = ending + (started.min(axis=1) * (1 - again)).sum()
    gain = np.divide(np.interp(ending, moving, gained), away, out=np.zeros(len(away)), where=away > 0)
    return min(1.0, float(gain.max()))
