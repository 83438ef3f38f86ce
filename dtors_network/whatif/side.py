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
from dtors_network.graph import Network
from dtors_network.whatif.change import Change, whole_above, whole_below
from dtors_network.whatif.drawn import DrawnBack
from dtors_network.whatif.returned import Returns
from dtors_network.whatif.shares import Shares

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
    shares : Shares
        Shares of next steps.
    unknown : array of bool, shape (services,)
        Services of which nothing is known: nobody goes on from there.
    """

    flow: ClientFlow
    back: DrawnBack
    counts: Counts
    table: Places
    shares: Shares
    unknown: Mask
    _parts: dict[tuple[Returns, int], dict[Pair, Vector]] = field(default_factory=dict)
    _columns: dict[int, Batch] = field(default_factory=dict)
    _rows: dict[int, Batch] = field(default_factory=dict)

    @property
    def started(self) -> Batch:
        """Shares of the sender's people who start at each row."""
        return self.shares.started

    @property
    def lost(self) -> Batch:
        """Shares of the sender's people who are lost at each row."""
        return self.shares.lost

    @property
    def question(self) -> Question:
        """Whether aftercare is reached."""
        return self.flow.to_aftercare

    @cached_property
    def _ends(self) -> Mask:
        """Services from which no step to aftercare is followed."""
        return self.flow.to_aftercare.stops | self.unknown

    @cached_property
    def moves(self) -> ManyMoves:
        """The steps on the way to aftercare."""
        return self.shares.moves(self.flow.to_aftercare.on_way & ~self._ends[self.shares.sender])

    @cached_property
    def _worth(self) -> dict[int, Batch]:
        return {}

    def worth(self, sign: int) -> Batch:
        """Give reach of aftercare before, from every service; services of which nothing is known give none, or all."""
        if sign not in self._worth:
            self._worth[sign] = self.moves.worth(self.ends_worth(sign, self.flow.to_aftercare.stops)[:, None])
        return self._worth[sign]

    def ends_worth(self, sign: int, stops: Mask) -> Vector:
        """Give what coming to each service is worth in itself."""
        open_ = self.flow.to_aftercare.unknown * (self.unknown & ~stops) * (sign > 0)
        return np.asarray(stops + open_, dtype=np.float64)

    def reaching(self, started: Batch) -> Batch:
        """Give reach of aftercare from every service in every column, were these the shares that start."""
        return replace(self, shares=replace(self.shares, started=started), _parts={}, _columns={}, _rows={}).worth(-1)

    @cached_property
    def visits(self) -> Batch:
        """Visits before to every service, of one person who comes in."""
        return self.moves.visits(np.nan_to_num(self.shares.arriving))

    @cached_property
    def _whole(self) -> ManyMoves:
        """Every step of the chain, whether on the way to aftercare or not."""
        return self.shares.moves(~self.flow.boxes.not_counted[self.shares.sender])

    @cached_property
    def inflow(self) -> Batch:
        """People who come to every service, over the whole chain."""
        return self._whole.visits(self.shares.coming)

    def inflow_after(self, changes: Sequence[Change], sign: int) -> Batch:
        """Give people who come to every service where some start newly: Σ x′(s) δ more set out from each receiver."""
        at, closed = self.shares.position, self.flow.boxes.not_counted
        more = {(at[s], at[t]): share for (s, t), share in self.starts(changes, sign).items() if not closed[at[s]]}
        if not more:
            return self.inflow
        sender, receiver = (np.array(ends) for ends in zip(*more, strict=True))
        share = np.array(list(more.values()))
        senders, place = np.unique(sender, return_inverse=True)
        moved = np.zeros((len(senders), *self.inflow.shape))
        for row, (at_sender, to) in enumerate(zip(place.tolist(), receiver.tolist(), strict=True)):
            moved[at_sender] += share[row] * self._from(to)
        again = moved[:, senders]  # how often people of each sender come to each other after they were moved
        setting_out = _solved(again.transpose(1, 0, 2)[None], self.inflow[senders][None])[0]
        return np.asarray(self.inflow + np.einsum("sc,snc->nc", setting_out, moved))

    def _from(self, service: int) -> Batch:
        """Give visits to every service of one person who sets out from one; worked out once."""
        if service not in self._rows:
            here = np.zeros((len(self.shares.services), 1))
            here[service] = 1.0
            self._rows[service] = self._whole.visits(here)
        return self._rows[service]

    def column(self, service: int) -> Batch:
        """Give visits to a service from every start, in every column; worked out once."""
        if service not in self._columns:
            self._columns[service] = self.moves.columns(np.array([service]))[0]
        return self._columns[service]

    def added(self, changes: Sequence[Change], sign: int) -> Added:
        """Give the shares that changes add to the moves to aftercare, at the least (sign -1) or the most."""
        at, network = self.shares.position, self.flow.steps.network
        found = {
            (at[source], at[target]): share
            for (source, target), share in self.starts(changes, sign).items()
            if is_step(network, source, target) and not self._ends[at[source]]
        }
        return Added(tuple(one for one, _ in found), tuple(one for _, one in found), list(found.values()))

    def starts(self, changes: Sequence[Change], sign: int) -> dict[Pair, Vector]:
        """Give the shares of senders' people who start newly, by row; new links take of those who end then."""
        people = self._returning(changes, sign)
        found = self._shares(people)
        for change in changes:
            pair = change.new_link
            if pair is None or not self.is_counted(pair):
                continue
            taken, share = self._taken(pair[0], change.taken(sign), people, found, sign)
            people[pair] = people[pair] + taken if pair in people else taken
            found[pair] = found[pair] + share if pair in found else share
        return {pair: share for pair, share in found.items() if share.any()}

    def is_counted(self, pair: Pair) -> bool:
        """Tell whether people can be followed over a link."""
        return {*pair} <= self.shares.position.keys() and pair[0] not in self.flow.steps.not_counted

    def after(self, changes: Sequence[Change], sign: int) -> Shares:
        """Give the shares with every change made, at the reading at which fewest or most go on."""
        made = sorted(changes, key=lambda one: one.order)
        shares = self.shares.with_starts(self.starts([one for one in made if not one.order], sign))
        for change in made:
            if change.new_link is not None and self.is_counted(change.new_link):
                shares = shares.with_link(change.new_link, change.taken(sign))
            elif change.order:
                shares = change.to_shares(shares, sign)
        return shares

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
        known = {pair: people for pair, people in moves.items() if pair in self.shares.row}
        return {pair: np.broadcast_to(people, self.counts.tables).astype(float) for pair, people in known.items()}

    def _shares(self, people: dict[Pair, Vector]) -> dict[Pair, Vector]:
        """Give the share of the sender's people who come back at each row: of those who are lost there."""
        if not people:
            return {}
        at = np.array([self.shares.row[pair] for pair in people])
        rate = _rate(np.array(list(people.values())), self.counts.most_lost[at])
        return dict(zip(people, self.shares.lost[at] * rate[:, self.table], strict=True))

    def _taken(
        self, source: str, part: float, people: dict[Pair, Vector], shares: dict[Pair, Vector], sign: int
    ) -> tuple[Vector, Vector]:
        """Give who takes a new link: a part of those who still end at the sender, in people and as a share."""
        here = self.shares.position[source]
        rows = np.flatnonzero(self.shares.sender == here)
        ended = self.counts.most_lost[rows].sum(axis=0) + self.counts.left[here].sum(axis=0)
        share = self.shares.lost[rows].sum(axis=0) + self.shares.left[here]
        for pair in people:
            if pair[0] == source:
                ended, share = ended - people[pair], share - shares[pair]
        ended, share = np.maximum(ended, 0.0), np.maximum(share, 0.0)
        taken = whole_below(part * ended) if sign < 0 else np.minimum(whole_above(part * ended), ended)
        return taken, np.asarray(share * _rate(taken, ended)[self.table])

    def rises(self, sets: Sequence[Added], sign: int) -> Batch:
        """Give by how much each set of added shares raises reach of all who come in, shape (sets, columns)."""
        found = np.zeros((len(sets), len(self.table)))
        by_size = defaultdict(list)
        for at, one in enumerate(sets):
            by_size[len(one.share)].append(at)
        for size, places in by_size.items():
            for start in range(0, len(places) if size else 0, SETS):
                some = places[start : start + SETS]
                found[some] = self._rises([sets[at] for at in some], size, sign)
        return found

    def _rises(self, sets: Sequence[Added], size: int, sign: int) -> Batch:
        if size > FEW:
            gains = (self._gained(one, sign) for one in sets)
            return np.array([(self.visits[senders] * gain).sum(axis=0) for senders, gain in gains])
        sender, receiver = (np.array([getattr(one, end) for one in sets]) for end in ("sender", "receiver"))
        share = np.array([one.share for one in sets])
        weight = share * self.visits[sender]
        ahead = self.worth(sign)[receiver]
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

    def from_each(self, one: Added, sign: int) -> Batch:
        """Give by how much added shares raise reach from every service, shape (services, columns)."""
        if not one.share:
            return np.zeros((self.flow.boxes.size, len(self.table)))
        senders, gain = self._gained(one, sign)
        return np.asarray(sum(self.column(at) * more for at, more in zip(senders.tolist(), gain, strict=True)))

    def _gained(self, one: Added, sign: int) -> tuple[Places, Batch]:
        """Give each sender's gain for every visit, (senders, columns): one equation a sender, however many its rows."""
        if sign not in one.gained:
            one.gained[sign] = self._gains(one, sign)
        return one.gained[sign]

    def _gains(self, one: Added, sign: int) -> tuple[Places, Batch]:
        senders, place = np.unique(np.array(one.sender), return_inverse=True)
        receiver, share, by = np.array(one.receiver), np.array(one.share), Groups(place, len(senders))
        ahead = by.sums(share * self.worth(sign)[receiver])
        again = np.array([by.sums(share * self.column(at)[receiver]) for at in senders.tolist()])
        full = np.eye(len(senders)) - again.transpose(2, 1, 0)
        return senders, np.asarray(np.linalg.solve(full, ahead.T[..., None])[..., 0].T)


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


