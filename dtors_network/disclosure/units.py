"""A component as a star: the row of everyone is its hub, and the rows of groups hang on that alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from dtors_network.disclosure.component import LOST, Component
from dtors_network.model.vocabulary import EVERYONE

NOBODY: Final = -1
NO_LIMIT: Final = -2
"""Places of cells that are not there: one that is always 0, and one that is as large as can be."""
SLACK: Final = 2
"""How wide the block of a total must be, for its parts to be drawn one after the other."""
PARTS: Final = {"started": "waited_over_21_days", LOST: "kept_by_sender", "count": "reached_aftercare"}
"""Who is counted within whom, in one row."""
GROUPS: Final = 8
"""Turns of groups come before those of everyone."""


@dataclass(frozen=True, slots=True)
class Unit:
    """People of one row, with a part of them: what is drawn at once.

    Attributes
    ----------
    whole, part : int
        The cells; ``part`` may be nobody.
    hub, hub_part : int
        The same of everyone, or no limit: neither number is above these.
    gap : (int, int)
        The cells of everyone whose difference the difference of these is not above.
    total : int
        A cell that changes with ``whole``, and stays within its own block.
    spokes : tuple of (int, int)
        Of everyone: wholes and parts of the groups.
    turn : int
        Units of the same turn hang on nothing of each other.
    """

    whole: int
    turn: int
    part: int = NOBODY
    hub: int = NO_LIMIT
    hub_part: int = NO_LIMIT
    gap: tuple[int, int] = (NO_LIMIT, NOBODY)
    total: int = NOBODY
    spokes: tuple[tuple[int, int], ...] = ()

    def width(self, low: Any, high: Any) -> int:
        """Give how many numbers the wider of its blocks has."""
        wide = [int(high[at] - low[at]) + 1 for at in (self.whole, self.part) if at >= 0]
        return max(wide)

    def placed(self, first: int, cells: int) -> Unit:
        """Give the same unit among the cells of all components."""

        def place(at: int) -> int:
            return first + at if at >= 0 else cells + (at == NO_LIMIT)

        ends = {name: place(getattr(self, name)) for name in ("whole", "part", "hub", "hub_part", "total")}
        gap = place(self.gap[0]), place(self.gap[1])
        return replace(self, **ends, gap=gap, spokes=tuple((place(one), place(other)) for one, other in self.spokes))


def units(part: Component, low: Any, high: Any) -> list[Unit] | None:
    """Give the units of a component, groups first; None where it is no star, or not counted as one.

    Examples
    --------
    >>> part = Component()
    >>> ends = [(6, 10), (1, 5)]
    >>> cells = [part.cell("arrivals", name, ("count",), one) for name, one in zip(("everyone", "housing_need"), ends)]
    >>> part.suppose({cells[0]: 1, cells[1]: -1})
    >>> [(unit.whole, unit.hub, unit.spokes) for unit in units(part, [6, 1], [10, 5])]
    [(1, 0, ()), (0, -2, ((1, -1),))]
    """
    if any(key.table == "refusals" or key.column == ("accepted",) for key in part.keys):
        return None
    rows = _Rows(part)
    if not rows.lawful() or any(high[at] - low[at] < SLACK for at in rows.binding(low, high)):
        return None
    return [*rows.spokes(), *rows.hubs()]


class _Rows:
    """The rows of a component, by name and group."""

    def __init__(self, part: Component) -> None:
        self.known, self.part = part.known, part
        self.at: dict[tuple[str, ...], dict[str, int]] = {}
        for at, key in enumerate(part.keys):
            self.at.setdefault(key.column, {})[key.group] = at
        self.table = part.keys[0].table
        names = [name for name in self.at if name not in (("referred",), ("departures_total",))]
        inner = [(one,) for one in PARTS.values()] if self.table in ("referrals", "arrivals") else []
        self.wholes = [name for name in names if name not in inner]

    def cell(self, name: tuple[str, ...], group: str) -> int:
        """Give a cell that somebody counted, or nobody."""
        at = self.at.get(name, {}).get(group, NOBODY)
        return at if at >= 0 and self.known[at] is not None else NOBODY

    def inner(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """Name the part of a whole."""
        return (PARTS.get(name[0], ""),) if self.table in ("referrals", "arrivals") else ("",)

    def lawful(self) -> bool:
        """Tell whether the laws are those of a star: all supposed ones there, and nothing unknown that would tie."""
        groups = {key.group for key in self.part.keys}
        if EVERYONE in groups and len(groups) > 1 and self.table != "departures" and not self.part.supposed:
            return False
        for name in self.wholes:
            for group, at in self.at[name].items():
                part, hub = self.cell(self.inner(name), group), self.at[name].get(EVERYONE)
                if self.known[at] is None and (part >= 0 or group == EVERYONE):
                    return self._unknown(name)
                if hub is not None and part >= 0 and self.cell(self.inner(name), EVERYONE) < 0:
                    return False
        return True

    def _unknown(self, name: tuple[str, ...]) -> bool:
        """Tell whether nobody counted anybody there: then nothing ties."""
        cells = [*self.at[name].values(), *self.at.get(self.inner(name), {}).values()]
        return all(self.known[at] is None for at in cells)

    def total(self, name: tuple[str, ...], group: str) -> int:
        """Give the cell that changes with one: those referred, or all who left."""
        if self.table == "referrals":
            return self.cell(("referred",), group)
        return self.cell(("departures_total",), EVERYONE) if group == EVERYONE else NOBODY

    def binding(self, low: Any, high: Any) -> Iterator[int]:
        """Give the totals that say more than what they are the sum of, where that can be more than one number."""
        sums: dict[int, list[int]] = {}
        for name in self.wholes:
            for group in self.at[name]:
                cell, total = self.cell(name, group), self.total(name, group)
                if cell >= 0 and total >= 0:
                    sums.setdefault(total, []).append(cell)
        for total, cells in sums.items():
            free = [at for at in cells if low[at] < high[at]]
            if len(free) > 1:
                yield total

    def spokes(self) -> Iterator[Unit]:
        """Give the units of groups."""
        for turn, name in enumerate(self.wholes):
            for group in self.at[name]:
                if group != EVERYONE and self.cell(name, group) >= 0:
                    turn_of = turn if self.table == "referrals" else 0
                    yield Unit(turn=turn_of, total=self.total(name, group), **self._with_hub(name, group))

    def _with_hub(self, name: tuple[str, ...], group: str) -> dict[str, Any]:
        hub, part = self.cell(name, EVERYONE), self.cell(self.inner(name), group)
        told: dict[str, Any] = {"whole": self.cell(name, group), "part": part}
        if hub >= 0:
            told["hub"] = hub
        if hub >= 0 and part >= 0:
            inner = self.cell(self.inner(name), EVERYONE)
            told |= {"hub_part": inner, "gap": (hub, inner)}
        return told

    def hubs(self) -> Iterator[Unit]:
        """Give the units of everyone."""
        for turn, name in enumerate(self.wholes):
            cell = self.cell(name, EVERYONE)
            if cell < 0:
                continue
            some = [group for group in self.at[name] if group != EVERYONE and self.cell(name, group) >= 0]
            pairs = tuple((self.cell(name, group), self.cell(self.inner(name), group)) for group in some)
            inner = self.cell(self.inner(name), EVERYONE)
            yield Unit(cell, GROUPS + turn, inner, total=self.total(name, EVERYONE), spokes=pairs)
