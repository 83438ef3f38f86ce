"""What the laws tie together: the counts of an area as small sets of integer points, with what must not be told.

A component is an ordered pair of services with all its client groups and refusals, the arrivals or the departures of
a service, or one caseload. Its lawful tables are integer points; its laws and its sensitive quantities are sums of
cells with signs (design §8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dtors_network.disclosure.profiles import ends
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE

Ends = tuple[int, int]
Terms = dict[int, int]
"""Sign by cell."""
Place = tuple[str, ...]

STEPS: Final = ("waited_over_21_days", "started", "accepted", "referred")
KEPT: Final = "kept_by_sender"
LOST: Final = "lost"
COLUMNS: Final = (*STEPS, KEPT)
WITH_ZERO: Final = (KEPT, "waited_over_21_days")
"""Columns whose zero is not told: beside those who started or were lost it would tell people apart."""


@dataclass(frozen=True, slots=True)
class Key:
    """A cell: its table, whom it counts, its column (of refusals the reason, of departures how they left)."""

    table: str
    group: str
    column: Place


@dataclass
class Component:
    """Cells with what is known of each, laws (a sum is at least 0, or is 0) and sensitive sums.

    Attributes
    ----------
    keys : list of Key
        The cells.
    known : list of (int, int) or None
        Between which numbers a cell lies, as its owner knows; None where nobody counted.
    least : list of int
        1 where a row that is there tells of somebody.
    laws : list of (Terms, int, bool)
        A sum, what it is at least, and whether it is just that.
    quantities : list of Terms
        What must not be told where it is few.
    supposed : set of int
        Laws that data obey as a rule and reading does not ask for, by their place in ``laws``.
    """

    keys: list[Key] = field(default_factory=list)
    known: list[Ends | None] = field(default_factory=list)
    least: list[int] = field(default_factory=list)
    laws: list[tuple[Terms, int, bool]] = field(default_factory=list)
    quantities: list[Terms] = field(default_factory=list)
    supposed: set[int] = field(default_factory=set)

    def cell(self, table: str, group: str, column: Place, known: Ends | None, least: int = 0) -> int:
        """Add a cell; give its place."""
        self.keys.append(Key(table, group, column))
        self.known.append(known)
        self.least.append(least)
        return len(self.keys) - 1

    def law(self, terms: Terms, equal: bool = False, at_least: int = 0) -> Terms:
        """Say that a sum of cells is never below a number, or is that number."""
        self.laws.append((terms, at_least, equal))
        return terms

    def suppose(self, terms: Terms) -> None:
        """Say that a sum is never below nought where data are right: readers will reckon with it."""
        self.supposed.add(len(self.laws))
        self.laws.append((terms, 0, False))

    def without_supposed(self) -> None:
        """Drop what is not so in these data."""
        self.laws = [law for place, law in enumerate(self.laws) if place not in self.supposed]
        self.supposed = set()

    def sensitive(self, terms: Terms) -> None:
        """Name a sum of cells that must not be told where it is few; one with a cell nobody counted cannot be."""
        if all(self.known[at] is not None for at in terms):
            self.quantities.append(terms)

    def with_zero(self, at: int) -> bool:
        """Tell whether the first block of a cell holds zero."""
        key = self.keys[at]
        return key.table == "refusals" or key.column[0] in WITH_ZERO


def components(area: Area) -> Iterator[tuple[Place, Component]]:
    """Give every component of an area with its place, in an order that no count decides.

    Parameters
    ----------
    area : Area
        A lawful area.

    Yields
    ------
    tuple of str, Component
        Where it stands (``pair``, ``arrivals``, ``departures`` or ``caseload``, then ids of services).

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [place for place, _ in components(counted_area())][:2]
    [('pair', 'clinic', 'aftercare'), ('pair', 'clinic', 'minds')]
    """
    yield from _pairs(area)
    yield from _arrivals(area)
    yield from _departures(area)
    for service in sorted(area.services, key=lambda row: row.service):
        if service.caseload is not None:
            made = Component()
            made.sensitive({made.cell("services", EVERYONE, ("caseload",), ends(service.caseload)): 1})
            yield ("caseload", service.service), made


def _listed(area: Area, table: str, column: str) -> int:
    """Give 1 where a table lists nobody's zero: there a row that is there tells of somebody."""
    return int(all(getattr(row, column) != 0 for row in getattr(area, table)))