def is_step(network: Network, source: str, target: str) -> bool:
    """Tell whether a link is a step on the way to aftercare."""
    return bool(network.steps_from[network.position[source]] >> network.position[target] & 1)


def worth_of(side: Side, shares: Shares, network: Network, sign: int) -> Batch:
    """Give reach of aftercare in every column, by the stages of a network: that of the changed area."""
    stops = np.array([bool(network.ends >> network.position[one] & 1) for one in shares.services], dtype=bool)
    ends = zip(shares.sender.tolist(), shares.receiver.tolist(), strict=True)
    on_way = [is_step(network, shares.services[one], shares.services[other]) for one, other in ends]
    rows = np.array(on_way, dtype=bool) & ~(stops | side.unknown)[shares.sender]
    return shares.moves(rows).worth(side.ends_worth(sign, stops)[:, None])


def inflow_of(shares: Shares, not_counted: Mask) -> Batch:
    """Give how many people come to each service in every column, followed through the whole chain."""
    return shares.moves(~not_counted[shares.sender]).visits(shares.coming)


def spells_of(counts: Counts, sender: Places) -> Batch:
    """Give people with a next step, by service and table, where as many were lost as ``most_lost`` says."""
    moved = Groups(sender, len(counts.left)).sums(counts.started + counts.most_lost)
    return np.asarray(moved + counts.left.sum(axis=1))


