"""What an import did, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.area_files.schema import AREA, TABLES
from dtors_network.exchange.done import Import
from dtors_network.exchange.kind import Room
from dtors_network.exchange.merge import Addition, Change, Merge
from dtors_network.exchange.registry import KINDS
from dtors_network.exchange.side_table import CANDIDATES, SideMerge
from dtors_network.rounding import counted

_MOST: Final = 20
"""Lines of a kind that are shown; how many more there are is said."""
_LONGEST: Final = 60


def import_lines(done: Import, file: str, place: str) -> list[str]:
    """Say what was added, changed and kept, what stays unmapped, and what a reader must know.

    Parameters
    ----------
    done : Import
        What the import did.
    file, place : str
        The file and the area, as the user named them.

    Returns
    -------
    list of str
        Lines of plain text.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> import_lines(Import(area=small_area()), "map.gexf", "ours")
    ['Nothing changed: ours says all that map.gexf says.']
    >>> side = SideMerge(table="candidates", rows=(), added=2)
    >>> import_lines(Import(area=small_area(), side=side), "cqc.csv", "ours")
    ['candidates.csv: 2 added, 0 changed, 0 the same']
    """
    lines = _own(done, file, place) if done.side is None else _beside(done.side, done.is_new, place)
    return [*lines, *_unmapped(done.unmapped), *done.notes]


def _own(done: Import, file: str, place: str) -> list[str]:
    found = done.found
    lines = [*_tables(found), *_several("changed", "changed", found.changed)]
    lines += _several("yours kept", "typed here and kept; --replace takes the file's", found.kept)
    if found.deleted:
        lines.append(_named("deleted here and left out; --replace brings them back", found.deleted))
    if found.gone:
        rows = [f"{table} {_shown(row)}" for table, row in found.gone]
        lines.append(f"No longer in {file}, and kept: {_some(rows)}.")
    if done.is_new:
        lines.insert(0, f"Made the area {place}.")
    elif found.is_empty:
        kept = f", but for what was {'typed or deleted' if found.deleted else 'typed'} here" if _has_own(found) else ""
        lines = [f"Nothing changed: {place} says all that {file} says{kept}.", *lines[_counted(found) :]]
    return lines


def _beside(found: SideMerge, is_new: bool, place: str) -> list[str]:
    lines = [f"Made the area {place}, which has no service yet."] if is_new else []
    changed = len({key for key, *_ in found.changed})
    lines.append(f"{found.table}.csv: {found.added:,} added, {changed:,} changed, {found.same:,} the same")
    for words, cells in (("changed", found.changed), ("yours kept", found.kept)):
        for key, column, mine, theirs in cells[:_MOST]:
            lines.append(f"  {words}: {' · '.join(filter(None, key))}, {column}: {mine!r}, the file says {theirs!r}")
        lines += [f"  and {len(cells) - _MOST:,} more cells {words}"] if len(cells) > _MOST else []
    if found.deleted:
        lines.append(f"  {found.deleted:,} rows were deleted here and stay out; --replace brings them back")
    if found.table == CANDIDATES and found.rows:
        lines.append("Go through them, and move those that belong to the area into its table of services.")
    return lines


def _unmapped(codes: tuple[tuple[str, int], ...]) -> list[str]:
    if not codes:
        return []
    lines = ["Codes that stand for nothing yet, with their passages (give a key with --map):"]
    lines += [f"  {name}: {passages:,}" for name, passages in codes[:_MOST]]
    return lines + ([f"  and {len(codes) - _MOST:,} more"] if len(codes) > _MOST else [])


def _has_own(found: Merge) -> bool:
    return bool(found.kept or found.deleted)


def _counted(found: Merge) -> int:
    return len(list(_tables(found)))


def _tables(found: Merge) -> Iterator[str]:
    """Give a line a table that the file speaks of."""
    for table in (AREA.name, *(table.name for table in TABLES)):
        added = sum(one.table == table for one in found.added)
        changed = len({change.cell.row for change in found.changed if change.cell.table == table})
        same = found.same.get(table, 0)
        if added or changed or same:
            yield f"{table}: {added:,} added, {changed:,} changed, {same:,} the same"


def _several(word: str, words: str, changes: list[Change]) -> Iterator[str]:
    for change in changes[:_MOST]:
        where = " ".join(part for part in (change.cell.table, _shown(change.cell.row)) if part)
        before, after = _quoted(change.before), _quoted(change.after)
        told = f"{before} becomes {after}" if word == "changed" else f"{before}; the file says {after}"
        yield f"  {word}: {where}, {change.cell.column}: {told}"
    if len(changes) > _MOST:
        yield f"  and {len(changes) - _MOST:,} more cells {words}"
    elif changes and word != "changed":
        yield f"  {counted(len(changes), 'cell')} {words}"


def _named(words: str, additions: Iterable[Addition]) -> str:
    rows = [f"{one.table} {_shown(one.row)}" for one in additions]
    return f"{counted(len(rows), 'row')} {words}: {_some(rows)}."


def _some(rows: list[str]) -> str:
    more = f" and {len(rows) - _MOST:,} more" if len(rows) > _MOST else ""
    return ", ".join(rows[:_MOST]) + more


def _shown(row: tuple[str, ...]) -> str:
    return _short(" · ".join(part for part in row if part))


def _quoted(text: str) -> str:
    return repr(_short(text)) if text else "blank"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def kind_lines() -> list[str]:
    """List the kinds of file that can be read, by what they give to an area.

    Examples
    --------
    >>> kind_lines()[:2]
    ['services and links', '  graphml        GraphML                        .graphml']
    """
    lines = []
    for room in Room:
        lines.append(room.value)
        found = [one for one in KINDS.values() if one.room is room and one.read]
        lines += [f"  {one.code:14} {one.title:30} {', '.join(one.endings)}" for one in found]
    return lines
