"""What an import of a study, a register, a directory or figures did, in lines for a terminal."""

from __future__ import annotations

from typing import Final

from dtors_network.report.import_text import import_lines
from dtors_network.sources.importing import SourceImport
from dtors_network.sources.side_table import CANDIDATES, SideMerge

_MOST: Final = 20


def source_lines(done: SourceImport, file: str, place: str) -> list[str]:
    """Say what was added, changed and kept, what stays unmapped, and what a reader must know.

    Parameters
    ----------
    done : SourceImport
        What the import did.
    file, place : str
        The file and the area, as the user named them.

    Returns
    -------
    list of str
        Lines of plain text.

    Examples
    --------
    >>> source_lines(SourceImport(side=SideMerge(table="candidates", rows=(), added=2)), "cqc.csv", "ours")[0]
    'candidates.csv: 2 added, 0 changed, 0 the same'
    """
    lines = import_lines(done.table, file, place) if done.table else []
    lines += [f"Made the area {place}, which has no service yet."] if done.made else []
    lines += _side(done.side) if done.side else []
    if done.unmapped:
        lines.append("Codes that stand for nothing yet, with their passages (give a key with --map):")
        lines += [f"  {name}: {passages:,}" for name, passages in done.unmapped[:_MOST]]
        lines += [f"  and {len(done.unmapped) - _MOST:,} more"] if len(done.unmapped) > _MOST else []
    return [*lines, *done.notes]


def _side(found: SideMerge) -> list[str]:
    changed = len({key for key, *_ in found.changed})
    lines = [f"{found.table}.csv: {found.added:,} added, {changed:,} changed, {found.same:,} the same"]
    for words, cells in (("changed", found.changed), ("yours kept", found.kept)):
        for key, column, mine, theirs in cells[:_MOST]:
            lines.append(f"  {words}: {' · '.join(filter(None, key))}, {column}: {mine!r}, the file says {theirs!r}")
        lines += [f"  and {len(cells) - _MOST:,} more cells {words}"] if len(cells) > _MOST else []
    if found.deleted:
        lines.append(f"  {found.deleted:,} rows were deleted here and stay out; --replace brings them back")
    if found.table == CANDIDATES and found.rows:
        lines.append("Go through them, and move those that belong to the area into its table of services.")
    return lines
