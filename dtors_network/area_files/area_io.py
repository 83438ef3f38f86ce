"""Read an area with what was given out of it before, and write one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dtors_network.area_files.release_register import releases_folder
from dtors_network.area_files.releases import released_before
from dtors_network.area_files.tables_io import (
    area_text,
    content_of,
    new_area,
    read_tables,
    write_area,
)
from dtors_network.model.area import Area
from dtors_network.model.cautions import warnings
from dtors_network.model.codebook import Codebook
from dtors_network.model.given import checked
from dtors_network.model.pathway import Pathway

__all__ = [
    "area_text",
    "content_of",
    "new_area",
    "read_area",
    "read_tables",
    "warnings",
    "write_area",
]


@checked
def read_area(path: str | Path, codebook: Codebook | Path | None = None, pathway: Pathway | Path | None = None) -> Area:
    """Read an area from a folder of CSV files with an ``area.yaml``, or from a workbook.

    Parameters
    ----------
    path : str or Path
        The folder, or a workbook that ends in ``.xlsx``.
    codebook : Codebook, Path or None
        The codebook to use in place of the shipped one, or a file of codes to add to that; a ``codebook.yaml`` of
        the area adds to either.
    pathway : Pathway, Path or None
        The reference pathway to judge by, whatever the area names: itself, its file, or the id of a shipped one.

    Returns
    -------
    Area
        Lawful, with the origin of every row.

    Raises
    ------
    InputError
        With every fault found, each with file, row, column, value and fix; also if the register of what was given
        out before is of another area, or damaged.

    Examples
    --------
    >>> from dtors_network.shipped import data_path
    >>> read_area(data_path() / "areas" / "well_joined").name
    'Ellerwick'
    """
    area = read_tables(path, codebook, pathway)
    return replace(area, released=released_before(Path(path), area)) if releases_folder(Path(path)).is_dir() else area
