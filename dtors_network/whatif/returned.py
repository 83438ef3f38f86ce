"""Who starts after all where reasons fall away: each person once, however many changes reach them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from dtors_network.flow.steps import Pair, Row, Steps
from dtors_network.whatif.after import with_start, with_starts
from dtors_network.whatif.change import Change, Moved, larger
from dtors_network.whatif.refused import Counted, CountedRow, row_of_table

Falling = Mapping[str, float]
"""Shares of reasons that fall away."""


class Returns(Change):
    """A change that lets people start who were lost at a link; what several of them do is worked out together."""

    __slots__ = ()

    shares_room: ClassVar[bool] = False

    def reasons(self, steps: Steps, row: Row) -> Falling:
        """Name the reasons that fall away at a row, and what share of each."""
        return {}

    def among(self, back: Back, row: Row) -> Moved | None:
        """Bound those of the group who start because they are of another one too; None where nobody does."""
        return None

    def with_room(self, back: Back, moved: dict[Pair, Moved], others: Sequence[Returns]) -> dict[Pair, Moved]:
        """Add those for whom there is room now to those who start because of the other changes."""
        return moved

    def to_steps(self, steps: Steps) -> Steps:
        """Let those come back who were lost for the reasons, between the least and the most that is recorded."""
        return Back(steps).returned((self,))


class Back:
    """Who may come back at the rows of a group: each change and each set of reasons is looked up once.

    Parameters
    ----------
    steps : Steps
        The next steps before any change.
    """

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self._reasons: dict[Returns, Mapping[Pair, Falling]] = {}
        self._among: dict[Returns, Mapping[Pair, Moved]] = {}
        self._moved: dict[tuple[Pair, frozenset[tuple[str, float]]], Moved] = {}
        self._started: dict[tuple[Pair, Moved], Row] = {}

    def returned(self, changes: Iterable[Returns]) -> Steps:
        """Let everybody come back whom some changes reach; in whatever order they are made.

        Nobody knows how many of those who start for one reason would start for another: at the least all of them.
        """
        moved = self.moves(tuple(changes))
        return with_starts(self.steps, moved, self._start) if moved else self.steps

    def moves(self, changes: Sequence[Returns]) -> dict[Pair, Moved]:
        """Bound who comes back, row by row."""
        parts: defaultdict[Pair, list[Moved]] = defaultdict(list)
        for pair, codes in self.falling(changes).items():
            parts[pair].append(self.moved(pair, codes))
        for change in changes:
            for pair, more in self._others(change).items():
                parts[pair].append(more)
        moved = {pair: some[0] if len(some) == 1 else _joined(some) for pair, some in parts.items()}
        for change in changes:
            moved = change.with_room(self, moved, changes)
        return moved

    def cell(self, pair: Pair) -> Counted:
        """Give what is counted of the group at a row."""
        return CountedRow(self.steps.network.area, self.steps.group, self.row[pair])

    def part(self, pair: Pair, group: str) -> Counted | None:
        """Give what is counted of another group at a row; None where it is not."""
        area = self.steps.network.area
        mine = area.referral_at.get((*pair, group))
        row = row_of_table(mine) if mine else None
        return CountedRow(area, group, row) if row else None

    def _start(self, row: Row, moved: Moved) -> Row:
        """Let people start at a row: the same object where it was asked before, so that its arrays are known."""
        key = (row.source, row.target), moved
        if key not in self._started:
            self._started[key] = with_start(row, moved)
        return self._started[key]

    def falling(self, changes: Iterable[Returns]) -> dict[Pair, Falling]:
        """Name the reasons that fall away because of any of some changes, by row; of each the largest share."""
        found: dict[Pair, Falling] = {}
        for change in changes:
            for pair, codes in self._codes(change).items():
                found[pair] = _together(found[pair], codes) if pair in found else codes
        return found

    def moved(self, pair: Pair, codes: Falling) -> Moved:
        """Bound who starts at a row where some reasons fall away."""
        key = pair, frozenset(codes.items())
        if key not in self._moved:
            self._moved[key] = self.cell(pair).returning(codes)
        return self._moved[key]

    @cached_property
    def row(self) -> dict[Pair, Row]:
        """Rows of the way through treatment and beside it, by their two ends."""
        return {(row.source, row.target): row for row in (*self.steps.onward, *self.steps.coverage)}

    def _codes(self, change: Returns) -> Mapping[Pair, Falling]:
        if change not in self._reasons:
            told = {pair: change.reasons(self.steps, row) for pair, row in self.row.items()}
            self._reasons[change] = {pair: codes for pair, codes in told.items() if codes}
        return self._reasons[change]

    def _others(self, change: Returns) -> Mapping[Pair, Moved]:
        if change not in self._among:
            told = {pair: change.among(self, row) for pair, row in self.row.items()}
            self._among[change] = {pair: moved for pair, moved in told.items() if moved is not None}
        return self._among[change]


def _joined(some: Sequence[Moved]) -> Moved:
    """Take changes at one row together: nobody knows how many of those who start for one would for another."""
    least = some[0].least
    for one in some[1:]:
        least = larger(least, one.least)
    return Moved(least, sum(one.most for one in some))


def _together(one: Falling, other: Falling) -> Falling:
    return {code: max(one.get(code, 0.0), other.get(code, 0.0)) for code in {**one, **other}}
