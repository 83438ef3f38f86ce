"""Save a draft into the area's files, held against all rules as it is; see :mod:`dtors_network.area_files.saving`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dtors_network.area_files.files import contents, text_of
from dtors_network.area_files.naming import home_of
from dtors_network.area_files.rewriting import rewritten
from dtors_network.area_files.saving import Save, Written, save_files
from dtors_network.area_files.schema import AREA
from dtors_network.editing.checking import Checker
from dtors_network.editing.draft import Draft
from dtors_network.editing.grid import Grid
from dtors_network.editing.opening import codebook_of, open_draft
from dtors_network.model.codebook import Codebook

NOTHING: Final[Mapping[Path, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind.

    Attributes
    ----------
    draft : Draft
        The area as it now stands, unchanged.
    written : Written
        The files that were written, and the version that was kept of what was there before.
    tables : tuple of str
        The tables that were written.
    """

    draft: Draft
    written: Written
    tables: tuple[str, ...]

    @property
    def version(self) -> int | None:
        """The number of the version that was kept; None where nothing was to be saved."""
        return self.written.version


def save(
    draft: Draft,
    path: Path,
    on: datetime,
    why: str = "save",
    codebook: Codebook | None = None,
    beside: Mapping[Path, bytes] = NOTHING,
) -> Saved:
    """Save a draft; what the files hold is kept as a version before.

    Parameters
    ----------
    draft : Draft
        The area as it is to be.
    path : Path
        The area's folder or workbook.
    on : datetime
        When.
    why : str
        What saves: a key of :data:`~dtors_network.area_files.versions.WHY`.
    codebook : Codebook or None
        The codes that it may use; its own and the shipped ones where None.
    beside : mapping of Path to bytes, optional
        Other files of the area that are written with it, such as those of a round.

    Returns
    -------
    Saved
        What is there now.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else changed the files since they were read; nothing is overwritten.
    InputError
        With everything that is wrong with the draft, or if something cannot be written; then nothing is.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.area_files.area_io import read_area, write_area
    >>> from dtors_network.editing.draft import edited
    >>> from dtors_network.editing.edits import Put
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small")
    ...     draft = open_draft(Path(place) / "small")
    ...     column = draft.now["services"].header.index("name")
    ...     named = edited(draft, Put("services", 0, column, (("The practice",),)))
    ...     saved = save(named, Path(place) / "small", datetime(2026, 1, 5))
    ...     saved.version, saved.tables, read_area(Path(place) / "small").services[0].name
    (1, ('services',), 'The practice')
    """
    files, tables = contents(path), draft.changed
    text = text_of(path, files)
    records = {table: draft.now[table].records for table in tables if table != AREA.name}
    keys = _keys_that_change(draft) if AREA.name in tables else {}
    made = rewritten(path, files, records, codebook or codebook_of(text)[0], keys)
    made |= {file.relative_to(home_of(path)).as_posix(): content for file, content in beside.items()}

    def check(_: object) -> None:
        Checker(path, text, codebook).area(draft)

    written = save_files(Save(path, draft.digests, made, check), why, on)
    return Saved(open_draft(path) if made else draft, written, tables)


def _keys_that_change(draft: Draft) -> dict[str, str | None]:
    before, now = (keys_of(grids[AREA.name]) for grids in (draft.base, draft.now))
    return {key: now.get(key) for key in {**before, **now} if before.get(key) != now.get(key)}


def keys_of(grid: Grid) -> dict[str, str]:
    """Give the keys of an area from their grid.

    Examples
    --------
    >>> from dtors_network.editing.grid import grid_of
    >>> keys_of(grid_of("area", ["key", "value"], [["id", "x"], ["", ""]]))
    {'id': 'x'}
    """
    return {row.cells[0]: row.cells[1] for row in grid.rows if not row.is_blank}
