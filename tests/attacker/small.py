"""Small counted areas of invented people: whole records of each group, so that every law holds in truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from dtors_network.examples import small_area
from dtors_network.model.area import Area, Arrival, Departure, Referral, Refusal, Service
from dtors_network.model.vocabulary import Planned

EVERYONE = "everyone"
GROUPS = ("currently_using", "housing_need")
REASONS = ("no_capacity", "could_not_contact", "other")
HOW = (("recovering", Planned.YES), ("relapsed", Planned.NO), ("unknown", None))


def small_counted_area(seed: int, services: int = 5, most: int = 40) -> Area:
    """Invent people one by one at each pair of some services, and count them by group."""
    random = Random(seed)
    ids = [f"s{number}" for number in range(services)]
    rows = tuple(
        Service(service=id_, service_type="psychosocial" if number else "gp", caseload=random.randrange(60))
        for number, id_ in enumerate(ids)
    )
    pairs = [(one, other) for one in ids for other in ids if one != other and random.random() < 0.5]
    referrals, refusals = [], []
    for source, target in pairs:
        own, why = _pair(random, source, target, random.choice((3, 8, 15, most)))
        referrals += own
        refusals += why
    return replace(
        small_area(),
        id=f"small_{seed}",
        services=rows,
        statements=(),
        arrivals=tuple(row for id_ in ids for row in _arrivals(random, id_, random.choice((5, 20, most)))),
        referrals=tuple(referrals),
        refusals=tuple(refusals),
        departures=tuple(row for id_ in ids for row in _departures(random, id_, random.choice((4, 12, most)))),
        departures_complete=True,
        tables=frozenset({"arrivals", "referrals", "refusals", "departures"}),
    )


def _member(random: Random) -> list[str]:
    return [EVERYONE, *(group for group in GROUPS if random.random() < 0.6)]


def _pair(random: Random, source: str, target: str, people: int) -> tuple[list[Referral], list[Refusal]]:
    counts: Counter[tuple[str, str]] = Counter()
    ease = random.choice((0.3, 0.7, 0.9))
    for _ in range(random.randrange(1, people + 1)):
        accepted = random.random() < ease
        started = accepted and random.random() < ease
        told = {"referred": True, "accepted": accepted, "started": started}
        told |= {"waited_over_21_days": started and random.random() < 0.2}
        told |= {"kept_by_sender": not started and random.random() < 0.2}
        reason = "" if started else random.choice(REASONS)
        for group in _member(random):
            counts.update((group, name) for name, so in told.items() if so)
            counts[group, reason] += 1
    pair = {"source": source, "target": target}
    names = ("referred", "accepted", "started", "kept_by_sender", "waited_over_21_days")
    groups = [group for group in (EVERYONE, *GROUPS) if counts[group, "referred"]]
    rows = [Referral(**pair, client_group=group, **{name: counts[group, name] for name in names}) for group in groups]
    why = [
        Refusal(**pair, client_group=group, reason=reason, count=counts[group, reason])
        for group in groups
        for reason in REASONS
        if counts[group, reason]
    ]
    return rows, why


def _arrivals(random: Random, service: str, people: int) -> list[Arrival]:
    came, seen = Counter[str](), Counter[str]()
    for _ in range(random.randrange(1, people + 1)):
        reached, member = random.random() < 0.3, _member(random)
        came.update(member)
        seen.update(member if reached else ())
    return [
        Arrival(service=service, client_group=group, count=came[group], reached_aftercare=seen[group]) for group in came
    ]


def _departures(random: Random, service: str, people: int) -> list[Departure]:
    left: Counter[tuple[str, int]] = Counter()
    for _ in range(random.randrange(1, people + 1)):
        how = random.randrange(len(HOW))
        left.update((group, how) for group in _member(random))
    return [
        Departure(service=service, client_group=group, outcome=HOW[how][0], planned=HOW[how][1], count=number)
        for (group, how), number in sorted(left.items())
    ]
