"""Counts that laws tie together: a small set of integer points, with what must not be told (design §8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

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


class Key(NamedTuple):
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


def within_everyone(made: Component, at: Mapping[tuple[str, str], int], name: str, group: str) -> None:
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


def listed(area: Area, table: str, column: str) -> int:
    """Give 1 where a table lists nobody's zero: there a row that is there tells of somebody."""
    return int(all(getattr(row, column) != 0 for row in getattr(area, table)))


def total_of(parts: list[Ends | None], given: Ends | None) -> Ends | None:
    """Give between which numbers a total lies, by its parts and as it was given."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    low, high = sum(part[0] for part in known), sum(part[1] for part in known)
    return (max(low, given[0]), min(high, given[1])) if given else (low, high)
