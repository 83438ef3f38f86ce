"""An attacker: works small numbers back from tables that were given out, by integer programmes over all of them.

Written apart from the door: it sees protected tables only, and brings what readers may know besides: that a group's
losses are among everyone's, that reasons add up to losses where they do everywhere, that a row that is there means
somebody, on which side of 21 days a median lies, and tables given out before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import lil_array

from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import Bounds, Count

Key = tuple[str, ...]
Sum = Mapping[Key, float]
EVERYONE = "everyone"
ANY = 5_000
"""The most that a number can be that nobody counted."""


def ends(count: Count) -> tuple[int, int]:
    if isinstance(count, Bounds):
        return count.low, count.high
    return (0, ANY) if count is None else (count, count)


@dataclass
class Puzzle:
    """What the tables leave open: cells with ends, laws (a sum between two numbers) and sums worth knowing."""

    cells: dict[Key, tuple[int, int]] = field(default_factory=dict)
    laws: list[tuple[Sum, float, float]] = field(default_factory=list)
    worth: dict[str, Sum] = field(default_factory=dict)
    least: dict[Key, int] = field(default_factory=dict)
    stated: set[int] = field(default_factory=set)
    """Which of the laws somebody read in figures: they hold of these counts, not of any that there could be."""

    def at_least(self, terms: Sum, least: float = 0, most: float = np.inf) -> None:
        self.laws.append((terms, least, most))

    def say(self, terms: Sum, least: float = 0, most: float = np.inf) -> None:
        """Take a law from figures that were given out."""
        self.stated.add(len(self.laws))
        self.at_least(terms, least, most)

    def components(self) -> Iterator[tuple[list[Key], list[Any], dict[str, Sum]]]:
        """Split into parts that no law ties together."""
        above: dict[Key, Key] = {key: key for key in self.cells}

        def root(key: Key) -> Key:
            while above[key] != key:
                above[key] = above[above[key]]
                key = above[key]
            return key

        for terms in (*(law[0] for law in self.laws), *self.worth.values()):
            first, *others = terms
            for other in others:
                above[root(other)] = root(first)
        cells, laws, worth = defaultdict(list), defaultdict(list), defaultdict(dict)
        for key in self.cells:
            cells[root(key)].append(key)
        for at, law in enumerate(self.laws):
            laws[root(next(iter(law[0])))].append((*law, at in self.stated))
        for name, terms in self.worth.items():
            worth[root(next(iter(terms)))][name] = terms
        for part in cells:
            yield cells[part], laws[part], worth[part]


def puzzle(area: Area, reasons_add_up: bool = False, earlier: Iterable[Area] = ()) -> Puzzle:
    """Set up what the tables say, and what a reader knows besides."""
    found = Puzzle()
    _referrals(area, found, reasons_add_up)
    _arrivals(area, found)
    _departures(area, found)
    for row in area.services:
        if row.caseload is not None:
            _cell(found, ("caseload", row.service), row.caseload)
    for other in earlier:
        for key, (low, high) in puzzle(other, reasons_add_up).cells.items():
            if key in found.cells:
                known = found.cells[key]
                found.cells[key] = max(low, known[0]), min(high, known[1])
    return found


def _cell(found: Puzzle, key: Key, count: Count, least: int = 0) -> Key:
    low, high = ends(count)
    found.cells[key] = max(low, least), high
    found.least[key] = least
    if count is not None:
        found.worth[" ".join(key)] = {key: 1}
    return key


def _difference(found: Puzzle, large: Key, small: Key, worth: bool) -> None:
    found.at_least({large: 1, small: -1})
    if worth:
        found.worth[f"{' '.join(large)} less {' '.join(small)}"] = {large: 1, small: -1}


def _referrals(area: Area, found: Puzzle, add_up: bool) -> None:
    somebody = int(all(row.referred != 0 for row in area.referrals))
    reasons = defaultdict(dict)
    for row in area.refusals:
        reasons[row.source, row.target, row.client_group][row.reason] = row.count
    for row in area.referrals:
        place = row.source, row.target, row.client_group
        told = {name: getattr(row, name) for name in COLUMNS}
        key = {name: _cell(found, (*place, name), told[name], somebody * (name == "referred")) for name in COLUMNS}
        for small, large in (*zip(COLUMNS, COLUMNS[1:4], strict=False), ("kept_by_sender", "lost")):
            _difference(found, key[large], key[small], told[large] is not None and told[small] is not None)
        found.at_least({key["referred"]: 1, key["started"]: -1, key["lost"]: -1}, 0, 0)
        _waits(row, key, found)
        why = reasons.get(place, {})
        if why:
            parts = [_cell(found, (*place, "because", reason), count) for reason, count in why.items()]
            rest = {key["lost"]: 1, **dict.fromkeys(parts, -1)}
            whole = add_up and None not in why.values() and row.lost is not None
            found.at_least(rest, 0, 0 if whole else np.inf)
            if row.lost is not None and None not in why.values() and not whole:
                found.worth[f"{' '.join(place)} lost without a reason"] = rest
    _part_of_everyone(found, [*COLUMNS], {(row.source, row.target) for row in area.referrals})
    for (source, target, group), why in reasons.items():
        for reason in why if group != EVERYONE else ():
            whole, part = (source, target, EVERYONE, "because", reason), (source, target, group, "because", reason)
            if whole in found.cells:
                _difference(found, whole, part, True)


COLUMNS = ("waited_over_21_days", "started", "accepted", "referred", "kept_by_sender", "lost")
APART = (
    ("referred", "accepted"),
    ("accepted", "started"),
    ("started", "waited_over_21_days"),
    ("lost", "kept_by_sender"),
)


def _waits(row: Referral, key: dict[str, Key], found: Puzzle) -> None:
    """Reckon that a quantile of more than 21 days means that enough waited so long, give or take one person."""
    for days, share in ((row.wait_median_days, 0.5), (row.wait_p90_days, 0.1)):
        if isinstance(days, Bounds):
            long = {key["waited_over_21_days"]: 1, key["started"]: -share}
            found.at_least(long, *((-1, np.inf) if days.low > 21 else (-np.inf, 1)))


def _part_of_everyone(found: Puzzle, columns: list[str], places: set[tuple[str, ...]]) -> None:
    rows = defaultdict(set)
    for key in found.cells:
        if key[-1] in columns and key[:-2] in places:
            rows[key[:-2]].add(key[-2])
    for place, groups in rows.items():
        for group in groups - {EVERYONE} if EVERYONE in groups else ():
            for name in columns:
                whole, part = (*place, EVERYONE, name), (*place, group, name)
                told = " ".join(whole) in found.worth and " ".join(part) in found.worth
                _difference(found, whole, part, told)
            for large, small in (pair for pair in APART if pair[0] in columns):
                _apart(found, place, group, large, small)


def _apart(found: Puzzle, place: tuple[str, ...], group: str, large: str, small: str) -> None:
    """Whoever of a group did not take a step is among everyone who did not."""
    whole = {(*place, EVERYONE, large): 1, (*place, EVERYONE, small): -1}
    found.at_least({**whole, (*place, group, large): -1, (*place, group, small): 1})


def _arrivals(area: Area, found: Puzzle) -> None:
    somebody = int(all(row.count != 0 for row in area.arrivals))
    for row in area.arrivals:
        place = "arrivals", row.service
        came = _cell(found, (*place, row.client_group, "count"), row.count, somebody)
        seen = _cell(found, (*place, row.client_group, "reached"), row.reached_aftercare)
        _difference(found, came, seen, None not in (row.count, row.reached_aftercare))
    _part_of_everyone(found, ["count", "reached"], {("arrivals", row.service) for row in area.arrivals})


def _departures(area: Area, found: Puzzle) -> None:
    somebody = int(all(row.count != 0 for row in area.departures))
    parts = defaultdict(list)
    for row in area.departures:
        place = "departures", row.service, row.outcome, str(row.planned)
        key = _cell(found, (*place, row.client_group, "left"), row.count, somebody)
        if row.client_group == EVERYONE:
            parts[row.service].append(key)
    _part_of_everyone(found, ["left"], {key[:-2] for key in found.cells if key[0] == "departures"})
    for row in area.services:
        if row.departures_total is not None:
            total = _cell(found, ("departures", row.service, "total"), row.departures_total)
            found.at_least({total: 1, **dict.fromkeys(parts[row.service], -1)}, 0, 0)


def know_records(area: Area, found: Puzzle, exact: dict[Key, int]) -> int:
    """Add what readers know of tables from records: nobody goes on who did not come. Give how many laws hold.

    A service and group of which a count is missing, or of which the counts do not keep the law, tells nothing.
    """
    sums: dict[tuple[str, str], Counter[Key]] = defaultdict(Counter)
    for row in area.referrals:
        if row.started is not None:
            key = (row.source, row.target, row.client_group, "started")
            sums[row.source, row.client_group][key] -= 1
            sums[row.target, row.client_group][key] += 1
    for came in area.arrivals:
        sums[came.service, came.client_group]["arrivals", came.service, came.client_group, "count"] += 1
    for left in area.departures:
        key = ("departures", left.service, left.outcome, str(left.planned), left.client_group, "left")
        sums[left.service, left.client_group][key] -= 1
    kept = [dict(terms) for terms in sums.values() if all(key in exact for key in terms)]
    kept = [terms for terms in kept if sum(sign * exact[key] for key, sign in terms.items()) >= 0]
    for terms in kept:
        found.at_least(terms)
    return len(kept)


@dataclass
class Told:
    """What an attacker worked out: by sum, the few numbers that it cannot be."""

    ruled_out: dict[str, set[int]]
    programmes: int


def attack(found: Puzzle, few: int, asked: set[str] | None = None) -> Told:
    """Ask of every sum (or of those named) which few numbers it can be."""
    ruled_out: dict[str, set[int]] = {}
    asked_of = 0
    for cells, laws, worth in found.components():
        names = [name for name in worth if asked is None or name in asked]
        if names:
            part = _Part(cells, laws, {name: worth[name] for name in names}, found)
            for name in names:
                ruled_out[name] = {n for n in range(1, few + 1) if not part.can_be(name, n)}
            asked_of += part.programmes
    return Told(ruled_out, asked_of)


class _Part:
    """One component as an integer programme; every solution is a witness for all sums."""

    def __init__(self, cells: list[Key], laws: list[Any], worth: dict[str, Sum], found: Puzzle) -> None:
        self.at = {key: place for place, key in enumerate(cells)}
        rows = lil_array((max(1, len(laws)), len(cells)))
        for row, (terms, *_) in enumerate(laws):
            for key, sign in terms.items():
                rows[row, self.at[key]] = sign
        low, high = ([law[side] for law in laws] or [0] for side in (1, 2))
        self.laws = LinearConstraint(rows.tocsc(), low, high)
        told = np.array([law[3] for law in laws] or [False])
        self.of_rows = LinearConstraint(rows.tocsc(), np.where(told, -np.inf, low), np.where(told, np.inf, high))
        self.box = Box(*np.array([found.cells[key] for key in cells], float).T)
        self.nothing_shown = Box([found.least.get(key, 0) for key in cells], np.full(len(cells), ANY))
        self.worth, self.programmes = worth, 0
        self.sums = np.zeros((len(worth), len(cells)))
        for row, terms in enumerate(worth.values()):
            for key, sign in terms.items():
                self.sums[row, self.at[key]] = sign
        self.place = {name: row for row, name in enumerate(worth)}
        self.seen: set[tuple[int, int]] = set()

    def can_be(self, name: str, number: int) -> bool:
        """Tell whether some table has that number."""
        row = self.place[name]
        if (row, number) in self.seen:
            return True
        point = self._solve(row, number, self.box, self.laws)
        if point is None:  # what would be ruled out if no count were shown at all is told by the rows, not by counts
            return self._solve(row, number, self.nothing_shown, self.of_rows) is None
        self.seen |= set(enumerate((self.sums @ point).astype(int).tolist()))
        return True

    def _solve(self, row: int, number: int, box: Box, laws: LinearConstraint) -> Any:
        prices = np.random.default_rng(self.programmes).normal(size=len(self.at))  # witnesses of every kind
        self.programmes += 1
        asked = LinearConstraint(self.sums[row], number, number)
        for whole in (0, 1):  # impossible among all numbers, impossible among whole ones
            done = milp(prices, integrality=np.full(len(self.at), whole), bounds=box, constraints=[laws, asked])
            if done.x is None or np.abs(done.x - np.rint(done.x)).max() < 1e-6:
                break
        return None if done.x is None else np.rint(done.x)


def truth(found: Puzzle, exact: dict[Key, int]) -> dict[str, int]:
    """Give the true value of each sum all of whose cells were counted exactly."""
    return {
        name: sum(sign * exact[key] for key, sign in terms.items())
        for name, terms in found.worth.items()
        if all(key in exact for key in terms)
    }


def exact_cells(area: Area) -> dict[Key, int]:
    """Give the exact counts of an area under the keys of its puzzle; a reason that is not listed is nobody."""
    found = {key: ends_[0] for key, ends_ in puzzle(area).cells.items() if ends_[0] == ends_[1]}
    used = {row.reason for row in area.refusals}
    for row in area.referrals:
        place = row.source, row.target, row.client_group
        if isinstance(row.referred, int) and isinstance(row.started, int):
            found[*place, "lost"] = row.referred - row.started
        known = {one.reason: one.count for one in area.refusals_at.get(place, ())}
        for reason in used:
            if isinstance(count := known.get(reason, 0), int):
                found[*place, "because", reason] = count
    totals: dict[str, list[Count]] = defaultdict(list)
    for one in area.departures:
        if one.client_group == EVERYONE:
            totals[one.service].append(one.count)
    for service, counts in totals.items():
        if all(isinstance(count, int) for count in counts):
            found["departures", service, "total"] = sum(counts)
    return found
