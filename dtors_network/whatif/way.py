"""A way on from a service: its steps, and the best few of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dtors_network.acceptance import Acceptance
from dtors_network.model.area import Area, BarrierReport, Days
from dtors_network.model.estimate import Estimate
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import LinkState
from dtors_network.rounding import counted

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of a way on.

    Attributes
    ----------
    source, target : str
        Ids of the services.
    state : LinkState
        What the evidence says of the link.
    certain : bool
        Whether the link surely works for the group.
    acceptance : Acceptance
        Whether the receiver accepts the group.
    through : Estimate or None
        Of those who started or were lost, the share that started; None where it is not counted.
    wait_median_days, wait_p90_days : float, Bounds or None
        Waits of those who started; they are of this step alone and must not be added up.
    barriers : tuple of BarrierReport
        What was reported at the link.
    """

    source: str
    target: str
    state: LinkState
    certain: bool
    acceptance: Acceptance
    through: Estimate | None
    wait_median_days: Days
    wait_p90_days: Days
    barriers: tuple[BarrierReport, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: its steps, and the chance of getting through all of them.

    Attributes
    ----------
    steps : tuple of WayStep
        In order.
    likely : tuple of three float, or None
        Where counts are hidden: the lower end, the mean and the upper end of getting through all steps, by the drawn
        tables.
    """

    steps: tuple[WayStep, ...]
    likely: tuple[float, float, float] | None = None

    @property
    def certain(self) -> bool:
        """Whether every step surely works."""
        return all(step.certain for step in self.steps)

    @property
    def services(self) -> tuple[str, ...]:
        """The services in order."""
        return (self.steps[0].source, *(step.target for step in self.steps))


@dataclass(frozen=True, slots=True, repr=False)
class Routes(Told):
    """The best few ways on from a service for one client group."""

    area: Area
    service: str
    target: str
    group: str
    ways: tuple[Way, ...]
    here_already: bool
    is_offered: bool = True

    def __len__(self) -> int:
        return len(self.ways)

    def __iter__(self) -> Iterator[Way]:
        return iter(self.ways)

    @property
    def line(self) -> str:
        """How many ways there are, from where to where, for whom."""
        return f"{counted(len(self), 'way')} on from {self.service} to {self.target} for {self.group}"


def through_all(way: Way) -> tuple[float, float] | None:
    """Multiply the chances of a way's steps; None where a step is not counted.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif.routes import routes
    >>> [round(end, 3) for end in through_all(routes(counted_area(), "gp").ways[0])]
    [0.58, 0.58]
    """
    shares = [step.through for step in way.steps]
    known = [share for share in shares if isinstance(share, Estimate)]
    if len(known) < len(shares):
        return None
    return math.prod(share.least for share in known), math.prod(share.most for share in known)
