"""Save a draft into the area's files: a version first, then everything or nothing, and never over somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.keys_yaml import edited_yaml, read_area_yaml, yaml_text
from dtors_network.area_files.schema import AREA
from dtors_network.area_files.staging import replace_files
from dtors_network.area_files.xlsx_editing import open_to_edit
from dtors_network.editing.draft import Draft
from dtors_network.editing.files import TABLE_FILES, contents, digests, home_of, is_workbook, unlike
from dtors_network.editing.grid import Grid
from dtors_network.editing.lock import locked
from dtors_network.editing.opening import codebook_of, open_draft, text_of
from dtors_network.editing.versions import keep, versions
from dtors_network.errors import Fault, InputError
from dtors_network.safe.text import decode
from dtors_network.safe.yaml_reading import parse_yaml


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind.

    Attributes
    ----------
    draft : Draft
        The area as it now stands, unchanged.
    version : int or None
        The number of the version that was kept of what was there before; None where nothing was to be saved.
    tables : tuple of str
        The tables that were written.
    """

    draft: Draft
    version: int | None
    tables: tuple[str, ...]


class ChangedMeanwhileError(InputError):
    """Raised where the files of an area are not what they were when it was opened; nothing was written.

    Attributes
    ----------
    files : tuple of str
        The files that somebody changed.
    on : datetime or None
        When the last of them was changed.
    by : str
        Who saved, where that was done by this program, else who owns the file; blank where it cannot be told.
    """

    def __init__(self, path: Path, files: tuple[str, ...]) -> None:
        self.files = files
        self.on, self.by = _last_change(path, files)
        when = f" on {self.on:%d %B %Y at %H:%M}" if self.on else ""
        whose = f" by {self.by}" if self.by else ""
        problem = f"somebody changed this area{when}{whose} since it was opened: {', '.join(files)}"
        fix = "Nothing was overwritten. Bring the two together, or load what is there now"
        super().__init__([Fault(problem, fix, file=str(path))])


def save(draft: Draft, path: Path, on: datetime) -> Saved:
    """Save a draft; what the files hold is kept as a version before.

    Parameters
    ----------
    draft : Draft
        Without a fault: see :class:`~dtors_network.editing.checking.Checker`.
    path : Path
        The area's folder or workbook.
    on : datetime
        When.

    Returns
    -------
    Saved
        What is there now.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else changed the files since they were read; nothing is overwritten.
    InputError
        If something cannot be written; then nothing is.

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
    with locked(home_of(path)):
        files = contents(path)
        if changed := unlike(draft.digests, digests(files)):
            raise ChangedMeanwhileError(path, changed)
        tables = draft.changed
        if not tables:
            return Saved(draft, None, ())
        made = _workbook(path, files, draft) if is_workbook(path) else _folder(path, files, draft)
        version = keep(path, files, "save", on)
        replace_files(home_of(path), made)
    return Saved(open_draft(path), version, tables)


def _folder(path: Path, files: Mapping[str, bytes], draft: Draft) -> dict[str, bytes]:
    made = {}
    for table in draft.changed:
        grid, file = draft.now[table], TABLE_FILES[table]
        if table == AREA.name:
            made[file] = _yaml(path / file, files, grid).encode()
        else:
            made[file] = csv_text(grid.records).encode("utf-8-sig")
    return made


def _yaml(file: Path, files: Mapping[str, bytes], grid: Grid) -> str:
    """Change the lines of the keys that changed; a file that is not one line a key is written anew."""
    texts = keys_of(grid)
    if file.name in files:
        before = read_area_yaml(file)
        if before.texts.keys() <= texts.keys():
            new = {key: text for key, text in texts.items() if before.texts.get(key, "") != text}
            try:
                text = edited_yaml(decode(files[file.name], file.name), before.rows, new)
                told = dict(parse_yaml(text, file.name))
                if {key: one for key, one in told.items() if one} == {key: one for key, one in texts.items() if one}:
                    return text
            except InputError:
                pass
    return yaml_text(texts)


def keys_of(grid: Grid) -> dict[str, str]:
    """Give the keys of an area from their grid.

    Examples
    --------
    >>> from dtors_network.editing.grid import grid_of
    >>> keys_of(grid_of("area", ["key", "value"], [["id", "x"], ["", ""]]))
    {'id': 'x'}
    """
    return {row.cells[0]: row.cells[1] for row in grid.rows if not row.is_blank}


def _workbook(path: Path, files: Mapping[str, bytes], draft: Draft) -> dict[str, bytes]:
    from dtors_network.area_files.xlsx_writing import put_sheets, write_cell

    book = open_to_edit(files[path.name], path.name)
    codebook, _ = codebook_of(text_of(path, files))
    tables = {table: draft.now[table].records for table in draft.changed if table != AREA.name}
    put_sheets(book, tables, codebook)
    if AREA.name in draft.changed:
        _put_keys(book, keys_of(draft.now[AREA.name]), write_cell)
    out = BytesIO()
    book.save(out)
    return {path.name: out.getvalue()}


def _put_keys(book: Any, keys: Mapping[str, str], write: Any) -> None:
    """Write the keys, each in its row; a key that is gone leaves a blank one."""
    sheet = book[AREA.name] if AREA.name in book.sheetnames else book.create_sheet(AREA.name, 0)
    header = [str(cell.value or "") for cell in sheet[1]]
    if "key" not in header or "value" not in header:
        header = ["key", "value"]
        for at, name in enumerate(header, start=1):
            write(sheet.cell(1, at), name)
    key, value = header.index("key") + 1, header.index("value") + 1
    rows = {str(sheet.cell(row, key).value or ""): row for row in range(2, sheet.max_row + 1)}
    for name in rows.keys() - keys.keys() - {""}:
        sheet.cell(rows[name], key).value = sheet.cell(rows[name], value).value = None
    for name, text in keys.items():
        row = rows.get(name, sheet.max_row + 1)
        write(sheet.cell(row, key), name)
        write(sheet.cell(row, value), text)


def _last_change(path: Path, files: tuple[str, ...]) -> tuple[datetime | None, str]:
    """Tell when files changed last, and who did it: whoever saved here, else whoever owns the file."""
    there = [home_of(path) / name for name in files if (home_of(path) / name).exists()]
    if not there:
        return None, ""
    last = max(there, key=lambda file: file.stat().st_mtime)
    on = datetime.fromtimestamp(last.stat().st_mtime)
    saved = versions(path)
    if saved and abs((saved[0].kept_on.replace(tzinfo=None) - on).total_seconds()) < 60:
        return on, saved[0].by
    try:
        return on, last.owner()
    except (OSError, KeyError, NotImplementedError):
        return on, ""
