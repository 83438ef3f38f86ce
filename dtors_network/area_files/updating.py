"""Put tables of an area in place of those that its folder or workbook holds, and leave all else there alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dtors_network.area_files.csv_tables import write_csv_folder
from dtors_network.area_files.keys_yaml import edited_yaml, read_area_yaml
from dtors_network.area_files.schema import AREA
from dtors_network.area_files.table_text import table_records
from dtors_network.model.area import Area
from dtors_network.safe.text import read_bytes, read_text


def put_tables(path: Path, area: Area, names: Iterable[str]) -> None:
    """Write some tables of an area over those at its place.

    Parameters
    ----------
    path : Path
        Its folder or workbook, or rather a copy of it: see :func:`dtors_network.area_files.staging.change`.
    area : Area
        The area with its new rows.
    names : iterable of str
        The tables that are written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.area_files.area_io import write_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small")
    ...     put_tables(Path(place) / "small", small_area(), ["arrivals"])
    ...     (Path(place) / "small" / "arrivals.csv").read_text("utf-8-sig").splitlines()[1]
    'gp,everyone,120,'
    """
    every = table_records(area)
    tables = {name: every[name] for name in names if name in every}
    if path.is_dir():
        write_csv_folder(path, tables)
        return
    from dtors_network.area_files.xlsx_editing import open_to_edit
    from dtors_network.area_files.xlsx_writing import put_sheets

    book = open_to_edit(read_bytes(path), path.name)
    put_sheets(book, tables, area.codebook)
    book.save(path)


def put_keys(path: Path, keys: Mapping[str, str]) -> None:
    """Write some keys of an area over those at its place, and leave every other line or cell alone.

    Parameters
    ----------
    path : Path
        Its folder or workbook, or rather a copy of it.
    keys : mapping of str to str
        Text by key.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.area_files.area_io import read_area, write_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small.xlsx")
    ...     put_keys(Path(place) / "small.xlsx", {"note": "Seen"})
    ...     read_area(Path(place) / "small.xlsx").note
    'Seen'
    """
    if path.is_dir():
        file = path / "area.yaml"
        file.write_bytes(edited_yaml(read_text(file), read_area_yaml(file).rows, keys).encode())
        return
    from dtors_network.area_files.xlsx_editing import open_to_edit
    from dtors_network.area_files.xlsx_writing import write_cell

    book = open_to_edit(read_bytes(path), path.name)
    sheet = book[AREA.name]
    header = [str(cell.value or "") for cell in sheet[1]]
    key, value = header.index("key") + 1, header.index("value") + 1
    rows = {str(sheet.cell(row, key).value or ""): row for row in range(2, sheet.max_row + 1)}
    for name, text in keys.items():
        row = rows.get(name, sheet.max_row + 1)
        write_cell(sheet.cell(row, key), name)
        write_cell(sheet.cell(row, value), text)
    book.save(path)
