"""By how much changes raise reach: bounded over everything that the counts and the changes leave open.

The senders whose people fare differently are changed one after the other. What each adds is the chance of ever coming
to the sender, times what its people gain there; both are bounded over the rest of the chain, in which the senders
before are changed already. Where every count is known and a change is too, the bounds are the exact rise.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dtors_network.flow.boxes import Boxes
from dtors_network.flow.chain import Question
from dtors_network.flow.effects import rest_of
from dtors_network.flow.sparse import Places, Vector


def rise_bounds(before: Boxes, after: Boxes, question: Question) -> tuple[Vector, Vector]:
    """Bound the rise of reach from one set of counts to another.

    Parameters
    ----------
    before, after : Boxes
        The same services and rows; after, some who were lost or left have started.
    question : Question
        What is reached.

    Returns
    -------
    tuple of arrays of float, shape (services,)
        The least and the most, from every service.
    """
    between, least, most = before, np.zeros(before.size), np.zeros(before.size)
    for sender in changed_senders(before, after):
        if question.stops[sender] or before.not_counted[sender]:
            continue
        rows = np.flatnonzero(before.sender == sender)
        least += _gained(between, after, question, sender, rows, -1)
        most += _gained(between, after, question, sender, rows, 1)
        between = _with_sender(between, after, sender, rows)
    return least, np.minimum(most, 1.0)


def changed_senders(before: Boxes, after: Boxes) -> list[int]:
    """Name the senders at which the counts differ."""
    rows = (before.started != after.started).any(axis=1) | (before.lost != after.lost).any(axis=1)
    left = (before.least_left != after.least_left).any(axis=1) | (before.most_left != after.most_left).any(axis=1)
    return sorted({*map(int, before.sender[rows]), *map(int, np.flatnonzero(left))})


def _with_sender(between: Boxes, after: Boxes, sender: int, rows: Places) -> Boxes:
    started, lost = between.started.copy(), between.lost.copy()
    least, most = between.least_left.copy(), between.most_left.copy()
    started[rows], lost[rows] = after.started[rows], after.lost[rows]
    least[sender], most[sender] = after.least_left[sender], after.most_left[sender]
    return replace(between, started=started, lost=lost, least_left=least, most_left=most)


def _gained(between: Boxes, after: Boxes, question: Question, sender: int, rows: Places, sign: int) -> Vector:
    """Bound what the change at one sender gives to those who set out from each service."""
    reached, back = rest_of(between, question, sender, sign)
    if sign < 0 and between.unknown[sender]:
        return np.zeros(between.size)
    onward = question.on_way[rows]
    ahead, again = reached[between.receiver[rows]] * onward, back[between.receiver[rows]] * onward
    few, many = between.started[rows].min(axis=1), between.started[rows].max(axis=1)
    moved = _moved(between, after, rows, sign)
    gone = _gone(between, sender, rows, sign, moved)
    stay = float(gone + ((few if sign > 0 else many) * (1 - again)).sum())
    through = float(((many if sign > 0 else few) * ahead).sum())
    if stay <= (moved * again).sum():
        return back if sign > 0 else np.zeros(between.size)
    now = min(1.0, through / stay)
    gain = float((moved * (ahead + now * again)).sum() / (stay - (moved * again).sum()))
    return back * min(1.0, max(0.0, gain))


def _moved(between: Boxes, after: Boxes, rows: Places, sign: int) -> Vector:
    """Give the least or the most who start at each row and did not before."""
    least = after.started[rows].min(axis=1) - between.started[rows].min(axis=1)
    most = after.started[rows].max(axis=1) - between.started[rows].max(axis=1)
    moved: Vector = np.maximum(0.0, np.minimum(least, most) if sign < 0 else np.maximum(least, most))
    return moved


def _gone(between: Boxes, sender: int, rows: Places, sign: int, moved: Vector) -> float:
    """Give the fewest or the most who end at the sender; those who are moved were among them."""
    if sign < 0:
        return float(between.lost[rows].max(axis=1).sum() + between.most_left[sender].sum())
    few = between.lost[rows].min(axis=1).sum() + between.least_left[sender].sum()
    return float(max(few, moved.sum()))
