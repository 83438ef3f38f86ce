"""What an import did, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.area_files.schema import AREA, TABLES
from dtors_network.exchange.importing import Import
from dtors_network.exchange.merge import Addition, Change, Merge

_MOST: Final = 20
"""Lines of a kind that are shown; how many more there are is said."""
_LONGEST: Final = 60


def import_lines(done: Import, file: str, place: str) -> list[str]:
    """Say what was added, changed and kept.

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
    >>> import_lines(Import(area=small_area(), found=Merge(), is_new=False, notes=()), "map.gexf", "ours")
    ['Nothing changed: ours says all that map.gexf says.']
    """
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
    return [*lines, *done.notes]


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
        yield f"  {len(changes):,} cell{'s' if len(changes) > 1 else ''} {words}"


def _named(words: str, additions: Iterable[Addition]) -> str:
    rows = [f"{one.table} {_shown(one.row)}" for one in additions]
    return f"{len(rows):,} row{'s' if len(rows) > 1 else ''} {words}: {_some(rows)}."


def _some(rows: list[str]) -> str:
    more = f" and {len(rows) - _MOST:,} more" if len(rows) > _MOST else ""
    return ", ".join(rows[:_MOST]) + more


def _shown(row: tuple[str, ...]) -> str:
    return _short(" · ".join(part for part in row if part))


def _quoted(text: str) -> str:
    return repr(_short(text)) if text else "blank"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
