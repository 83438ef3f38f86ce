"""Rows put at the end of tables of an area in one go, and others taken out: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.rows import read_rows
from dtors_network.area_files.schema import TABLE
from dtors_network.area_files.sheets import lay_out
from dtors_network.editing.draft import Draft, edited
from dtors_network.editing.edits import DeleteRows, Put
from dtors_network.editing.opening import open_draft
from dtors_network.editing.saving import NOTHING, Saved, save
from dtors_network.model.area import Row
from dtors_network.model.codebook import Codebook

Rows = Mapping[str, Sequence[Mapping[str, str]]]
"""New rows by table: cells by column."""
NONE: Final[Mapping[str, Callable[[Row], bool]]] = MappingProxyType({})


def append_rows(
    path: Path,
    rows: Rows,
    on: datetime,
    why: str,
    codebook: Codebook | None = None,
    beside: Mapping[Path, bytes] = NOTHING,
    without: Mapping[str, Callable[[Row], bool]] = NONE,
) -> Saved:
    """Put rows at the end of tables of an area's files as they are now; what anybody else wrote there stays.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    rows : mapping
        By table, each row as cells by column; columns that are left out are blank.
    on, why, codebook, beside
        As for :func:`~dtors_network.editing.saving.save`.
    without : mapping of str to callable, optional
        By table, which of its rows are to go.

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
    ...     saved = append_rows(Path(place) / "small", {"statements": [row]}, datetime(2026, 1, 5), "voice")
    ...     read_area(Path(place) / "small").statements[-1].says.value, saved.tables
    ('absent', ('statements',))
    """
    draft = open_draft(path)
    for table, is_gone in without.items():
        draft = _without(draft, table, is_gone, codebook)
    for table, new in rows.items():
        draft = appended(draft, table, new)
    return save(draft, path, on, why, codebook, beside)


def appended(draft: Draft, table: str, rows: Sequence[Mapping[str, str]]) -> Draft:
    """Put rows at the end of a table of a draft."""
    grid = draft.now[table]
    block = tuple(tuple(row.get(column, "") for column in grid.header) for row in rows)
    return edited(draft, Put(table, len(grid.rows), 0, block)) if block else draft


def _without(draft: Draft, table: str, is_gone: Callable[[Row], bool], codebook: Codebook | None) -> Draft:
    """Take rows of a table out of a draft, as its text is read."""
    grid = draft.now[table]
    sheet = lay_out(table, [grid.header, *(row.cells for row in grid.rows)])
    found, _ = read_rows(TABLE[table], sheet, codebook or shipped_codebook())
    gone = tuple(number - 2 for number, row in zip(sheet.numbers, found, strict=True) if is_gone(row))
    return edited(draft, DeleteRows(table, gone)) if gone else draft