# ---- pairs of services ---------------------------------------------------------------------------------------------


def _pairs(area: Area) -> Iterator[tuple[Place, Component]]:
    rows: dict[Place, dict[str, dict[str, Ends | None]]] = defaultdict(dict)
    why: dict[Place, dict[str, dict[str, Ends | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in area.referrals:
        rows[row.source, row.target][row.client_group] = {name: ends(getattr(row, name)) for name in (*COLUMNS, LOST)}
    for refusal in area.refusals:
        why[refusal.source, refusal.target][refusal.client_group][refusal.reason] = ends(refusal.count)
    used = sorted({row.reason for row in area.refusals})
    summed, least = _reasons_come_to_losses(area), _listed(area, "referrals", "referred")
    for pair in sorted({*rows, *why}):
        yield ("pair", *pair), _Pair(rows[pair], why[pair], used, least, summed).made


def _reasons_come_to_losses(area: Area) -> bool:
    """Tell whether the reasons of every row can add up to its losses: then readers reckon that they do."""
    for row in area.referrals:
        reasons = [ends(one.count) for one in area.refusals_at.get((row.source, row.target, row.client_group), ())]
        lost = _lost({name: ends(getattr(row, name)) for name in (*COLUMNS, LOST)})
        if reasons and lost and (told := _total(reasons, None)) and (told[0] > lost[1] or told[1] < lost[0]):
            return False
    return True


class _Pair:
    """The component of an ordered pair of services."""

    def __init__(
        self,
        rows: Mapping[str, Mapping[str, Ends | None]],
        why: Mapping[str, Mapping[str, Ends | None]],
        used: list[str],
        least: int,
        summed: bool,
    ) -> None:
        self.made = Component()
        self.used, self.least, self.summed = used, least, summed
        self.at: dict[tuple[str, str], int] = {}
        for group in sorted({*rows, *why}, key=lambda one: (one != EVERYONE, one)):
            if group in rows:
                self._row(group, rows[group])
            if why.get(group) or (group in rows and self.used and _lost(rows[group]) == (0, 0)):
                self._reasons(group, why.get(group, {}), group in rows)
        for name, group in list(self.at):
            if name != LOST:
                _within_everyone(self.made, self.at, name, group)
        if EVERYONE in rows:
            for group in sorted(set(rows) - {EVERYONE}):
                self._apart(group)

    def _row(self, group: str, row: Mapping[str, Ends | None]) -> None:
        made, at = self.made, self.at
        for name in COLUMNS:
            at[name, group] = made.cell("referrals", group, (name,), row[name], self.least * (name == "referred"))
            if row[name] is not None:
                made.sensitive({at[name, group]: 1})
        at[LOST, group] = made.cell("referrals", group, (LOST,), _lost(row))
        made.law({at[LOST, group]: 1, at["referred", group]: -1, at["started", group]: 1}, equal=True)
        made.sensitive({at[LOST, group]: 1})
        for small, large in zip(STEPS, STEPS[1:], strict=False):
            made.sensitive(made.law({at[large, group]: 1, at[small, group]: -1}))
        made.sensitive(made.law({at[LOST, group]: 1, at[KEPT, group]: -1}))

    def _reasons(self, group: str, counts: Mapping[str, Ends | None], counted: bool) -> None:
        made, at = self.made, self.at
        for reason in self.used:
            at[f"refusals {reason}", group] = made.cell("refusals", group, (reason,), counts.get(reason, (0, 0)))
            made.sensitive({at[f"refusals {reason}", group]: 1})
        told = {at[f"refusals {reason}", group]: -1 for reason in self.used}
        if counted:
            whole = self.summed and None not in counts.values()
            rest = made.law({at[LOST, group]: 1, **told}, equal=whole)
            if not whole:
                made.sensitive(rest)
        if not counted or made.known[at[LOST, group]] is None:  # else the losses decide which reasons are listed
            made.law({cell: 1 for cell in told}, at_least=1)

    def _apart(self, group: str) -> None:
        """Say that whoever of a group did not take a step is among everyone who did not."""
        for large, small in (*zip(STEPS[1:], STEPS, strict=False), (LOST, KEPT)):
            whole = {self.at[large, EVERYONE]: 1, self.at[small, EVERYONE]: -1}
            self.made.suppose({**whole, self.at[large, group]: -1, self.at[small, group]: 1})
        rest = {self.at[LOST, EVERYONE]: 1, self.at[LOST, group]: -1}
        self.made.suppose(rest)
        self.made.sensitive(rest)


def _lost(row: Mapping[str, Ends | None]) -> Ends | None:
    """Give between which numbers losses lie: as given, or as those referred and those who started leave them."""
    referred, started, lost = row["referred"], row["started"], row[LOST]
    if referred is None or started is None:
        return None
    low, high = max(0, referred[0] - started[1]), max(0, referred[1] - started[0])
    return (max(low, lost[0]), min(high, lost[1])) if lost else (low, high)


def _within_everyone(made: Component, at: Mapping[tuple[str, str], int], name: str, group: str) -> None:
    """Make a group part of everyone, with a sensitive rest.

    Of a reason that no row gives for everyone, a row of a group may tell all the same: there it is only supposed.
    """
    whole = at.get((name, EVERYONE))
    if group == EVERYONE or whole is None:
        return
    rest = {whole: 1, at[name, group]: -1}
    if made.keys[whole].table == "refusals":
        made.suppose(rest)
    else:
        made.law(rest)
    made.sensitive(rest)


# ---- arrivals and departures of a service --------------------------------------------------------------------------


def _arrivals(area: Area) -> Iterator[tuple[Place, Component]]:
    rows: dict[str, dict[str, Any]] = defaultdict(dict)
    least = _listed(area, "arrivals", "count")
    for row in area.arrivals:
        rows[row.service][row.client_group] = row
    for service in sorted(rows):
        made, at = Component(), dict[tuple[str, str], int]()
        for group in sorted(rows[service], key=lambda one: (one != EVERYONE, one)):
            row = rows[service][group]
            came = at["count", group] = made.cell("arrivals", group, ("count",), ends(row.count), least)
            seen = at["reached", group] = made.cell(
                "arrivals", group, ("reached_aftercare",), ends(row.reached_aftercare)
            )
            made.sensitive({came: 1})
            made.sensitive({seen: 1})
            made.sensitive(made.law({came: 1, seen: -1}))
            if group != EVERYONE and ("count", EVERYONE) in at:
                _within_everyone(made, at, "count", group)
                _within_everyone(made, at, "reached", group)
                everyone = {at["count", EVERYONE]: 1, at["reached", EVERYONE]: -1}
                made.suppose({**everyone, came: -1, seen: 1})
        yield ("arrivals", service), made


def _departures(area: Area) -> Iterator[tuple[Place, Component]]:
    rows: dict[str, dict[Place, dict[str, Ends | None]]] = defaultdict(lambda: defaultdict(dict))
    totals = {row.service: ends(row.departures_total) for row in area.services}
    least = _listed(area, "departures", "count")
    for row in area.departures:
        how: Place = (row.outcome, row.planned.value if row.planned else "")
        rows[row.service][how][row.client_group] = ends(row.count)
    for service in sorted(rows):
        made, everyone = Component(), list[int]()
        for how in sorted(rows[service]):
            at = dict[tuple[str, str], int]()
            for group in sorted(rows[service][how], key=lambda one: (one != EVERYONE, one)):
                at["count", group] = made.cell("departures", group, how, rows[service][how][group], least)
                made.sensitive({at["count", group]: 1})
                _within_everyone(made, at, "count", group)
            if ("count", EVERYONE) in at:
                everyone.append(at["count", EVERYONE])
        if everyone:
            known = _total([made.known[one] for one in everyone], totals.get(service))
            whole = made.cell("services", EVERYONE, ("departures_total",), known)
            made.law({whole: 1, **dict.fromkeys(everyone, -1)}, equal=True)
            made.sensitive({whole: 1})
        yield ("departures", service), made


def _total(parts: list[Ends | None], given: Ends | None) -> Ends | None:
    """Give between which numbers a total lies, by its parts and as it was given."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    low, high = sum(part[0] for part in known), sum(part[1] for part in known)
    return (max(low, given[0]), min(high, given[1])) if given else (low, high)
