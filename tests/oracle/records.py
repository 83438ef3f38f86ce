"""Records counted by walking through everybody's happenings one by one (decision 0010)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

NOBODY = ""
STARTED, GOES_ON, NOT_STARTED, MOVED, BESIDE_NOT, BESIDE_MOVED = range(6)
"""The last two are referrals to wider support, beside a stay."""

NEVER = 10**7
EVERYONE = "everyone"


@dataclass(frozen=True)
class Row:
    """One lawful record, referral or episode, whose days are numbers."""

    person: str
    source: str
    target: str
    referred: int | None
    started: int | None
    left: int | None = None
    accepted: bool | None = None
    reason: str = "not_recorded"
    outcome: str = "unknown"
    planned: str = "unknown"
    groups: frozenset[str] = frozenset()
    goes_on: bool = False


@dataclass(frozen=True)
class Stages:
    """What services are, in the order in which ties of a day are settled."""

    order: tuple[str, ...]
    routes_in: frozenset[str]
    treatment: frozenset[str]
    recovery: frozenset[str]

    def beside(self, service: str) -> bool:
        """Whether a service is wider support."""
        return service != NOBODY and service not in self.routes_in | self.treatment | self.recovery

    def ends(self, service: str) -> bool:
        """Whether aftercare is reached there."""
        return service in self.recovery and (service in self.treatment or service not in self.routes_in)

    def on_way(self, source: str, target: str) -> bool:
        """Whether a step is one of the way through treatment."""
        if source in self.routes_in and (target in self.routes_in or target in self.treatment):
            return True
        return source in self.treatment and target not in self.routes_in and not self.beside(target)


class Event(NamedTuple):
    """Something that happened at a service; sorted as it stands."""

    day: int
    kind: int
    other: str
    row: Row


@dataclass
class Tables:
    """Counts by key, everyone and each group apart."""

    arrivals: Counter[Any] = field(default_factory=Counter)
    reached: Counter[Any] = field(default_factory=Counter)
    waits: defaultdict[Any, list[int]] = field(default_factory=lambda: defaultdict(list))
    lost: Counter[Any] = field(default_factory=Counter)
    kept: Counter[Any] = field(default_factory=Counter)
    accepted: Counter[Any] = field(default_factory=Counter)
    refusals: Counter[Any] = field(default_factory=Counter)
    departures: Counter[Any] = field(default_factory=Counter)


def day(text: str) -> int:
    """Days since 1970."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def moves(episodes: Iterable[Row], goes_on: int, order: Sequence[str]) -> list[Row]:
    """Each episode as the referral by which it began; the episode before it is the service before."""
    of: defaultdict[str, list[Row]] = defaultdict(list)
    for row in episodes:
        of[row.person].append(row)
    found = []
    for rows in of.values():
        rows.sort(key=lambda row: (row.started, NEVER if row.left is None else row.left, order.index(row.target)))
        before: Row | None = None
        for row in rows:
            found.append(_as_move(row, before, goes_on))
            before = row
    return found


def _as_move(row: Row, before: Row | None, goes_on: int) -> Row:
    assert row.started is not None
    until = NEVER if before is None or before.left is None else before.left
    soon = before is not None and row.started - until <= goes_on
    if soon and before is not None and before.target != row.target:
        return _replaced(row, before.target, min(until, row.started), False)
    source = NOBODY if row.source == row.target else row.source
    return _replaced(row, source, row.started if row.referred is None else row.referred, soon)


def _replaced(row: Row, source: str, referred: int, goes_on: bool) -> Row:
    return Row(
        row.person, source, row.target, referred, row.started, row.left, None, row.reason, row.outcome, row.planned,
        row.groups, goes_on,
    )  # fmt: skip


def count(rows: Iterable[Row], stages: Stages, leaving: bool, again: int = 90, on: int = 21) -> Tables:
    """Count lawful records."""
    found = Tables()
    of: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for row in rows:
        if row.source and not row.goes_on:
            assert row.referred is not None
            kind = NOT_STARTED if row.started is None else MOVED
            if stages.beside(row.target) and not stages.beside(row.source):
                kind = BESIDE_NOT if row.started is None else BESIDE_MOVED
            of[row.person, row.source].append(Event(row.referred, kind, row.target, row))
        if row.started is not None:
            kind = GOES_ON if row.goes_on else STARTED
            of[row.person, row.target].append(Event(row.started, kind, row.source, row))
    steps: defaultdict[str, list[tuple[int, int, int, str, Row]]] = defaultdict(list)
    place = {name: at for at, name in enumerate(("", *stages.order))}
    masks = lambda row: sum(1 << GROUPS.index(group) for group in row.groups)  # noqa: E731
    for (person, service), events in of.items():
        events.sort(key=lambda one: (one.day, one.kind, place[one.other], *_ties(one, leaving, masks)))
        for at, came in _walked(found, service, events, leaving, again, on):
            if came:
                steps[person].append((events[at].day, 0, place[service], service, events[at].row))
            step = _step(stages, service, events[at])
            if step:
                steps[person].append((events[at].day, step, place[service], service, events[at].row))
    for some in steps.values():
        some.sort(key=lambda one: (*one[:3], masks(one[4])))
        for at, (_, kind, _, service, row) in enumerate(some):
            if kind == 0:
                there = stages.ends(service) or (at + 1 < len(some) and some[at + 1][1] == 1)
                _add(found.arrivals, row, service)
                _add(found.reached, row, service, 1 if there else 0)
    return found


