"""Who was seen to start aftercare, where records followed people, beside what the chain gives for the same people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


def observed_share(rows: tuple[Arrival, ...]) -> Estimate | None:
    """Give the share of a cohort that was seen to start aftercare.

    Examples
    --------
    >>> rows = (Arrival(service="gp", client_group="everyone", count=120, reached_aftercare=30),)
    >>> observed_share(rows).value
    0.25
    """
    came, reached = _sum(rows, "count"), _sum(rows, "reached_aftercare")
    return share((reached.low, came.high), (min(reached.high, came.low), came.low), came)


def modelled_share(rows: tuple[Arrival, ...], reach: Mapping[str, Estimate]) -> Estimate | None:
    """Give the reach of a cohort by the chain: that from each service, by the number who came in there.

    Limits are weighted like the shares, which is never too narrow.
    """
    came = _sum(rows, "count")
    numbers = {row.service: bounds(row.count) for row in rows}
    if not came.low or came.low != came.high or any(service not in reach for service in numbers):
        return None
    weights = {service: (number.low if number else 0) / came.low for service, number in numbers.items()}

    def mean(what: str) -> float:
        return sum(weight * float(getattr(reach[service], what)) for service, weight in weights.items())

    return Estimate(mean("least"), mean("most"), mean("low"), mean("high"), came)


def _sum(rows: tuple[Arrival, ...], column: str) -> Bounds:
    return total(found for row in rows if (found := bounds(getattr(row, column))) is not None)
