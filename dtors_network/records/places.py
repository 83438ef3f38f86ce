"""The areas that records are counted into, with every service of theirs under one numbering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dtors_network.model.area import Area, Service
from dtors_network.model.codebook import Codebook
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import EVERYONE, Stage

NOBODY: Final = -1
"""Stands for a sender where nobody referred."""


@dataclass(frozen=True)
class Places:
    """Some areas, and their services.

    Attributes
    ----------
    areas : tuple of Area
        Their numbers are their places here; all use the same codes.
    """

    areas: tuple[Area, ...]

    @cached_property
    def services(self) -> tuple[tuple[int, Service], ...]:
        """The number of the area, and the service; services are numbered by their places here."""
        return tuple((number, service) for number, area in enumerate(self.areas) for service in area.services)

    @property
    def codebook(self) -> Codebook:
        """The codes that all areas use."""
        return self.areas[0].codebook

    @property
    def groups(self) -> tuple[str, ...]:
        """Client groups that a record may name; their places here are their bits."""
        return tuple(code for code in self.codebook.group if code != EVERYONE)

    @cached_property
    def routes_in(self) -> tuple[int, ...]:
        """Numbers of the services whose own type is a route in."""
        stage_of = self.codebook.stage_of
        return tuple(at for at, (_, row) in enumerate(self.services) if stage_of[row.service_type] is Stage.ROUTES_IN)

    @cached_property
    def treatment(self) -> tuple[int, ...]:
        """Numbers of the services that offer open access, structured or residential treatment."""
        return self._offering(self.codebook.treatment_types)

    @cached_property
    def recovery(self) -> tuple[int, ...]:
        """Numbers of the services that offer aftercare or recovery support."""
        return self._offering(self.codebook.recovery_types)

    @cached_property
    def aftercare(self) -> tuple[int, ...]:
        """Numbers of the services at which somebody who came through treatment has reached aftercare."""
        first = {*self.routes_in} - {*self.treatment}
        return tuple(at for at in self.recovery if at not in first)

    @cached_property
    def wider_support(self) -> tuple[int, ...]:
        """Numbers of the services beside the way through treatment."""
        on_way = {*self.routes_in, *self.treatment, *self.recovery}
        return tuple(at for at in range(len(self.services)) if at not in on_way)

    def _offering(self, types: Iterable[str]) -> tuple[int, ...]:
        """Find services that offer a type; one of the first stage counts only as a service's own (design §4)."""
        kinds, stage_of = {*types}, self.codebook.stage_of
        return tuple(
            at
            for at, (_, row) in enumerate(self.services)
            if kinds & {row.service_type, *(k for k in row.also_offers if stage_of[k] is not Stage.ROUTES_IN)}
        )

    def area(self, text: str) -> int | None:
        """Find an area by its id, name or code."""
        return self._areas.get(same_name(text))

    def service(self, area: int | None, text: str) -> int | None:
        """Find a service of an area by its id, else by its name; capitals, blanks and stored letters do not matter."""
        return self._ids.get((area, text)) if (area, text) in self._ids else self._names.get((area, same_name(text)))

    @cached_property
    def _areas(self) -> dict[str, int]:
        names = (
            (name, number)
            for number, area in reversed([*enumerate(self.areas)])
            for name in (area.name, area.gss_code, area.id)
        )
        return {same_name(name): number for name, number in names if name}

    @cached_property
    def _ids(self) -> dict[tuple[int | None, str], int]:
        return {(number, service.service): at for at, (number, service) in enumerate(self.services)}

    @cached_property
    def _names(self) -> dict[tuple[int | None, str], int]:
        found: dict[tuple[int | None, str], int] = {}
        for at, (number, service) in enumerate(self.services):
            for name in (service.service, service.name):
                found.setdefault((number, same_name(name)), at)
        return found
