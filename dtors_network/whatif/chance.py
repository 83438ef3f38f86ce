"""The interval of a rise of reach: the same people drawn before and after, again and again."""

from __future__ import annotations

import numpy as np

from dtors_network.flow.boxes import Boxes
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import Batch, Replicates, added
from dtors_network.flow.sparse import Vector


def reaches(replicates: Replicates, after: Chain, question: Question, unknown: Vector) -> Batch:
    """Draw reach after a change: whoever ended, and starts then, is taken from the shares that were drawn before.

    Parameters
    ----------
    replicates : Replicates
        Chains drawn from the counts before.
    after : Chain
        The same services and rows with the change made, at the same reading of the counts.
    question : Question
        What is reached.
    unknown : array of float, shape (services,)
        What services are worth of which nothing is known.

    Returns
    -------
    array of float, shape (draws, services)
        Replicate by replicate the same people as before.
    """
    before = replicates.chain
    stay_lost = _share(after.lost, before.lost)
    stay_left = _share(after.left, before.left)
    more = np.maximum(after.started - before.started, 0.0)
    of_sender: Vector = np.bincount(before.sender, more, minlength=before.size)[before.sender].astype(float)
    part = _share(more, of_sender, of_nothing=0.0)
    found = []
    for started, lost, left in replicates.kept():
        kept, gone = lost * stay_lost, left * stay_left
        freed = (left - gone).sum(axis=2) + added(lost - kept, before.sender, before.size)
        moved = started + freed[:, before.sender] * part
        found.append(replicates.solved(question, unknown, moved, kept, gone))
    return np.concatenate(found)


def _share(part: Vector, whole: Vector, of_nothing: float = 1.0) -> Vector:
    share: Vector = np.divide(part, whole, out=np.full(whole.shape, of_nothing), where=whole > 0)
    return np.clip(share, 0.0, 1.0)


def at_same_reading(after: Boxes, before: Boxes, chain: Chain, sign: int) -> Chain:
    """Make the change at the reading of the counts that a chain stands for: as little or as much as it may."""
    least = after.started.min(axis=1) - before.started.min(axis=1)
    most = after.started.max(axis=1) - before.started.max(axis=1)
    more = np.maximum(0.0, np.minimum(least, most) if sign < 0 else np.maximum(least, most))
    left = chain.left * _share(after.least_left if sign > 0 else after.most_left, _whole(before, sign))
    from_left = (chain.left - left).sum(axis=1)
    needed = np.bincount(chain.sender, more, minlength=chain.size) - from_left
    lost_there: Vector = np.bincount(chain.sender, chain.lost, minlength=chain.size).astype(float)
    at_row = np.minimum(more, chain.lost) if not from_left.any() else _spread(chain, needed, lost_there)
    return Chain(chain.sender, chain.receiver, chain.started + more, chain.lost - at_row, left, chain.unknown)


def _whole(before: Boxes, sign: int) -> Vector:
    return before.least_left if sign > 0 else before.most_left


def _spread(chain: Chain, needed: Vector, lost_there: Vector) -> Vector:
    """Take from every row of a sender in proportion to who was lost there."""
    share = np.clip(_share(np.maximum(needed, 0.0), lost_there, of_nothing=0.0), 0.0, 1.0)
    taken: Vector = chain.lost * share[chain.sender]
    return taken
