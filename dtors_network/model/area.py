"""An area: one partnership in one period, as its tables say it (design §3)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Final

from dtors_network.model.bounds import Bounds
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway
from dtors_network.model.vocabulary import (
    Accepts,
    Agreement,
    Count,
    End,
    Planned,
    Profile,
    QuestionKind,
    Reply,
    ReporterRole,
    Says,
    Sector,
    YesNo,
)

Days = float | Bounds | None
"""A wait in days, the band in which it lies, or None where nobody counted."""

Extra = tuple[tuple[str, str], ...]
"""Columns that the design does not know, kept as (column, cell) pairs."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row was read: the file (or workbook sheet) and the row as a spreadsheet counts it."""

    file: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of a table has; where it was read does not make two rows differ."""

    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """An organisation that runs services."""

    organisation: str
    name: str = ""
    sector: Sector | None = None
    commissioned_by: str = ""
    contract_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Row):
    """A service; ``accepts`` holds (client group, what it says) for the cells that are not blank."""

    service: str
    organisation: str = ""
    name: str = ""
    service_type: str
    also_offers: tuple[str, ...] = ()
    out_of_area: bool = False
    accepts: tuple[tuple[str, Accepts], ...] = ()
    lists_all_sent_to: bool = False
    lists_all_received_from: bool = False
    records_referrals_in: bool = False
    places: Count = None
    caseload: Count = None
    departures_total: Count = None
    keyworkers: float | None = None
    stay_days: float | None = None

    @property
    def offers(self) -> tuple[str, ...]:
        """Its own type, then the further ones."""
        return (self.service_type, *self.also_offers)

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Row):
    """One voice about one link."""

    source: str
    target: str
    end: End
    says: Says
    agreement: Agreement | None = None
    reporter_role: ReporterRole | None = None
    reporter: str = ""
    said_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Row):
    """What a meeting settled."""

    source: str = ""
    target: str = ""
    service: str = ""
    client_group: str = ""
    question: QuestionKind
    answer: YesNo
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(Row):
    """People of a client group who came to a service from outside the listed services."""

    service: str
    client_group: str
    count: Count = None
    reached_aftercare: Count = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Row):
    """People of a client group referred from one service to another, and what became of it."""

    source: str
    target: str
    client_group: str
    referred: Count = None
    accepted: Count = None
    started: Count = None
    kept_by_sender: Count = None
    lost: Count = None
    wait_median_days: Days = None
    wait_p90_days: Days = None
    waited_over_21_days: Count = None
    starts_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Row):
    """Referrals that did not start, by reason."""

    source: str
    target: str
    client_group: str
    reason: str
    count: Count = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Row):
    """People who left with no onward referral, by outcome."""

    service: str
    client_group: str
    outcome: str
    planned: Planned | None = None
    count: Count = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierReport(Row):
    """A barrier that somebody reported: at a link, a service, a service type or the area."""

    report: str
    code: str
    side: End | None = None
    source: str = ""
    target: str = ""
    service: str = ""
    service_type: str = ""
    reporter_role: ReporterRole | None = None
    reporter: str = ""
    said_on: date | None = None
    document: str = ""
    locator: str = ""
    excerpt: str = ""
    reply: Reply | None = None
    reply_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Row):
    """What a partnership decided to do about a gap."""

    gap: str
    action: str
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    result: str = ""


ROW_TYPES: Final[dict[str, type[Row]]] = {
    "organisations": Organisation,
    "services": Service,
    "statements": Statement,
    "answers": Answer,
    "arrivals": Arrival,
    "referrals": Referral,
    "refusals": Refusal,
    "departures": Departure,
    "barriers": BarrierReport,
    "actions": Action,
}
"""Row type by table, in the order of design §3."""

NOT_PEOPLE: Final = frozenset({"places"})
"""Counts of something else than people."""

PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    table: names
    for table, row in ROW_TYPES.items()
    if (names := tuple(one.name for one in fields(row) if one.type == "Count" and one.name not in NOT_PEOPLE))
}
"""The columns that count people, by table: told by their type, so that a new one is known wherever counts are meant."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """One partnership in one period: the immutable root object of everything computed.

    ``profile`` says how its counts were made fit for others; None where they never passed the door of disclosure.
    ``tables`` names the optional tables that were given, so that an empty table (nothing happened)
    and a missing one (nobody counted) stay apart. ``released`` holds the protected tables that were given out of this
    period before: whoever has them knows them, so they count as known when it passes the door again.
    """

    id: str
    name: str
    gss_code: str = ""
    region: str = ""
    period_start: date | None = None
    period_end: date | None = None
    reference_pathway: str
    synthetic: bool = False
    services_complete: bool = False
    records_complete: bool = False
    departures_complete: bool = False
    counts_note: str = ""
    profile: Profile | None = None
    note: str = ""
    extra: Extra = ()
    organisations: tuple[Organisation, ...] = ()
    services: tuple[Service, ...]
    statements: tuple[Statement, ...] = ()
    answers: tuple[Answer, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    referrals: tuple[Referral, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    departures: tuple[Departure, ...] = ()
    barriers: tuple[BarrierReport, ...] = ()
    actions: tuple[Action, ...] = ()
    tables: frozenset[str] = frozenset()
    released: tuple[Area, ...] = ()
    codebook: Codebook = field(repr=False)
    pathway: Pathway = field(repr=False)

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
