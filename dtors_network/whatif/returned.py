"""Who starts after all where reasons fall away: each person once, however many changes reach them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dtors_network.flow.steps import Pair, Row, Steps
from dtors_network.whatif.after import with_starts
from dtors_network.whatif.change import Moved
from dtors_network.whatif.refused import returning


class Returns:
    """A change that lets people start who were lost at a link; what several of them do is worked out together."""

    __slots__ = ()

    def reasons(self, steps: Steps, row: Row) -> frozenset[str]:
        """Name the reasons that fall away at a row."""
        return frozenset()

    def among(self, steps: Steps, row: Row) -> Moved | None:
        """Bound those of the group who start because they are of another one too; None where nobody does."""
        return None

    def with_room(self, steps: Steps, moved: dict[Pair, Moved], others: Sequence[Returns]) -> dict[Pair, Moved]:
        """Add those for whom there is room now to those who start because of the other changes."""
        return moved

    def to_steps(self, steps: Steps) -> Steps:
        """Let those come back who were lost for the reasons, between the least and the most that is recorded."""
        return returned(steps, (self,))


def returned(steps: Steps, changes: Iterable[Returns]) -> Steps:
    """Let everybody come back whom some changes reach; in whatever order they are made."""
    every = tuple(changes)
    found = {(row.source, row.target): _at(steps, row, every) for row in (*steps.onward, *steps.coverage)}
    moved = {pair: one for pair, one in found.items() if one is not None}
    for change in every:
        moved = change.with_room(steps, moved, every)
    return with_starts(steps, moved)


def falling(steps: Steps, row: Row, changes: Iterable[Returns]) -> frozenset[str]:
    """Name the reasons that fall away at a row because of any of some changes."""
    return frozenset[str]().union(*(change.reasons(steps, row) for change in changes))


def _at(steps: Steps, row: Row, changes: Sequence[Returns]) -> Moved | None:
    """Nobody knows how many of those who start for one reason would start for another: at the least all of them."""
    parts = list(_parts(steps, row, changes))
    return Moved(max(part.least for part in parts), sum(part.most for part in parts)) if parts else None


def _parts(steps: Steps, row: Row, changes: Sequence[Returns]) -> Iterator[Moved]:
    codes = falling(steps, row, changes)
    if codes:
        yield returning(steps.network.area, steps.group, row, codes.__contains__)
    yield from (part for change in changes if (part := change.among(steps, row)) is not None)
