"""Edges that join the same services: what they count is added up, and what only repeats another is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dtors_network.area_files.schema import TABLE
from dtors_network.errors import Fault
from dtors_network.exchange.incoming import Given
from dtors_network.model.column import Kind

_KEY: Final = ("source", "target", "client_group")
_COUNTS: Final = frozenset(column.name for column in TABLE["referrals"].columns if column.kind is Kind.COUNT)
_OURS: Final = frozenset(column.name for column in TABLE["referrals"].columns)
_NAMED: Final = 5


def added_up(rows: Sequence[Given], file: str) -> tuple[list[Given], list[str], list[Fault]]:
    """Add up the counts of edges that join the same services and speak of the same client group.

    One row for each link and client group; what was added up; and, once with their number, the links whose counts
    cannot be added up: some are no plain numbers, or some edges count what others do not.

    >>> from dtors_network.exchange.place import Place
    >>> link = {"source": "gp", "target": "hub", "client_group": "everyone"}
    >>> rows = [Given(cells=link | {"referred": referred}, place=Place("map.gexf")) for referred in ("10", "5")]
    >>> added_up(rows, "map.gexf")[0][0].cells["referred"]
    '15'
    """
    groups: dict[tuple[str, ...], list[Given]] = {}
    for row in rows:
        groups.setdefault(tuple(row.cells.get(column, "") for column in _KEY), []).append(row)
    several = {key: alike for key, alike in groups.items() if len(alike) > 1}
    wrong = {key: alike for key, alike in several.items() if not _can_be_added(alike)}
    right = {key: alike for key, alike in several.items() if key not in wrong}
    notes = [f"Counts of edges that join the same two services were added up: {_links(right)}."] if right else []
    faults = [_refused(wrong, file)] if wrong else []
    return [_sum(alike) if key in right else alike[0] for key, alike in groups.items()], notes, faults


def without_repeats(rows: Iterable[Given], bare: Iterable[bool]) -> tuple[list[Given], list[str]]:
    """Leave out what edges repeat that say only that there is a link; count where edges drew one link in several ways.

    ``bare`` says of each row whether its edge says nothing but that there is a link. Gives the rows that stay, and what
    to tell.

    >>> from dtors_network.exchange.place import Place
    >>> row = Given(cells={"source": "gp", "target": "hub", "note": "Drawn"}, place=Place("map.gexf"))
    >>> kept, notes = without_repeats([row, row], [True, True])
    >>> len(kept), notes
    (1, ['1 edge says again what another says of the same link, and was left out.'])
    """
    seen: set[frozenset[tuple[str, str]]] = set()
    kept: list[Given] = []
    drawn: dict[tuple[str, ...], list[Given]] = {}
    again = 0
    for row, is_bare in zip(rows, bare, strict=True):
        cells = frozenset(row.cells.items())
        if is_bare and cells in seen:
            again += 1
            continue
        kept.append(row)
        if is_bare:
            seen.add(cells)
            drawn.setdefault((row.cells["source"], row.cells["target"]), []).append(row)
    several = {link: some for link, some in drawn.items() if len(some) > 1}
    notes = [_left_out(again)] if again else []
    if several:
        notes.append(f"Edges that join the same two services and differ became statements each: {_links(several)}.")
    return kept, notes


def _left_out(again: int) -> str:
    some = f"{again:,} edges say again what others say" if again > 1 else "1 edge says again what another says"
    return f"{some} of the same link, and {'were' if again > 1 else 'was'} left out."


def _can_be_added(alike: Sequence[Given]) -> bool:
    columns = [{name for name in row.cells if name in _OURS} for row in alike]
    names = columns[0] - {*_KEY}
    numbers = all(row.cells[name].isdecimal() for row in alike for name in names & _COUNTS if name in row.cells)
    same = all(row.cells.get(name) == alike[0].cells[name] for row in alike for name in names - _COUNTS)
    return all(one == columns[0] for one in columns) and numbers and same and not any(map(_is_a_wait, names))


def _is_a_wait(name: str) -> bool:
    return name.startswith("wait_")


def _sum(alike: Sequence[Given]) -> Given:
    """Add up the counts; a column of the file's own keeps every value that differs."""
    cells: dict[str, str] = {}
    for name in dict.fromkeys(name for row in alike for name in row.cells):
        values = [row.cells[name] for row in alike if name in row.cells]
        cells[name] = str(sum(map(int, values))) if name in _COUNTS else "; ".join(dict.fromkeys(values))
    return Given(cells=cells, place=alike[0].place)


def _refused(wrong: dict[tuple[str, ...], list[Given]], file: str) -> Fault:
    some = f"{len(wrong):,} links have" if len(wrong) > 1 else "1 link has"
    problem = f"{some} counts on more than one edge, and these cannot be added up: {_links(wrong)}"
    fix = (
        "Only plain numbers of the same columns are added up, and no waits. Give each link and client group one edge, "
        "or leave the counts out (leave_out)"
    )
    return Fault(problem, fix, file=file)


def _links(groups: dict[tuple[str, ...], list[Given]]) -> str:
    named = [f"{key[0]} → {key[1]} ({len(alike):,} edges)" for key, alike in [*groups.items()][:_NAMED]]
    more = f" and {len(groups) - _NAMED:,} more links" if len(groups) > _NAMED else ""
    return ", ".join(named) + more
