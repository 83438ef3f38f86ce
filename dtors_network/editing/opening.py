"""Open an area for editing: its text as grids, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from dtors_network.area_files.absent import ABSENT
from dtors_network.area_files.assemble import AreaText
from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.area_files.files import TABLE_FILES, contents, digests, text_of
from dtors_network.area_files.keys import Keys
from dtors_network.area_files.naming import is_workbook
from dtors_network.area_files.schema import AREA, TABLES, columns_of
from dtors_network.area_files.sheets import Sheet
from dtors_network.area_files.xlsx_sheet import sheet_file
from dtors_network.editing.draft import Draft
from dtors_network.editing.grid import Grid, grid_of
from dtors_network.errors import Fault, InputError
from dtors_network.model.codebook import Codebook

KEY_COLUMNS = ("key", "value")
"""The columns of the grid of an area's keys."""


def open_draft(path: Path) -> Draft:
    """Open an area's folder or workbook for editing.

    Parameters
    ----------
    path : Path
        The folder or the workbook; what cells hold may be wrong.

    Returns
    -------
    Draft
        Unchanged.

    Raises
    ------
    InputError
        If it cannot be told what stands in which cell: then the fault is to be mended in the file.

    Examples
    --------
    >>> from dtors_network.shipped import data_path
    >>> draft = open_draft(data_path() / "areas" / "well_joined")
    >>> draft.now["services"].rows[0].cells[:3], draft.changed
    (('self', '', 'Self-referral and family'), ())
    """
    files = contents(path)
    return draft_of(text_of(path, files), digests(files))


def draft_of(text: AreaText, made_from: Mapping[str, str]) -> Draft:
    """Make a draft of the text of an area.

    Raises
    ------
    InputError
        With what is wrong with a file as a whole: a broken quotation, rows of unlike width, a formula.
    """
    broken = [fault for sheet in text.sheets.values() if not sheet.whole and sheet.faults for fault in sheet.faults]
    broken += [fault for fault in text.keys.faults if fault.problem != ABSENT]
    book, faults = codebook_of(text)
    broken += [*faults, *(fault for fault in text.faults if fault.fix.startswith("Rename"))]
    if broken:
        raise InputError(broken)
    grids = {AREA.name: _keys_grid(text.keys)}
    for table in TABLES:
        sheet = text.sheets.get(table.name, Sheet(file=table.name))
        known = [column.name for column in columns_of(table, book)]
        grids[table.name] = grid_of(table.name, sheet.header, sheet.rows, known)
    return Draft(grids, grids, dict(made_from))


def codebook_of(text: AreaText) -> tuple[Codebook, list[Fault]]:
    """Put the codes of an area together, or say what is wrong with its own."""
    if not text.codebook.exists():
        return shipped_codebook(), []
    try:
        return partial(extend_codebook, shipped_codebook())(text.codebook), []
    except InputError as error:
        return shipped_codebook(), list(error.faults)


def files_of_tables(path: Path) -> dict[str, str]:
    """Name the file, or the sheet of a workbook, of each table, as faults do.

    Examples
    --------
    >>> files_of_tables(Path("ours.xlsx"))["services"]
    'ours.xlsx, sheet services'
    """
    if is_workbook(path):
        return {table: sheet_file(path.name, table) for table in TABLE_FILES}
    return dict(TABLE_FILES)


def _keys_grid(keys: Keys) -> Grid:
    """Give the keys as a grid of two columns: those of the file as they stand, then those that an area may have."""
    known = {column.name: "" for column in AREA.columns}
    texts = {**keys.texts, **{key: "" for key in known if key not in keys.texts}}
    return grid_of(AREA.name, KEY_COLUMNS, [[key, text] for key, text in texts.items()])
