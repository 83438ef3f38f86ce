"""Rows put at the end of tables of an area in one go: checked by the reader, a version kept, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from dtors_network.editing.checking import Checker
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import Put
from dtors_network.editing.files import contents
from dtors_network.editing.opening import open_draft, text_of
from dtors_network.editing.saving import Saved, save

Rows = Mapping[str, Sequence[Mapping[str, str]]]
"""New rows by table: cells by column."""


def append_rows(path: Path, rows: Rows, on: datetime) -> Saved:
    """Put rows at the end of tables of an area's files.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    rows : mapping
        By table, each row as cells by column; columns that are left out are blank.
    on : datetime
        When: the version that is kept says so.

    Returns
    -------
    Saved
        What is there now; without a version where there was nothing to put.

    Raises
    ------
    InputError
        With everything that is wrong with the area as it would be; then nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.area_files.area_io import read_area, write_area
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small")
    ...     row = {"source": "gp", "target": "minds", "end": "sender", "says": "absent"}
    ...     saved = append_rows(Path(place) / "small", {"statements": [row]}, datetime(2026, 1, 5))
    ...     read_area(Path(place) / "small").statements[-1].says.value, saved.tables
    ('absent', ('statements',))
    """
    draft = open_draft(path)
    for table, new in rows.items():
        draft = appended(draft, table, new)
    if draft.changed:
        Checker(path, text_of(path, contents(path))).area(draft)  # raises all that would be wrong
    return save(draft, path, on)


def appended(draft: Draft, table: str, rows: Sequence[Mapping[str, str]]) -> Draft:
    """Put rows at the end of a table of a draft."""
    grid = draft.now[table]
    block = tuple(tuple(row.get(column, "") for column in grid.header) for row in rows)
    return edited(draft, Put(table, len(grid.rows), 0, block)) if block else draft
