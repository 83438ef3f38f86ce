"""Which files an area consists of, and what each of them holds: so that a change by somebody else is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dtors_network.area_files.folder import AREA_FILE, CODEBOOK_FILE, IMPORTS_FILE, PATHWAY_FILE
from dtors_network.area_files.schema import TABLES
from dtors_network.area_files.staging import finish
from dtors_network.safe.text import read_bytes

TABLE_FILES: Final = {"area": AREA_FILE, **{table.name: f"{table.name}.csv" for table in TABLES}}
"""The file of each table in a folder."""
_OWN: Final = (CODEBOOK_FILE, PATHWAY_FILE, IMPORTS_FILE)


def is_workbook(path: Path) -> bool:
    """Tell an area in one workbook from one in a folder.

    Examples
    --------
    >>> is_workbook(Path("ours.xlsx")), is_workbook(Path("ours"))
    (True, False)
    """
    return path.suffix.lower() == ".xlsx" and not path.is_dir()


def home_of(path: Path) -> Path:
    """Give the folder that holds the files of an area.

    Examples
    --------
    >>> home_of(Path("maps/ours.xlsx")).name
    'maps'
    """
    return path.parent if is_workbook(path) else path


def names_of(path: Path) -> tuple[str, ...]:
    """Name the files of an area that may be there, within :func:`home_of` it.

    Examples
    --------
    >>> names_of(Path("maps/ours.xlsx"))
    ('ours.xlsx', 'ours.codebook.yaml', 'ours.pathway.yaml', 'ours.imports.csv')
    """
    if is_workbook(path):
        return (path.name, *(f"{path.stem}.{own}" for own in _OWN))
    return (*TABLE_FILES.values(), *_OWN)


def contents(path: Path) -> dict[str, bytes]:
    """Read the files of an area that are there, as they are.

    Parameters
    ----------
    path : Path
        Its folder or workbook.

    Returns
    -------
    dict of str to bytes
        By name within :func:`home_of` it.

    Raises
    ------
    InputError
        If one of them may not be read.

    Examples
    --------
    >>> contents(Path("nowhere"))
    {}
    """
    home = home_of(path)
    finish(home)
    return {name: read_bytes(home / name) for name in names_of(path) if (home / name).is_file()}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name files by what they hold.

    Examples
    --------
    >>> {name: digest[:8] for name, digest in digests({"area.yaml": b"id: x"}).items()}
    {'area.yaml': '56a14c97'}
    """
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def unlike(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Name the files that two sets of digests do not share.

    Examples
    --------
    >>> unlike({"a.csv": "1", "b.csv": "2"}, {"a.csv": "1", "c.csv": "3"})
    ('b.csv', 'c.csv')
    """
    return tuple(name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name))
