"""Write an import into the files of an area: all of it or nothing, and nothing else in them changed."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.folder import AREA_FILE, IMPORTS_FILE
from dtors_network.area_files.keys_yaml import edited_yaml, yaml_text
from dtors_network.area_files.schema import AREA
from dtors_network.area_files.staging import replace_files
from dtors_network.area_files.xlsx_editing import open_to_edit
from dtors_network.errors import InputError
from dtors_network.exchange.merged import Edits
from dtors_network.safe.text import read_bytes, read_text
from dtors_network.safe.yaml_reading import parse_yaml


def imports_file(area: Path) -> Path:
    """Name the file that remembers what imports wrote: in a folder, or beside a workbook.

    Examples
    --------
    >>> imports_file(Path("maps/kent.xlsx")).name
    'kent.imports.csv'
    """
    return area.with_name(f"{area.stem}.{IMPORTS_FILE}") if area.suffix.lower() == ".xlsx" else area / IMPORTS_FILE


def save(area: Path, edits: Edits, imported: str) -> None:
    """Write what is new into an area's folder or workbook.

    Parameters
    ----------
    area : Path
        The folder or the workbook.
    edits : Edits
        What is to be written.
    imported : str
        The text of the file that remembers what imports wrote.

    Raises
    ------
    InputError
        If something cannot be written; then nothing is.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.area_files.area_io import area_text, write_area
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_area(small_area(), Path(folder) / "ours")
    ...     save(Path(folder) / "ours", Edits(area_text(Path(folder) / "ours"), {}, {}, {}), "table")
    ...     imports_file(Path(folder) / "ours").exists()
    True
    """
    record = imports_file(area)
    workbook = area.suffix.lower() == ".xlsx" and area.is_file()
    made = {area.name: _workbook(area, edits)} if workbook else _files(area, edits)
    replace_files(record.parent, {**made, record.name: imported.encode()})


def _files(folder: Path, edits: Edits) -> dict[str, bytes]:
    files = {}
    for table in edits.cells:
        sheet = edits.text.sheets[table]
        files[f"{table}.csv"] = csv_text([sheet.header, *sheet.rows]).encode("utf-8-sig")
    if edits.keys:
        files[AREA_FILE] = _yaml(read_text(folder / AREA_FILE), edits).encode()
    return files


def _yaml(before: str, edits: Edits) -> str:
    """Change the lines of the keys; a file that is not one line a key is written anew."""
    texts = edits.text.keys.texts
    try:
        text = edited_yaml(before, edits.text.keys.rows, edits.keys)
        if dict(parse_yaml(text, AREA_FILE)) == texts:
            return text
    except InputError:
        pass
    return yaml_text(texts)


def _workbook(path: Path, edits: Edits) -> bytes:
    """Change cells where they stand, so that formats, comments and other sheets stay."""
    raw = read_bytes(path)
    if not edits.cells and not edits.keys:
        return raw
    book = open_to_edit(raw, path.name)
    for table, cells in edits.cells.items():
        sheet = book[table] if table in book.sheetnames else book.create_sheet(table)
        _set(sheet, edits.text.sheets[table].header, cells)
    if edits.keys:
        _set_keys(book[AREA.name], edits)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _set(sheet: Any, header: tuple[str, ...], cells: Mapping[tuple[int, str], str]) -> None:
    from dtors_network.area_files.xlsx_writing import fits, is_number, write_cell

    places = {name: index for index, name in enumerate(header, start=1)}
    for name, index in places.items():
        if not sheet.cell(1, index).value:
            write_cell(sheet.cell(1, index), name)
    for (number, column), text in cells.items():
        counted = text and is_number(sheet.title, column) and fits(text)
        write_cell(sheet.cell(number, places[column]), float(text) if counted else text)


def _set_keys(sheet: Any, edits: Edits) -> None:
    from dtors_network.area_files.xlsx_writing import write_cell

    header = [str(cell.value or "") for cell in sheet[1]]
    key, value = header.index("key") + 1, header.index("value") + 1
    for name, text in edits.keys.items():
        row = edits.text.keys.rows.get(name, sheet.max_row + 1)
        write_cell(sheet.cell(row, key), name)
        write_cell(sheet.cell(row, value), text)