def _step(stages: Stages, service: str, event: Event) -> int:
    """1 where somebody starts aftercare from treatment, 2 where they are followed no further, else 0."""
    if event.kind == STARTED and stages.ends(service) and event.other in stages.treatment:
        return 1
    if stages.beside(service):
        return 0
    if event.kind == MOVED and not stages.on_way(service, event.other):
        return 2
    return 2 if event.kind == STARTED and stages.beside(event.other) else 0


def _walked(
    found: Tables, service: str, events: list[Event], leaving: bool, again: int, on: int
) -> Iterator[tuple[int, bool]]:
    """Go through what happened to somebody at a service, and tell at which happenings they came in."""
    until, last = -1, None
    for at, (when, kind, other, row) in enumerate(events):
        if kind <= GOES_ON and (row.left is not None or leaving):
            end = NEVER if row.left is None else row.left
            if end > until or (end == until and last is not None and _way(row) > _way(last)):
                until, last = end, row
        before = next((one for one in reversed(events[:at]) if one.kind <= MOVED), None)
        after = next((one for one in events[at + 1 :] if one.kind <= MOVED), None)
        following = events[at + 1] if at + 1 < len(events) else None

        def belongs(to: Event, referral: int, until: int = until) -> bool:
            still = referral <= until + on
            if to.kind <= GOES_ON:
                return until < 0 or still
            return to.kind == NOT_STARTED and (referral - to.day <= again or (until > to.day and still))

        refers_after = after is not None and after.kind >= NOT_STARTED
        if kind in (MOVED, BESIDE_MOVED):
            for group in _of(row):
                found.waits[service, other, group].append(row.started - row.referred)  # type: ignore[operator]
        if kind in (NOT_STARTED, BESIDE_NOT):
            _add(found.lost, row, service, 1, other)
            _add(found.refusals, row, service, 1, other, row.reason)
            if row.accepted:
                _add(found.accepted, row, service, 1, other)
            refers = following is not None and following.kind >= NOT_STARTED
            if until > when or (refers and following is not None and following.day - when <= again):
                _add(found.kept, row, service, 1, other)
        stays = kind <= GOES_ON or (kind == NOT_STARTED and until > when)
        goes_on = after is not None and after.kind == GOES_ON
        joined = refers_after and after is not None and belongs(events[at], after.day)
        if stays and 0 <= until < NEVER and not joined and not goes_on:
            assert last is not None
            _add(found.departures, row, service, 1, last.outcome, last.planned)
        unreferred = kind == STARTED and other == NOBODY
        is_referral = kind in (NOT_STARTED, MOVED)
        yield at, unreferred or (is_referral and not (before is not None and belongs(before, when)))


OUTCOMES = ("recovering", "stalled_progress", "illicit_substance_replaced", "relapsed", "no_change", "unknown")
GROUPS = ("currently_using", "leaving_prison", "criminal_justice", "mental_health_need", "housing_need")
PLANNED = ("yes", "no", "unknown")


def _way(row: Row) -> int:
    return OUTCOMES.index(row.outcome) * len(PLANNED) + PLANNED.index(row.planned)


def _ties(one: Event, leaving: bool, masks: Callable[[Row], int]) -> tuple[int, int, int]:
    """What settles the order of happenings of one day with the same other end."""
    row = one.row
    if one.kind > GOES_ON or not (row.left is not None or leaving):
        return -1, -1, masks(row)
    return NEVER if row.left is None else row.left, _way(row), masks(row)


def _of(row: Row) -> Iterator[str]:
    yield EVERYONE
    yield from row.groups


def _add(table: Counter[Any], row: Row, service: str, number: int = 1, *more: str) -> None:
    for group in _of(row):
        table[(service, *more, group)] += number


def quantile(waits: Sequence[int], percent: int) -> float:
    """The wait that a share of people did not exceed; the mean of two where it falls between."""
    ordered, share = sorted(waits), len(waits) * percent
    if share % 100 == 0:
        return (ordered[share // 100 - 1] + ordered[min(share // 100, len(ordered) - 1)]) / 2
    return float(ordered[math.ceil(share / 100) - 1])


def flat(found: Tables, told_leaving: bool, told_reasons: bool, losses: bool, accepted: bool) -> Mapping[str, Any]:
    """The rows of the four tables as dicts by key."""
    links = {*found.waits, *found.lost}
    return {
        "arrivals": {key: (number, found.reached[key]) for key, number in found.arrivals.items()},
        "referrals": {key: _link(found, key, losses, accepted) for key in links},
        "refusals": dict(found.refusals) if told_reasons and losses else {},
        "departures": dict(found.departures) if told_leaving else {},
    }


def _link(found: Tables, key: tuple[str, str, str], losses: bool, accepted: bool) -> tuple[Any, ...]:
    waits = found.waits.get(key, [])
    return (
        len(waits) + found.lost[key] if losses else None,
        len(waits) + found.accepted[key] if accepted else None,
        len(waits),
        found.kept[key] if losses else None,
        quantile(waits, 50) if waits else None,
        quantile(waits, 90) if waits else None,
        sum(wait > 21 for wait in waits),
    )
