"""An area as a folder: which of its files are read, and what is written into an empty one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from dtors_network.area_files.absent import absences
from dtors_network.area_files.assemble import AreaText
from dtors_network.area_files.content import Content
from dtors_network.area_files.csv_tables import read_csv, write_csv_folder
from dtors_network.area_files.guide import readme
from dtors_network.area_files.keys import no_keys
from dtors_network.area_files.keys_yaml import read_area_yaml, yaml_text
from dtors_network.area_files.naming import AREA_FILE, CODEBOOK_FILE, PATHWAY_FILE
from dtors_network.area_files.schema import TABLES
from dtors_network.area_files.sheets import Sheet
from dtors_network.errors import Fault, InputError

README_FILE: Final = "README.txt"


def read_folder(folder: Path) -> AreaText:
    """Read every table of an area's folder as text.

    Files that are none of the tables are left alone, unless one looks like a table that is not there.
    """
    names = _listing(folder)
    files = {"area": AREA_FILE, **{table.name: f"{table.name}.csv" for table in TABLES}}
    missing = absences(files, names, "the folder")
    return AreaText(
        keys=read_area_yaml(folder / AREA_FILE) if AREA_FILE in names else no_keys(AREA_FILE, missing),
        sheets={table.name: _sheet(folder / files[table.name]) for table in TABLES if files[table.name] in names},
        codebook=folder / CODEBOOK_FILE,
        pathway=folder / PATHWAY_FILE,
        faults=tuple(fault for fault in missing if fault.file != AREA_FILE),
    )


def fill_folder(folder: Path, content: Content) -> None:
    """Write an area's files into an empty folder.

    Parameters
    ----------
    folder : Path
        The folder.
    content : Content
        What is written.
    """
    (folder / AREA_FILE).write_text(yaml_text(content.keys), encoding="utf-8", newline="\n")
    write_csv_folder(folder, content.tables)
    if content.guide:
        (folder / README_FILE).write_text(readme(content.codebook), encoding="utf-8", newline="\n")
    content.write_own(lambda name: folder / name)


def _listing(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))
    except PermissionError:
        fix = "Ask its owner for permission to read it, or copy it"
        raise InputError([Fault("this folder may not be read", fix, file=str(folder))]) from None


def _sheet(path: Path) -> Sheet:
    try:
        return read_csv(path)
    except InputError as error:
        return Sheet(file=path.name, faults=error.faults, whole=False)