def table_side(flow: ClientFlow, counts: Counts, unknown: Mask, all_kept: bool) -> Side:
    """Give the chains of the drawn tables themselves, without chance."""
    counts = replace(counts, most_lost=counts.least_lost) if all_kept else counts
    sender, receiver = flow.boxes.sender, flow.boxes.receiver
    spells = spells_of(counts, sender)
    part = np.divide(1.0, spells, out=np.zeros(spells.shape), where=spells > 0)
    shares = Shares(
        services=flow.steps.services,
        sender=sender,
        receiver=receiver,
        started=counts.started * part[sender],
        lost=counts.most_lost * part[sender],
        left=counts.left.sum(axis=1) * part,
        coming=counts.coming.astype(float),
        people=spells,
    )
    return Side(flow, DrawnBack(flow.steps, counts, all_kept), counts, np.arange(counts.tables), shares, unknown)


def replicate_side(tables: Side, replicates: Replicates, draws: int) -> Side:
    """Give the replicates of a reading of the counts, each with its own table."""
    blocks = list(replicates.blocks())
    at = np.arange(draws) % tables.counts.tables
    shares = replace(
        tables.shares,
        started=np.concatenate([one.started for one in blocks], axis=1),
        lost=np.concatenate([one.lost for one in blocks], axis=1),
        left=np.concatenate([one.left.sum(axis=1) for one in blocks], axis=1),
        coming=tables.shares.coming[:, at],
        people=tables.shares.people[:, at],
    )
    return replace(tables, table=at, shares=shares, _parts=tables._parts, _columns={}, _rows={})
