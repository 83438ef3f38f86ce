"""How many more start at each link, table by table, where some levers are pulled together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from dtors_network.flow.load import days_of
from dtors_network.flow.sparse import Vector
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.candidates import Candidate
from dtors_network.whatif.change import Moved
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.places import NO_CAPACITY, AddPlaces
from dtors_network.whatif.tables import Tables

Codes = frozenset[str]
Both = tuple[Vector, Vector]
"""The least and the most who start besides, each of shape (tables,)."""

WHOLE: Final = 1.0
HAIR: Final = 1e-9
"""A share of a whole number of people may come out a hair below the next one."""


@dataclass(frozen=True)
class Returning:
    """Who starts after all, as ``whatif.refused`` has it, in every table at once.

    Parameters
    ----------
    tables : Tables
        What is counted.
    group : str
        The client group.
    """

    tables: Tables
    group: str
    _known: dict[tuple[int, Codes, float], Both] = field(default_factory=dict, compare=False, repr=False)

    def of(self, levers: Iterable[Candidate], strength: float = WHOLE) -> dict[int, Both]:
        """Give who starts besides at each row that some levers touch; each person once, however many reach them.

        A lever's strength is the share of its reason that falls away; places and acceptance have none.
        """
        chosen = tuple(levers)
        falling = self._falling(chosen)
        found = {at: self.fallen(at, codes, strength) for at, codes in falling.items()}
        for one in chosen:
            for change in one.changes:
                if isinstance(change, Open):
                    for at, moved in self._opened(replace(change, strength=strength)).items():
                        found[at] = _either(found.get(at), moved)
        for one in chosen:
            for change in one.changes:
                if isinstance(change, AddPlaces):
                    found |= self._with_room(change, found, falling, strength)
        return found

    def _falling(self, levers: Iterable[Candidate]) -> dict[int, Codes]:
        found: dict[int, Codes] = {}
        for one in levers:
            if not any(isinstance(change, Open | AddPlaces) for change in one.changes):
                for pair in one.links:
                    at = self.tables.row[pair]
                    found[at] = found.get(at, frozenset()) | {one.lever}
        return found

    def fallen(self, at: int, codes: Codes, strength: float) -> Both:
        """Bound who starts at a row where some reasons fall away there, each by the same share."""
        key = at, codes, strength
        if key not in self._known:
            self._known[key] = self._fallen(at, codes, strength)
        return self._known[key]

    def _fallen(self, at: int, codes: Codes, strength: float) -> Both:
        tables = self.tables
        referred, started, lost = (part[at] for part in (tables.referred, tables.started, tables.lost))
        away = np.maximum(referred - started, 0.0)
        named = {code: tables.told[at, code] for code in tables.reasons.get(at, ()) if (at, code) in tables.told}
        mine = sum((told for code, told in named.items() if code in codes), start=np.zeros(tables.many))
        others = sum((told for code, told in named.items() if code not in codes), start=np.zeros(tables.many))
        is_blank = any((at, code) in tables.blank for code in codes)
        anybody = away if is_blank else np.maximum(away - others, 0.0)
        most = np.minimum(lost, np.ceil(strength * anybody - HAIR))
        r = np.minimum(strength * mine, away)
        rest = referred - r
        least = np.floor(np.divide(r * started, rest, out=np.zeros(tables.many), where=rest > 0) + HAIR)
        return np.minimum(least, most), most

    def _opened(self, change: Open) -> dict[int, Both]:
        """Bound who starts because a group is accepted; of the group itself, as its reasons fall away."""
        steps, found = self.tables.steps, dict[int, Both]()
        for at, row in enumerate(steps.onward):
            if row.target != change.service:
                continue
            if self.group == change.group:
                found[at] = self.fallen(at, frozenset(change.closing(steps.network.area)), change.strength)
            elif self.group == EVERYONE and (moved := change.among(steps, row)):
                found[at] = self._within(at, moved)
        return found

    def _within(self, at: int, moved: Moved) -> Both:
        lost = self.tables.lost[at]
        return np.minimum(float(moved.least), lost), np.minimum(float(moved.most), lost)

    def _with_room(
        self, change: AddPlaces, found: dict[int, Both], falling: dict[int, Codes], strength: float
    ) -> dict[int, Both]:
        """Add those for whom there is room now, beyond whom other levers let start there."""
        nobody = np.zeros(self.tables.many)
        more: dict[int, Both] = {}
        for (_, target), at in self.tables.row.items():
            codes = falling.get(at, frozenset())
            if target == change.service and (NO_CAPACITY not in codes or strength < WHOLE):
                now, then = found.get(at, (nobody, nobody)), self._wholly(at, codes, strength)
                more[at] = np.maximum(then[0] - now[0], 0.0), np.maximum(then[1] - now[1], 0.0)
        room = self._room(change)
        waiting = sum((least for least, _ in more.values()), start=nobody)
        return {at: _sum(found.get(at, (nobody, nobody)), _fitting(one, room, waiting)) for at, one in more.items()}

    def _wholly(self, at: int, codes: Codes, strength: float) -> Both:
        """Bound who starts where want of room falls away altogether, and other reasons as far as they do."""
        alone = self.fallen(at, frozenset({NO_CAPACITY}), WHOLE)
        both = self.fallen(at, codes | {NO_CAPACITY}, strength)
        return np.maximum(alone[0], both[0]), np.maximum(alone[1], both[1])

    def _room(self, change: AddPlaces) -> int | None:
        steps = self.tables.steps
        days, stay = days_of(steps), steps.network.area.service[change.service].stay_days
        return math.floor(change.places * days / stay) if days and stay else None


def _either(one: Both | None, other: Both) -> Both:
    return other if one is None else (np.maximum(one[0], other[0]), one[1] + other[1])


def _sum(one: Both, other: Both) -> Both:
    return one[0] + other[0], one[1] + other[1]


def _fitting(moved: Both, room: int | None, waiting: Vector) -> Both:
    """Keep to what the new places hold: shared out at the least, to one sender alone at the most."""
    least, most = moved
    if room is None:
        return np.zeros(len(least)), most
    shared = np.floor(np.divide(least * room, waiting, out=np.zeros(len(least)), where=waiting > 0) + HAIR)
    fits = np.where(waiting <= room, least, shared)
    return fits, np.maximum(fits, np.minimum(most, room))
