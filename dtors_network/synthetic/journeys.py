"""Invented people on their way through the synthetic England: many at once, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dtors_network.synthetic.beside import REASON
from dtors_network.synthetic.columns import BLANK, DATES, NO, YES, Rows, joined
from dtors_network.synthetic.country import Country
from dtors_network.synthetic.england import PERIOD
from dtors_network.synthetic.next_steps import FROM_PRISON, LOST_BEFORE, NONE, Codes, Kind

PEOPLE_AT_ONCE: Final = 1 << 15
"""People who share a stream of random numbers; it decides what is drawn, whatever the sizes of files."""

COME_AGAIN: Final = 0.2
"""Share of people who come in a second time after their first journey ended."""

GAP: Final = (30, 300)
"""Fewest and most days until then."""

DAYS: Final = (PERIOD[1] - PERIOD[0]).days
"""The last day of the period, counted from its first."""

HURRY: Final = 1_500
"""Days after which the few who are still on their way take one day for every step, so that all arrive."""


def lives(country: Country, draw: int) -> Rows:
    """Give the records of one draw of people.

    In the order of people and then of time; everybody has left by the end of the period. Each draw has a stream of
    random numbers, and people, of its own.

    >>> from dtors_network.synthetic.england import synthetic_england
    >>> from dtors_network.synthetic.next_steps import next_steps
    >>> rows = lives(Country(next_steps(synthetic_england(1, areas=1), remembered=False), seed=1), 2)
    >>> rows.person[0] == 2 * PEOPLE_AT_ONCE, (rows.source == NONE).sum() >= PEOPLE_AT_ONCE
    (np.True_, np.True_)
    """
    return _Draw(country, draw).rows()


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


def _together(parts: tuple[_Walkers, ...]) -> _Walkers:
    return _Walkers(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(_Walkers)))


class _Next:
    """The next step of some people, and its days."""

    def __init__(self, country: Country, walkers: _Walkers, rng: np.random.Generator) -> None:
        steps = country.steps
        lists = walkers.remembers * len(country.england.services) + walkers.at
        step = steps.tables.draw(lists, rng) % len(steps.kind)
        stay, wait, lag = rng.integers(0, 256, (3, len(walkers)), dtype=np.uint8)
        hurried = walkers.day > HURRY
        waited = np.where(hurried, 0, country.waits[steps.link[step], wait])
        self.kind, self.target = steps.kind[step], steps.target[step]
        self.reason, self.outcome = steps.reason[step], steps.outcome[step]
        self.moves, self.leaves = self.kind == Kind.MOVED, self.kind == Kind.LEFT
        self.day = walkers.day + np.where(hurried, 1, country.stays[walkers.at, stay])
        self.started = np.where(self.moves, self.day + waited, BLANK)
        self.accepted = country.accepted[np.where(self.moves, len(steps.reasons), self.reason)]
        self.accepted_on = np.where(self.accepted == YES, self.day + (waited * lag >> 8), BLANK)


class _Draw:
    """People who share a stream of random numbers, and the rows that they leave behind."""

    def __init__(self, country: Country, draw: int) -> None:
        self.country, self.remembering = country, country.steps.classes > 1
        self.rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(country.seed, spawn_key=(draw,))))
        self.first_person = draw * PEOPLE_AT_ONCE
        self.parts: list[Rows] = []
        self.number = 0
        self.ends: list[tuple[Codes, Codes, Codes]] = []
        self.comes_again = self.rng.random(PEOPLE_AT_ONCE) < COME_AGAIN
        self.leanings = self.rng.random((len(country.steps.groups), PEOPLE_AT_ONCE), dtype=np.float32)

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
        steps = self.country.steps
        groups = np.zeros(len(person), dtype=np.int32)
        for bit, leaning in enumerate(self.leanings):
            groups |= (leaning[person] < steps.group_share[bit, at]).astype(np.int32) << bit
        if self.remembering:
            remembers = np.where(steps.is_prison[at], remembers | FROM_PRISON, remembers & ~FROM_PRISON)
        row = self._write(person, groups, target=at, started=day)
        return _Walkers(person, at, day, row, remembers, groups)

    def _step(self, walkers: _Walkers) -> _Walkers:
        """Let each take their next step; give those who are still on their way."""
        to = _Next(self.country, walkers, self.rng)
        if self.country.wider_support:
            self._send_beside(walkers, to)
        row = self._refer(walkers, to)
        over = np.flatnonzero(to.kind != Kind.KEPT)
        self.ends.append((walkers.row[over], np.where(to.moves, to.started, to.day)[over], to.outcome[over]))
        remembers = walkers.remembers
        if self.remembering:
            remembers = np.where(to.moves | to.leaves, remembers, remembers | LOST_BEFORE)
        here = replace(walkers, day=to.day, remembers=remembers)
        there = replace(walkers, at=to.target, day=to.started, row=row)
        again = self._again(here.of(to.leaves | (to.kind == Kind.LOST)))
        return _together((here.of(to.kind == Kind.KEPT), there.of(to.moves), again))

    def _refer(self, walkers: _Walkers, to: _Next) -> Codes:
        """Write a row for everybody but those who leave, and give its number."""
        sent = np.flatnonzero(~to.leaves)
        told = {name: getattr(to, name)[sent] for name in ("target", "accepted_on", "started", "accepted", "reason")}
        row = np.full(len(walkers), NONE, dtype=np.int32)
        row[sent] = self._write(
            walkers.person[sent], walkers.groups[sent], source=walkers.at[sent], referred=to.day[sent], **told
        )
        return row

    def _send_beside(self, walkers: _Walkers, to: _Next) -> None:
        """Refer some people to wider support between their last step and their next one; nothing else changes."""
        country, links, rng = self.country, self.country.beside, self.rng
        chosen = (links.number[walkers.at] > 0) & (rng.random(len(walkers)) < country.wider_support)
        sent = walkers.of(chosen)
        link = links.draw(sent.at, rng)
        stay, wait, lag = rng.integers(0, 256, (3, len(sent)), dtype=np.uint8)
        day = sent.day + ((to.day - walkers.day)[chosen] * lag >> 8)
        starts = rng.random(len(sent)) < links.starts[link]
        started = np.where(starts, day + country.waits[len(country.england.pairs) + link, wait], BLANK)
        row = self._write(
            sent.person,
            sent.groups,
            source=sent.at,
            target=links.target[link],
            referred=day,
            accepted=np.where(starts, YES, NO),
            accepted_on=started,
            started=started,
            reason=np.where(starts, NONE, country.steps.reasons.index(REASON)),
        )
        left = np.flatnonzero(starts)
        outcome = np.full(len(left), country.steps.outcomes.index("unknown"))
        self.ends.append((row[left], (started + country.stays[links.target[link], stay])[left], outcome))

    def _again(self, gone: _Walkers) -> _Walkers:
        """Let some of those whose first journey ended come in again, in the same area."""
        back = gone.of(self.comes_again[gone.person])
        self.comes_again[back.person] = False
        day = back.day + self.rng.integers(*GAP, len(back), dtype=np.int32, endpoint=True)
        entry = self.country.later_entry.draw(self.country.steps.area[back.at], self.rng)
        return self._come(back.person, self.country.entries[entry], day, back.remembers)

    def _write(self, person: Codes, groups: Codes, **told: Codes) -> Codes:
        """Add rows, blank where nothing is told, and give their numbers."""
        blank = {name: BLANK if name in DATES else NONE for name in Rows.__annotations__}
        columns = {name: np.full(len(person), what, dtype=np.int32) for name, what in blank.items() if name not in told}
        self.parts.append(Rows(**{**columns, **told, "person": person, "groups": groups}))  # type: ignore[arg-type]
        self.number += len(person)
        return np.arange(self.number - len(person), self.number, dtype=np.int32)

    def _dated(self) -> Rows:
        """Write in which stays ended and how, and draw when each life takes place."""
        rows = joined(self.parts)
        ended, day, outcome = (np.concatenate(column) for column in zip(*self.ends, strict=True))
        rows.left[ended], rows.outcome[ended] = day, outcome
        last = np.zeros(PEOPLE_AT_ONCE, dtype=np.int32)
        np.maximum.at(last, rows.person, np.maximum(np.maximum(rows.left, rows.referred), rows.accepted_on))
        assert last.max() <= DAYS, "a life is longer than the period"
        first = (self.rng.random(PEOPLE_AT_ONCE) * (DAYS + 1 - last)).astype(np.int32)[rows.person]
        moved = {name: np.where(getattr(rows, name) == BLANK, BLANK, getattr(rows, name) + first) for name in DATES}
        order = np.argsort(rows.person, kind="stable")
        person = rows.person.astype(np.int64) + self.first_person
        return replace(rows, person=person, area=self.country.steps.area[rows.target], **moved).at(order)
