"""What is measured of a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.measures.counted import Block
from dtors_network.model.area import Area
from dtors_network.model.ranged import Ranged
from dtors_network.model.told import Told
from dtors_network.rounding import counted


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a whole network.

    Attributes
    ----------
    unit : str
        ``services`` or ``organisations``.
    scope : str
        ``all``, or ``answered``: without services that could have spoken and did not.
    measure : str
        Its code in the registry.
    by : str
        What divides the services into kinds; blank where nothing does.
    value : Ranged
        The value.
    size, pairs : int
        Services or organisations, and the ordered pairs of them.
    """

    unit: str
    scope: str
    measure: str
    by: str
    value: Ranged
    size: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where one service, or organisation, stands in its network; each value by the code of its measure."""

    unit: str
    id: str
    sends: Ranged
    receives: Ranged
    values: dict[str, Ranged]


@dataclass(frozen=True, slots=True)
class Role:
    """How often one stands between two others in a role, and how often where links were drawn anew.

    Attributes
    ----------
    expected, deviation : float
        Mean and standard deviation at the density of the certain network.
    z : float or None
        (certain − expected) / deviation; None where the deviation is 0.
    """

    unit: str
    by: str
    id: str
    role: str
    count: Ranged
    expected: float
    deviation: float
    z: float | None


@dataclass(frozen=True, slots=True)
class Between:
    """Links from one kind to another."""

    unit: str
    by: str
    block: Block


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many ordered pairs of services are in a state, of all."""

    scope: str
    state: str
    pairs: int
    of: int


@dataclass(frozen=True, slots=True)
class BarrierPlaces:
    """Links from one sector to another that somebody spoke of or that are on record, and those with a barrier.

    Attributes
    ----------
    links : int
        Such links: confirmed, weak, one-sided or disputed.
    at_link : int
        Those with at least one barrier report at the link itself.
    at_link_or_end : int
        Those with one at the link, its sender or its receiver.
    """

    sender: str
    receiver: str
    links: int
    at_link: int
    at_link_or_end: int


@dataclass(frozen=True, repr=False)
class NetworkMeasures(Told):
    """How the services of an area, and its organisations, are linked.

    Attributes
    ----------
    area : Area
        The area.
    group : str
        The client group whose certain and possible links are measured.
    as_drawn : bool
        Whether every link that somebody spoke of is taken as there, and no other.
    draws, seed : int
        Networks drawn for ranges that are not exact, and the seed that they were drawn with.
    silent : tuple of str
        Services that could have spoken and did not.
    without_organisation : tuple of str
        Services that no organisation runs; they are no part of the network of organisations.
    """

    area: Area
    group: str
    as_drawn: bool
    draws: int
    seed: int
    figures: tuple[Figure, ...]
    positions: tuple[Position, ...]
    roles: tuple[Role, ...]
    between: tuple[Between, ...]
    states: tuple[StateCount, ...]
    barriers: tuple[BarrierPlaces, ...]
    silent: tuple[str, ...]
    without_organisation: tuple[str, ...]

    def figure(self, measure: str, unit: str = "services", scope: str = "all", by: str = "") -> Figure:
        """Give one measure of a whole network.

        Raises
        ------
        KeyError
            If it was not measured.
        """
        for one in self.figures:
            if (one.measure, one.unit, one.scope, one.by) == (measure, unit, scope, by):
                return one
        raise KeyError((measure, unit, scope, by))

    def __len__(self) -> int:
        return len(self.figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    @property
    def line(self) -> str:
        """How many services and measures, for whom, and the seed."""
        services = counted(self.figure("density").size, "service")
        return f"{counted(len(self), 'measure')} of {services} for {self.group}, seed {self.seed}"
