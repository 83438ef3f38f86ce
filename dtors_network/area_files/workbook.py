"""An area as one workbook: a sheet a table, and a sheet ``area`` with the columns key and value."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

from dtors_network.area_files.absent import absences
from dtors_network.area_files.assemble import AreaText
from dtors_network.area_files.content import Content
from dtors_network.area_files.keys import keys_of_sheet, no_keys
from dtors_network.area_files.naming import CODEBOOK_FILE, PATHWAY_FILE, own_file
from dtors_network.area_files.schema import TABLES
from dtors_network.area_files.sheets import Sheet
from dtors_network.area_files.staging import write_files
from dtors_network.area_files.xlsx_sheet import read_sheet, sheet_file
from dtors_network.area_files.xlsx_writing import add_guide, make_workbook
from dtors_network.safe.text import read_bytes
from dtors_network.safe.xlsx_bounds import open_workbook
from dtors_network.safe.xlsx_reading import sheets_of

_SHEETS: Final = ("area", *(table.name for table in TABLES))


def read_workbook(path: Path) -> AreaText:
    """Read every sheet of an area's workbook as text.

    Sheets that are none of the tables are left alone, unless one looks like a table that is not there. Refused where
    the file is no workbook, holds macros, or would unpack to far more than an area needs.
    """
    raw = read_bytes(path)
    sheets, names = _sheets(open_workbook(raw, path.name), path.name)
    area_file = sheet_file(path.name, "area")
    missing = absences({name: name for name in _SHEETS}, names, "the workbook", sheet_file(path.name, ""))
    area = sheets.pop("area", None)
    return AreaText(
        keys=keys_of_sheet(area) if area else no_keys(area_file, missing),
        sheets={name: sheets[name] for name in _SHEETS if name in sheets},
        codebook=own_file(path, CODEBOOK_FILE),
        pathway=own_file(path, PATHWAY_FILE),
        faults=tuple(fault for fault in missing if fault.file != area_file),
    )


def write_workbook(path: Path, content: Content) -> None:
    """Write an area as a new workbook, with its own codes and routes beside it; all of it or nothing."""
    names = (CODEBOOK_FILE, PATHWAY_FILE, *content.beside)

    def fill(folder: Path) -> None:
        book = make_workbook(content.keys, content.tables, content.codebook)
        if content.guide:
            add_guide(book, content.codebook)
        book.save(folder / path.name)
        content.write_own(lambda name: own_file(folder / path.name, name))

    write_files([*(own_file(path, name) for name in names), path], fill)


def _sheets(workbook: BytesIO, name: str) -> tuple[dict[str, Sheet], list[str]]:
    with sheets_of(workbook, name) as book:
        sheets = {sheet.title: read_sheet(sheet, name) for sheet in book.worksheets if sheet.title in _SHEETS}
        return sheets, book.sheetnames
