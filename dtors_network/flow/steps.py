"""The next step of everybody at each service, as the tables count it: on to another service, lost between, or left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from dtors_network.bits import positions
from dtors_network.graph import Network
from dtors_network.model.area import Area, Departure, Referral
from dtors_network.model.bounds import NOBODY, Bounds, bounds, total
from dtors_network.model.vocabulary import EVERYONE, LinkState

Pair = tuple[str, str]

NOT: Final = "not "
"""Stands before a group in the name of everyone else."""
NOT_COMPLETE: Final = "departures are not said to be complete, so nobody knows how many left with no onward referral"
NO_DEPARTURES: Final = "nobody counted how many people left with no onward referral"


@dataclass(frozen=True, slots=True)
class Row:
    """One referral row: ``kept`` is None where nobody counted those whom the sender kept.

    ``missed`` bounds those who did not start where that is told apart from the two counts (the column ``lost``).
    """

    source: str
    target: str
    referred: Bounds
    started: Bounds
    kept: Bounds | None
    missed: Bounds | None = field(default=None, kw_only=True)

    @property
    def lost(self) -> Bounds:
        """Those who neither started nor stayed with the sender."""
        fewest, most = self.referred.low - self.started.high, self.referred.high - self.started.low
        if self.missed:
            fewest, most = max(fewest, self.missed.low), min(most, self.missed.high)
        most = max(0, most - (self.kept.low if self.kept else 0))
        return Bounds(0, most) if self.kept is None else Bounds(min(most, max(0, fewest - self.kept.high)), most)

    @property
    def moved(self) -> Bounds:
        """Those who are no longer with the sender: started, or lost."""
        if self.kept is None:
            return Bounds(self.started.low, self.referred.high)
        return Bounds(max(self.started.low, self.referred.low - self.kept.high), self.referred.high - self.kept.low)


def row_of(source: str, target: str, referred: Bounds, started: Bounds, kept: Bounds | None) -> Row:
    """Make a row, its bounds drawn together by the laws of counts."""
    least_kept = kept.low if kept else 0
    started = Bounds(started.low, max(started.low, min(started.high, referred.high - least_kept)))
    referred = Bounds(max(referred.low, started.low + least_kept), max(referred.high, started.low + least_kept))
    if kept:
        kept = Bounds(kept.low, max(kept.low, min(kept.high, referred.high - started.low)))
    return Row(source, target, referred, started, kept)


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What is counted of one client group in one area (decision 0006).

    Attributes
    ----------
    network : Network
        The network of the area.
    group : str
        The client group whose possible links count.
    who : str
        Who is counted: the code of a group, or ``not`` and the code.
    reason : str
        Why nothing can be said of reach; empty where it can.
    onward, coverage : tuple of Row
        Referrals within the chain, and from it to services beside it.
    blank : frozenset of pair
        Pairs with a row in which a count is blank.
    arriving : dict of str to Bounds or None
        People who come in, by service of the chain; None where a count is blank.
    left : dict of str to dict of str to Bounds
        People who left, by service and outcome.
    not_counted : frozenset of str
        Services of whose next steps a count is blank.
    left_out : tuple of pair
        Pairs with rows that a meeting settled as absent.
    starts_only : frozenset of pair
        Pairs of which records tell starts only: whoever was lost there is among those who left.
    totals : dict of str to (Bounds, dict of str to Bounds)
        By service, all who left together where that is told, and the outcomes that it is the total of.
    """

    network: Network
    group: str
    who: str
    reason: str
    onward: tuple[Row, ...]
    coverage: tuple[Row, ...]
    blank: frozenset[Pair]
    arriving: dict[str, Bounds | None]
    left: dict[str, dict[str, Bounds]]
    not_counted: frozenset[str]
    left_out: tuple[Pair, ...]
    starts_only: frozenset[Pair] = frozenset()
    totals: dict[str, tuple[Bounds, dict[str, Bounds]]] = field(default_factory=dict)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services in the chain, in order of id."""
        return tuple(self.network.ids[at] for at in positions(in_chain(self.network)))

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of each service among the services of the chain."""
        return {service: at for at, service in enumerate(self.services)}

    @cached_property
    def gone(self) -> dict[str, Bounds]:
        """All who left, by service, where their total is told and nothing was made of its parts since."""
        found = {}
        for service, (number, parts) in self.totals.items():
            whole = total(parts.values())
            low, high = max(number.low, whole.low), min(number.high, whole.high)
            if self.left.get(service) == parts and low <= high:
                found[service] = Bounds(low, high)
        return found

    @cached_property
    def spells(self) -> dict[str, Bounds]:
        """People with a next step, by service: on to another, lost between, or left."""
        found = {service: total(self.left.get(service, {}).values()) for service in self.services} | self.gone
        for row in self.onward:
            found[row.source] += row.moved
        return found

    def came(self, service: str) -> Bounds | None:
        """Count those who came to a service: from outside, and by a start on referral; None where a count is blank."""
        arrived = self.arriving.get(service, NOBODY)
        if arrived is None or any(target == service for _, target in self.blank):
            return None
        return arrived + total(row.started for row in self.onward if row.target == service)


