"""The counts of a client group in tables drawn from the ranges of its area, a column a table (design §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dtors_network.disclosure.draws import DrawnTables, shared_tables
from dtors_network.flow.jagged import Batch
from dtors_network.flow.rest import as_counted
from dtors_network.flow.steps import NOT, Steps
from dtors_network.model.area import Arrival
from dtors_network.model.vocabulary import EVERYONE


@dataclass(frozen=True)
class Counts:
    """What one group's counts are in each drawn table.

    Attributes
    ----------
    started, least_lost, most_lost : array of float, shape (rows, tables)
        By row of ``Steps.onward``; the two of those lost differ where nobody counted those kept by the sender.
    left : array of float, shape (services, outcomes, tables)
        People who left.
    coming : array of float, shape (services, tables)
        People who come in.
    """

    started: Batch
    least_lost: Batch
    most_lost: Batch
    left: Batch
    coming: Batch

    @property
    def tables(self) -> int:
        """How many tables there are."""
        return int(self.started.shape[1])

    def less(self, other: Counts) -> Counts:
        """Take away the counts of a part of the people, table by table."""
        pairs = (
            (self.started, other.started),
            (self.least_lost, other.most_lost),
            (self.most_lost, other.least_lost),
            (self.left, other.left),
            (self.coming, other.coming),
        )
        return Counts(*(np.maximum(whole - part, 0) for whole, part in pairs))


def counts_of(steps: Steps, outcomes: tuple[str, ...]) -> Counts | None:
    """Read the next steps of a group off the drawn tables of its area.

    Parameters
    ----------
    steps : Steps
        The next steps, within their ranges.
    outcomes : tuple of str
        Codes of the outcomes, in the order of the columns.

    Returns
    -------
    Counts or None
        None where every count is known, or where no tables can be drawn.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow.steps import steps_of
    >>> from dtors_network.graph import Network
    >>> steps = steps_of(Network(protect(counted_area())))
    >>> found = counts_of(steps, tuple(term.code for term in steps.network.area.codebook.outcomes))
    >>> found.started.shape[0] == len(steps.onward), found.tables
    (True, 500)
    """
    tables = shared_tables(steps.network.area)
    if tables is None or not as_counted(steps):
        return None
    if not steps.who.startswith(NOT):
        return _read(steps, outcomes, tables, steps.who)
    group = steps.who.removeprefix(NOT)
    area, of_group = (
        steps.network.area,
        {(r.source, r.target) for r in steps.network.area.referrals if r.client_group == group},
    )
    if not area.records_complete and not {(row.source, row.target) for row in steps.onward} <= of_group:
        return None
    return _read(steps, outcomes, tables, EVERYONE).less(_read(steps, outcomes, tables, group))


def followed_drawn(steps: Steps, rows: Sequence[Arrival]) -> tuple[Batch, Batch] | None:
    """Give who came and who was seen to start aftercare of some rows of arrivals, each of shape (rows, tables)."""
    tables = shared_tables(steps.network.area)
    if tables is None:
        return None
    place = {id(row): at for at, row in enumerate(steps.network.area.arrivals)}
    at = [place[id(row)] for row in rows]
    came, reached = (tables.column("arrivals", name)[:, at].T for name in ("count", "reached_aftercare"))
    return came.astype(np.float64), reached.astype(np.float64)


def shares_drawn(steps: Steps, pairs: Sequence[tuple[str, str]], column: str) -> Batch | None:
    """Give a column of the drawn tables for links of a group, shape (links, tables); None as for ``counts_of``."""
    tables = shared_tables(steps.network.area)
    if tables is None or steps.who.startswith(NOT) or not as_counted(steps):
        return None
    place = _places(steps, steps.who)
    if any(pair not in place for pair in pairs):  # a link that only a change makes
        return None
    return tables.column("referrals", column)[:, [place[pair] for pair in pairs]].T.astype(np.float64)


def _places(steps: Steps, group: str) -> dict[tuple[str, str], int]:
    rows = enumerate(steps.network.area.referrals)
    return {(row.source, row.target): at for at, row in rows if row.client_group == group}


def _read(steps: Steps, outcomes: tuple[str, ...], tables: DrawnTables, group: str) -> Counts:
    place, many = _places(steps, group), len(tables)
    at = np.array([place.get((row.source, row.target), -1) for row in steps.onward], dtype=np.intp)

    def column(name: str) -> Batch:
        found = tables.column("referrals", name)[:, at].T.astype(np.float64)
        found[at < 0] = 0.0
        return found

    alone = np.array([(row.source, row.target) in steps.starts_only for row in steps.onward], dtype=bool)
    started = np.nan_to_num(column("started"))
    missed = np.where(alone[:, None], 0.0, np.maximum(np.nan_to_num(column("referred")) - started, 0.0))
    kept = column("kept_by_sender")
    least = np.where(np.isnan(kept), 0.0, np.maximum(missed - np.nan_to_num(kept), 0.0))
    most = np.where(np.isnan(kept), missed, least)
    return Counts(started, least, most, _left(steps, outcomes, tables, group), _coming(steps, tables, group, many))


def _left(steps: Steps, outcomes: tuple[str, ...], tables: DrawnTables, group: str) -> Batch:
    found = np.zeros((len(steps.services), len(outcomes), len(tables)))
    column = {code: place for place, code in enumerate(outcomes)}
    counted = tables.column("departures", "count")
    for at, row in enumerate(steps.network.area.departures):
        if row.client_group == group and row.service in steps.position:
            found[steps.position[row.service], column[row.outcome]] += np.nan_to_num(counted[:, at])
    return found


def _coming(steps: Steps, tables: DrawnTables, group: str, many: int) -> Batch:
    found = np.zeros((len(steps.services), many))
    area, came, started = steps.network.area, tables.column("arrivals", "count"), tables.column("referrals", "started")
    for at, arrival in enumerate(area.arrivals):
        if arrival.client_group == group and arrival.service in steps.position:
            found[steps.position[arrival.service]] += np.nan_to_num(came[:, at])
    left_out = {*steps.left_out}
    for at, row in enumerate(area.referrals):
        inward = row.client_group == group and row.source not in steps.position and row.target in steps.position
        if inward and (row.source, row.target) not in left_out:
            found[steps.position[row.target]] += np.nan_to_num(started[:, at])
    return found
