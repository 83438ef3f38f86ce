"""Random small lawful areas with counts, in families that a test picks from.

The people are drawn first, each next step of each group within everyone's; then cells are hidden (``*`` or blank),
so that every area has at least one completion that keeps the laws of design §3.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from random import Random

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.model.area import Area, Organisation, Service
from dtors_network.model.vocabulary import EVERYONE, Accepts, Stage

from .facts import Pair
from .flow_counts import flow_facts
from .flow_families import MIXED, Family
from .flow_ranges import LIMIT, TooManyError, how_many
from .flow_rows import happens, some_answers, some_arrivals, some_departures, some_referrals
from .journeys import routes_in, steps

PATHWAY = "partnership_2022"
TYPES = {
    Stage.ROUTES_IN: ("self_or_family", "gp", "prison", "arrest"),
    Stage.OPEN_ACCESS: ("open_access", "outreach"),
    Stage.STRUCTURED_TREATMENT: ("specialist_prescribing", "psychosocial"),
    Stage.RESIDENTIAL_AND_INPATIENT: ("residential_rehabilitation",),
    Stage.AFTERCARE_AND_RECOVERY: ("aftercare", "mutual_aid"),
    Stage.WIDER_SUPPORT: ("mental_health", "housing"),
}
GROUPS = ("currently_using", "leaving_prison", "criminal_justice")


def some_services(random: Random, family: Family) -> tuple[Service, ...]:
    """Three to seven services: always a route in and treatment, mostly aftercare and wider support."""
    stages = [Stage.ROUTES_IN, Stage.STRUCTURED_TREATMENT]
    stages += [Stage.AFTERCARE_AND_RECOVERY] * happens(random, 0.9) + [Stage.WIDER_SUPPORT] * happens(random, 0.6)
    stages += random.choices(tuple(TYPES), (3, 3, 3, 2, 2, 1), k=random.randint(max(0, 3 - len(stages)), 3))
    every = [kind for kinds in TYPES.values() for kind in kinds]
    services = []
    for number, stage in enumerate(stages, 1):
        kind = random.choice(TYPES[stage])
        nobody = kind in ("self_or_family", "mutual_aid")
        further = {random.choice(every)} - {kind} if happens(random, family.also) else ()
        services.append(
            Service(
                service=f"s{number}",
                organisation="" if nobody else random.choice(("north", "south")),
                service_type=kind,
                also_offers=tuple(further),
                accepts=((GROUPS[0], Accepts.NO),) if happens(random, 0.1) else (),
                stay_days=random.choice((None, 14.0, 90.0)),
            )
        )
    random.shuffle(services)
    return tuple(services)


def some_links(random: Random, family: Family, area: Area) -> list[Pair]:
    """Mostly steps on the way and always ahead; with cycles also steps back, and with any luck off the way."""
    onward = steps(area, permutations(area.service, 2))
    place = {service: number for number, service in enumerate(ordered(area))}
    found = []
    for pair in permutations(area.service, 2):
        ahead = place[pair[0]] < place[pair[1]]
        likely = 0.75 if pair in onward else family.beside * 0.5
        if happens(random, likely if ahead else likely * family.cycles):
            found.append(pair)
    return found


def ordered(area: Area) -> list[str]:
    """Services in the order of their stages, by type; a link ahead in it can be in no cycle."""
    kinds = list(TYPES)
    return sorted(area.service, key=lambda s: (kinds.index(area.codebook.stage_of[area.service[s].service_type]), s))


def drawn_area(random: Random, family: Family) -> Area:
    """Draw one area, however many completions it has."""
    services = some_services(random, family)
    area = Area(
        id="flow",
        name="Flow",
        reference_pathway=PATHWAY,
        synthetic=True,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        services_complete=happens(random, 0.7),
        records_complete=happens(random, 0.5),
        departures_complete=not happens(random, family.incomplete),
        organisations=tuple(Organisation(organisation=name) for name in ("north", "south")),
        services=services,
        codebook=shipped_codebook(),
        pathway=shipped_pathway(PATHWAY),
    )
    groups = [group for group in GROUPS if happens(random, family.groups)]
    likely = {service: 0.9 if service in routes_in(area) else 0.2 for service in area.service}
    quiet = {service for service in area.service if happens(random, family.silent)}
    links = [pair for pair in some_links(random, family, area) if pair[0] not in quiet]
    area = replace(
        area,
        referrals=tuple(some_referrals(random, family, groups, links)),
        departures=tuple(some_departures(random, family, groups, [s for s in area.service if s not in quiet])),
        arrivals=tuple(some_arrivals(random, family, groups, likely)),
        answers=tuple(some_answers(random, family, links)),
    )
    tables = ("organisations", "answers", "arrivals", "referrals", "departures")
    return replace(area, tables=frozenset(name for name in tables if getattr(area, name)))


def groups_of(area: Area) -> list[str]:
    """Everyone, and the groups that some row of counts names."""
    named = {row.client_group for table in (area.arrivals, area.referrals, area.departures) for row in table}
    return [group for group in area.codebook.group if group == EVERYONE or group in named]


def small_enough(area: Area, most: int) -> bool:
    try:
        return all(how_many(flow_facts(area, group)) <= min(most, LIMIT) for group in groups_of(area))
    except TooManyError:
        return False


def flow_area(seed: int, family: Family = MIXED) -> Area:
    """Draw one area of a family with few enough completions; the same seed gives the same area."""
    random = Random(seed)
    while True:
        area = drawn_area(random, family)
        if small_enough(area, family.most):
            return replace(area, id=f"flow-{seed}", name=f"Flow area {seed}")
