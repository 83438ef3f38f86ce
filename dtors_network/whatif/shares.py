"""Shares of next steps in many chains at once, and what closing, merging and linking services makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.sparse import Mask, Places, Vector
from dtors_network.flow.steps import Pair

FULL: Final = 150
"""Open services up to which whole inverses are kept: every change asks for some of their columns."""
ENDED: Final = 1e-9
"""Share of people below which leaving is taken for rounding."""


@dataclass(frozen=True, eq=False)
class Shares:
    """What becomes of the people at each service; columns are drawn tables, or replicates.

    Attributes
    ----------
    services : tuple of str
        The services of the chain.
    sender, receiver : array of int, shape (rows,)
        Positions of the ends of each row.
    started, lost : array of float, shape (rows, columns)
        Shares of the sender's people.
    left : array of float, shape (services, columns)
        Shares who leave with no onward referral.
    coming : array of float, shape (services, columns)
        People who come in.
    people : array of float, shape (services, columns)
        People with a next step.
    """

    services: tuple[str, ...]
    sender: Places
    receiver: Places
    started: Batch
    lost: Batch
    left: Batch
    coming: Batch
    people: Batch

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of each service."""
        return {service: at for at, service in enumerate(self.services)}

    @cached_property
    def row(self) -> dict[Pair, int]:
        """Place of each row, by its two ends."""
        ends = zip(self.sender.tolist(), self.receiver.tolist(), strict=True)
        return {(self.services[one], self.services[other]): at for at, (one, other) in enumerate(ends)}

    @cached_property
    def arriving(self) -> Batch:
        """Shares of those who come in; not numbers where nobody does."""
        whole = self.coming.sum(axis=0)
        return np.asarray(np.divide(self.coming, whole, out=np.full(self.coming.shape, np.nan), where=whole > 0))

    @property
    def ended(self) -> Batch:
        """Shares who end at each service: lost on the way from there, or left."""
        return np.asarray(Groups(self.sender, len(self.services)).sums(self.lost) + self.left)

    def moves(self, rows: Mask) -> ManyMoves:
        """Give the steps of some rows, to be solved; whoever goes round for ever does not move."""
        at = np.flatnonzero(rows)
        made = ManyMoves(len(self.services), self.sender[at], self.receiver[at], self.started[at], full=FULL)
        endless = _endless(made)
        return replace(made, share=np.where(endless[made.sender], 0.0, made.share)) if endless.any() else made

    def with_starts(self, more: Mapping[Pair, Vector]) -> Shares:
        """Let shares of the sender's people start who were lost at the row."""
        started, lost = self.started.copy(), self.lost.copy()
        for pair, share in more.items():
            at = self.row[pair]
            started[at] += share
            lost[at] = np.maximum(lost[at] - share, 0.0)
        return replace(self, started=started, lost=lost)

    def with_link(self, pair: Pair, part: float) -> Shares:
        """Let a part of those who end at the sender start at the receiver."""
        here = self.position[pair[0]]
        share, mine = part * self.ended[here], (self.sender == here)[:, None]
        left = self.left.copy()
        left[here] *= 1 - part
        return replace(
            self,
            sender=np.append(self.sender, here),
            receiver=np.append(self.receiver, self.position[pair[1]]),
            started=np.vstack([self.started, share]),
            lost=np.vstack([np.where(mine, self.lost * (1 - part), self.lost), np.zeros(len(share))]),
            left=left,
        )

    def without(self, services: Set[str], sign: int) -> Shares:
        """Close services: who was referred there is lost (sign -1), or goes on as the sender's other people (1)."""
        gone = np.array([service in services for service in self.services], dtype=bool)
        into = gone[self.receiver][:, None]
        if sign < 0:
            lost = np.where(into, self.lost + self.started, self.lost)
            closed = replace(self, started=np.where(into, 0.0, self.started), lost=lost)
        else:
            closed = replace(self, coming=np.where(gone[:, None], 0.0, self.coming))._leaving_out(gone[self.receiver])
        return closed._emptied(gone)

    def together(self, kept: str, merged: str) -> Shares:
        """Let one service have the people of both; a hand-over between them is no step any more."""
        here, there = self.position[kept], self.position[merged]
        whole = self.people[here] + self.people[there]
        weight = {
            at: np.divide(self.people[at], whole, out=np.full(len(whole), 0.5), where=whole > 0) for at in (here, there)
        }
        of = np.ones(self.started.shape)
        for at, part in weight.items():
            of[self.sender == at] = part
        left, coming, people = self.left.copy(), self.coming.copy(), self.people.copy()
        left[here] = sum(weight[at] * self.left[at] for at in (here, there))
        coming[here], coming[there] = coming[here] + coming[there], 0.0
        people[here], people[there] = whole, 0.0
        sender, receiver = (np.where(ends == there, here, ends) for ends in (self.sender, self.receiver))
        left[there] = 1.0
        both = replace(
            self, sender=sender, receiver=receiver, started=self.started * of, lost=self.lost * of,
            left=left, coming=coming, people=people,
        )  # fmt: skip
        return both._leaving_out(sender == receiver)

    def _leaving_out(self, rows: Mask) -> Shares:
        """Take some rows out of the people of their senders; where nobody else is left, everybody is lost."""
        by_sender = Groups(self.sender, len(self.services))
        gone = by_sender.sums(np.where(rows[:, None], self.started + self.lost, 0.0))
        rest = np.maximum(1 - gone, 0.0)
        scale = np.divide(1.0, rest, out=np.zeros(rest.shape), where=rest > ENDED)
        kept = np.where(rows[:, None], 0.0, 1.0) * scale[self.sender]
        left = np.where(rest > ENDED, self.left * scale, 1.0)
        return replace(self, started=self.started * kept, lost=self.lost * kept, left=left, people=self.people * rest)

    def _emptied(self, gone: Mask) -> Shares:
        """Let nobody go on from services that are closed."""
        out = gone[self.sender][:, None]
        return replace(
            self,
            started=np.where(out, 0.0, self.started),
            lost=np.where(out, 0.0, self.lost),
            left=np.where(gone[:, None], 1.0, self.left),
        )


def _endless(moves: ManyMoves) -> Mask:
    """Tell in which columns somebody goes round for ever from a service, shape (services, columns)."""
    onward = Groups(moves.sender, moves.size)
    ends = onward.sums(moves.share) < 1 - ENDED
    for _ in range(0 if ends.all() else moves.size):
        reached = ends | (onward.sums(((moves.share > 0) & ends[moves.receiver]).astype(float)) > 0)
        if (reached == ends).all():
            break
        ends = reached
    return np.asarray(~ends)
