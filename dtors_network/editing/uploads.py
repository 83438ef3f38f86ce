"""An area that somebody uploads: a workbook, or a zip of its CSV files, read within bounds and not kept."""

from __future__ import annotations

import re
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZipInfo

from dtors_network.area_files.area_io import area_text, read_tables
from dtors_network.area_files.naming import AREA_FILE, CODEBOOK_FILE, PATHWAY_FILE
from dtors_network.area_files.schema import TABLES
from dtors_network.errors import Fault, InputError, refuse
from dtors_network.model.area import Area
from dtors_network.safe.zip_bounds import ZipBounds, open_zip, read_entry
from dtors_network.safe.zip_parts import parts_of_people

LARGEST: Final = 20_000_000
"""Bytes of a file."""
_READ: Final = frozenset({AREA_FILE, CODEBOOK_FILE, PATHWAY_FILE, *(f"{table.name}.csv" for table in TABLES)})
_FIX: Final = "Put only area.yaml and the CSV files of the tables into it"
ARCHIVE: Final = ZipBounds(kind="zip", fix=_FIX, largest_file=LARGEST, most_entries=200)
_OF_PEOPLE: Final = re.compile(
    r"(client|patient|person)_?(id|ref|number)?|nhs_?(no|number)|(f|s)initial|initials|forename|first_?name|surname"
    r"|last_?name|dob|date_?of_?birth|birth_?date|postcode|pc|address|home_?phone",
    re.IGNORECASE,
)
"""Columns that tell one person from another: no table of an area has any."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What was read of an upload.

    Attributes
    ----------
    area : Area
        Exact.
    unread : tuple of str
        Files of a zip that are none of an area's; they were not opened.
    """

    area: Area
    unread: tuple[str, ...] = ()


def read_upload(name: str, content: bytes) -> Uploaded:
    """Read an area from a file that was uploaded; nothing of it stays on the disk.

    Parameters
    ----------
    name : str
        What the file is called; its ending says what it is.
    content : bytes
        What it holds.

    Returns
    -------
    Uploaded
        The area.

    Raises
    ------
    InputError
        If it is too large, neither a workbook nor a zip, harmful, or with every fault of its cells.

    Examples
    --------
    >>> try:
    ...     read_upload("map.docx", b"")
    ... except InputError as error:
    ...     print(error)
    map.docx: this is neither a workbook nor a zip of CSV files. Save it as .xlsx, or pack area.yaml and its CSV files
    """
    plain = PurePosixPath(name.replace("\\", "/")).name[-100:] or "file"
    if len(content) > LARGEST:
        refuse(plain, f"this file is larger than {LARGEST:,} bytes", "Keep only the tables of the area")
    ending = PurePosixPath(plain).suffix.lower()
    if ending not in (".xlsx", ".zip"):
        fix = "Save it as .xlsx, or pack area.yaml and its CSV files"
        refuse(plain, "this is neither a workbook nor a zip of CSV files", fix)
    with tempfile.TemporaryDirectory() as folder:
        place, unread = Path(folder) / "upload", tuple[str, ...]()
        if ending == ".xlsx":
            place.mkdir()
            place = place / f"{PurePosixPath(plain).stem}.xlsx"
            place.write_bytes(content)
        else:
            unread = _unpacked(content, plain, place)
        if columns := [*_columns_of_people(place)]:
            raise InputError(columns)
        return Uploaded(read_tables(place), unread)


def _unpacked(content: bytes, name: str, folder: Path) -> tuple[str, ...]:
    """Write the files of an area out of a zip into a folder, and name those that are none."""
    with open_zip(content, name, ARCHIVE, "Pack the files again as a plain .zip") as archive:
        parts = parts_of_people(archive.infolist())
        _check_plain(parts, name)
        inside = _folder_of(parts, name)
        wanted = [part for part in parts if _is_wanted(part, inside)]
        folder.mkdir()
        for part in wanted:
            (folder / PurePosixPath(part.filename).name).write_bytes(read_entry(archive, part, name, ARCHIVE.kind))
    return tuple(part.filename[-120:] for part in parts if part not in wanted)


def _check_plain(parts: list[ZipInfo], name: str) -> None:
    for part in parts:
        if stat.S_ISLNK(part.external_attr >> 16):
            refuse(name, "this zip holds a link to another file", "Pack the file itself", value=part.filename)


def _folder_of(parts: list[ZipInfo], name: str) -> PurePosixPath:
    """Find the one folder of the zip that holds an area; the same file may not stand there twice."""
    there = [PurePosixPath(part.filename) for part in parts]
    folders = sorted({path.parent for path in there if path.name == AREA_FILE})
    folders = folders or sorted({path.parent for path in there if path.name in _READ})
    if not folders:
        refuse(name, "this zip holds no area", _FIX)
    if len(folders) > 1:
        named = ", ".join(map(str, folders[:3]))
        refuse(name, f"this zip holds more than one area ({named})", "Pack each area by itself")
    files = [path.name for path in there if path.parent == folders[0] and path.name in _READ]
    if twice := next((file for file in files if files.count(file) > 1), ""):
        refuse(name, "this zip holds a file twice", "Pack it again", value=twice)
    return folders[0]


def _is_wanted(part: ZipInfo, folder: PurePosixPath) -> bool:
    path = PurePosixPath(part.filename)
    return path.parent == folder and path.name in _READ


def _columns_of_people(place: Path) -> Iterator[Fault]:
    """Find columns that tell one person from another, before anything that they hold is used."""
    for sheet in area_text(place).sheets.values():
        for column in sheet.header:
            if _OF_PEOPLE.fullmatch(column.strip().replace(" ", "_").replace("-", "_")):
                problem = "this column tells one person from another, and an area holds counts of people only"
                fix = "Take it out; records of people are counted by `dtors-network count`, on your own machine"
                yield Fault(problem, fix, file=sheet.file, row=1, column=column.strip())
