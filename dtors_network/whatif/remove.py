"""Remove services: one, or all of an organisation, as a re-tender can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Self

from dtors_network.errors import Fault
from dtors_network.flow.steps import Row, Steps
from dtors_network.gaps import wording
from dtors_network.model.area import ENDS as ENDS_BY_TABLE
from dtors_network.model.area import Area, BarrierReport, Service
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.near import unknown_name
from dtors_network.model.vocabulary import Stage
from dtors_network.whatif.change import Change, one_name, written
from dtors_network.whatif.shares import Shares

TABLES: Final = tuple(ENDS_BY_TABLE)
"""The tables that name services."""
ENDS: Final = tuple(dict.fromkeys(end for ends in ENDS_BY_TABLE.values() for end in ends))
ASSUMPTION = (
    "Whoever came to it is lost at the worst; at the best they go on as the sender's other people do, and those who "
    "came straight to it are not counted as coming in."
)


class _Removes(Change):
    """A change that takes services away."""

    __slots__ = ()

    same_people: ClassVar[bool] = False
    alone: ClassVar[bool] = True

    def listed(self, area: Area) -> Area:
        """Keep services that go on the list; aftercare is not reached there any more."""
        return replace(area, services=tuple(emptied(area, s) if s.service in self.gone else s for s in area.services))

    def to_steps(self, steps: Steps) -> Steps:
        """Send nobody there any more."""
        return steps_without(steps, self.of(steps.network.area).gone)

    def to_shares(self, shares: Shares, sign: int) -> Shares:
        """Close them."""
        return shares.without(self.gone, sign)

    def assumes(self) -> str:
        """Say what becomes of its people."""
        return ASSUMPTION


@dataclass(frozen=True, slots=True, order=True)
class RemoveService(_Removes):
    """A service closes.

    Examples
    --------
    >>> RemoveService("clinic").write()
    'clinic'
    """

    service: str

    option: ClassVar[str] = "remove-service"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the id of the service."""
        return cls(one_name(text))

    @classmethod
    def offers(cls, area: Area) -> Iterator[Change]:
        """Offer that each service closes."""
        return (cls(row.service) for row in area.services)

    def write(self) -> str:
        """Give the id of the service."""
        return written(self.service)

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known service, and for another one that stays."""
        if self.service not in area.service:
            yield unknown_name("service", self.service, area.service)
        elif len(area.services) == 1:
            yield Fault("this is the only service of the area", "Keep one", value=self.service)

    def to_area(self, area: Area) -> Area:
        """Leave out the service and every row that names it."""
        return without(area, frozenset({self.service}))

    @property
    def gone(self) -> frozenset[str]:
        """The services that it takes away."""
        return frozenset({self.service})

    def words(self, area: Area) -> str:
        """Say what closes."""
        return f"{wording.service(area, self.service)} closes"

    def touches(self) -> frozenset[object]:
        """Name the service."""
        return frozenset({("service", self.service)})


@dataclass(frozen=True, slots=True, order=True)
class RemoveOrganisation(_Removes):
    """An organisation leaves, with all its services.

    Examples
    --------
    >>> RemoveOrganisation("Riverside").write()
    'Riverside'
    """

    organisation: str
    services: tuple[str, ...] = ()

    option: ClassVar[str] = "remove-organisation"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the id of the organisation."""
        return cls(one_name(text))

    @classmethod
    def offers(cls, area: Area) -> Iterator[Change]:
        """Offer that each organisation leaves."""
        return map(cls, dict.fromkeys(row.organisation for row in area.services if row.organisation))

    def write(self) -> str:
        """Give the id of the organisation."""
        return written(self.organisation)

    def of(self, area: Area) -> Self:
        """Give the same change with the services that it takes away."""
        run = tuple(row.service for row in area.services if row.organisation == self.organisation)
        return replace(self, services=run)

    def faults(self, area: Area) -> Iterator[Fault]:
        """Ask for a known organisation that does not run everything."""
        runners = list(dict.fromkeys(row.organisation for row in area.services if row.organisation))
        if self.organisation not in runners:
            yield unknown_name("organisation", self.organisation, runners)
        elif all(row.organisation == self.organisation for row in area.services):
            yield Fault("this organisation runs every service of the area", "Keep one", value=self.organisation)

    def to_area(self, area: Area) -> Area:
        """Leave out its services and every row that names them."""
        return without(area, frozenset(self.of(area).services))

    @property
    def gone(self) -> frozenset[str]:
        """The services that it takes away, once these are known."""
        return frozenset(self.services)

    def words(self, area: Area) -> str:
        """Say who leaves."""
        return f"{wording.organisation(area, self.organisation)} leaves, with all its services"

    def touches(self) -> frozenset[object]:
        """Name the organisation, and the services that it takes away."""
        return frozenset({("organisation", self.organisation), *(("service", service) for service in self.services)})


def without(area: Area, gone: frozenset[str]) -> Area:
    """Leave out services and every row that names one; links within what stays are as they were.

    A refusal of a group that was reported on a link from one of them still casts doubt on the service that stays.
    """
    area = replace(area, barriers=tuple(_at_receiver(area, row, gone) for row in area.barriers))
    changed: dict[str, Any] = {
        table: tuple(row for row in getattr(area, table) if not gone.intersection(_named(row))) for table in TABLES
    }
    return replace(area, services=tuple(row for row in area.services if row.service not in gone), **changed)


def emptied(area: Area, service: Service) -> Service:
    """Give what stands for a service that goes: it offers no aftercare, and stays on the way if it was."""
    stages = {area.codebook.stage_of[kind] for kind in service.offers}
    if Stage.AFTERCARE_AND_RECOVERY not in stages:
        return service
    return replace(service, service_type=area.codebook.treatment_types[0], also_offers=())


def _at_receiver(area: Area, row: BarrierReport, gone: frozenset[str]) -> BarrierReport:
    if row.source in gone and row.target not in gone and area.codebook.barrier[row.code].closes:
        return replace(row, source="", target="", service=row.target)
    return row


def _named(row: object) -> set[str]:
    return {getattr(row, end, "") for end in ENDS}


def steps_without(steps: Steps, gone: frozenset[str]) -> Steps:
    """Keep the places of the services, so that before and after can be set side by side, and let nobody through."""
    ends = next(iter(term.code for term in steps.network.area.codebook.outcomes))
    return replace(
        steps,
        onward=tuple(_closed(row, gone) for row in steps.onward),
        coverage=tuple(row for row in steps.coverage if row.source not in gone and row.target not in gone),
        arriving={
            service: Bounds(0, number.high) if number and service in gone else number
            for service, number in steps.arriving.items()
        },
        left={**steps.left, **{service: {ends: Bounds(1, 1)} for service in gone if service in steps.position}},
        not_counted=steps.not_counted - gone,
    )


def _closed(row: Row, gone: frozenset[str]) -> Row:
    if row.source in gone:
        return Row(row.source, row.target, NOBODY, NOBODY, NOBODY)
    if row.target in gone:
        return Row(row.source, row.target, Bounds(0, row.referred.high), NOBODY, None)
    return row
