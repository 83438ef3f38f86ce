"""Records counted by walking through everybody's happenings one by one (decision 0012)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

NOBODY = ""
STARTED, GOES_ON, NOT_STARTED, MOVED, BESIDE_NOT, BESIDE_MOVED = range(6)
"""The last two are referrals to wider support, beside a stay."""

NEVER = 10**7
EVERYONE = "everyone"


@dataclass(frozen=True)
class Row:
    """One lawful record, referral or episode, whose days are numbers; ``sent`` and ``came`` are what order goes by."""

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
    sent: float = 0
    came: float = 0
    until: float = math.inf
    place: int = 0
    file: int = 0
    wait: int | None = None


@dataclass(frozen=True)
class Stages:
    """What services are."""

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
    """Something that happened at a service."""

    at: float
    kind: int
    place: int
    day: int
    other: str
    row: Row


@dataclass
class Tables:
    """Counts by key, everyone and each group apart."""

    arrivals: Counter[Any] = field(default_factory=Counter)
    reached: Counter[Any] = field(default_factory=Counter)
    waits: defaultdict[Any, list[int | None]] = field(default_factory=lambda: defaultdict(list))
    lost: Counter[Any] = field(default_factory=Counter)
    kept: Counter[Any] = field(default_factory=Counter)
    accepted: Counter[Any] = field(default_factory=Counter)
    refusals: Counter[Any] = field(default_factory=Counter)
    departures: Counter[Any] = field(default_factory=Counter)


def day(text: str) -> int:
    """Days since 1970."""
    return (date.fromisoformat(text[:10]) - date(1970, 1, 1)).days


def moment(text: str) -> float:
    """Days since 1970, with the time of day."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1)).total_seconds() / 86_400


def episodes_of(events: Iterable[tuple[Row, str]]) -> list[Row]:
    """Put starts and ends of a log together: an end closes the latest start at its service that is open."""
    found: list[Row] = []
    for row, step in sorted(events, key=lambda one: (one[0].came, one[0].place)):
        at = next((at for at in reversed(range(len(found))) if _open_at(found[at], row)), None)
        if step == "start":
            found.append(replace(row, left=None, until=math.inf))
        elif at is None:
            found.append(replace(row, left=row.started, until=row.came))
        else:
            end = replace(row, left=row.started, until=row.came)
            found[at] = replace(found[at], left=end.left, until=end.until, outcome=end.outcome, planned=end.planned)
    return found


def _open_at(start: Row, end: Row) -> bool:
    return (start.person, start.target) == (end.person, end.target) and start.until == math.inf


def told_once(episodes: Iterable[Row]) -> list[Row]:
    """Each person's episodes in order, without those that their neighbour, or another file, tells too."""
    of: defaultdict[str, list[Row]] = defaultdict(list)
    for row in episodes:
        of[row.person].append(row)
    found = []
    for rows in of.values():
        rows.sort(key=lambda row: (row.came, row.until, row.place))
        kept = []
        for _, beside in groupby(rows, key=lambda row: (row.target, row.came)):
            kept.append(max(beside, key=lambda row: (row.until < math.inf, row.until, -row.place)))
        found += [row for row in kept if row.file == _best_file(rows, row)]
    return found


def _best_file(rows: Sequence[Row], row: Row) -> int:
    same = [one for one in rows if (one.target, one.came) == (row.target, row.came)]
    return min((one.until == math.inf, one.file) for one in same)[1]


def as_stays(episodes: Iterable[Row]) -> Iterator[Row]:
    """Let an episode that ends while an earlier one at the same service goes on end as that one."""
    latest: dict[tuple[str, str], Row] = {}
    for row in episodes:
        here = (row.person, row.target)
        if row.left is None or row.until == math.inf:
            yield row
            continue
        if here not in latest or row.until >= latest[here].until:
            latest[here] = row
        last = latest[here]
        yield replace(row, left=last.left, until=last.until, outcome=last.outcome, planned=last.planned)


def moves(episodes: Iterable[Row], goes_on: int) -> list[Row]:
    """Each episode as the referral by which it began; the episode before it is the service before."""
    found: list[Row] = []
    before: Row | None = None
    for at, row in enumerate(as_stays(told_once(episodes))):
        before = before if before is not None and before.person == row.person else None
        found.append(replace(_as_move(row, before, goes_on), sent=2 * at, came=2 * at + 1))
        before = row
    return found


def _as_move(row: Row, before: Row | None, goes_on: int) -> Row:
    assert row.started is not None
    until = NEVER if before is None or before.left is None else before.left
    soon = before is not None and row.started - until <= goes_on
    wait = None if row.referred is None else row.started - row.referred
    if soon and before is not None and before.target != row.target:
        if wait is None and until <= row.started:
            wait = row.started - until
        return replace(row, source=before.target, referred=min(until, row.started), goes_on=False, wait=wait)
    source = NOBODY if row.source == row.target else row.source
    referred = row.started if row.referred is None else row.referred
    return replace(row, source=source, referred=referred, goes_on=soon, wait=wait)


