"""The rows of an area's tables: each field says what its column is (design §3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dtors_network.model.bounds import Bounds
from dtors_network.model.column import (
    by_group,
    closed,
    coded,
    column,
    day,
    decimal,
    identifier,
    number,
    people,
    reference,
    text,
    truth,
    wait,
)
from dtors_network.model.row import SERVICE, Row
from dtors_network.model.vocabulary import (
    Accepts,
    Agreement,
    Count,
    End,
    Planned,
    QuestionKind,
    Reply,
    ReporterRole,
    Says,
    Sector,
    YesNo,
)

Days = float | Bounds | None
"""A wait in days, the band in which it lies, or None where nobody counted."""

_GROUP: Final = coded("client_groups", "the client group", "everyone")
_SOURCE: Final = reference("services", "the service that refers", "hill_surgery")
_TARGET: Final = reference("services", "the service that is referred to", "riverside_clinic")
_OF_A_LINK_SOURCE: Final = reference("services", "of a link: the service that refers", "hill_surgery")
_OF_A_LINK_TARGET: Final = reference("services", "of a link: the service that is referred to", "riverside_clinic")
_ROLE: Final = closed(ReporterRole, "in which role the reporter speaks", "provider")
_REPORTER: Final = text("who said so, under a pseudonym; blank: one voice per end and role", "R07")
_SAID_ON: Final = day("the day on which it was said; outside the period it warns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """An organisation that runs services."""

    organisation: str = field(metadata=column(identifier("a short id of the organisation", "riverside"), key=True))
    name: str = field(default="", metadata=column(text("its name as people say it", "Riverside Trust")))
    sector: Sector | None = field(default=None, metadata=column(closed(Sector, "its sector", "voluntary")))
    commissioned_by: str = field(default="", metadata=column(text("who commissions it", "Exampleshire Council")))
    contract_end: date | None = field(
        default=None, metadata=column(day("the day on which its contract ends", "2027-03-31"))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Row):
    """A service; ``accepts`` holds (client group, what it says) for the cells that are not blank."""

    service: str = field(metadata=column(identifier("a short id of the service", "riverside_clinic"), key=True))
    organisation: str = field(
        default="", metadata=column(reference("organisations", "who runs it; some routes in have nobody", "riverside"))
    )
    name: str = field(default="", metadata=column(text("its name as people say it", "Riverside Clinic")))
    service_type: str = field(
        metadata=column(coded("service_types", "its type, which has a stage", "specialist_prescribing"))
    )
    also_offers: tuple[str, ...] = field(
        default=(),
        metadata=column(coded("service_types", "further types that it offers", "psychosocial;aftercare", several=True)),
    )
    out_of_area: bool = field(default=False, metadata=column(truth("does it lie outside the area?")))
    accepts: tuple[tuple[str, Accepts], ...] = field(
        default=(), metadata=column(by_group(Accepts, "does it take this client group ({group})?", "yes"))
    )
    lists_all_sent_to: bool = field(
        default=False, metadata=column(truth("did it name every service that it sends people to?"))
    )
    lists_all_received_from: bool = field(
        default=False, metadata=column(truth("did it name every service that sends people to it?"))
    )
    records_referrals_in: bool = field(default=False, metadata=column(truth("does it record who referred?")))
    places: Count = field(default=None, metadata=column(number("places that it has")))
    caseload: Count = field(default=None, metadata=column(people("people on its books", "60")))
    departures_total: Count = field(
        default=None,
        metadata=column(people("everyone who left with no onward referral, whatever the outcome", "31..35")),
    )
    keyworkers: float | None = field(default=None, metadata=column(decimal("full-time equivalent keyworkers", "3.5")))
    stay_days: float | None = field(default=None, metadata=column(decimal("mean days that somebody stays", "84")))

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

    source: str = field(metadata=column(_SOURCE, names=True))
    target: str = field(metadata=column(_TARGET, names=True))
    end: End = field(metadata=column(closed(End, "which end speaks", "sender"), names=True))
    says: Says = field(metadata=column(closed(Says, "what it says about the link", "present")))
    agreement: Agreement | None = field(
        default=None, metadata=column(closed(Agreement, "what agreement the link rests on", "formal"))
    )
    reporter_role: ReporterRole | None = field(default=None, metadata=column(_ROLE, names=True))
    reporter: str = field(default="", metadata=column(_REPORTER, names=True))
    said_on: date | None = field(default=None, metadata=column(_SAID_ON, names=True))
    note: str = field(default="", metadata=column(text("anything that a reader must know", "By telephone")))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceVoice(Row):
    """One voice of a service about a client group: whether it takes these people."""

    service: str = field(metadata=column(SERVICE, names=True))
    client_group: str = field(metadata=column(_GROUP, names=True))
    says: Accepts = field(metadata=column(closed(Accepts, "whether it takes this client group", "after_assessment")))
    reporter_role: ReporterRole | None = field(default=None, metadata=column(_ROLE, names=True))
    reporter: str = field(default="", metadata=column(_REPORTER, names=True))
    said_on: date | None = field(default=None, metadata=column(_SAID_ON, names=True))
    note: str = field(default="", metadata=column(text("anything that a reader must know", "Not on Fridays")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Row):
    """What a meeting settled."""

    source: str = field(default="", metadata=column(_OF_A_LINK_SOURCE, names=True))
    target: str = field(default="", metadata=column(_OF_A_LINK_TARGET, names=True))
    service: str = field(
        default="",
        metadata=column(reference("services", "of every other question: the service that it is about", ""), names=True),
    )
    client_group: str = field(
        default="", metadata=column(coded("client_groups", "of an acceptance: the client group"), names=True)
    )
    question: QuestionKind = field(metadata=column(closed(QuestionKind, "what was asked", "link"), names=True))
    answer: YesNo = field(metadata=column(closed(YesNo, "what was answered", "yes")))
    by: str = field(default="", metadata=column(text("who answered, under a pseudonym", "R07"), names=True))
    on: date | None = field(default=None, metadata=column(day("the day on which it was settled"), names=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(Row):
    """People of a client group who came to a service from outside the listed services."""

    service: str = field(metadata=column(SERVICE, key=True))
    client_group: str = field(metadata=column(_GROUP, key=True))
    count: Count = field(default=None, metadata=column(people("how many came")))
    reached_aftercare: Count = field(
        default=None, metadata=column(people("of those, how many were later seen to start aftercare", "4"))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Row):
    """People of a client group referred from one service to another, and what became of it."""

    source: str = field(metadata=column(_SOURCE, key=True))
    target: str = field(metadata=column(_TARGET, key=True))
    client_group: str = field(metadata=column(_GROUP, key=True))
    referred: Count = field(default=None, metadata=column(people("how many were referred", "40")))
    accepted: Count = field(default=None, metadata=column(people("of those, how many were accepted", "31")))
    started: Count = field(default=None, metadata=column(people("of those, how many started", "26")))
    kept_by_sender: Count = field(
        default=None, metadata=column(people("of those who did not start, how many the sender still sees", "*"))
    )
    lost: Count = field(
        default=None,
        metadata=column(
            people("of those referred, how many did not start; where counts are ranges, beside them", "11..15")
        ),
    )
    wait_median_days: Days = field(default=None, metadata=column(wait("median wait of those who started", "12")))
    wait_p90_days: Days = field(
        default=None, metadata=column(wait("the wait that nine in ten of those who started did not exceed", "30.5"))
    )
    waited_over_21_days: Count = field(
        default=None, metadata=column(people("of those who started, how many waited more than 21 days", "5"))
    )
    starts_only: bool = field(
        default=False,
        metadata=column(truth("are only those who started known, so that nothing can be said of losses?")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Row):
    """Referrals that did not start, by reason."""

    source: str = field(metadata=column(_SOURCE, key=True))
    target: str = field(metadata=column(_TARGET, key=True))
    client_group: str = field(metadata=column(_GROUP, key=True))
    reason: str = field(
        metadata=column(coded("refusal_reasons", "a reason or a barrier of the codebook", "no_capacity"), key=True)
    )
    count: Count = field(default=None, metadata=column(people("how many did not start for this reason", "6")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Row):
    """People who left with no onward referral, by outcome."""

    service: str = field(metadata=column(SERVICE, key=True))
    client_group: str = field(metadata=column(_GROUP, key=True))
    outcome: str = field(metadata=column(coded("outcomes", "how they left", "recovering"), key=True))
    planned: Planned | None = field(default=None, metadata=column(closed(Planned, "was it planned?", "yes"), key=True))
    count: Count = field(default=None, metadata=column(people("how many left so", "9")))


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierReport(Row):
    """A barrier that somebody reported: at a link, a service, a service type or the area."""

    report: str = field(metadata=column(identifier("a short id of the report", "B01"), key=True))
    code: str = field(metadata=column(coded("barriers", "a barrier of the codebook", "referral.refuses_current_use")))
    side: End | None = field(default=None, metadata=column(closed(End, "which end of the link raises it", "receiver")))
    source: str = field(default="", metadata=column(_OF_A_LINK_SOURCE))
    target: str = field(default="", metadata=column(_OF_A_LINK_TARGET))
    service: str = field(
        default="", metadata=column(reference("services", "the service, where it is not about one link", ""))
    )
    service_type: str = field(
        default="", metadata=column(coded("service_types", "the type, where it is about all services of a type"))
    )
    reporter_role: ReporterRole | None = field(default=None, metadata=column(_ROLE))
    reporter: str = field(default="", metadata=column(_REPORTER))
    said_on: date | None = field(default=None, metadata=column(_SAID_ON))
    document: str = field(default="", metadata=column(text("the document in which it stands", "Interviews 2025")))
    locator: str = field(default="", metadata=column(text("where it stands there: page or line", "p. 12")))
    excerpt: str = field(
        default="",
        metadata=column(text("the words, where they may be shown", "They will not see anyone who still uses")),
    )
    reply: Reply | None = field(default=None, metadata=column(closed(Reply, "what the other end said", "disagrees")))
    reply_note: str = field(
        default="", metadata=column(text("what the other end said, in its words", "We do, after an assessment"))
    )
