"""Small areas with counts, as ``flow_areas`` draws them, with reasons for which people did not start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from dtors_network.model.area import Area, BarrierReport, Referral, Refusal, Service
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Accepts, Count, End, least, most

from .flow_areas import flow_area
from .flow_families import MIXED, Family
from .flow_rows import happens

CLOSING = "referral.refuses_current_use"
"""The barrier that closes a service to people currently using."""
REASONS = ("could_not_contact", "no_capacity", CLOSING, "not_recorded")
ROOMS = (None, 2, 6, 20)


def did_not_start(row: Referral) -> int:
    """The fewest who can have been referred in vain."""
    return max(0, least(row.referred) - (most(row.started) or 0))


def parts(random: Random, people: int) -> dict[str, int]:
    """Share some people out over a few reasons; often not all of them, since nobody need give a reason."""
    told: dict[str, int] = {}
    reasons = random.sample(REASONS, random.choice((1, 2, 2, 3)))
    for _ in range(people if happens(random, 0.5) else random.randint(0, people)):
        reason = random.choice(reasons)
        told[reason] = told.get(reason, 0) + 1
    return told


def hidden(random: Random, family: Family, people: int) -> Count:
    if happens(random, family.blanks):
        return None
    return SUPPRESSED if 1 <= people <= 4 and happens(random, family.stars) else people


def some_refusals(random: Random, family: Family, area: Area) -> Iterator[Refusal]:
    """Reasons by row; those of a group are part of everyone's."""
    everyones: dict[tuple[str, str], dict[str, int]] = {}
    for row in sorted(area.referrals, key=lambda row: row.client_group != EVERYONE):
        if happens(random, 0.2):
            continue
        told = parts(random, did_not_start(row))
        if row.client_group == EVERYONE:
            everyones[row.source, row.target] = told
        else:
            whole = everyones.get((row.source, row.target), {})
            told = {reason: min(number, whole.get(reason, 0)) for reason, number in told.items()}
        for reason, number in told.items():
            yield Refusal(
                source=row.source,
                target=row.target,
                client_group=row.client_group,
                reason=reason,
                count=hidden(random, family, number),
            )


def some_reports(random: Random, area: Area) -> Iterator[BarrierReport]:
    for number, row in enumerate(random.sample(area.referrals, min(2, len(area.referrals)))):
        yield BarrierReport(
            report=f"b{number}", code=CLOSING, side=End.RECEIVER, source=row.source, target=row.target, reporter="r1"
        )


def with_places(random: Random, service: Service) -> Service:
    closed = (("currently_using", Accepts.NO),) if happens(random, 0.25) else service.accepts
    return replace(service, places=random.choice(ROOMS), accepts=closed)


def refused_area(seed: int, family: Family = MIXED) -> Area:
    """Draw one lawful area with refusals by reason, places and reports; the same seed gives the same area."""
    area, random = flow_area(seed, family), Random(seed + 1)
    area = replace(area, services=tuple(with_places(random, service) for service in area.services))
    while True:
        refusals, reports = tuple(some_refusals(random, family, area)), tuple(some_reports(random, area))
        tables = area.tables | {name for name, rows in (("refusals", refusals), ("barriers", reports)) if rows}
        found = replace(area, id=f"refused-{seed}", refusals=refusals, barriers=reports, tables=tables)
        if not faults(found):
            return found
