"""Small areas with counts, drawn row by row, for tests that are checked by eye.

The line: 120 come to the GP, 100 are referred to the clinic and 80 start; of 80 at the clinic 40 are referred to
aftercare and 29 start. So 80 of 120 come to the clinic, and 29 of 80 go on: reach of aftercare is 0.2417.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.examples import counted_area
from dtors_network.model.area import (
    Area,
    Arrival,
    BarrierReport,
    Departure,
    Referral,
    Refusal,
    Service,
    Statement,
)
from dtors_network.model.vocabulary import EVERYONE, Count, End, Says

LINE = counted_area()
TABLES = {
    Service: "services",
    Arrival: "arrivals",
    Referral: "referrals",
    Refusal: "refusals",
    Departure: "departures",
    BarrierReport: "barriers",
    Statement: "statements",
}


def service(name: str, kind: str, organisation: str = "north", **more: Any) -> Service:
    return Service(service=name, service_type=kind, organisation=organisation, **more)


def came(place: str, count: Count, group: str = EVERYONE) -> Arrival:
    return Arrival(service=place, client_group=group, count=count)


def left(place: str, count: Count, outcome: str = "unknown", group: str = EVERYONE) -> Departure:
    return Departure(service=place, client_group=group, outcome=outcome, count=count)


def sent(
    source: str, target: str, referred: Count, started: Count, kept: Count = 0, group: str = EVERYONE, **more: Any
) -> Referral:
    return Referral(
        source=source,
        target=target,
        client_group=group,
        referred=referred,
        started=started,
        kept_by_sender=kept,
        **more,
    )


def refused(source: str, target: str, reason: str, count: Count, group: str = EVERYONE) -> Refusal:
    return Refusal(source=source, target=target, client_group=group, reason=reason, count=count)


def report(code: str, **more: Any) -> BarrierReport:
    return BarrierReport(report=f"{code} {more}", code=code, **more)


def says(source: str, target: str, *words: Says, ends: Iterable[End] = tuple(End)) -> list[Statement]:
    """What the sender says of a link, then the receiver."""
    return [
        Statement(source=source, target=target, end=end, says=word, reporter=f"{source}-{target}-{end}")
        for end, word in zip(ends, words, strict=False)
    ]


def both_say(source: str, target: str) -> list[Statement]:
    return says(source, target, Says.PRESENT, Says.PRESENT)


def area_of(*rows: Any, **more: Any) -> Area:
    """An area drawn from rows of any table, with a complete list of services and complete departures."""
    tables: dict[str, tuple[Any, ...]] = {
        name: tuple(row for row in rows if type(row) is kind) for kind, name in TABLES.items()
    }
    given = {name for name, some in tables.items() if some} - {"services", "statements"}
    settings: dict[str, Any] = {
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 12, 31),
        "services_complete": True,
        "departures_complete": True,
        **more,
    }
    return Area(
        id="drawn",
        name="Drawn",
        reference_pathway="partnership_2022",
        synthetic=True,
        codebook=shipped_codebook(),
        pathway=shipped_pathway("partnership_2022"),
        tables=frozenset(given),
        **tables,
        **settings,
    )


def with_rows(area: Area, *rows: Any) -> Area:
    """The area with further rows."""
    added: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        name = TABLES[type(row)]
        added[name] = (*added.get(name, getattr(area, name)), row)
    return replace(area, tables=area.tables | added.keys(), **added)


def near(number: float) -> Any:
    """A share that is given with four digits."""
    return pytest.approx(number, abs=5e-5)
