"""What directly follows what in a log of events, counted in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple


class Event(NamedTuple):
    """One event of a log."""

    person: str
    service: str
    when: datetime


def directly_follows(events: Iterable[Event]) -> tuple[Counter[tuple[str, str]], Counter[str], int]:
    """Count the pairs of different services that follow each other, by time and then by the place in the file.

    Gives the pairs, where everybody's first event was, and how many pairs fell on one moment.
    """
    of: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        of[event.person].append(event)
    pairs: Counter[tuple[str, str]] = Counter()
    firsts: Counter[str] = Counter()
    together = 0
    for life in of.values():
        life.sort(key=lambda one: one.when)
        firsts[_id(life[0])] += 1
        for one, other in pairwise(life):
            if one.service != other.service:
                pairs[_id(one), _id(other)] += 1
                together += one.when == other.when
    return pairs, firsts, together


def _id(event: Event) -> str:
    return event.service.replace(" ", "_")
