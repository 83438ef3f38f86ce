"""All of one gap: what to do, what it rests on row by row, what was reported, and what the rule is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dtors_network.accounts.evidence import Rows, evidence_summary
from dtors_network.accounts.gap_list import entry
from dtors_network.accounts.parts import Entry
from dtors_network.accounts.reports import ReportLine, told_once
from dtors_network.gaps import RULES, Gap, Gaps

NO_ROW: Final = "Nothing was said or counted of this place: the finding rests on what is not there."


@dataclass(frozen=True)
class Opened:
    """One gap with all that stands behind it.

    Attributes
    ----------
    gaps, gap : Gaps, Gap
        Of which it tells.
    entry : Entry
        What it says, what it rests on and what to do.
    reports : tuple of ReportLine
        What was reported at the same place.
    """

    gaps: Gaps
    gap: Gap
    entry: Entry
    reports: tuple[ReportLine, ...]

    @property
    def summary(self) -> str:
        """How many rows of which tables stand behind it."""
        return evidence_summary(self.gap) if self.gap.evidence else NO_ROW

    @cached_property
    def evidence(self) -> tuple[tuple[str, str], ...]:
        """Where each row behind it is written, and what it says."""
        rows, group = Rows(self.gaps.area), self.gap.finding.group
        return tuple((rows.place(row), rows.says(row, group)) for row in self.gap.evidence)

    @property
    def rule(self) -> tuple[str, ...]:
        """What counts as this kind of gap, what to ask at a meeting, and where that comes from."""
        rule, route = RULES[self.gap.finding.rule], self.gap.finding.route
        said = [rule.definition, f"To ask at a meeting: {rule.asks}"]
        if route:
            unread = "" if route.confirmed else " (to be confirmed: not read at its source)"
            said.append(f"The reference asks for a route {route.title}. Source: {route.source}{unread}.")
        return (*said, f"Rule: {rule.source}.")


def opened(gaps: Gaps, gap: Gap) -> Opened:
    """Tell all of one gap.

    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(protect(small_area()), groups=["everyone"], rules=["dead_end"])
    >>> opened(found, found.gaps[0]).summary
    '2 rows: 1 of services and 1 of statements.'
    """
    return Opened(gaps, gap, entry(gaps, gap), told_once(gaps.area, gap.reports))