def count(rows: Iterable[Row], stages: Stages, leaving: bool, again: int = 90, on: int = 21) -> Tables:
    """Count lawful records."""
    found = Tables()
    of: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.source and not row.goes_on:
            assert row.referred is not None
            kind = NOT_STARTED if row.started is None else MOVED
            if stages.beside(row.target) and not stages.beside(row.source):
                kind = BESIDE_NOT if row.started is None else BESIDE_MOVED
            of[row.person, row.source].append(Event(row.sent, kind, place, row.referred, row.target, row))
        if row.started is not None:
            kind = GOES_ON if row.goes_on else STARTED
            of[row.person, row.target].append(Event(row.came, kind, place, row.started, row.source, row))
    steps: defaultdict[str, list[tuple[float, int, int, str, Row]]] = defaultdict(list)
    for (person, service), some in of.items():
        events = _ordered(some)
        for at, came in _walked(found, service, events, leaving, again, on):
            event = events[at]
            if came:
                steps[person].append((event.at, 0, event.place, service, event.row))
            step = _step(stages, service, event)
            if step:
                steps[person].append((event.at, step, event.place, service, event.row))
    for followed in steps.values():
        followed.sort(key=lambda one: one[:3])
        for at, (_, kind, _, service, row) in enumerate(followed):
            if kind == 0:
                there = stages.ends(service) or (at + 1 < len(followed) and followed[at + 1][1] == 1)
                _add(found.arrivals, row, service)
                _add(found.reached, row, service, 1 if there else 0)
    return found


def _ordered(events: Iterable[Event]) -> list[Event]:
    """Starts before referrals at one moment, in turns where there are several; rows as they stand in the files."""
    found: list[Event] = []
    for _, level in groupby(sorted(events, key=lambda one: one[:3]), key=lambda one: one.at):
        some = list(level)
        starts = [one for one in some if one.kind <= GOES_ON]
        referrals = [one for one in some if one.kind > GOES_ON]
        found += [one for pair in zip_longest(starts, referrals) for one in pair if one is not None]
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
    left = [_leaving_of(events, at, leaving) for at in range(len(events))]
    doubled = [_is_doubled(events, at, left) for at in range(len(events))]
    for at, event in enumerate(events):
        row, when, kind, other = event.row, event.day, event.kind, event.other
        until, last = _latest(events, left, at)
        before = next((one for one in reversed(events[:at]) if one.kind <= MOVED), None)
        next_at = next((to for to in range(at + 1, len(events)) if events[to].kind <= MOVED), None)
        after = None if next_at is None else events[next_at]
        following = events[at + 1] if at + 1 < len(events) else None

        def belongs(to: Event, referral: int, until: int | None = until) -> bool:
            still = until is not None and referral <= until + on
            if to.kind <= GOES_ON:
                return until is None or still
            return to.kind == NOT_STARTED and (referral - to.day <= again or (_after(until, to.day) and still))

        if kind in (MOVED, BESIDE_MOVED):
            for group in _of(row):
                found.waits[service, other, group].append(row.wait)
        if kind in (NOT_STARTED, BESIDE_NOT):
            _add(found.lost, row, service, 1, other)
            _add(found.refusals, row, service, 1, other, row.reason)
            if row.accepted:
                _add(found.accepted, row, service, 1, other)
            refers = following is not None and following.kind >= NOT_STARTED
            if _after(until, when) or (refers and following is not None and following.day - when <= again):
                _add(found.kept, row, service, 1, other)
        stays = kind <= GOES_ON or (kind == NOT_STARTED and _after(until, when))
        goes_on = next_at is not None and (events[next_at].kind == GOES_ON or doubled[next_at])
        joined = after is not None and after.kind >= NOT_STARTED and belongs(event, after.day)
        if stays and until is not None and until < NEVER and not joined and not goes_on:
            assert last is not None
            _add(found.departures, row, service, 1, last.outcome, last.planned)
        joined_before = before is not None and (belongs(before, when) or _from_there_again(before, event, until, on))
        is_referral = kind in (NOT_STARTED, MOVED)
        unreferred = kind == STARTED and other == NOBODY and not doubled[at]
        yield at, unreferred or (is_referral and not joined_before)


def _after(until: int | None, when: int) -> bool:
    return until is not None and until > when


def _from_there_again(before: Event, event: Event, until: int | None, on: int) -> bool:
    """Whether a service that had referred somebody on refers them again, who has not been away from it."""
    if before.kind != MOVED:
        return False
    return before.at == event.at or (until is not None and event.day <= until + on)


def _leaving_of(events: list[Event], at: int, leaving: bool) -> tuple[int, Row] | None:
    """When and how the stay ends that a start begins: as the row says, or else the next start there that says it."""
    if events[at].kind > GOES_ON:
        return None
    for later in events[at:]:
        if later.kind <= GOES_ON and later.row.left is not None:
            return later.row.left, later.row
    return (NEVER, events[at].row) if leaving else None


def _latest(events: list[Event], left: list[tuple[int, Row] | None], at: int) -> tuple[int | None, Row | None]:
    """The latest day of leaving so far, and whose way of leaving stands then."""
    told = [one for one in left[: at + 1] if one is not None]
    return max(told, key=lambda one: (one[0], _way(one[1]))) if told else (None, None)


def _is_doubled(events: list[Event], at: int, left: list[tuple[int, Row] | None]) -> bool:
    """Whether somebody starts where they are already."""
    known = [to for to in range(at) if events[to].kind <= MOVED]
    if events[at].kind != STARTED or not known or events[known[-1]].kind > GOES_ON:
        return False
    until, _ = _latest(events, left, known[-1])
    return until is not None and until >= events[at].day


OUTCOMES = ("recovering", "stalled_progress", "illicit_substance_replaced", "relapsed", "no_change", "unknown")
GROUPS = ("currently_using", "leaving_prison", "criminal_justice", "mental_health_need", "housing_need")
PLANNED = ("yes", "no", "unknown")


def _way(row: Row) -> int:
    return OUTCOMES.index(row.outcome) * len(PLANNED) + PLANNED.index(row.planned)


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
    known = [wait for wait in waits if wait is not None]
    return (
        len(waits) + found.lost[key] if losses else None,
        len(waits) + found.accepted[key] if accepted else None,
        len(waits),
        found.kept[key] if losses else None,
        quantile(known, 50) if known else None,
        quantile(known, 90) if known else None,
        sum(wait > 21 for wait in known) if len(known) == len(waits) else None,
    )
