"""The files of an area with some of its tables and keys anew, in a folder and in a workbook; all else stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.keys_yaml import edited_yaml, keys_of_yaml, yaml_text
from dtors_network.area_files.naming import AREA_FILE, is_workbook
from dtors_network.area_files.schema import AREA
from dtors_network.area_files.xlsx_editing import open_to_edit
from dtors_network.errors import InputError
from dtors_network.model.codebook import Codebook
from dtors_network.safe.text import decode

Records = Sequence[Sequence[str]]
Keys = Mapping[str, str | None]
NO_KEYS: Final[Keys] = MappingProxyType({})


def rewritten(
    path: Path,
    files: Mapping[str, bytes],
    tables: Mapping[str, Records],
    codebook: Codebook,
    keys: Keys = NO_KEYS,
    cells: Mapping[str, Mapping[tuple[int, str], str]] | None = None,
) -> dict[str, bytes]:
    r"""Give the files of an area that differ once some of its tables and keys are written anew.

    Parameters
    ----------
    path : Path
        Its folder or workbook.
    files : mapping of str to bytes
        What its files hold.
    tables : mapping of str to records
        The records of each table that is written, the header first.
    codebook : Codebook
        Where codes come from.
    keys : mapping of str to str or None, optional
        Keys of the area that change or are new; None for one that goes.
    cells : mapping, optional
        By table, which cells of it changed, by row of the sheet and column: in a workbook the others are left alone.

    Returns
    -------
    dict of str to bytes
        By name within :func:`~dtors_network.area_files.naming.home_of` it.

    Raises
    ------
    InputError
        If it is a workbook with parts that would be lost.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> records = [["service", "count"], ["gp", "7"]]
    >>> rewritten(Path("ours"), {"area.yaml": b"# x"}, {"arrivals": records}, shipped_codebook(), {"id": "x"})
    {'arrivals.csv': b'\xef\xbb\xbfservice,count\ngp,7\n', 'area.yaml': b'# x\nid: x\n'}
    """
    if is_workbook(path):
        return _workbook(files, path.name, tables, codebook, keys, cells or {}) if tables or keys else {}
    made = {f"{name}.csv": csv_text(records).encode("utf-8-sig") for name, records in tables.items()}
    return {**made, AREA_FILE: _yaml(files.get(AREA_FILE, b""), keys).encode()} if keys else made


def _yaml(before: bytes, keys: Keys) -> str:
    """Change the lines of the keys; a file that is not one line a key, or loses one, is written anew."""
    text = decode(before, AREA_FILE)
    was = keys_of_yaml(text, AREA_FILE)
    new = {key: said for key, said in keys.items() if said is not None}
    after = {key: said for key, said in {**was.texts, **new}.items() if key in new or key not in keys}
    try:
        edited = edited_yaml(text, was.rows, new)
        if _said(keys_of_yaml(edited, AREA_FILE).texts) == _said(after):
            return edited
    except InputError:
        pass
    return yaml_text(after)


def _said(keys: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in keys.items() if text}


def _workbook(
    files: Mapping[str, bytes],
    name: str,
    tables: Mapping[str, Records],
    codebook: Codebook,
    keys: Keys,
    cells: Mapping[str, Mapping[tuple[int, str], str]],
) -> dict[str, bytes]:
    from dtors_network.area_files.xlsx_writing import put_cells, put_sheets

    book = open_to_edit(files[name], name)
    put_sheets(book, {table: records for table, records in tables.items() if table not in cells}, codebook)
    for table, changed in cells.items():
        put_cells(book, table, tables[table][0], changed)
    if keys:
        _put_keys(book, keys)
    out = BytesIO()
    book.save(out)
    return {name: out.getvalue()}


def _put_keys(book: Any, keys: Keys) -> None:
    """Write keys, each in its row; one that is gone leaves a blank one."""
    from dtors_network.area_files.xlsx_writing import write_cell

    sheet = book[AREA.name] if AREA.name in book.sheetnames else book.create_sheet(AREA.name, 0)
    header = [str(cell.value or "") for cell in sheet[1]]
    if "key" not in header or "value" not in header:
        header = ["key", "value"]
        for at, title in enumerate(header, start=1):
            write_cell(sheet.cell(1, at), title)
    key, value = header.index("key") + 1, header.index("value") + 1
    rows = {str(sheet.cell(row, key).value or ""): row for row in range(2, sheet.max_row + 1)}
    for name, text in keys.items():
        row = rows.get(name, sheet.max_row + 1)
        if text is not None:
            write_cell(sheet.cell(row, key), name)
            write_cell(sheet.cell(row, value), text)
        elif name in rows:
            sheet.cell(row, key).value = sheet.cell(row, value).value = None
