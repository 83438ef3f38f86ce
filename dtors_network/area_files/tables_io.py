"""Read and write the tables of an area, whether it is a folder of CSV files or one workbook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from dtors_network.area_files.assemble import AreaText, assemble
from dtors_network.area_files.content import NOTHING, Content, blank_content, foreign_faults
from dtors_network.area_files.folder import fill_folder, read_folder
from dtors_network.area_files.naming import home_of
from dtors_network.area_files.staging import finish, write_folder
from dtors_network.area_files.table_text import key_texts, table_records, unreadable
from dtors_network.errors import Fault, InputError
from dtors_network.model import laws
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway

_OTHER_WORKBOOKS: Final = frozenset({".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods"})
_OTHER_FILES: Final = _OTHER_WORKBOOKS | {".csv", ".json", ".yaml", ".yml", ".zip"}
"""Endings that nobody gives a folder."""


def read_tables(
    path: str | Path, codebook: Codebook | Path | None = None, pathway: Pathway | Path | None = None
) -> Area:
    """Read an area as ``read_area`` does, without what was given out of it before.

    Parameters
    ----------
    path, codebook, pathway
        As for ``read_area``.

    Returns
    -------
    Area
        Lawful, with the origin of every row.

    Raises
    ------
    InputError
        As ``read_area`` does.

    Examples
    --------
    >>> from dtors_network.shipped import data_path
    >>> read_tables(data_path() / "areas" / "well_joined").released
    ()
    """
    return assemble(area_text(Path(path)), codebook, pathway)


def write_area(area: Area, path: str | Path, beside: Mapping[str, bytes] = NOTHING) -> None:
    """Write an area as a folder, or as a workbook where the path ends in ``.xlsx``; all of it or nothing.

    Codes and routes of the area's own are written beside the tables.

    Parameters
    ----------
    area : Area
        A lawful area.
    path : str or Path
        A new or empty folder, or a new workbook; nothing is overwritten.
    beside : mapping of str to bytes, optional
        Other files that are made with it, by the names that they have in a folder.

    Raises
    ------
    InputError
        If something is in the way, or with everything that could not be read back.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small.xlsx")
    ...     read_tables(Path(place) / "small.xlsx").statements == small_area().statements
    True
    """
    _write(Path(path), replace(content_of(area), beside=beside))


def content_of(area: Area) -> Content:
    """Give what is written of an area, or raise everything that could not be read back.

    Its keys and tables as text, with codes and routes of its own.

    >>> from dtors_network.examples import small_area
    >>> content_of(small_area()).keys["name"]
    'Small example'
    """
    keys, tables = key_texts(area), table_records(area)
    faults = [*unreadable(area, keys, tables), *laws.faults(area), *foreign_faults(area)]
    if faults:
        raise InputError(faults)
    return Content(keys=keys, tables=tables, codebook=area.codebook, pathway=area.pathway)


def new_area(path: str | Path) -> None:
    """Write an empty area to be filled in: tables with headers only, and a guide with examples that is never read.

    The path is a new or empty folder, or a new workbook that ends in ``.xlsx``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     new_area(Path(place) / "ours")
    ...     sorted(file.name for file in (Path(place) / "ours").iterdir())[:4]
    ['README.txt', 'acceptance_voices.csv', 'actions.csv', 'answers.csv']
    """
    _write(Path(path), blank_content())


def _write(path: Path, content: Content) -> None:
    if path.suffix.lower() == ".xlsx":
        from dtors_network.area_files.workbook import write_workbook  # openpyxl takes its time to import

        write_workbook(path, content)
    elif path.suffix.lower() in _OTHER_FILES:
        _fail(path, "an area is a folder or an .xlsx workbook", "Leave the ending out for a folder, or end in .xlsx")
    else:
        write_folder(path, lambda folder: fill_folder(folder, content))


def area_text(path: Path) -> AreaText:
    """Read everything of an area's folder or workbook as text, without asking yet what it means.

    Parameters
    ----------
    path : Path
        As for ``read_area``.

    Returns
    -------
    AreaText
        Its keys and tables, with what is already known to be wrong.

    Raises
    ------
    InputError
        If there is no such folder or workbook, or it cannot be opened.

    Examples
    --------
    >>> from dtors_network.shipped import data_path
    >>> area_text(data_path() / "areas" / "well_joined").keys.texts["name"]
    'Ellerwick'
    """
    finish(home_of(path) if path.suffix else path)
    if os.path.isdir(path):
        return read_folder(path)
    if not os.path.exists(path):
        _fail(path, "there is no such folder or workbook", "Check the path for a slip")
    if path.suffix.lower() == ".xlsx":
        from dtors_network.area_files.workbook import read_workbook  # openpyxl takes its time to import

        return read_workbook(path)
    if path.suffix.lower() in _OTHER_WORKBOOKS:
        _fail(path, "only .xlsx workbooks are read, which hold no macros", "Save it as a plain Excel workbook (.xlsx)")
    _fail(path, "this is neither a folder nor a workbook", "Name the folder that holds area.yaml, or an .xlsx workbook")


def _fail(path: Path, problem: str, fix: str) -> NoReturn:
    raise InputError([Fault(problem, fix, file=str(path))])
