"""Small steps from one lawful table of a component to others: people moved from cell to cell, ties kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from dtors_network.disclosure.component import Component, Terms
from dtors_network.model.vocabulary import EVERYONE

Step = tuple[tuple[str, int], ...]

OF_ROWS: Final[tuple[Step, ...]] = (
    (("waited_over_21_days", 1),),
    (("accepted", 1),),
    (("kept_by_sender", 1),),
    (("referred", 1), ("lost", 1)),
    (("started", 1), ("lost", -1)),
    (("started", 1), ("accepted", 1), ("lost", -1)),
    (("started", 1), ("accepted", 1), ("referred", 1)),
    (("waited_over_21_days", 1), ("started", 1), ("accepted", 1), ("referred", 1)),
    (("waited_over_21_days", 1), ("started", 1), ("accepted", 1), ("lost", -1)),
    (("referred", 1), ("lost", 1), ("kept_by_sender", 1)),
    (("accepted", 1), ("referred", 1), ("lost", 1)),
    (("count", 1),),
    (("reached_aftercare", 1),),
    (("count", 1), ("reached_aftercare", 1)),
    (("caseload", 1),),
)
"""One person more or fewer, and what goes with it in the same row."""

WITHOUT_ACCEPTED: Final[tuple[Step, ...]] = (
    (("started", 1), ("referred", 1)),
    (("waited_over_21_days", 1), ("started", 1), ("referred", 1)),
    (("waited_over_21_days", 1), ("started", 1), ("lost", -1)),
)
"""The same in rows that leave out who was accepted."""


def moves(part: Component) -> list[Terms]:
    """Give steps along which a lawful table can go, in both directions.

    Parameters
    ----------
    part : Component
        The component.

    Returns
    -------
    list of Terms
        Sums of cells that leave every equal law as it is.

    Examples
    --------
    >>> part = Component()
    >>> whole, group = (part.cell("arrivals", name, ("count",), (6, 10)) for name in ("everyone", "housing_need"))
    >>> moves(part)
    [{0: 1}, {1: 1}, {1: 1, 0: 1}]
    """
    equal: dict[int, list[tuple[int, int]]] = {}
    for law, (terms, _, just) in enumerate(part.laws):
        for cell, sign in terms.items() if just else ():
            equal.setdefault(cell, []).append((law, sign))
    found = {tuple(sorted(step.items())): step for step in _all(part)}
    return [step for step in found.values() if not _changes(equal, step)]


def _changes(laws: Mapping[int, list[tuple[int, int]]], step: Terms) -> bool:
    changed: dict[int, int] = {}
    for cell, sign in step.items():
        for law, weight in laws.get(cell, ()):
            changed[law] = changed.get(law, 0) + sign * weight
    return any(changed.values())


def _all(part: Component) -> Iterator[Terms]:
    table, rows = part.keys[0].table, _rows(part)
    whole = rows.get(EVERYONE, {})
    total = next((at for at, key in enumerate(part.keys) if key.column == ("departures_total",)), None)
    tied = {cell for terms, _, equal in part.laws if equal for cell in terms}
    for group, cells in rows.items():
        summed = any(at in tied for name, at in cells.items() if name.startswith("refusals "))
        steps = list(_departing(cells)) if table == "departures" else list(_of_row(cells, summed))
        for step in steps:
            own = {cells[name]: sign for name, sign in step}
            yield own if total is None or group != EVERYONE else _with(own, total, sum(own.values()))
            if group != EVERYONE and all(name in whole for name, _ in step):
                both = own | {whole[name]: sign for name, sign in step}
                yield both if total is None else _with(both, total, sum(own.values()))


def _with(step: Terms, cell: int, sign: int) -> Terms:
    return step | {cell: sign} if sign else step


def _rows(part: Component) -> dict[str, dict[str, int]]:
    """Give the cells of each group by name; reasons bear their table's name before them."""
    found: dict[str, dict[str, int]] = {}
    for at, key in enumerate(part.keys):
        if key.column != ("departures_total",):
            plain = key.table not in ("refusals", "departures")
            name = key.column[0] if plain else " ".join((key.table, *key.column))
            found.setdefault(key.group, {})[name] = at
    return found


def _departing(cells: Iterable[str]) -> Iterator[Step]:
    names = list(cells)
    for name in names:
        yield ((name, 1),)
    for one, other in pairwise(names):
        yield (one, 1), (other, -1)


def _of_row(cells: Iterable[str], summed: bool) -> Iterator[Step]:
    """Give steps in one row; where reasons add up to the losses, they change together or with them."""
    names = list(cells)
    reasons = [name for name in names if name.startswith("refusals ")]
    if not summed:
        yield from (((reason, 1),) for reason in reasons)
        reasons = []
    for one, other in pairwise([*reasons, *reasons[:1]]):
        if one != other:
            yield (one, 1), (other, -1)
    for place, step in enumerate(OF_ROWS if "accepted" in names else (*OF_ROWS, *WITHOUT_ACCEPTED)):
        if all(name in names for name, _ in step):
            yield step
            lost = dict(step).get("lost", 0)
            every = reasons if len(step) == 2 else reasons[place % max(1, len(reasons)) :][:1]
            for reason in every if lost else ():
                yield (*step, (reason, lost))
