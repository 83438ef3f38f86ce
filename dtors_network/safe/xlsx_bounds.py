"""What a workbook may be before anything in it is opened: a plain .xlsx, and of a sensible size."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from dtors_network.errors import refuse
from dtors_network.safe.zip_bounds import ZipBounds, check_entries, read_entry

_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN: Final = "Save it as a plain Excel workbook (.xlsx)"
WORKBOOK: Final = ZipBounds(
    kind="workbook", fix="Keep only the sheets of the area, without pictures, and save it again"
)


def check_workbook(raw: bytes, name: str, bounds: ZipBounds = WORKBOOK) -> None:
    """Refuse a file that is no plain workbook, or one that would unpack to far more than is needed.

    Within the bounds of an area where none are given.

    >>> from dtors_network.errors import InputError
    >>> try:
    ...     check_workbook(b"service,count", "map.xlsx")
    ... except InputError as error:
    ...     print(error)
    map.xlsx: this is not an Excel workbook. Save it as a plain Excel workbook (.xlsx)
    """
    if raw.startswith(_OLD_OR_LOCKED):
        refuse(name, "this workbook has a password, or the old .xls format", f"{_PLAIN}, without a password")
    if len(raw) > bounds.largest_file:
        refuse(name, f"this workbook is larger than {bounds.largest_file:,} bytes", bounds.fix)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _check_macros(archive.infolist(), name)
            check_entries(archive.infolist(), name, bounds)
    except zipfile.BadZipFile:
        refuse(name, "this is not an Excel workbook", _PLAIN)


def open_workbook(raw: bytes, name: str, bounds: ZipBounds = WORKBOOK) -> BytesIO:
    """Check a workbook, and pack its parts again so that none can unpack to more than its directory promised.

    openpyxl asks for whole parts, and an archive that lies about their sizes would be unpacked before anybody saw it.

    Parameters
    ----------
    raw : bytes
        The content of the file.
    name : str
        Its name, for the fault.
    bounds : ZipBounds
        How large it may be; those of an area where left out.

    Returns
    -------
    io.BytesIO
        The same workbook, not compressed.

    Raises
    ------
    InputError
        With the one thing that is wrong.
    """
    check_workbook(raw, name, bounds)
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as archive, zipfile.ZipFile(whole, "w") as again:
        for entry in {entry.filename: entry for entry in archive.infolist()}.values():
            if not entry.is_dir():
                again.writestr(entry.filename, read_entry(archive, entry, name, WORKBOOK.kind))
    whole.seek(0)
    return whole


def _check_macros(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        refuse(name, "this workbook holds macros", f"{_PLAIN}, which cannot hold any")
