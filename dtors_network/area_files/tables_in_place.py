"""Put new rows into an area's folder or workbook, with files beside them: all or nothing, even if it is killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.staging import replace_files
from dtors_network.area_files.table_text import table_records
from dtors_network.model.area import Area, Row
from dtors_network.safe.text import read_bytes


def replace_tables(
    path: Path, area: Area, tables: Mapping[str, Sequence[Row]], beside: Mapping[Path, bytes] | None = None
) -> Area:
    """Write some tables of an area anew where it lies, and other files of it with them.

    Parameters
    ----------
    path : Path
        Its folder or workbook.
    area : Area
        As it was read there, exactly.
    tables : mapping of str to sequence of Row
        All rows of the tables that are written, by the name of the table.
    beside : mapping of Path to bytes, optional
        Files in the area's folder, or in folders beside the workbook, and what they are to hold.

    Returns
    -------
    Area
        With its new rows.

    Raises
    ------
    InputError
        If something cannot be written; then nothing is.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.area_files.area_io import read_area, write_area
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small")
    ...     area = read_area(Path(place) / "small")
    ...     _ = replace_tables(Path(place) / "small", area, {"statements": area.statements[:1]})
    ...     len(read_area(Path(place) / "small").statements)
    1
    """
    rows: dict[str, Any] = {name: tuple(many) for name, many in tables.items()}
    changed = replace(area, **rows, tables=area.tables | ({*tables} - {"services", "statements"}))
    records = {name: one for name, one in table_records(changed).items() if name in tables}
    is_folder = path.is_dir()
    folder = path if is_folder else path.parent
    files = {file.relative_to(folder).as_posix(): content for file, content in (beside or {}).items()}
    if is_folder:
        files |= {f"{name}.csv": csv_text(one).encode("utf-8-sig") for name, one in records.items()}
    elif records:
        files[path.name] = _workbook(path, records, changed)
    replace_files(folder, files)
    return changed


def _workbook(path: Path, records: Mapping[str, Sequence[Sequence[str]]], area: Area) -> bytes:
    from dtors_network.area_files.xlsx_editing import open_to_edit
    from dtors_network.area_files.xlsx_writing import put_sheets

    book = open_to_edit(read_bytes(path), path.name)
    put_sheets(book, records, area.codebook)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
