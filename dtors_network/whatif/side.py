"""What changes give in every drawn table, or in every replicate: one pool, however many changes are asked about.

Whoever starts newly at a row is taken from those who end at its sender, so that a change is a few shares added to the
matrix of moves; what they give is worked out in ``rises``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from dtors_network.flow import ClientFlow
from dtors_network.flow.chain import Question
from dtors_network.flow.counts import Counts
from dtors_network.flow.jagged import Batch
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.sparse import Mask, Places, Vector
from dtors_network.flow.steps import Pair
from dtors_network.graph import Network
from dtors_network.whatif.change import Change, whole_above, whole_below
from dtors_network.whatif.drawn import DrawnBack
from dtors_network.whatif.returned import Returns
from dtors_network.whatif.shares import Shares


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
    def ends(self) -> Mask:
        """Services from which no step to aftercare is followed."""
        return self.flow.to_aftercare.stops | self.unknown

    @cached_property
    def moves(self) -> ManyMoves:
        """The steps on the way to aftercare."""
        return self.shares.moves(self.flow.to_aftercare.on_way & ~self.ends[self.shares.sender])

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

    def from_service(self, service: int) -> Batch:
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

    def starts(self, changes: Sequence[Change], sign: int) -> dict[Pair, Vector]:
        """Give the shares of senders' people who start newly, by row; new links take of those who end then."""
        people = self.people(changes, sign)
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

    def people(self, changes: Sequence[Change], sign: int) -> dict[Pair, Vector]:
        """Give how many come back at each row, by table; changes that reach different rows are looked up one by one."""
        returns = [change for change in changes if isinstance(change, Returns)]
        each = [self._alone(change, sign) for change in returns]
        rows = [pair for back in each for pair in back]
        if len(returns) < 2 or (len(set(rows)) == len(rows) and not any(change.shares_room for change in returns)):
            return {pair: people for back in each for pair, people in back.items()}
        return self._of_people(returns, sign)

    def _alone(self, change: Returns, sign: int) -> dict[Pair, Vector]:
        if (change, sign) not in self._parts:
            self._parts[change, sign] = self._of_people([change], sign)
        return self._parts[change, sign]

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
