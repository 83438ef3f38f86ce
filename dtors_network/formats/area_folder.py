"""The files of a folder that are an area, and the ones that look as if they should be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.formats.area_csv import read_csv
from dtors_network.formats.assemble import AreaText
from dtors_network.formats.keys import Keys, read_area_yaml
from dtors_network.formats.schema import TABLE, TABLES
from dtors_network.formats.sheets import Sheet, misnamed

AREA_FILE: Final = "area.yaml"
CODEBOOK_FILE: Final = "codebook.yaml"
PATHWAY_FILE: Final = "pathway.yaml"


def read_folder(folder: Path) -> AreaText:
    """Read every table of an area's folder as text.

    Files that are none of the tables are left alone, unless one looks like a table that is not there.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    AreaText
        What was read, with its faults.

    Raises
    ------
    InputError
        If the folder cannot be listed.
    """
    names = _listing(folder)
    files = [AREA_FILE, *(f"{table.name}.csv" for table in TABLES)]
    faults = [fault for file in files if file not in names and (fault := _not_there(file, names - {*files}))]
    keys = read_area_yaml(folder / AREA_FILE) if AREA_FILE in names else Keys(file=AREA_FILE, texts={}, rows={})
    sheets = {table.name: _sheet(folder / f"{table.name}.csv") for table in TABLES if f"{table.name}.csv" in names}
    codebook, pathway = folder / CODEBOOK_FILE, folder / PATHWAY_FILE
    return AreaText(keys=keys, sheets=sheets, codebook=codebook, pathway=pathway, faults=tuple(faults))


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


def _not_there(file: str, others: set[str]) -> Fault | None:
    """Ask for a file that is needed, or for one that seems to be there under another name."""
    near = misnamed(file, sorted(others))
    needed = file == AREA_FILE or TABLE[file.removesuffix(".csv")].needed
    if not near and not needed:
        return None
    fix = f"Rename {near!r}" if near else f"Put {file} into the folder"
    return Fault("this file is missing", fix, file=file)
