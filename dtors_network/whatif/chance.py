"""The interval of a rise of reach: the same people drawn before and after, again and again."""

from __future__ import annotations

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import Batch, Replicates, added
from dtors_network.flow.sparse import Mask, Vector


def reaches(replicates: Replicates, more: Vector, linked: Mask, question: Question, unknown: Vector) -> Batch:
    """Draw reach after a change: whoever starts then is taken from the shares of those who ended before.

    Parameters
    ----------
    replicates : Replicates
        Chains drawn from the counts before.
    more : array of float, shape (rows,)
        How many more start at each row, at the same reading of the counts.
    linked : array of bool, shape (services,)
        Senders with a new link: from there people come of all who ended, elsewhere of those lost at the row itself.
    question : Question
        What is reached; whoever ends otherwise is worth nothing.
    unknown : array of float, shape (services,)
        What services are worth of which nothing is known.

    Returns
    -------
    array of float, shape (draws, services)
        Replicate by replicate the same people as before.
    """
    chain = replicates.chain
    here = linked[chain.sender]
    own = np.where(here, 0.0, _share(more, chain.lost))
    gained: Vector = np.bincount(chain.sender, more * here, minlength=chain.size).astype(float)
    rate, part = _share(gained, _ended(chain)), _share(more * here, gained[chain.sender])
    found = []
    for started, lost, left in replicates.kept():
        ended = added(lost, chain.sender, chain.size) + left.sum(axis=2)
        moved = started + lost * own + (ended * rate)[:, chain.sender] * part
        found.append(replicates.solved(question, unknown, moved, lost, left))
    return np.concatenate(found)


def _ended(chain: Chain) -> Vector:
    """Count those who were lost or left, by service."""
    lost: Vector = np.bincount(chain.sender, chain.lost, minlength=chain.size) + chain.left.sum(axis=1)
    return lost


def _share(part: Vector, whole: Vector) -> Vector:
    share: Vector = np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0)
    return np.clip(share, 0.0, 1.0)
