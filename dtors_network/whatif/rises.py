"""How far added shares raise reach of aftercare: of low rank, and worked out from what is known of the chain before.

With N = (I − P)⁻¹ and shares δ at rows (s, t) reach rises by Σ x(s) δ v′(t), with x the visits before and
v′ = v + Σ N(·, s) δ v′(t) (Woodbury 1950).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.sparse import Places, Vector
from dtors_network.whatif.change import Change
from dtors_network.whatif.side import Side, is_step

FEW: Final = 8
"""Rows up to which many sets are worked out at once; sets with more have a system a set, smaller by their senders."""
SETS: Final = 400
"""Sets of changes that are worked out in one go."""


@dataclass(frozen=True)
class Added:
    """Shares that changes add to the moves of a chain.

    Attributes
    ----------
    sender, receiver : tuple of int
        Positions of the ends of each row at which more start.
    share : list of array of float, shape (columns,)
        How much more of the sender's people start there.
    gained : dict
        What each sender gains for every visit, once it was worked out, by reading.
    """

    sender: tuple[int, ...]
    receiver: tuple[int, ...]
    share: list[Vector]
    gained: dict[int, tuple[Places, Batch]] = field(default_factory=dict, compare=False, repr=False)


def added(side: Side, changes: Sequence[Change], sign: int) -> Added:
    """Give the shares that changes add to the moves to aftercare, at the least (sign -1) or the most."""
    at, network = side.shares.position, side.flow.steps.network
    found = {
        (at[source], at[target]): share
        for (source, target), share in side.starts(changes, sign).items()
        if is_step(network, source, target) and not side.ends[at[source]]
    }
    return Added(tuple(one for one, _ in found), tuple(one for _, one in found), list(found.values()))


def rises_of(side: Side, sets: Sequence[Added], sign: int) -> Batch:
    """Give by how much each set of added shares raises reach of all who come in, shape (sets, columns)."""
    found = np.zeros((len(sets), len(side.table)))
    by_size = defaultdict(list)
    for at, one in enumerate(sets):
        by_size[len(one.share)].append(at)
    for size, places in by_size.items():
        for start in range(0, len(places) if size else 0, SETS):
            some = places[start : start + SETS]
            found[some] = _rises(side, [sets[at] for at in some], size, sign)
    return found


def _rises(side: Side, sets: Sequence[Added], size: int, sign: int) -> Batch:
    if size > FEW:
        gains = (_gained(side, one, sign) for one in sets)
        return np.array([(side.visits[senders] * gain).sum(axis=0) for senders, gain in gains])
    sender, receiver = (np.array([getattr(one, end) for one in sets]) for end in ("sender", "receiver"))
    share = np.array([one.share for one in sets])
    weight = share * side.visits[sender]
    ahead = side.worth(sign)[receiver]
    again = _again(side, sender, receiver, share)
    if size == 1:
        return np.asarray(weight[:, 0] * ahead[:, 0] / (1 - again[:, 0, 0]))
    return np.asarray((weight * _solved(again, ahead)).sum(axis=1))


def _again(side: Side, sender: Places, receiver: Places, share: Batch) -> Batch:
    """Give how often people of each receiver come back to each sender to be moved: (sets, rows, rows, columns)."""
    known = np.unique(sender)
    back = np.array([side.column(at) for at in known.tolist()])
    place = np.searchsorted(known, sender)
    return np.asarray(back[place[:, None, :], receiver[:, :, None]] * share[:, None, :])


def from_each(side: Side, one: Added, sign: int) -> Batch:
    """Give by how much added shares raise reach from every service, shape (services, columns)."""
    if not one.share:
        return np.zeros((side.flow.boxes.size, len(side.table)))
    senders, gain = _gained(side, one, sign)
    return np.asarray(sum(side.column(at) * more for at, more in zip(senders.tolist(), gain, strict=True)))


def _gained(side: Side, one: Added, sign: int) -> tuple[Places, Batch]:
    """Give each sender's gain for every visit, (senders, columns): one equation a sender, however many its rows."""
    if sign not in one.gained:
        one.gained[sign] = _gains(side, one, sign)
    return one.gained[sign]


def _gains(side: Side, one: Added, sign: int) -> tuple[Places, Batch]:
    senders, place = np.unique(np.array(one.sender), return_inverse=True)
    receiver, share, by = np.array(one.receiver), np.array(one.share), Groups(place, len(senders))
    ahead = by.sums(share * side.worth(sign)[receiver])
    again = np.array([by.sums(share * side.column(at)[receiver]) for at in senders.tolist()])
    full = np.eye(len(senders)) - again.transpose(2, 1, 0)
    return senders, np.asarray(np.linalg.solve(full, ahead.T[..., None])[..., 0].T)


def inflow_after(side: Side, changes: Sequence[Change], sign: int) -> Batch:
    """Give people who come to every service where some start newly: Σ x′(s) δ more set out from each receiver."""
    at, closed = side.shares.position, side.flow.boxes.not_counted
    more = {(at[s], at[t]): share for (s, t), share in side.starts(changes, sign).items() if not closed[at[s]]}
    if not more:
        return side.inflow
    sender, receiver = (np.array(ends) for ends in zip(*more, strict=True))
    share = np.array(list(more.values()))
    senders, place = np.unique(sender, return_inverse=True)
    moved = np.zeros((len(senders), *side.inflow.shape))
    for row, (at_sender, to) in enumerate(zip(place.tolist(), receiver.tolist(), strict=True)):
        moved[at_sender] += share[row] * side.from_service(to)
    again = moved[:, senders]  # how often people of each sender come to each other after they were moved
    setting_out = _solved(again.transpose(1, 0, 2)[None], side.inflow[senders][None])[0]
    return np.asarray(side.inflow + np.einsum("sc,snc->nc", setting_out, moved))


def _solved(again: Batch, ahead: Batch) -> Batch:
    """Solve v′ = v + again · v′ in every set and column; v has the shape (sets, rows, columns)."""
    rows = ahead.shape[1]
    if rows == 2:
        (a, b), (c, d) = ([again[:, i, j] for j in range(2)] for i in range(2))
        whole = (1 - a) * (1 - d) - b * c
        v, w = ahead[:, 0], ahead[:, 1]
        return np.stack([((1 - d) * v + b * w) / whole, ((1 - a) * w + c * v) / whole], axis=1)
    full = np.eye(rows) - again.transpose(0, 3, 1, 2)
    found = np.linalg.solve(full, ahead.transpose(0, 2, 1)[..., None])[..., 0]
    return np.asarray(found.transpose(0, 2, 1))
