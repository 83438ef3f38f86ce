"""Which files an area consists of, and what each of them holds: so that a change by somebody else is seen."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from dtors_network.area_files.area_io import area_text
from dtors_network.area_files.assemble import AreaText
from dtors_network.area_files.naming import (
    AREA_FILE,
    CODEBOOK_FILE,
    IMPORTS_FILE,
    PATHWAY_FILE,
    home_of,
    is_workbook,
    own_file,
    own_folder,
)
from dtors_network.area_files.schema import TABLES
from dtors_network.area_files.staging import finish
from dtors_network.safe.text import decode, read_bytes
from dtors_network.safe.yaml_reading import YamlText

TABLE_FILES: Final = {"area": AREA_FILE, **{table.name: f"{table.name}.csv" for table in TABLES}}
"""The file of each table in a folder."""
SET_ASIDE: Final = "set_aside.csv"
"""Rows of records that could not be counted."""
ROUNDS: Final = "rounds"
"""The folder of rounds: what was asked, the forms, and the replies; each of its files is written once."""
_OWN: Final = (CODEBOOK_FILE, PATHWAY_FILE, IMPORTS_FILE)
_BESIDE: Final = ("candidates.csv", "indicators.csv", "begun.csv", SET_ASIDE)
"""Tables that are no part of the area, and that commands write with it."""


def names_of(path: Path) -> tuple[str, ...]:
    """Name the files of an area that may be there, within :func:`home_of` it.

    >>> names_of(Path("maps/ours.xlsx"))[:4]
    ('ours.xlsx', 'ours.codebook.yaml', 'ours.pathway.yaml', 'ours.imports.csv')
    """
    if is_workbook(path):
        return (path.name, *(own_file(path, own).name for own in (*_OWN, *_BESIDE)))
    return (*TABLE_FILES.values(), *_OWN, *_BESIDE)


def names_of_rounds(path: Path) -> tuple[str, ...]:
    """Name the files of an area's rounds, within :func:`home_of` it.

    >>> names_of_rounds(Path("nowhere"))
    ()
    """
    home, folder = home_of(path), own_folder(path, ROUNDS)
    return tuple(sorted(file.relative_to(home).as_posix() for file in folder.rglob("*") if file.is_file()))


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
    finish(home_of(path))
    return contents_now(path)


def contents_now(path: Path) -> dict[str, bytes]:
    """Read the files of an area as :func:`contents` does, where nobody else is writing them."""
    home = home_of(path)
    return {name: read_bytes(home / name) for name in names_of(path) if (home / name).is_file()}


def text_of(path: Path, files: Mapping[str, bytes]) -> AreaText:
    """Read an area's text from the very bytes that its digests are taken from; its own codes and routes as text.

    Raises
    ------
    InputError
        If there is no such folder or workbook.
    """
    if not files:
        return area_text(path)  # says what is wrong
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            (Path(place) / name).write_bytes(content)
        text = area_text(Path(place) / path.name if is_workbook(path) else Path(place))
        return replace(text, codebook=_yaml(text.codebook, CODEBOOK_FILE), pathway=_yaml(text.pathway, PATHWAY_FILE))


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


def _yaml(given: Path | YamlText, name: str) -> YamlText:
    if isinstance(given, Path) and given.exists():
        return YamlText(given.name, decode(given.read_bytes(), given.name))
    return YamlText(name)
