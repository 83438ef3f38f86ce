"""An area: one partnership in one period, as its tables say it (design §3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dtors_network.model.codebook import Codebook
from dtors_network.model.column import closed, column, day, identifier, text, truth
from dtors_network.model.kept_rows import Action as Action
from dtors_network.model.kept_rows import AskedService as AskedService
from dtors_network.model.kept_rows import Contact as Contact
from dtors_network.model.kept_rows import Round as Round
from dtors_network.model.pathway import Pathway
from dtors_network.model.row import Extra as Extra
from dtors_network.model.row import Origin as Origin
from dtors_network.model.row import Row as Row
from dtors_network.model.rows import AcceptanceVoice as AcceptanceVoice
from dtors_network.model.rows import Answer as Answer
from dtors_network.model.rows import Arrival as Arrival
from dtors_network.model.rows import BarrierReport as BarrierReport
from dtors_network.model.rows import Days as Days
from dtors_network.model.rows import Departure as Departure
from dtors_network.model.rows import Organisation as Organisation
from dtors_network.model.rows import Referral as Referral
from dtors_network.model.rows import Refusal as Refusal
from dtors_network.model.rows import Service as Service
from dtors_network.model.rows import Statement as Statement
from dtors_network.model.tables import COLUMNS as COLUMNS
from dtors_network.model.tables import ENDS as ENDS
from dtors_network.model.tables import HOLDERS as HOLDERS
from dtors_network.model.tables import KEYS as KEYS
from dtors_network.model.tables import NAMES as NAMES
from dtors_network.model.tables import PEOPLE as PEOPLE
from dtors_network.model.tables import ROW_TYPES as ROW_TYPES
from dtors_network.model.told import EXACT
from dtors_network.model.vocabulary import Profile


@dataclass(frozen=True, kw_only=True, repr=False)
class Area:
    """One partnership in one period: the immutable root object of everything computed.

    ``profile`` says how its counts were made fit for others; None where they never passed the door of disclosure.
    ``tables`` names the optional tables that were given, so that an empty table (nothing happened)
    and a missing one (nobody counted) stay apart. ``released`` holds the protected tables that were given out of this
    period before: whoever has them knows them, so they count as known when it passes the door again.
    """

    id: str = field(metadata=column(identifier("a short id of the area", "exampleshire_2025"), key=True))
    name: str = field(metadata=column(text("its name as people say it", "Exampleshire")))
    gss_code: str = field(default="", metadata=column(text("the authority's code of nine characters", "E10000099")))
    region: str = field(default="", metadata=column(text("the region that it lies in", "South West")))
    period_start: date | None = field(default=None, metadata=column(day("first day of the period", "2025-04-01")))
    period_end: date | None = field(default=None, metadata=column(day("last day of the period", "2026-03-31")))
    reference_pathway: str = field(
        metadata=column(identifier("the reference pathway: which routes should exist", "partnership_2022"))
    )
    synthetic: bool = field(default=False, metadata=column(truth("is this an invented area?")))
    services_complete: bool = field(default=False, metadata=column(truth("is every service listed?")))
    records_complete: bool = field(
        default=False, metadata=column(truth("are referral counts complete for the services listed?"))
    )
    departures_complete: bool = field(
        default=False, metadata=column(truth("are departures complete for the services listed?"))
    )
    counts_note: str = field(
        default="",
        metadata=column(text("what the records that were counted leave open", "3 steps: only rows tell the order")),
    )
    profile: Profile | None = field(
        default=None,
        metadata=column(closed(Profile, "how counts were made fit for others; written by the program alone", "ndtms")),
    )
    note: str = field(
        default="",
        metadata=column(text("anything that a reader must know", "Third release, checked by the partnership")),
    )
    extra: Extra = ()
    organisations: tuple[Organisation, ...] = ()
    services: tuple[Service, ...]
    statements: tuple[Statement, ...] = ()
    acceptance_voices: tuple[AcceptanceVoice, ...] = ()
    answers: tuple[Answer, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    referrals: tuple[Referral, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    departures: tuple[Departure, ...] = ()
    barriers: tuple[BarrierReport, ...] = ()
    actions: tuple[Action, ...] = ()
    contacts: tuple[Contact, ...] = ()
    rounds: tuple[Round, ...] = ()
    asked: tuple[AskedService, ...] = ()
    tables: frozenset[str] = frozenset()
    released: tuple[Area, ...] = ()
    codebook: Codebook
    pathway: Pathway

    def __repr__(self) -> str:
        """Say what it is in one line, with no row of it: a prompt, a log and a message of an error show this."""
        counts = EXACT if self.profile in (None, Profile.NONE) else f"counts in blocks ({self.profile})"
        services, statements = _number(self.services, "service"), _number(self.statements, "statement")
        return f"<Area {self.id}: {services}, {statements}; {counts}>"

    @cached_property
    def service(self) -> dict[str, Service]:
        """Service by id."""
        return {service.service: service for service in self.services}

    @cached_property
    def referral_at(self) -> dict[tuple[str, str, str], Referral]:
        """The row of referrals of a source, a target and a client group."""
        return {(row.source, row.target, row.client_group): row for row in self.referrals}

    @cached_property
    def refusals_at(self) -> dict[tuple[str, str, str], tuple[Refusal, ...]]:
        """Refusals by source, target and client group."""
        found: dict[tuple[str, str, str], list[Refusal]] = {}
        for row in self.refusals:
            found.setdefault((row.source, row.target, row.client_group), []).append(row)
        return {place: tuple(rows) for place, rows in found.items()}

    @cached_property
    def organisation(self) -> dict[str, Organisation]:
        """Organisation by id."""
        return {organisation.organisation: organisation for organisation in self.organisations}


def _number(rows: tuple[Row, ...], one: str) -> str:
    return f"{len(rows):,} {one if len(rows) == 1 else one + 's'}"