def in_chain(network: Network) -> int:
    """Services through which people pass: routes in, treatment, aftercare; wider support stands beside."""
    return network.routes_in | network.treatment | network.recovery


def steps_of(network: Network, group: str = EVERYONE) -> Steps:
    """Read the next steps of a client group off the tables.

    Parameters
    ----------
    network : Network
        The network of an area.
    group : str
        A client group of the codebook.

    Returns
    -------
    Steps
        Bounds where ``*`` or a blank leaves them.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> steps_of(Network(small_area())).reason
    'nobody counted how many people left with no onward referral'
    """
    area = network.area
    chain = {network.ids[at] for at in positions(in_chain(network))}
    of_group = sorted((row for row in area.referrals if row.client_group == group), key=_pair)
    rows = [row for row in of_group if not _is_settled_absent(network, row)]
    known = [(row, made) for row in rows if (made := _row(row)) is not None]
    blank = frozenset((row.source, row.target) for row in rows if _row(row) is None)
    departures = [row for row in area.departures if row.client_group == group]
    not_counted = {source for source, target in blank if target in chain}
    not_counted |= {row.service for row in departures if row.count is None}
    left = _left(chain, departures)
    return Steps(
        network=network,
        group=group,
        who=group,
        reason="" if departures and area.departures_complete else NOT_COMPLETE if departures else NO_DEPARTURES,
        onward=tuple(made for row, made in known if row.source in chain and row.target in chain),
        coverage=tuple(made for row, made in known if row.source in chain and row.target not in chain),
        blank=blank,
        arriving=_arriving(network, group, chain, rows),
        left=left,
        totals=_totals(area, left) if group == EVERYONE else {},
        not_counted=frozenset(not_counted & chain),
        left_out=tuple(sorted({(row.source, row.target) for row in of_group if _is_settled_absent(network, row)})),
        starts_only=frozenset((row.source, row.target) for row in rows if row.starts_only),
    )


def _pair(row: Referral) -> Pair:
    """Where a row stands among others: what is drawn for it does not hang on the order of a file."""
    return row.source, row.target


def _is_settled_absent(network: Network, row: Referral) -> bool:
    link = network.evidence.link(row.source, row.target)
    return link.settled and link.state is LinkState.ABSENT


def _row(row: Referral) -> Row | None:
    """Give a row with its bounds; None where a count that it needs is blank.

    Where records tell starts only, whoever was lost there is counted among those who left.
    """
    referred, started = bounds(row.started if row.starts_only else row.referred), bounds(row.started)
    if referred is None or started is None:
        return None
    if row.starts_only:
        return Row(row.source, row.target, started, started, NOBODY)
    made = row_of(row.source, row.target, referred, started, bounds(row.kept_by_sender))
    return made if row.lost is None else replace(made, missed=bounds(row.lost))


def _arriving(network: Network, group: str, chain: set[str], rows: Iterable[Referral]) -> dict[str, Bounds | None]:
    """Add up who comes in: arrivals, and starts on referral from a service beside the chain."""
    found: dict[str, Bounds | None] = {}
    for service, number in _comings(network, group, chain, rows):
        before = found.get(service, NOBODY)
        found[service] = None if before is None or number is None else before + number
    return found


def _comings(
    network: Network, group: str, chain: set[str], rows: Iterable[Referral]
) -> Iterator[tuple[str, Bounds | None]]:
    for arrival in network.area.arrivals:
        if arrival.client_group == group and arrival.service in chain:
            yield arrival.service, bounds(arrival.count)
    for row in rows:
        if row.source not in chain and row.target in chain:
            made = _row(row)
            yield row.target, made.started if made else bounds(row.started)


def _totals(area: Area, left: dict[str, dict[str, Bounds]]) -> dict[str, tuple[Bounds, dict[str, Bounds]]]:
    """Give all who left each service together, as the table of services tells it of everyone."""
    rows = ((row.service, bounds(row.departures_total)) for row in area.services if row.service in left)
    return {service: (number, left[service]) for service, number in rows if number is not None}


def _left(chain: set[str], departures: Iterable[Departure]) -> dict[str, dict[str, Bounds]]:
    found: dict[str, dict[str, Bounds]] = {}
    for row in departures:
        number = bounds(row.count)
        if row.service in chain and number is not None:
            outcomes = found.setdefault(row.service, {})
            outcomes[row.outcome] = outcomes.get(row.outcome, NOBODY) + number
    return found
