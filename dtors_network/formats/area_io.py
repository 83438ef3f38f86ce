"""Read and write an area, whether it is a folder of CSV files or one workbook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

from dtors_network.errors import Fault, InputError
from dtors_network.formats.area_folder import read_folder
from dtors_network.formats.assemble import AreaText, assemble
from dtors_network.model.area import Area
from dtors_network.model.cautions import warnings
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway

__all__ = ["read_area", "warnings"]


def read_area(path: str | Path, codebook: Codebook | None = None, pathway: Pathway | None = None) -> Area:
    """Read an area from a folder of CSV files with an ``area.yaml``, or from a workbook.

    Parameters
    ----------
    path : str or Path
        The folder, or a workbook that ends in ``.xlsx``.
    codebook : Codebook or None
        The codebook to use in place of the shipped one; a ``codebook.yaml`` of the area extends it.
    pathway : Pathway or None
        The reference pathway to judge by, whatever the area names.

    Returns
    -------
    Area
        Lawful, with the origin of every row.

    Raises
    ------
    InputError
        With every fault found, each with file, row, column, value and fix.

    Examples
    --------
    >>> from dtors_network.shipped import data_path
    >>> read_area(data_path() / "areas" / "well_joined").name
    'Ellerwick'
    """
    return assemble(_text(Path(path)), codebook, pathway)


def _text(path: Path) -> AreaText:
    if os.path.isdir(path):
        return read_folder(path)
    if not os.path.exists(path):
        _fail(path, "there is no such folder or workbook", "Check the path for a slip")
    if path.suffix.lower() == ".xlsx":
        from dtors_network.formats.area_xlsx import read_workbook  # openpyxl takes its time to import

        return read_workbook(path)
    _fail(path, "this is neither a folder nor an .xlsx workbook", "Name the folder that holds area.yaml, or a workbook")


def _fail(path: Path, problem: str, fix: str) -> NoReturn:
    raise InputError([Fault(problem, fix, file=str(path))])
