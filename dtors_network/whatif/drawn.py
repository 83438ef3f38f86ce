"""Who comes back at the rows of a group in each drawn table, all tables at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtors_network.disclosure.draws import SHARED, DrawnTables, seed_of, shared_tables
from dtors_network.flow.counts import Counts, counts_of
from dtors_network.flow.sparse import Vector
from dtors_network.flow.steps import Pair, Steps
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.whatif.change import Moved, smaller, whole_above, whole_below
from dtors_network.whatif.reasons import DrawnReasons
from dtors_network.whatif.refused import NOT_RECORDED, Counted
from dtors_network.whatif.returned import Back


@dataclass(frozen=True, eq=False)
class DrawnRow:
    """What is counted of a group at a row in each drawn table.

    Attributes
    ----------
    referred, started, lost : array of float, shape (tables,)
        People; those whom the sender kept are not among the lost.
    reasons : mapping of str to array of float or None
        Refusals by reason; None where nobody counted them.
    """

    referred: Vector
    started: Vector
    lost: Vector
    reasons: Mapping[str, Vector | None]

    @property
    def fewest_lost(self) -> Vector:
        """Those who were lost."""
        return self.lost

    @property
    def most_lost(self) -> Vector:
        """Those who were lost."""
        return self.lost

    def returning(self, falling: Mapping[str, float]) -> Moved:
        """Bound the starts that return where reasons fall away: the formula of ``refused.returning`` in each table."""
        missed, nobody = self.referred - self.started, np.zeros(len(self.referred))
        named = {code: self.reasons.get(code, nobody) for code in falling}
        strongest = max(falling.values(), default=0.0)
        r = sum((share * found for code, share in falling.items() if (found := named[code]) is not None), start=nobody)
        recorded = [found for code, found in self.reasons.items() if found is not None and code != NOT_RECORDED]
        nameless = np.maximum(0.0, missed - sum(recorded, start=nobody))
        blank = any(found is None for found in named.values())
        most = smaller(self.lost, whole_above(strongest * missed if blank else r + strongest * nameless))
        others = self.referred - r
        least = np.divide(r * self.started, others, out=np.zeros(len(r)), where=others > 0)
        return Moved(smaller(whole_below(least), most), most)


class DrawnBack(Back):
    """Who may come back in each drawn table; of an exact area in the only one.

    Parameters
    ----------
    steps : Steps
        The next steps before any change.
    counts : Counts
        The group's counts in the tables.
    all_kept : bool
        Whether, where nobody counted those kept by the sender, all or none of those who did not start were.
    """

    def __init__(self, steps: Steps, counts: Counts, all_kept: bool) -> None:
        super().__init__(steps)
        self.counts, self.all_kept = counts, all_kept
        self._tables: DrawnTables | None = shared_tables(steps.network.area)
        self._cells: dict[tuple[Pair, str], DrawnRow | None] = {}

    @cached_property
    def _why(self) -> DrawnReasons:
        area = self.steps.network.area
        return DrawnReasons(area, self._tables.seed if self._tables else seed_of(area))

    @cached_property
    def _place(self) -> dict[tuple[str, str, str], int]:
        rows = enumerate(self.steps.network.area.referrals)
        return {(row.source, row.target, row.client_group): at for at, row in rows}

    def cell(self, pair: Pair) -> Counted:
        """Give what is counted of the group at a row."""
        found = self.part(pair, self.steps.group)
        assert found is not None
        return found

    def part(self, pair: Pair, group: str) -> Counted | None:
        """Give what is counted of a group at a row; None where it is not."""
        if (pair, group) not in self._cells:
            row = self.steps.network.area.referral_at.get((*pair, group))
            self._cells[pair, group] = self._drawn(row) if row else None
        return self._cells[pair, group]

    def _drawn(self, row: Referral) -> DrawnRow | None:
        referred, started, kept = (self._column(row, name) for name in ("referred", "started", "kept_by_sender"))
        if row.starts_only:
            referred = started
        if np.isnan(referred).any() or np.isnan(started).any():
            return None
        missed = np.maximum(referred - started, 0.0)
        lost = np.where(np.isnan(kept), 0.0 if self.all_kept else missed, np.maximum(missed - np.nan_to_num(kept), 0.0))
        reasons = self._why.at((row.source, row.target), row.client_group, missed)
        return DrawnRow(started + missed, started, lost, reasons)

    def _column(self, row: Referral, name: str) -> Vector:
        if self._tables is not None:
            at = self._place[row.source, row.target, row.client_group]
            return self._tables.column("referrals", name)[:, at].astype(float)
        count = getattr(row, name)
        return np.full(self.counts.tables, float(count) if isinstance(count, int) else np.nan)


def counts_in_tables(steps: Steps, outcomes: tuple[str, ...]) -> Counts | None:
    """Give the counts of a group in the drawn tables; of an exact area in one.

    Returns
    -------
    Counts or None
        None where counts are ranges of which no lawful table could be drawn.
    """
    found = counts_of(steps, outcomes)
    return found if found is not None or not is_exact(steps.network.area, steps) else _exact(steps, outcomes)


def is_exact(area: Area, steps: Steps) -> bool:
    """Tell whether every count of a group is known, but for whom senders kept."""
    rows = all(row.referred.known and row.started.known for row in steps.onward)
    left = all(number.known for found in steps.left.values() for number in found.values())
    return rows and left and all(number is None or number.known for number in steps.arriving.values())


def _exact(steps: Steps, outcomes: tuple[str, ...]) -> Counts:
    """Give what is known: once, or as often as tables are drawn elsewhere where reasons are ranges and drawn."""
    told = (row.count for row in steps.network.area.refusals if row.client_group == steps.group)
    many = SHARED if any(isinstance(count, Bounds) for count in told) else 1

    def column(numbers: list[int]) -> Vector:
        return np.repeat(np.array(numbers, dtype=float).reshape(-1, 1), many, axis=1)

    left = np.zeros((len(steps.services), len(outcomes), many))
    for service, found in steps.left.items():
        for outcome, number in found.items():
            left[steps.position[service], outcomes.index(outcome)] = number.low
    coming = [(steps.arriving.get(service) or NOBODY).low for service in steps.services]
    return Counts(
        started=column([row.started.low for row in steps.onward]),
        least_lost=column([row.lost.low for row in steps.onward]),
        most_lost=column([row.lost.high for row in steps.onward]),
        left=left,
        coming=column(coming),
    )
