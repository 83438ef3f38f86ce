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

from dtors_network.flow.boxes import Boxes, extreme
from dtors_network.flow.chain import Question
from dtors_network.flow.sparse import Places, Vector

ComingTo = Callable[[int, int], Vector]
"""From a sender and a sign to the least or the most chance, from every service before, of ever coming to it."""


def rise_bounds(before: Boxes, after: Boxes, question: Question, coming_to: ComingTo) -> tuple[Vector, Vector]:
    """Bound the rise of reach from one set of counts to another.

    Parameters
    ----------
    before, after : Boxes
        The same services and rows; after, some who were lost or left have started.
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
        moved = _moved(before, after, sign) * question.on_way
        worth = extreme(after, question, sign)[0] if moved.any() else np.zeros(before.size)
        total = np.zeros(before.size)
        for sender in map(int, np.unique(before.sender[moved > 0])):
            if question.stops[sender] or before.not_counted[sender] or (sign < 0 and before.unknown[sender]):
                continue
            rows = np.flatnonzero(before.sender == sender)
            back = coming_to(sender, sign)
            total += back * _gain(before, sender, rows, moved[rows], worth, back, sign)
        found.append(np.clip(total, 0.0, 1.0))
    return found[0], found[1]


def _gain(before: Boxes, sender: int, rows: Places, moved: Vector, worth: Vector, back: Vector, sign: int) -> float:
    """Give what is gained for each time that somebody newly comes to the sender."""
    receivers = before.receiver[rows]
    started = before.started[rows].min(axis=1) if sign > 0 else before.started[rows].max(axis=1)
    away = _gone(before, sender, rows, moved, sign) + float((started * (1 - back[receivers])).sum())
    gained = float((moved * worth[receivers]).sum())
    return min(1.0, gained / away) if away > 0 else float(sign > 0)


def _moved(before: Boxes, after: Boxes, sign: int) -> Vector:
    """Give the least or the most who start at each row and did not before."""
    least = after.started.min(axis=1) - before.started.min(axis=1)
    most = after.started.max(axis=1) - before.started.max(axis=1)
    return np.asarray(np.maximum(0.0, np.minimum(least, most) if sign < 0 else np.maximum(least, most)))


def _gone(before: Boxes, sender: int, rows: Places, moved: Vector, sign: int) -> float:
    """Give the fewest or the most who end at the sender; those who are moved were among them."""
    if sign < 0:
        return float(before.lost[rows].max(axis=1).sum() + before.most_left[sender].sum())
    few = before.lost[rows].min(axis=1).sum() + before.least_left[sender].sum()
    return float(max(few, moved.sum()))
