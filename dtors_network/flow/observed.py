"""Who was seen to start aftercare, where records followed people, beside what the chain gives for the same people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dtors_network.flow.counts import followed_drawn
from dtors_network.flow.jagged import Batch
from dtors_network.flow.plain import likely_share
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Steps
from dtors_network.model.area import Arrival
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.estimate import Estimate, share


@dataclass(frozen=True, slots=True)
class Observed:
    """Reach of aftercare as it was seen, and as the chain gives it.

    Attributes
    ----------
    share : Estimate or None
        Of those who came in unreferred, the share that was later seen to start aftercare or recovery support: until
        they came in again, or the records ended.
    modelled : Estimate or None
        What the chain gives for the same people.
    """

    share: Estimate | None
    modelled: Estimate | None

    @property
    def differ(self) -> bool:
        """Whether the two intervals lie apart, so that the next step depends on more than where somebody is."""
        seen, model = self.share, self.modelled
        if not isinstance(seen, Estimate) or not isinstance(model, Estimate):
            return False
        return seen.high < model.low or model.high < seen.low


def cohort(steps: Steps, start: str = "") -> tuple[Arrival, ...]:
    """List the rows of those who came in unreferred and were followed; none where one of them was not."""
    chain = {start} if start else set(steps.services)
    rows = tuple(row for row in steps.network.area.arrivals if row.client_group == steps.who and row.service in chain)
    followed = all(row.reached_aftercare is not None and row.count is not None for row in rows)
    return rows if followed else ()


def beside_chain(steps: Steps, start: str, reach_from: Callable[[str], Estimate | None]) -> Observed | None:
    """Give what was seen of a cohort beside what the chain gives for the same people; None where not all were followed.

    Parameters
    ----------
    steps : Steps
        What is counted.
    start : str
        A service; blank for all who come in.
    reach_from : callable
        Gives reach of aftercare by the chain from a service, or of all who come in.
    """
    rows = cohort(steps, start)
    drawn = followed_drawn(steps, rows) if rows else None
    seen = observed_share(rows, drawn)
    if seen is None:
        return None
    modelled = reach_from(start)
    if modelled is None or modelled.people != seen.people:
        known = {row.service: reach_from(row.service) for row in rows}
        modelled = modelled_share(rows, {one: share for one, share in known.items() if share is not None}, drawn)
    return Observed(seen, modelled)


def observed_share(rows: tuple[Arrival, ...], drawn: tuple[Batch, Batch] | None = None) -> Estimate | None:
    """Give the share of a cohort that was seen to start aftercare.

    Parameters
    ----------
    rows : tuple of Arrival
        The rows of the cohort.
    drawn : pair of array of float, shape (rows, tables), optional
        Who came and who was seen in tables drawn from the ranges: the likely interval is taken from them.

    Examples
    --------
    >>> rows = (Arrival(service="gp", client_group="everyone", count=120, reached_aftercare=30),)
    >>> observed_share(rows).value
    0.25
    """
    came, reached = _sum(rows, "count"), _sum(rows, "reached_aftercare")
    strict = share((reached.low, came.high), (min(reached.high, came.low), came.low), came)
    if drawn is None or (came.known and reached.known):
        return strict
    whole, part = (each.sum(axis=0) for each in drawn)
    return likely_share(strict, (part, part), np.maximum(whole - part, 0.0))


def modelled_share(
    rows: tuple[Arrival, ...], reach: Mapping[str, Estimate], drawn: tuple[Batch, Batch] | None = None
) -> Estimate | None:
    """Give the reach of a cohort by the chain: that from each service, by the number who came in there.

    Limits are weighted like the shares, which is never too narrow. What is possible is weighted by the numbers that
    make it least and most, what is likely by the mean of the drawn tables.
    """
    came = _sum(rows, "count")
    numbers = [bounds(row.count) for row in rows]
    if not came.low or any(row.service not in reach for row in rows) or (drawn is None and not came.known):
        return None
    fewest = np.array([number.low if number else 0 for number in numbers], dtype=float)
    most = np.array([number.high if number else 0 for number in numbers], dtype=float)
    likely = drawn[0].mean(axis=1) if drawn else fewest

    def each(what: str) -> Vector:
        found = [getattr(reach[row.service], what) for row in rows]
        return np.array([np.nan if one is None else one for one in found])

    def mean(what: str) -> float:
        return float(likely @ each(what) / likely.sum())

    middle = mean("middle") if drawn and not np.isnan(mean("middle")) else None
    spread = _extreme(each("least"), fewest, most, -1), _extreme(each("most"), fewest, most, 1)
    return Estimate(*spread, mean("low"), mean("high"), came, middle)


def _extreme(worth: Vector, least: Vector, most: Vector, sign: int) -> float:
    """Give the least or the most mean that numbers of people within bounds can give to something."""
    order = np.argsort(-sign * worth)
    tried = [np.isin(np.arange(len(worth)), order[:many]) for many in range(len(worth) + 1)]
    means = [float(people @ worth / people.sum()) for full in tried if (people := np.where(full, most, least)).any()]
    return max(means) if sign > 0 else min(means)


def _sum(rows: tuple[Arrival, ...], column: str) -> Bounds:
    return total(found for row in rows if (found := bounds(getattr(row, column))) is not None)
