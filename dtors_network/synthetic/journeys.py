"""Invented people on their way through the synthetic England: many at once, one step at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dtors_network.synthetic.alias import AliasTables, alias_tables
from dtors_network.synthetic.durations import stays, waits
from dtors_network.synthetic.england import PERIOD, England
from dtors_network.synthetic.next_steps import ACCEPTED_YET_LOST, FROM_PRISON, LOST_BEFORE, NONE, Codes, Kind, NextSteps

PEOPLE_AT_ONCE: Final = 1 << 15
"""People who share a stream of random numbers; it decides what is drawn, whatever the sizes of files."""

COME_AGAIN: Final = 0.2
"""Share of people who come in a second time after their first journey ended."""

GAP: Final = (30, 300)
"""Fewest and most days until then."""

BLANK: Final = -(1 << 30)
"""A day that is not there."""

DAYS: Final = (PERIOD[1] - PERIOD[0]).days
"""The last day of the period, counted from its first."""

HURRY: Final = 1_500
"""Days after which the few who are still on their way take one day for every step, so that all arrive."""

DATES: Final = ("referred", "accepted_on", "started", "left")
"""Columns of days."""

YES, NO, NOT_TOLD = 1, 0, -1


@dataclass(frozen=True)
class Rows:
    """Referral records in numbers, a column an array.

    Attributes
    ----------
    person, area, source, target : array of int
        Who, the number of the area, and the places of services; ``NONE`` for a blank.
    referred, accepted_on, started, left : array of int
        Days of the period, or ``BLANK``.
    accepted, reason, outcome : array of int
        Codes; ``NONE`` for a blank.
    groups : array of int
        Bits of client groups.
    """

    person: NDArray[np.int64]
    area: Codes
    source: Codes
    target: Codes
    referred: Codes
    accepted_on: Codes
    started: Codes
    left: Codes
    accepted: Codes
    reason: Codes
    outcome: Codes
    groups: Codes

    def __len__(self) -> int:
        return len(self.person)

    def at(self, places: Any) -> Rows:
        """Take the rows at some places."""
        return Rows(*(getattr(self, field.name)[places] for field in fields(self)))

    @property
    def first_day(self) -> Codes:
        """The day of the referral, or of the start where nobody referred."""
        return np.where(self.referred == BLANK, self.started, self.referred)


def joined(parts: list[Rows]) -> Rows:
    """Put rows one behind the other."""
    return Rows(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Rows)))


@dataclass(frozen=True)
class Country:
    """Everything that is drawn from.

    Attributes
    ----------
    steps : NextSteps
        What may come next, and how often.
    seed : int
        Of the people.
    """

    steps: NextSteps
    seed: int

    @property
    def england(self) -> England:
        """The areas."""
        return self.steps.england

    @cached_property
    def entries(self) -> NDArray[np.int32]:
        """Services at which people come in, by area."""
        return np.flatnonzero(self.steps.entry > 0).astype(np.int32)

    @cached_property
    def first_entry(self) -> AliasTables:
        """Draws from all entries."""
        return alias_tables([self.steps.entry[self.entries].tolist()])

    @cached_property
    def later_entry(self) -> AliasTables:
        """Draws from the entries of an area."""
        ends = np.searchsorted(self.steps.area[self.entries], np.arange(1, len(self.england.areas)))
        return alias_tables(part.tolist() for part in np.split(self.steps.entry[self.entries], ends))

    @cached_property
    def stays(self) -> Codes:
        """Law of stays by service."""
        return stays(self.england)

    @cached_property
    def waits(self) -> Codes:
        """Law of waits by link."""
        return waits(self.england)

    @cached_property
    def accepted(self) -> Codes:
        """Whether people were accepted, by the reason of their loss, and last for those who started."""
        told = [YES if code in ACCEPTED_YET_LOST else NO for code in self.steps.reasons]
        told[self.steps.reasons.index("not_recorded")] = NOT_TOLD
        return np.array([*told, YES], dtype=np.int32)

    def rows(self, draw: int) -> Rows:
        """Give the records of one draw of people, in the order of people and then of time."""
        return _Draw(self, draw).rows()


@dataclass(frozen=True)
class _Walkers:
    """People on their way: who, where, since when, in which row they started there, and what they carry."""

    person: Codes
    at: Codes
    day: Codes
    row: Codes
    remembers: Codes
    groups: Codes

    def __len__(self) -> int:
        return len(self.person)

    def of(self, chosen: NDArray[Any]) -> _Walkers:
        places = np.flatnonzero(chosen)  # quicker than a mask for each column
        return _Walkers(*(getattr(self, field.name)[places] for field in fields(self)))


class _Draw:
    def __init__(self, country: Country, draw: int) -> None:
        self.country, self.steps = country, country.steps
        self.rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(country.seed, spawn_key=(draw,))))
        self.first_person = draw * PEOPLE_AT_ONCE
        self.parts: list[Rows] = []
        self.number = 0
        self.ends: list[tuple[Codes, Codes, Codes]] = []
        self.comes_again = self.rng.random(PEOPLE_AT_ONCE) < COME_AGAIN
        self.leanings = self.rng.random((len(self.steps.groups), PEOPLE_AT_ONCE), dtype=np.float32)

    def rows(self) -> Rows:
        """Let everybody walk until all have left, and move each life to a place of its own in the period."""
        everybody = np.arange(PEOPLE_AT_ONCE, dtype=np.int32)
        zero = np.zeros(PEOPLE_AT_ONCE, dtype=np.int32)
        entry = self.country.first_entry.draw(zero, self.rng)
        walkers = self._come(everybody, self.country.entries[entry], zero, zero)
        while len(walkers):
            walkers = self._step(walkers)
        return self._dated()

    def _come(self, person: Codes, at: Codes, day: Codes, remembers: Codes) -> _Walkers:
        """Write a row for people who come in unreferred."""
        share = self.steps.group_share[:, at]
        groups = np.zeros(len(person), dtype=np.int32)
        for bit, leaning in enumerate(self.leanings):
            groups |= (leaning[person] < share[bit]).astype(np.int32) << bit
        if self.steps.classes > 1:
            remembers = np.where(self.steps.is_prison[at], remembers | FROM_PRISON, remembers & ~FROM_PRISON)
        row = self._write(person, groups, target=at, started=day)
        return _Walkers(person, at, day, row, remembers.astype(np.int32), groups)

    def _step(self, walkers: _Walkers) -> _Walkers:
        """Let each take their next step; give those who are still on their way."""
        services = len(self.country.england.services)
        options = len(self.steps.kind)
        step = self.country.steps.tables.draw(walkers.remembers * services + walkers.at, self.rng) % options
        kind, link, target = self.steps.kind[step], self.steps.link[step], self.steps.target[step]
        stay, wait, lag = self.rng.integers(0, 256, (3, len(walkers)), dtype=np.uint8)
        hurried = walkers.day > HURRY
        day = walkers.day + np.where(hurried, 1, self.country.stays[walkers.at, stay])
        waited = np.where(hurried, 0, self.country.waits[link, wait])
        moves, leaves = kind == Kind.MOVED, kind == Kind.LEFT
        accepted = self.country.accepted[np.where(moves, len(self.steps.reasons), self.steps.reason[step])]
        accepted_on = np.where(accepted == YES, day + (waited * lag >> 8), BLANK)
        started = np.where(moves, day + waited, BLANK)
        row = np.full(len(walkers), NONE, dtype=np.int32)
        sent = np.flatnonzero(~leaves)
        row[sent] = self._write(
            walkers.person[sent],
            walkers.groups[sent],
            source=walkers.at[sent],
            target=target[sent],
            referred=day[sent],
            accepted_on=accepted_on[sent],
            started=started[sent],
            accepted=accepted[sent],
            reason=self.steps.reason[step[sent]],
        )
        self._end(walkers, kind, np.where(moves, started, day), self.steps.outcome[step])
        remembers = walkers.remembers
        if self.steps.classes > 1:
            remembers = np.where(moves | leaves, remembers, remembers | LOST_BEFORE)
        after = replace(walkers, day=day, remembers=remembers)
        moved = _Walkers(walkers.person, target, started, row, remembers, walkers.groups).of(moves)
        again = self._again(after.of(leaves | (kind == Kind.LOST)))
        parts = (after.of(kind == Kind.KEPT), moved, again)
        return _Walkers(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(_Walkers)))

    def _again(self, gone: _Walkers) -> _Walkers:
        """Let some of those whose first journey ended come in again, in the same area."""
        back = gone.of(self.comes_again[gone.person])
        self.comes_again[back.person] = False
        day = back.day + self.rng.integers(*GAP, len(back), dtype=np.int32, endpoint=True)
        entry = self.country.later_entry.draw(self.steps.area[back.at], self.rng)
        return self._come(back.person, self.country.entries[entry], day, back.remembers)

    def _write(self, person: Codes, groups: Codes, **told: Codes) -> Codes:
        """Add rows, blank where nothing is told, and give their numbers."""
        blank = {name: BLANK if name in DATES else NONE for name in Rows.__annotations__}
        columns = {name: np.full(len(person), what, dtype=np.int32) for name, what in blank.items() if name not in told}
        self.parts.append(Rows(**{**columns, **told, "person": person, "groups": groups}))  # type: ignore[arg-type]
        self.number += len(person)
        return np.arange(self.number - len(person), self.number, dtype=np.int32)

    def _end(self, walkers: _Walkers, kind: Codes, day: Codes, outcome: Codes) -> None:
        """Note that stays ended."""
        over = kind != Kind.KEPT
        self.ends.append((walkers.row[over], day[over].astype(np.int32), outcome[over]))

    def _dated(self) -> Rows:
        rows = joined(self.parts)
        ended, day, outcome = (np.concatenate(column) for column in zip(*self.ends, strict=True))
        rows.left[ended], rows.outcome[ended] = day, outcome
        last = np.zeros(PEOPLE_AT_ONCE, dtype=np.int32)
        np.maximum.at(last, rows.person, np.maximum(np.maximum(rows.left, rows.referred), rows.accepted_on))
        room = DAYS - last
        if room.min() < 0:
            raise AssertionError("a life is longer than the period")
        first = (self.rng.random(PEOPLE_AT_ONCE) * (room + 1)).astype(np.int32)[rows.person]
        moved = {name: np.where(getattr(rows, name) == BLANK, BLANK, getattr(rows, name) + first) for name in DATES}
        order = np.argsort(rows.person, kind="stable")
        person = rows.person.astype(np.int64) + self.first_person
        return replace(rows, person=person, area=self.steps.area[rows.target], **moved).at(order)


def draws(country: Country) -> Iterator[Rows]:
    """Give the records of one draw of people after the other, without end."""
    draw = 0
    while True:
        yield country.rows(draw)
        draw += 1
