"""The codebook: which service types, client groups, barriers, outcomes and reasons have a code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dtors_network.model.lever import Lever
from dtors_network.model.mark import Mark
from dtors_network.model.vocabulary import TREATMENT_STAGES, End, Stage

KINDS: Final = ("barrier", "facilitator", "benefit", "context")
"""What a code of the codebook can be."""

PLACES: Final = ("client_context", "service", "link", "area")
"""What a code can attach to."""

TESTS: Final = (
    "refusal_start_rate",
    "onward_to_own_organisation",
    "share_over_threshold",
    "continuity_after_prison",
    "caseload_per_keyworker",
    "reach_of_aftercare",
    "criminal_justice_strain",
)
"""The tests by which words and records are held together (design §7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceType:
    """A kind of service, and the stage it belongs to."""

    code: str
    title: str
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientGroup:
    """A group of people; ``starts_at`` lists its routes in (empty: every route in)."""

    code: str
    title: str
    starts_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierCode:
    """One code of the source report or of a user's own study.

    Attributes
    ----------
    code, theme, title, definition : str
        Its name, the heading it stands under, and what it means.
    kind : str
        One of ``KINDS``.
    reported_by : tuple of str
        Who reported it in the source: ``provider``, ``treatment_seeker``, ``author``; empty where not attributed.
    attaches_to : tuple of str
        Among ``PLACES``.
    side : End or None
        The end of a link that raises it, where the source says so.
    closes : str or None
        The client group whose acceptance a report makes unknown.
    test : str or None
        One of ``TESTS``.
    source : str
        Pointer into the report.
    note : str
        What a reader must know to use it fairly, such as "second-hand".
    mark : Mark or None
        Its own mark on a map; see :func:`~dtors_network.model.code_facts.mark_of`.
    asked : str
        How a form for services puts it, in plain words; blank: its title.
    """

    code: str
    theme: str
    title: str
    definition: str
    kind: str
    reported_by: tuple[str, ...]
    attaches_to: tuple[str, ...]
    side: End | None = None
    closes: str | None = None
    test: str | None = None
    source: str
    note: str = ""
    mark: Mark | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code with a title: a stage, an outcome, a reason for a refusal, or a source of levers."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """Every code that an area's tables may use; a user's own codes are added to the shipped ones."""

    id: str
    title: str
    source: str
    service_types: tuple[ServiceType, ...]
    client_groups: tuple[ClientGroup, ...]
    barriers: tuple[BarrierCode, ...]
    outcomes: tuple[Term, ...]
    refusal_reasons: tuple[Term, ...]
    stages: tuple[Term, ...] = ()
    levers: tuple[Lever, ...] = ()
    lever_sources: tuple[Term, ...] = ()

    @cached_property
    def stage_of(self) -> dict[str, Stage]:
        """Stage by service type."""
        return {kind.code: kind.stage for kind in self.service_types}

    @cached_property
    def barrier(self) -> dict[str, BarrierCode]:
        """Barrier by code."""
        return {barrier.code: barrier for barrier in self.barriers}

    @cached_property
    def group(self) -> dict[str, ClientGroup]:
        """Client group by code, in the codebook's order."""
        return {group.code: group for group in self.client_groups}

    @cached_property
    def service_type(self) -> dict[str, ServiceType]:
        """Service type by code, in the codebook's order."""
        return {kind.code: kind for kind in self.service_types}

    @cached_property
    def lever(self) -> dict[str, Lever]:
        """Lever by the code that it is about."""
        return {lever.code: lever for lever in self.levers}

    @cached_property
    def lever_source(self) -> dict[str, str]:
        """Title of each source of levers by its code."""
        return {source.code: source.title for source in self.lever_sources}

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Titles of all that a refusal can be put down to: barriers, then the further reasons."""
        barriers = {barrier.code: barrier.title for barrier in self.barriers}
        return barriers | {reason.code: reason.title for reason in self.refusal_reasons}

    def types_of(self, *stages: Stage) -> tuple[str, ...]:
        """List the service types of some stages, in the codebook's order."""
        return tuple(kind.code for kind in self.service_types if kind.stage in stages)

    @cached_property
    def treatment_types(self) -> tuple[str, ...]:
        """Types of the open-access, structured and residential stages."""
        return self.types_of(*TREATMENT_STAGES)

    @cached_property
    def recovery_types(self) -> tuple[str, ...]:
        """Types of the aftercare and recovery stage."""
        return self.types_of(Stage.AFTERCARE_AND_RECOVERY)
