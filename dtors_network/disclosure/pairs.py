"""The component of an ordered pair of services: all its client groups, and the reasons for losses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from dtors_network.disclosure.component import (
    COLUMNS,
    KEPT,
    LOST,
    STEPS,
    Component,
    Ends,
    Place,
    listed,
    total_of,
    within_everyone,
)
from dtors_network.disclosure.profiles import ends
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE


def pairs(area: Area) -> Iterator[tuple[Place, Component]]:
    """Give the component of every pair that has rows, in an order that no count decides."""
    rows: dict[Place, dict[str, dict[str, Ends | None]]] = defaultdict(dict)
    why: dict[Place, dict[str, dict[str, Ends | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in area.referrals:
        rows[row.source, row.target][row.client_group] = {name: ends(getattr(row, name)) for name in (*COLUMNS, LOST)}
    for refusal in area.refusals:
        why[refusal.source, refusal.target][refusal.client_group][refusal.reason] = ends(refusal.count)
    used = sorted({row.reason for row in area.refusals})
    summed, least = _reasons_come_to_losses(area), listed(area, "referrals", "referred")
    for pair in sorted({*rows, *why}):
        yield ("pair", *pair), _Pair(rows[pair], why[pair], used, least, summed).made


def _reasons_come_to_losses(area: Area) -> bool:
    """Tell whether the reasons of every row can add up to its losses: then readers reckon that they do."""
    for row in area.referrals:
        reasons = [ends(one.count) for one in area.refusals_at.get((row.source, row.target, row.client_group), ())]
        lost = _lost({name: ends(getattr(row, name)) for name in (*COLUMNS, LOST)})
        if reasons and lost and (told := total_of(reasons, None)) and (told[0] > lost[1] or told[1] < lost[0]):
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
                within_everyone(self.made, self.at, name, group)
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
