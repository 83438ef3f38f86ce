"""What every test works on: an area, its counts, and the areas that it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from dtors_network.graph import Network
from dtors_network.model.area import Area, Referral
from dtors_network.model.vocabulary import EVERYONE, Stage
from dtors_network.triangulation.numbers import Counts, Number, total
from dtors_network.triangulation.places import Place, Reported, reported, spoken_of

POOL: Final = 500
"""Drawn tables from which weighted ones are taken."""


class Setting:
    """An area whose words and records are held together.

    Parameters
    ----------
    area : Area
        A protected area, or one of its holder.
    others : sequence of Area
        Other areas, as they may be seen; invented ones never judge a real one.
    """

    def __init__(self, area: Area, others: Sequence[Area] = ()) -> None:
        self.area = area
        self.others = tuple(one for one in others if area.synthetic or not one.synthetic)
        self.reported: tuple[Reported, ...] = reported(area.barriers)
        self.counts = Counts(area)
        self._counts_of: dict[str, Counts] = {}
        self.blocks = self.counts.drawn is not None

    @cached_property
    def pool(self) -> Counts:
        """As many drawn tables as there are, for tests that weigh them."""
        return Counts(self.area, POOL)

    def counts_of(self, other: Area) -> Counts:
        """Give the counts of another area."""
        if other.id not in self._counts_of:
            self._counts_of[other.id] = Counts(other)
        return self._counts_of[other.id]

    @cached_property
    def network(self) -> Network:
        """Its links, with the evidence on each."""
        return Network(self.area)

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The services that somebody spoke of."""
        return spoken_of(self.area)

    def places_of(self, code: str) -> frozenset[Place]:
        """Give the places at which a code was reported."""
        return frozenset(one.place for one in self.reported if one.place.code == code)

    def stage(self, service: str) -> Stage:
        """Give the stage of a service."""
        return self.area.codebook.stage_of[self.area.service[service].service_type]

    def offers(self, service: str, types: Sequence[str]) -> bool:
        """Whether a service is of one of some types, or offers one."""
        return bool(set(self.area.service[service].offers) & set(types))

    def is_treatment(self, service: str) -> bool:
        """Whether it is of open access, structured or residential treatment, or offers some."""
        return self.offers(service, self.area.codebook.treatment_types)

    def is_recovery(self, service: str) -> bool:
        """Whether it is of aftercare and recovery, or offers some."""
        return self.offers(service, self.area.codebook.recovery_types)

    def is_route_in(self, service: str) -> bool:
        """Whether it is a route in by its own type."""
        return self.stage(service) is Stage.ROUTES_IN

    @cached_property
    def rows(self) -> dict[str, tuple[Referral, ...]]:
        """Rows of referrals by client group."""
        found: dict[str, list[Referral]] = {}
        for row in self.area.referrals:
            found.setdefault(row.client_group, []).append(row)
        return {group: tuple(rows) for group, rows in found.items()}

    def at(self, place: Place, group: str = EVERYONE) -> tuple[Referral, ...]:
        """Give the rows of a place: its link, all links into its service, or out of it."""
        rows = self.rows.get(group, ())
        if place.target:
            return tuple(row for row in rows if (row.source, row.target) == (place.source, place.target))
        if place.out:
            return tuple(row for row in rows if row.source == place.service)
        return tuple(row for row in rows if row.target == place.service)

    def people_at(self, service: str, group: str, counts: Counts | None = None) -> Number | None:
        """Add up who came to a service: arrivals, and starts on referral; None where that is not counted."""
        counts = counts or self.counts
        came = [row for row in self.area.arrivals if (row.service, row.client_group) == (service, group)]
        started = [row for row in self.rows.get(group, ()) if row.target == service]
        parts = [counts.of("arrivals", "count", row) for row in came]
        parts += [counts.of("referrals", "started", row) for row in started]
        known = [one for one in parts if one is not None]
        return total(known) if known and len(known) == len(parts) else None

    @property
    def least(self) -> int:
        """People that a test of a share needs at least where counts are blocks; nought where they are shown."""
        return 20 if self.blocks else 0

    @property
    def least_to_contradict(self) -> int:
        """The same of the opposite test."""
        return 40 if self.blocks else 0
