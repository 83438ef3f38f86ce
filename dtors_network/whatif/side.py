"""What changes give in every drawn table, or in every replicate: one pool, however many changes are asked about.

Whoever starts newly at a row is taken from those who end at its sender, so that a change is a few shares added to the
matrix of moves: of low rank, and worked out from what is known of the chain before. With N = (I − P)⁻¹ and shares δ at
rows (s, t) reach rises by Σ x(s) δ v′(t), with x the visits before and v′ = v + Σ N(·, s) δ v′(t) (Woodbury 1950).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.chain import Question
from dtors_network.flow.counts import Counts
from dtors_network.flow.draws import Replicates
from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.sparse import Mask, Places, Vector
from dtors_network.flow.steps import Pair
from dtors_network.whatif.change import Change, whole_above, whole_below
from dtors_network.whatif.drawn import DrawnBack
from dtors_network.whatif.returned import Returns

FULL: Final = 150
"""Open services up to which whole inverses are kept: every change asks for some of their columns."""
SETS: Final = 400
"""Sets of changes that are worked out in one go."""
ENDED: Final = 1e-9
"""Share of people below which leaving is taken for rounding."""


@dataclass(frozen=True)
class Added:
    """Shares that changes add to the moves of a chain.

    Attributes
    ----------
    sender, receiver : tuple of int
        Positions of the ends of each row at which more start.
    share : list of array of float, shape (columns,)
        How much more of the sender's people start there.
    """

    sender: tuple[int, ...]
    receiver: tuple[int, ...]
    share: list[Vector]


@dataclass(eq=False)
class Side:
    """Chains before any change, a column each: one for each drawn table, or one for each replicate.

    Attributes
    ----------
    flow : ClientFlow
        The group before.
    back : DrawnBack
        Who comes back in each table.
    counts : Counts
        The group's counts in the tables, with those lost as this side reads them.
    table : array of int, shape (columns,)
        The table of each column.
    started, lost, left : array of float, shape (rows, columns), the same, and (services, columns)
        Shares of the sender's people.
    coming : array of float, shape (services, columns)
        Shares of those who come in.
    unknown : array of bool, shape (services,)
        Services of which nothing is known: nobody goes on from there.
    """

    flow: ClientFlow
    back: DrawnBack
    counts: Counts
    table: Places
    started: Batch
    lost: Batch
    left: Batch
    coming: Batch
    unknown: Mask
    _parts: dict[tuple[Returns, int], dict[Pair, Vector]] = field(default_factory=dict)
    _columns: dict[tuple[bool, int], Batch] = field(default_factory=dict)

    @cached_property
    def question(self) -> Question:
        """Whether aftercare is reached."""
        return self.flow.to_aftercare

    @cached_property
    def moves(self) -> ManyMoves:
        """The steps on the way to aftercare."""
        chain_stays = self.question.on_way & ~(self.question.stops | self.unknown)[self._sender]
        return self._moves(np.flatnonzero(chain_stays))

    @cached_property
    def _sender(self) -> Places:
        return self.flow.boxes.sender

    @cached_property
    def _row(self) -> dict[Pair, int]:
        return {(row.source, row.target): at for at, row in enumerate(self.flow.steps.onward)}

    def _moves(self, rows: Places) -> ManyMoves:
        sender, receiver, share = self._sender[rows], self.flow.boxes.receiver[rows], self.started[rows]
        made = ManyMoves(self.flow.boxes.size, sender, receiver, share, full=FULL)
        endless = _endless(made)
        return replace(made, share=np.where(endless[sender], 0.0, share)) if endless.any() else made

    @cached_property
    def worth(self) -> Batch:
        """Reach of aftercare before, from every service in every column."""
        return self.moves.worth(self.question.stops.astype(float)[:, None])

    def reaching(self, started: Batch) -> Batch:
        """Give reach of aftercare from every service in every column, were these the shares that start."""
        return replace(self, started=started, _parts={}, _columns={}).worth

    @cached_property
    def visits(self) -> Batch:
        """Visits before to every service, of one person who comes in."""
        return self.moves.visits(np.nan_to_num(self.coming))

    def column(self, service: int) -> Batch:
        """Give visits to a service from every start, in every column; worked out once."""
        key = True, service
        if key not in self._columns:
            self._columns[key] = self.moves.columns(np.array([service]))[0]
        return self._columns[key]

    def added(self, changes: Sequence[Change], sign: int) -> Added:
        """Give the shares that changes add to the moves to aftercare, at the least (sign -1) or the most."""
        found = self._shares(changes, sign)
        at, ways, place = self.flow.steps.position, self.flow.steps.network.steps_from, self.flow.steps.network.position
        kept = {
            (at[source], at[target]): share
            for (source, target), share in found.items()
            if ways[place[source]] >> place[target] & 1
        }
        kept = {pair: share for pair, share in kept.items() if not (self.question.stops | self.unknown)[pair[0]]}
        return Added(tuple(one for one, _ in kept), tuple(one for _, one in kept), list(kept.values()))

    def _shares(self, changes: Sequence[Change], sign: int) -> dict[Pair, Vector]:
        """Give the shares of senders' people who start newly, by row; new links take of those who end then."""
        people = self._returning(changes, sign)
        found = {pair: self._share(pair, more) for pair, more in people.items()}
        for change in changes:
            pair = change.new_link
            if pair is None or not {*pair} <= self.flow.steps.position.keys() or pair[0] in self.flow.steps.not_counted:
                continue
            taken, share = self._taken(pair[0], change.taken(sign), people, found, sign)
            people[pair] = people[pair] + taken if pair in people else taken
            found[pair] = found[pair] + share if pair in found else share
        return {pair: share for pair, share in found.items() if share.any()}

    def _returning(self, changes: Sequence[Change], sign: int) -> dict[Pair, Vector]:
        """Give how many come back at each row, by table; changes that reach different rows are looked up one by one."""
        some = [one for one in changes if isinstance(one, Returns)]
        apart = [self._alone(one, sign) for one in some]
        rows = [pair for one in apart for pair in one]
        if len(some) < 2 or (len(set(rows)) == len(rows) and not any(one.shares_room for one in some)):
            return {pair: people for one in apart for pair, people in one.items()}
        return self._of_people(some, sign)

    def _alone(self, change: Returns, sign: int) -> dict[Pair, Vector]:
        if (change, sign) not in self._parts:
            self._parts[change, sign] = self._of_people([change], sign)
        return self._parts[change, sign]

    def people(self, changes: Sequence[Change], sign: int) -> dict[Pair, Vector]:
        """Give how many people start newly at each row, by table, where no new link is made."""
        return self._returning(changes, sign)

    def _of_people(self, changes: Sequence[Returns], sign: int) -> dict[Pair, Vector]:
        moves = {pair: moved.least if sign < 0 else moved.most for pair, moved in self.back.moves(changes).items()}
        known = {pair: people for pair, people in moves.items() if pair in self._row}
        return {pair: np.broadcast_to(people, self.counts.tables).astype(float) for pair, people in known.items()}

    def _share(self, pair: Pair, people: Vector) -> Vector:
        """Give the share of the sender's people who come back at a row: of those who are lost there."""
        at = self._row[pair]
        return np.asarray(self.lost[at] * _rate(people, self.counts.most_lost[at])[self.table])

    def _taken(
        self, source: str, part: float, people: dict[Pair, Vector], shares: dict[Pair, Vector], sign: int
    ) -> tuple[Vector, Vector]:
        """Give who takes a new link: a part of those who still end at the sender, in people and as a share."""
        here = self.flow.steps.position[source]
        rows = np.flatnonzero(self._sender == here)
        ended = self.counts.most_lost[rows].sum(axis=0) + self.counts.left[here].sum(axis=0)
        share = self.lost[rows].sum(axis=0) + self.left[here]
        for pair in people:
            if pair[0] == source:
                ended, share = ended - people[pair], share - shares[pair]
        ended, share = np.maximum(ended, 0.0), np.maximum(share, 0.0)
        taken = whole_below(part * ended) if sign < 0 else np.minimum(whole_above(part * ended), ended)
        return taken, np.asarray(share * _rate(taken, ended)[self.table])

    def rises(self, sets: Sequence[Added]) -> Batch:
        """Give by how much each set of added shares raises reach of all who come in, shape (sets, columns)."""
        found = np.zeros((len(sets), len(self.table)))
        by_size = defaultdict(list)
        for at, one in enumerate(sets):
            by_size[len(one.share)].append(at)
        for size, places in by_size.items():
            for start in range(0, len(places) if size else 0, SETS):
                some = places[start : start + SETS]
                found[some] = self._rises([sets[at] for at in some], size)
        return found

    def _rises(self, sets: Sequence[Added], size: int) -> Batch:
        sender, receiver = (np.array([getattr(one, end) for one in sets]) for end in ("sender", "receiver"))
        share = np.array([one.share for one in sets])
        weight = share * self.visits[sender]
        ahead = self.worth[receiver]
        again = self._again(sender, receiver, share)
        if size == 1:
            return np.asarray(weight[:, 0] * ahead[:, 0] / (1 - again[:, 0, 0]))
        return np.asarray((weight * _solved(again, ahead)).sum(axis=1))

    def _again(self, sender: Places, receiver: Places, share: Batch) -> Batch:
        """Give how often people of each receiver come back to each sender to be moved: (sets, rows, rows, columns)."""
        known = np.unique(sender)
        back = np.array([self.column(at) for at in known.tolist()])
        place = np.searchsorted(known, sender)
        return np.asarray(back[place[:, None, :], receiver[:, :, None]] * share[:, None, :])

    def from_each(self, one: Added) -> Batch:
        """Give by how much added shares raise reach from every service, shape (services, columns)."""
        if not one.share:
            return np.zeros((self.flow.boxes.size, len(self.table)))
        sender, receiver, share = np.array([one.sender]), np.array([one.receiver]), np.array([one.share])
        ahead = _solved(self._again(sender, receiver, share), self.worth[receiver])[0]
        return np.asarray(sum(self.column(at) * (share[0, j] * ahead[j]) for j, at in enumerate(one.sender)))


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


