"""What a reference pathway and a codebook ask of services, in the form that the plants need."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway, Route
from dtors_network.model.vocabulary import EVERYONE, Grade, Stage

Row = tuple[Route, frozenset[str]]
"""A route and one of its needed sets of types."""


class Setting:
    """The reference, the codebook and the client groups that are assessed."""

    def __init__(self, codebook: Codebook, pathway: Pathway, groups: tuple[str, ...]) -> None:
        self.codebook = codebook
        self.pathway = pathway
        self.groups = groups
        self._rows: dict[frozenset[str], tuple[Row, ...]] = {}
        self._asked: dict[tuple[frozenset[str], frozenset[str]], tuple[Route, ...]] = {}

    @cached_property
    def routes_in(self) -> frozenset[str]:
        """Types of the first stage."""
        return frozenset(self.codebook.types_of(Stage.ROUTES_IN))

    @cached_property
    def treatment(self) -> frozenset[str]:
        """Types of the open-access, structured and residential stages."""
        return frozenset(self.codebook.treatment_types)

    @cached_property
    def recovery(self) -> frozenset[str]:
        """Types of the aftercare and recovery stage."""
        return frozenset(self.codebook.recovery_types)

    @cached_property
    def judged(self) -> tuple[Route, ...]:
        """Routes whose absence is a gap: required or expected, without a condition."""
        return tuple(r for r in self.pathway.routes if r.grade is not Grade.OPTIONAL and not r.condition)

    @cached_property
    def required(self) -> tuple[Route, ...]:
        """Required routes without a condition."""
        return tuple(route for route in self.judged if route.grade is Grade.REQUIRED)

    @cached_property
    def conditional(self) -> tuple[Route, ...]:
        """Routes whose condition no client group expresses."""
        return tuple(r for r in self.pathway.routes if r.grade is not Grade.OPTIONAL and r.condition)

    def rows(self, roles: frozenset[str]) -> tuple[Row, ...]:
        """List what a service of these roles must be able to refer on to (not what it offers itself)."""
        if roles not in self._rows:
            self._rows[roles] = tuple(self._rows_of(roles))
        return self._rows[roles]

    def _rows_of(self, roles: frozenset[str]) -> Iterable[Row]:
        for route in self.judged:
            if roles.isdisjoint(route.senders):
                continue
            for need in map(frozenset, route.needs):
                if roles.isdisjoint(need):
                    yield route, need

    def unmet(self, roles: frozenset[str], cut: frozenset[str]) -> list[Row]:
        """List what a service lacks that is cut off from every service of some types."""
        return [(route, need) for route, need in self.rows(roles) if need <= cut and route.client_group in self.groups]

    def asked(self, source: frozenset[str], target: frozenset[str]) -> tuple[Route, ...]:
        """List the required routes that ask for a link between services of these roles."""
        key = (source, target)
        if key not in self._asked:
            self._asked[key] = tuple(
                route
                for route in self.required
                if not source.isdisjoint(route.senders)
                and source.isdisjoint(route.receivers)
                and not target.isdisjoint(route.receivers)
            )
        return self._asked[key]

    def dispute_group(self, source: frozenset[str], target: frozenset[str]) -> str | None:
        """Name whom a disputed link concerns, or None where no assessed group is asked for."""
        groups = [route.client_group for route in self.asked(source, target)]
        if EVERYONE in groups:
            return EVERYONE
        return groups[0] if groups and groups[0] in self.groups else None

    def enters(self, kind: str) -> tuple[str, ...]:
        """List the assessed groups that start at a route in of this type."""
        known = self.codebook.group
        return tuple(g for g in self.groups if not known[g].starts_at or kind in known[g].starts_at)

    def roles(self, kind: str, also: Iterable[str]) -> frozenset[str]:
        """Give the types that a service counts as."""
        return frozenset({kind, *(other for other in also if other not in self.routes_in)})
