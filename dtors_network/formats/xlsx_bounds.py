"""What a workbook may be before anything in it is opened: a plain .xlsx, and of a sensible size."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from dtors_network.errors import Fault, InputError

LARGEST_FILE: Final = 20_000_000
LARGEST_CONTENT: Final = 100_000_000
LARGEST_RATIO: Final = 200
MOST_ENTRIES: Final = 1_000
RATIO_MATTERS_FROM: Final = 10_000_000
"""Bytes of content below which a high ratio harms nobody."""

_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN: Final = "Save it as a plain Excel workbook (.xlsx)"
_SMALLER: Final = "Keep only the sheets of the area, without pictures, and save it again"


def check_workbook(raw: bytes, name: str) -> None:
    """Refuse a file that is no plain workbook, or one that would unpack to far more than an area needs.

    Parameters
    ----------
    raw : bytes
        The content of the file.
    name : str
        Its name, for the fault.

    Raises
    ------
    InputError
        With the one thing that is wrong.

    Examples
    --------
    >>> try:
    ...     check_workbook(b"service,count", "map.xlsx")
    ... except InputError as error:
    ...     print(error)
    map.xlsx: this is not an Excel workbook. Save it as a plain Excel workbook (.xlsx)
    """
    if raw.startswith(_OLD_OR_LOCKED):
        _fail(name, "this workbook has a password, or the old .xls format", f"{_PLAIN}, without a password")
    if len(raw) > LARGEST_FILE:
        _fail(name, f"this workbook is larger than {LARGEST_FILE:,} bytes", _SMALLER)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _check_entries(archive.infolist(), name)
    except zipfile.BadZipFile:
        _fail(name, "this is not an Excel workbook", _PLAIN)


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    content = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        _fail(name, "this workbook holds macros", f"{_PLAIN}, which cannot hold any")
    if len(entries) > MOST_ENTRIES:
        _fail(name, f"this workbook is packed from more than {MOST_ENTRIES:,} parts", _SMALLER)
    if content > LARGEST_CONTENT:
        _fail(name, f"this workbook unpacks to more than {LARGEST_CONTENT:,} bytes", _SMALLER)
    if content > RATIO_MATTERS_FROM and content / packed > LARGEST_RATIO:
        _fail(name, f"this workbook unpacks to more than {LARGEST_RATIO} times its size", _SMALLER)


def _fail(name: str, problem: str, fix: str) -> None:
    raise InputError([Fault(problem, fix, file=name)])
