"""Reports by what they are about: a code at a place, however often it was reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.vocabulary import End


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A barrier code at a link, a service, a service type or the area.

    ``service`` stands for all links into it, or out of it where ``out`` is set; every part blank: the area.
    """

    code: str
    source: str = ""
    target: str = ""
    service: str = ""
    service_type: str = ""
    out: bool = False

    @property
    def is_somewhere(self) -> bool:
        """Whether it is a link or a service; reports on a type or the area are shown only."""
        return bool(self.service or self.target)

    @property
    def receiver(self) -> str:
        """The service that people are referred to, or that the report is about."""
        return self.target or self.service

    @property
    def sender(self) -> str:
        """The service that people are referred from, or that the report is about."""
        return self.source or self.service


@dataclass(frozen=True, slots=True)
class Reported:
    """A place with the reports of it, in the order of the table."""

    place: Place
    reports: tuple[BarrierReport, ...]


def place_of(report: BarrierReport) -> Place:
    """Give the place that a report is about."""
    return Place(
        report.code,
        report.source,
        report.target,
        report.service,
        report.service_type,
        bool(report.service) and report.side is End.SENDER,
    )


def reported(reports: Iterable[BarrierReport]) -> tuple[Reported, ...]:
    """Gather reports by code and place.

    >>> from dtors_network.model.area import BarrierReport
    >>> rows = [BarrierReport(report=name, code="engagement.waiting_times", service="clinic") for name in ("a", "b")]
    >>> [(one.place.service, len(one.reports)) for one in reported(rows)]
    [('clinic', 2)]
    """
    found: dict[Place, list[BarrierReport]] = {}
    for report in reports:
        found.setdefault(place_of(report), []).append(report)
    return tuple(Reported(place, tuple(rows)) for place, rows in found.items())


def spoken_of(area: Area) -> frozenset[str]:
    """Name the services that somebody spoke of: at a link of theirs, or at themselves."""
    ends = ((row.source, row.target) for row in area.statements)
    named = ((row.source, row.target, row.service) for row in area.barriers)
    return frozenset(service for places in (*ends, *named) for service in places if service)
