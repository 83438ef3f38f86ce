"""The place that an import is to go into: an area that is there, or one that is made because none is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.assemble import AreaText, assemble
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.keys import Keys
from dtors_network.area_files.naming import CODEBOOK_FILE, PATHWAY_FILE
from dtors_network.area_files.schema import OPTIONAL, TABLES, columns_of
from dtors_network.area_files.sheets import Sheet
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway
from dtors_network.safe.yaml_reading import YamlText

NEW_PATHWAY: Final = "partnership_2022"
"""By what a new area is judged where nothing names a reference."""


def is_there(path: Path) -> bool:
    """Say whether there is an area, or anything else, at a place: a file, or a folder that is not empty.

    Parameters
    ----------
    path : Path
        A folder or workbook.

    Returns
    -------
    bool
        False where an area may be made.

    Examples
    --------
    >>> is_there(Path("nowhere"))
    False
    """
    return path.is_file() or (path.is_dir() and bool(os.listdir(path)))


def new_keys(path: Path) -> dict[str, str]:
    """Give the keys of an area that is made at a place and that nothing else names: it is called like the place.

    Parameters
    ----------
    path : Path
        The folder or workbook to be.

    Returns
    -------
    dict
        Text by key.

    Examples
    --------
    >>> new_keys(Path("maps/kent.xlsx"))
    {'id': 'kent', 'name': 'kent', 'reference_pathway': 'partnership_2022'}
    """
    whole = path if path.name else path.resolve()
    name = whole.stem if whole.suffix.lower() == ".xlsx" else whole.name
    return {"id": name, "name": name, "reference_pathway": NEW_PATHWAY}


def area_or_empty(path: Path, codebook: Codebook | Path | None = None, pathway: Pathway | Path | None = None) -> Area:
    """Read the area at a place; where nothing is there, give one without a service, which nobody has written yet.

    Parameters
    ----------
    path : Path
        The folder or workbook.
    codebook, pathway : Codebook, Pathway, Path or None
        As in :func:`~dtors_network.area_files.area_io.read_area`.

    Returns
    -------
    Area
        Lawful.

    Raises
    ------
    InputError
        With every fault of the area that is there, or of the codebook and the pathway.

    Examples
    --------
    >>> area_or_empty(Path("nowhere/kent")).name
    'kent'
    """
    if is_there(path):
        return read_area(path, codebook, pathway)
    needed = [table for table in TABLES if table.name not in OPTIONAL]
    headers = {table.name: tuple(column.name for column in columns_of(table, shipped_codebook())) for table in needed}
    sheets = {name: Sheet(file=name, header=header) for name, header in headers.items()}
    keys = Keys(file=str(path), texts=new_keys(path), rows={})
    text = AreaText(keys=keys, sheets=sheets, codebook=YamlText(CODEBOOK_FILE), pathway=YamlText(PATHWAY_FILE))
    return assemble(text, codebook, pathway)