def _rate(people: Vector, whole: Vector) -> Vector:
    rate = np.divide(people, whole, out=np.zeros(whole.shape), where=whole > 0)
    return np.asarray(np.clip(rate, 0.0, 1.0))


def spells_of(counts: Counts, sender: Places) -> Batch:
    """Give people with a next step, by service and table, where as many were lost as ``most_lost`` says."""
    moved = Groups(sender, len(counts.left)).sums(counts.started + counts.most_lost)
    return np.asarray(moved + counts.left.sum(axis=1))


def _endless(moves: ManyMoves) -> Mask:
    """Tell in which columns somebody goes round for ever from a service, shape (services, columns)."""
    onward = Groups(moves.sender, moves.size)
    ends = onward.sums(moves.share) < 1 - ENDED
    for _ in range(moves.size):
        reached = ends | (onward.sums(((moves.share > 0) & ends[moves.receiver]).astype(float)) > 0)
        if (reached == ends).all():
            break
        ends = reached
    return np.asarray(~ends)


def table_side(flow: ClientFlow, counts: Counts, unknown: Mask, all_kept: bool) -> Side:
    """Give the chains of the drawn tables themselves, without chance."""
    counts = replace(counts, most_lost=counts.least_lost) if all_kept else counts
    spells = spells_of(counts, flow.boxes.sender)
    part = np.divide(1.0, spells, out=np.zeros(spells.shape), where=spells > 0)
    whole = counts.coming.sum(axis=0)
    return Side(
        flow=flow,
        back=DrawnBack(flow.steps, counts, all_kept),
        counts=counts,
        table=np.arange(counts.tables),
        started=counts.started * part[flow.boxes.sender],
        lost=counts.most_lost * part[flow.boxes.sender],
        left=counts.left.sum(axis=1) * part,
        coming=np.divide(counts.coming, whole, out=np.full(counts.coming.shape, np.nan), where=whole > 0),
        unknown=unknown,
    )


def replicate_side(tables: Side, replicates: Replicates, draws: int) -> Side:
    """Give the replicates of a reading of the counts, each with its own table."""
    blocks = list(replicates.blocks())
    at = np.arange(draws) % tables.counts.tables
    return replace(
        tables,
        table=at,
        started=np.concatenate([one.started for one in blocks], axis=1),
        lost=np.concatenate([one.lost for one in blocks], axis=1),
        left=np.concatenate([one.left.sum(axis=1) for one in blocks], axis=1),
        coming=tables.coming[:, at],
        _parts={},
        _columns={},
    )
