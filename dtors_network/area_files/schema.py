"""Every table of an area and its columns; the reader, the writer, the guide and the reference come from here."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dtors_network.area_files.columns import (
    Column,
    Kind,
    Table,
    about,
    closed,
    coded,
    count,
    day,
    identifier,
    needed,
    number,
    reference,
    text,
    truth,
    wait,
)
from dtors_network.model.codebook import ClientGroup, Codebook
from dtors_network.model.vocabulary import (
    EVERYONE,
    Accepts,
    Agreement,
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

ACCEPTS: Final = "accepts_"
"""What the header of an acceptance column starts with; the client group follows."""

_SOURCE: Final = needed(reference("source", "services", "the service that refers", "hill_surgery"))
_TARGET: Final = needed(reference("target", "services", "the service that is referred to", "riverside_clinic"))
_SERVICE: Final = needed(reference("service", "services", "the service", "riverside_clinic"))
_GROUP: Final = needed(coded("client_group", "client_groups", "the client group", "everyone"))
_LINK_SOURCE: Final = about(_SOURCE, "of a link: the service that refers", "hill_surgery")
_LINK_TARGET: Final = about(_TARGET, "of a link: the service that is referred to", "riverside_clinic")
_SERVICE_TYPE: Final = coded("service_type", "service_types", "its type, which has a stage", "specialist_prescribing")
_ROLE: Final = closed("reporter_role", ReporterRole, "in which role the reporter speaks", "provider")
_REPORTER: Final = text("reporter", "who said so, under a pseudonym; blank: one voice per end and role", "R07")
_SAID_ON: Final = day("said_on", "the day on which it was said; outside the period it warns")

AREA: Final = Table(
    name="area",
    description="the partnership as a whole: one line a key",
    needed=True,
    columns=(
        identifier("id", "a short id of the area", "exampleshire_2025"),
        needed(text("name", "its name as people say it", "Exampleshire")),
        text("gss_code", "the authority's code of nine characters", "E10000099"),
        text("region", "the region that it lies in", "South West"),
        day("period_start", "first day of the period", "2025-04-01"),
        day("period_end", "last day of the period", "2026-03-31"),
        identifier("reference_pathway", "the reference pathway: which routes should exist", "partnership_2022"),
        truth("synthetic", "is this an invented area?"),
        truth("services_complete", "is every service listed?"),
        truth("records_complete", "are referral counts complete for the services listed?"),
        truth("departures_complete", "are departures complete for the services listed?"),
        text("counts_note", "what the records that were counted leave open", "3 steps: only rows tell the order"),
        closed("profile", Profile, "how counts were made fit for others; written by the program alone", "ndtms"),
        text("note", "anything that a reader must know", "Third release, checked by the partnership"),
    ),
)

TABLES: Final[tuple[Table, ...]] = (
    Table(
        name="organisations",
        description="who runs the services; without this table they are taken from the services",
        columns=(
            identifier("organisation", "a short id of the organisation", "riverside"),
            text("name", "its name as people say it", "Riverside Trust"),
            closed("sector", Sector, "its sector", "voluntary"),
            text("commissioned_by", "who commissions it", "Exampleshire Council"),
            day("contract_end", "the day on which its contract ends", "2027-03-31"),
        ),
    ),
    Table(
        name="services",
        description="every service, routes in included: one row a service",
        needed=True,
        accepts_after="out_of_area",
        columns=(
            identifier("service", "a short id of the service", "riverside_clinic"),
            reference("organisation", "organisations", "who runs it; some routes in have nobody", "riverside"),
            text("name", "its name as people say it", "Riverside Clinic"),
            needed(_SERVICE_TYPE),
            replace(
                coded("also_offers", "service_types", "further types that it offers", "psychosocial;aftercare"),
                kind=Kind.CODES,
            ),
            truth("out_of_area", "does it lie outside the area?"),
            truth("lists_all_sent_to", "did it name every service that it sends people to?"),
            truth("lists_all_received_from", "did it name every service that sends people to it?"),
            truth("records_referrals_in", "does it record who referred?"),
            count("places", "places that it has"),
            count("caseload", "people on its books", "60"),
            count("departures_total", "everyone who left with no onward referral, whatever the outcome", "31..35"),
            number("keyworkers", "full-time equivalent keyworkers", "3.5"),
            number("stay_days", "mean days that somebody stays", "84"),
        ),
    ),
    Table(
        name="statements",
        description="one voice about one link: one row a statement",
        needed=True,
        columns=(
            _SOURCE,
            _TARGET,
            needed(closed("end", End, "which end speaks", "sender")),
            needed(closed("says", Says, "what it says about the link", "present")),
            closed("agreement", Agreement, "what agreement the link rests on", "formal"),
            _ROLE,
            _REPORTER,
            _SAID_ON,
            text("note", "anything that a reader must know", "By telephone"),
        ),
    ),
    Table(
        name="answers",
        description="what a meeting settled: one row an answer",
        columns=(
            _LINK_SOURCE,
            _LINK_TARGET,
            about(_SERVICE, "of every other question: the service that it is about"),
            about(_GROUP, "of an acceptance: the client group"),
            needed(closed("question", QuestionKind, "what was asked", "link")),
            needed(closed("answer", YesNo, "what was answered", "yes")),
            text("by", "who answered, under a pseudonym", "R07"),
            day("on", "the day on which it was settled"),
        ),
    ),
    Table(
        name="arrivals",
        description="people who came to a service from outside the listed services",
        columns=(
            _SERVICE,
            _GROUP,
            count("count", "how many came"),
            count("reached_aftercare", "of those, how many were later seen to start aftercare", "4"),
        ),
    ),
    Table(
        name="referrals",
        description="people referred from one service to another, and what became of it",
        columns=(
            _SOURCE,
            _TARGET,
            _GROUP,
            count("referred", "how many were referred", "40"),
            count("accepted", "of those, how many were accepted", "31"),
            count("started", "of those, how many started", "26"),
            count("kept_by_sender", "of those who did not start, how many the sender still sees", "*"),
            count("lost", "of those referred, how many did not start; where counts are ranges, beside them", "11..15"),
            wait("wait_median_days", "median wait of those who started", "12"),
            wait("wait_p90_days", "the wait that nine in ten of those who started did not exceed", "30.5"),
            count("waited_over_21_days", "of those who started, how many waited more than 21 days", "5"),
            truth("starts_only", "are only those who started known, so that nothing can be said of losses?"),
        ),
    ),
    Table(
        name="refusals",
        description="people referred who did not start, by reason",
        columns=(
            _SOURCE,
            _TARGET,
            _GROUP,
            needed(coded("reason", "refusal_reasons", "a reason or a barrier of the codebook", "no_capacity")),
            count("count", "how many did not start for this reason", "6"),
        ),
    ),
    Table(
        name="departures",
        description="people who left with no onward referral",
        columns=(
            _SERVICE,
            _GROUP,
            needed(coded("outcome", "outcomes", "how they left", "recovering")),
            closed("planned", Planned, "was it planned?", "yes"),
            count("count", "how many left so", "9"),
        ),
    ),
    Table(
        name="barriers",
        description="barriers that somebody reported: at a link, a service, a service type or (all blank) the area",
        columns=(
            identifier("report", "a short id of the report", "B01"),
            needed(coded("code", "barriers", "a barrier of the codebook", "referral.refuses_current_use")),
            closed("side", End, "which end of the link raises it", "receiver"),
            _LINK_SOURCE,
            _LINK_TARGET,
            about(_SERVICE, "the service, where it is not about one link"),
            about(_SERVICE_TYPE, "the type, where it is about all services of a type"),
            _ROLE,
            _REPORTER,
            _SAID_ON,
            text("document", "the document in which it stands", "Interviews 2025"),
            text("locator", "where it stands there: page or line", "p. 12"),
            text("excerpt", "the words, where they may be shown", "They will not see anyone who still uses"),
            closed("reply", Reply, "what the other end said", "disagrees"),
            text("reply_note", "what the other end said, in its words", "We do, after an assessment"),
        ),
    ),
    Table(
        name="actions",
        description="what the partnership decided to do about a gap",
        columns=(
            needed(text("gap", "the gap that it is about", "no route from Hill Surgery to Riverside Clinic")),
            needed(text("action", "what is to be done", "Agree a joint referral form")),
            text("owner", "who does it", "Exampleshire Council"),
            day("due", "the day by which it is to be done", "2026-01-31"),
            day("done_on", "the day on which it was done"),
            text("result", "what came of it"),
        ),
    ),
)
"""The tables beside ``area``, in the order of design §3."""

TABLE: Final[dict[str, Table]] = {table.name: table for table in TABLES}
OPTIONAL: Final = frozenset(table.name for table in TABLES if not table.needed)


def columns_of(table: Table, codebook: Codebook) -> tuple[Column, ...]:
    """List a table's columns, with one acceptance column for each client group of the codebook.

    Parameters
    ----------
    table : Table
        One of ``TABLES``.
    codebook : Codebook
        Where the client groups come from.

    Returns
    -------
    tuple of Column
        In the order in which they are written.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> [column.name for column in columns_of(TABLE["arrivals"], shipped_codebook())]
    ['service', 'client_group', 'count', 'reached_aftercare']
    """
    if not table.accepts_after:
        return table.columns
    cut = [column.name for column in table.columns].index(table.accepts_after) + 1
    return (*table.columns[:cut], *(_accepts(group) for group in codebook.client_groups), *table.columns[cut:])


def _accepts(group: ClientGroup) -> Column:
    question = f"does it take this client group ({group.title})?"
    blank = "yes" if group.code == EVERYONE else "unknown"
    return replace(closed(f"{ACCEPTS}{group.code}", Accepts, question, "yes"), blank=blank)
