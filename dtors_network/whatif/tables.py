"""What is counted of a group, table by table: who started and was lost at each link, why, and who left and came in.

Where counts are blocks there are many tables, drawn from them with the reasons; where they are known there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.disclosure.draws import shared_with_reasons
from dtors_network.flow import ClientFlow
from dtors_network.flow.counts import counts_in
from dtors_network.flow.gammas import drawn
from dtors_network.flow.jagged import Batch
from dtors_network.flow.prior import prior_of
from dtors_network.flow.sparse import Places, Vector
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import may_start
from dtors_network.model.bounds import bounds
from dtors_network.whatif.refused import NOT_RECORDED

MANY: Final = 100
"""Tables that are drawn."""

REPLICATES: Final = 250
"""Replicates of what is counted, each of one table after the other."""

NUMBERS: Final = 20_000_000
"""Numbers of all tables together that are held at once: a large area has fewer tables."""


@dataclass(frozen=True)
class Tables:
    """The counts of a group in each table.

    Attributes
    ----------
    steps : Steps
        The next steps, within their ranges; rows and services stand in its order.
    referred, started, lost : array of float, shape (rows, tables)
        People at each row; whom nobody counted as kept was lost, so that reach is lowest.
    left, coming : array of float, shape (services, tables)
        People who left, and who came in.
    told : mapping
        By (row, reason): refusals that are recorded, an array of shape (tables,).
    blank : frozenset
        Pairs of row and reason of which somebody said that there were some, and not how many.
    """

    steps: Steps
    referred: Batch
    started: Batch
    lost: Batch
    left: Batch
    coming: Batch
    told: Mapping[tuple[int, str], Vector]
    blank: frozenset[tuple[int, str]]

    @property
    def many(self) -> int:
        """How many tables there are."""
        return int(self.started.shape[1])

    @cached_property
    def sender(self) -> Places:
        """Position of the sender of each row."""
        return np.array([self.steps.position[row.source] for row in self.steps.onward], dtype=np.intp)

    @cached_property
    def receiver(self) -> Places:
        """Position of the receiver of each row."""
        return np.array([self.steps.position[row.target] for row in self.steps.onward], dtype=np.intp)

    @cached_property
    def row(self) -> dict[tuple[str, str], int]:
        """Place of each row by its two ends."""
        return {(row.source, row.target): at for at, row in enumerate(self.steps.onward)}

    @cached_property
    def reasons(self) -> dict[int, tuple[str, ...]]:
        """The reasons on record at each row."""
        found: dict[int, list[str]] = {}
        for at, code in (*self.told, *self.blank):
            found.setdefault(at, []).append(code)
        return {at: tuple(dict.fromkeys(codes)) for at, codes in found.items()}

    @cached_property
    def spells(self) -> Batch:
        """People with a next step, by service and table."""
        found = self.left.copy()
        np.add.at(found, self.sender, self.started + self.lost)
        return found

    def shares(self, seed: int = 0) -> tuple[Batch, Batch]:
        """Draw shares of started and lost among the people of each sender, once a replicate, table after table.

        Returns
        -------
        tuple of array of float, shape (rows, replicates)
            Dirichlet, with the prior of the flow (decision 0017).
        """
        many = REPLICATES
        at, random = np.arange(many) % self.many, np.random.default_rng((seed, 26))
        outcomes = len(self.steps.network.area.codebook.outcomes)
        prior = prior_of(self.sender, may_start(self.steps), len(self.left), outcomes)
        started = drawn(random, self.started[:, at].T, prior.started, many)
        lost = drawn(random, self.lost[:, at].T, prior.lost, many)
        left = drawn(random, self.left[:, at].T, prior.left * outcomes, many)
        whole = np.maximum(left, 1e-300)
        np.add.at(whole, self.sender, started + lost)
        return started / whole[self.sender], lost / whole[self.sender]


def tables_of(flow: ClientFlow) -> Tables:
    """Read the tables of a group: drawn ones where counts are blocks, else the one there is.

    Parameters
    ----------
    flow : ClientFlow
        The flow of the group before any change.

    Returns
    -------
    Tables
        Where ranges hold no lawful table, the one that gives least: the fewest starts, and everybody else lost.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow.steps import steps_of
    >>> from dtors_network.graph import Network
    >>> found = tables_of(ClientFlow(steps_of(Network(counted_area())), 2, 0))
    >>> found.many, found.started[:, 0].tolist(), found.lost[:, 0].tolist()
    (1, [80.0, 29.0], [20.0, 11.0])
    """
    steps = flow.steps
    many = int(np.clip(NUMBERS // max(1, len(steps.services)) ** 2, 20, MANY))
    found = shared_with_reasons(steps.network.area, many)
    if found is None:
        return _least(steps)
    counts = counts_in(steps, flow.outcomes, found, steps.who)
    told, blank = _reasons(steps, found.column("refusals", "count").T)
    return Tables(
        steps,
        counts.started + counts.most_lost + _kept(steps, found.column("referrals", "kept_by_sender").T),
        counts.started,
        counts.most_lost,
        counts.left.sum(axis=1),
        counts.coming,
        told,
        blank,
    )


def _kept(steps: Steps, kept: Batch) -> Batch:
    """Give those kept by the sender, by row; nobody where nobody counted them."""
    place = {
        (row.source, row.target): at
        for at, row in enumerate(steps.network.area.referrals)
        if row.client_group == steps.who
    }
    at = np.array([place.get((row.source, row.target), -1) for row in steps.onward], dtype=np.intp)
    found = np.nan_to_num(kept[at].astype(np.float64))
    found[at < 0] = 0.0
    return found


def _least(steps: Steps) -> Tables:
    def column(values: list[int]) -> Batch:
        return np.array(values, dtype=float).reshape(-1, 1)

    rows = steps.onward
    left = [sum(number.high for number in steps.left.get(service, {}).values()) for service in steps.services]
    coming = [number.low if (number := steps.arriving.get(service)) else 0 for service in steps.services]
    counts = [[_number(row.count)] for row in steps.network.area.refusals]
    told, blank = _reasons(steps, np.array(counts, dtype=float).reshape(-1, 1))
    return Tables(
        steps,
        column([row.referred.high for row in rows]),
        column([row.started.low for row in rows]),
        column([row.lost.high for row in rows]),
        column(left),
        column(coming),
        told,
        blank,
    )


def _number(count: object) -> float:
    found = bounds(count)  # type: ignore[arg-type]
    return found.low if found else float("nan")


def _reasons(steps: Steps, counts: Batch) -> tuple[dict[tuple[int, str], Vector], frozenset[tuple[int, str]]]:
    """Give refusals of the group at its rows, by row and reason; what was not recorded is no reason."""
    place = {(row.source, row.target): at for at, row in enumerate(steps.onward)}
    told: dict[tuple[int, str], Vector] = {}
    blank = set()
    for number, row in enumerate(steps.network.area.refusals):
        at = place.get((row.source, row.target))
        if at is None or row.client_group != steps.who or row.reason == NOT_RECORDED:
            continue
        if row.count is None:
            blank.add((at, row.reason))
        else:
            told[at, row.reason] = np.nan_to_num(counts[number].astype(np.float64))
    return told, frozenset(blank)
