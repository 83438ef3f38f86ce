"""The synthetic England: areas of invented services, and the links along which their people are referred."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Final

from dtors_network.area_files.area_io import write_area
from dtors_network.model.area import Area, Service
from dtors_network.model.vocabulary import EVERYONE, Stage, least
from dtors_network.synthetic.drawn import synthetic_area

AREAS: Final = 153
"""Upper-tier authorities of England since April 2023; nothing else here is England's."""

SERVICES: Final = (25, 45)
"""The least and the most services of an area."""

PERIOD: Final = (date(2019, 4, 1), date(2025, 3, 31))
"""First and last day of every area."""

COUNTED: Final = ("arrivals", "referrals", "refusals", "departures")
"""The tables that records are counted into; here they are not there yet."""

Pair = tuple[int, int]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True)
class England:
    """Invented areas, without counts.

    Attributes
    ----------
    areas : tuple of Area
        Each marked synthetic, with a number for a name.
    pairs : tuple of tuple of int
        Sender and receiver of every link on the way through treatment, as places in ``services``.
    beside : tuple of tuple of int
        The same of every link from treatment or aftercare to wider support.
    seed : int
        What it was drawn with.
    """

    areas: tuple[Area, ...]
    pairs: tuple[Pair, ...]
    beside: tuple[Pair, ...]
    seed: int

    @cached_property
    def services(self) -> tuple[tuple[int, Service], ...]:
        """The number of the area, and the service; a service is known by its place here."""
        return tuple((number, service) for number, area in enumerate(self.areas) for service in area.services)

    def stage(self, service: int) -> Stage:
        """Give the stage of a service."""
        return self.areas[0].codebook.stage_of[self.services[service][1].service_type]

    @cached_property
    def is_aftercare(self) -> tuple[bool, ...]:
        """Whether each service is, or also offers, aftercare and recovery."""
        kinds = {*self.areas[0].codebook.recovery_types}
        return tuple(not kinds.isdisjoint(service.offers) for _, service in self.services)


def synthetic_england(seed: int, areas: int = AREAS, progress: Progress | None = None) -> England:
    """Invent areas of 25 to 45 services of every stage; their links satisfy the reference pathway.

    The same seed gives the same areas; the tables that records can be counted into are not there.

    >>> drawn = synthetic_england(7, areas=2)
    >>> [area.id for area in drawn.areas], drawn == synthetic_england(7, areas=2)
    (['area_001', 'area_002'], True)
    """
    say = progress or (lambda what, done, of: None)
    found: list[Area] = []
    pairs: list[Pair] = []
    beside: list[Pair] = []
    first = 0
    for number in range(areas):
        say("inventing areas", number, areas)
        area = _of_every_stage(Random(f"{seed} area {number}"))
        place = {service.service: first + at for at, service in enumerate(area.services)}
        pairs += [(place[source], place[target]) for source, target in _links(area, _is_on_the_way)]
        beside += [(place[source], place[target]) for source, target in _links(area, _is_beside)]
        found.append(_uncounted(area, number, seed))
        first += len(area.services)
    say("inventing areas", areas, areas)
    return England(tuple(found), tuple(pairs), tuple(beside), seed)


def write_england(england: England, folder: Path, progress: Progress | None = None) -> None:
    """Write each area into a folder of its own, named by its id."""
    say = progress or (lambda what, done, of: None)
    for number, area in enumerate(england.areas):
        say("writing areas", number, len(england.areas))
        write_area(area, folder / area.id)
    say("writing areas", len(england.areas), len(england.areas))


def _of_every_stage(rng: Random) -> Area:
    """Draw areas without gaps until one has a service of every stage."""
    while True:
        area = synthetic_area(rng.getrandbits(32), rng.randint(*SERVICES), (), closed_by="list").area
        if {area.codebook.stage_of[service.service_type] for service in area.services} == {*Stage}:
            return area


def _links(area: Area, wanted: Callable[[Stage, Stage], bool]) -> list[tuple[str, str]]:
    """List the links with a start on record between wanted stages."""
    stage = {service.service: area.codebook.stage_of[service.service_type] for service in area.services}
    counted = [row for row in area.referrals if row.client_group == EVERYONE and least(row.started)]
    pairs = [(row.source, row.target) for row in counted]
    return sorted(pair for pair in pairs if wanted(stage[pair[0]], stage[pair[1]]))


def _is_on_the_way(sender: Stage, receiver: Stage) -> bool:
    """Tell whether the journey graph has a link from one stage to another, or leads on behind its target."""
    if Stage.WIDER_SUPPORT in (sender, receiver):
        return False
    if receiver is Stage.ROUTES_IN:
        return sender is Stage.ROUTES_IN
    return (sender, receiver) != (Stage.ROUTES_IN, Stage.AFTERCARE_AND_RECOVERY)


def _is_beside(sender: Stage, receiver: Stage) -> bool:
    """Tell whether people are sent to wider support while they stay where they are."""
    return receiver is Stage.WIDER_SUPPORT and sender not in (Stage.ROUTES_IN, Stage.WIDER_SUPPORT)


def _uncounted(area: Area, number: int, seed: int) -> Area:
    return replace(
        area,
        id=f"area_{number + 1:03d}",
        name=f"Synthetic area {number + 1}",
        period_start=PERIOD[0],
        period_end=PERIOD[1],
        note=f"Invented, with seed {seed}; it describes no place and nobody.",
        arrivals=(),
        referrals=(),
        refusals=(),
        departures=(),
        tables=area.tables.difference(COUNTED),
    )
