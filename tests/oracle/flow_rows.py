"""Random rows of counts: whole numbers drawn first, each group within everyone, then hidden cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from dtors_network.model.area import Answer, Arrival, Departure, Referral
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Count, Planned, QuestionKind, YesNo

from .facts import Pair
from .flow_families import Family

OUTCOMES = ("recovering", "relapsed", "unknown")


def happens(random: Random, chance: float) -> bool:
    return random.random() < chance


def some_of(random: Random, people: int) -> int:
    return sum(happens(random, 0.5) for _ in range(people))


def hidden(random: Random, family: Family, people: int, blank: float) -> Count:
    """A count as its owner gives it: the number, a star or a blank."""
    if happens(random, blank):
        return None
    return SUPPRESSED if 1 <= people <= 4 and happens(random, family.stars) else people


def referral(random: Random, family: Family, pair: Pair, group: str, people: tuple[int, int, int, int]) -> Referral:
    """One row from those who started, were accepted and did not start, were kept, or were lost."""
    started, turned, kept, lost = people
    counts = {
        "referred": (started + turned + kept + lost, family.blanks),
        "accepted": (started + turned, 0.2),
        "started": (started, family.blanks),
        "kept_by_sender": (kept, family.kept_blank),
    }
    given: dict[str, Any] = {name: hidden(random, family, number, blank) for name, (number, blank) in counts.items()}
    return Referral(source=pair[0], target=pair[1], client_group=group, **given)


def split(random: Random, groups: list[str], numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Everyone's numbers, then those of each group within them."""
    yield EVERYONE, numbers
    for group in groups:
        yield group, [some_of(random, number) for number in numbers]


def some_referrals(random: Random, family: Family, groups: list[str], links: list[Pair]) -> Iterator[Referral]:
    for pair in links:
        numbers = [random.randint(0, family.people), *(random.randint(0, family.people // 3) for _ in range(3))]
        for group, people in split(random, groups, numbers):
            yield referral(random, family, pair, group, (people[0], people[1], people[2], people[3]))


def some_departures(random: Random, family: Family, groups: list[str], services: list[str]) -> Iterator[Departure]:
    for service in services:
        for outcome in random.sample(OUTCOMES, random.choice((1, 2, 2, 3))):
            for planned in random.sample((*Planned, None), random.choice((1, 1, 2))):
                for group, (number,) in split(random, groups, [random.randint(1, family.people)]):
                    count = hidden(random, family, number, family.blanks)
                    yield Departure(service=service, client_group=group, outcome=outcome, planned=planned, count=count)


def some_arrivals(random: Random, family: Family, groups: list[str], likely: dict[str, float]) -> Iterator[Arrival]:
    for service, chance in likely.items():
        if happens(random, chance):
            for group, (number,) in split(random, groups, [random.randint(0, 4 * family.people)]):
                count = hidden(random, family, number, family.blanks)
                yield Arrival(service=service, client_group=group, count=count)


def some_answers(random: Random, family: Family, links: list[Pair]) -> Iterator[Answer]:
    """Say no to a pair with referrals; sometimes a later meeting takes it back."""
    if links and happens(random, family.denied):
        source, target = random.choice(links)
        about: dict[str, Any] = {"source": source, "target": target, "question": QuestionKind.LINK}
        yield Answer(answer=YesNo.NO, on=date(2026, 3, 1), **about)
        if happens(random, 0.2):
            yield Answer(answer=YesNo.YES, on=date(2026, 6, 1), **about)
