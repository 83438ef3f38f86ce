"""What an archive may be before anything in it is opened: whole, of a sensible size, with names that stay inside."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from dtors_network.errors import InputError, refuse

RATIO_MATTERS_FROM: Final = 10_000_000
"""Bytes of content below which a high ratio harms nobody."""

_ENCRYPTED: Final = 0x1
_PIECE: Final = 65_536
_LEAVES_THE_ARCHIVE: Final = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipBounds:
    """How large an archive of one kind may be.

    Attributes
    ----------
    kind : str
        What it is called in a fault, such as "workbook".
    fix : str
        What the user can do about one that is too large.
    largest_file, largest_content : int
        Bytes, packed and unpacked.
    largest_ratio : int
        How many times its packed size the content may be, from ``RATIO_MATTERS_FROM`` on.
    most_entries : int
        Parts that it may be packed from.
    """

    kind: str
    fix: str
    largest_file: int = 20_000_000
    largest_content: int = 100_000_000
    largest_ratio: int = 200
    most_entries: int = 1_000


def open_zip(source: bytes | Path, name: str, bounds: ZipBounds, otherwise: str) -> zipfile.ZipFile:
    """Open an archive whose directory promises nothing harmful.

    Parameters
    ----------
    source : bytes or Path
        The content of the file, or the file where it is too large to be held.
    name : str
        Its name, for the fault.
    bounds : ZipBounds
        How large it may be.
    otherwise : str
        What to do about a file that is no such archive.

    Returns
    -------
    zipfile.ZipFile
        Open, to be closed by the caller; its entries are read with :func:`read_entry`.

    Raises
    ------
    InputError
        With the one thing that is wrong.

    Examples
    --------
    >>> bounds = ZipBounds(kind="project", fix="Export it again")
    >>> try:
    ...     open_zip(b"not packed", "study.qdpx", bounds, "Export the project again")
    ... except InputError as error:
    ...     print(error)
    study.qdpx: this is not a whole project. Export the project again
    """
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > bounds.largest_file:
        refuse(name, f"this {bounds.kind} is larger than {bounds.largest_file:,} bytes", bounds.fix)
    try:
        archive = zipfile.ZipFile(source if isinstance(source, Path) else BytesIO(source))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        refuse(name, f"this is not a whole {bounds.kind}", otherwise)
    try:
        check_entries(archive.infolist(), name, bounds)
    except InputError:
        archive.close()
        raise
    return archive


def check_entries(entries: list[zipfile.ZipInfo], name: str, bounds: ZipBounds) -> None:
    """Refuse an archive that would unpack to far more than is needed, or whose names lead out of it.

    >>> check_entries([], "study.qdpx", ZipBounds(kind="project", fix="Export it again"))
    """
    kind = f"this {bounds.kind}"
    content = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > bounds.most_entries:
        refuse(name, f"{kind} is packed from more than {bounds.most_entries:,} parts", bounds.fix)
    if content > bounds.largest_content:
        refuse(name, f"{kind} unpacks to more than {bounds.largest_content:,} bytes", bounds.fix)
    if content > RATIO_MATTERS_FROM and content / packed > bounds.largest_ratio:
        refuse(name, f"{kind} unpacks to more than {bounds.largest_ratio} times its size", bounds.fix)
    for entry in entries:
        if _LEAVES_THE_ARCHIVE.search(entry.filename):
            refuse(
                name, f"{kind} holds a part whose name leads out of it", "Do not use this file", value=entry.filename
            )


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, kind: str) -> bytes:
    """Read one part of an archive; never more than its directory promised, which was checked.

    Parameters
    ----------
    archive : zipfile.ZipFile
        From :func:`open_zip`.
    entry : ZipInfo
        The part.
    name, kind : str
        The file and what it is called, for the fault.

    Returns
    -------
    bytes
        The content of the part.

    Raises
    ------
    InputError
        If the part is damaged or has a password.
    """
    if entry.flag_bits & _ENCRYPTED:
        refuse(name, f"this {kind} has a password", "Save it again without one")
    try:
        # In pieces: asked for everything at once, zipfile unpacks all there is before it looks at the promised size.
        with archive.open(entry) as part:
            return b"".join(iter(lambda: part.read(_PIECE), b""))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError):
        refuse(name, f"a part of this {kind} is damaged", "Export or save it again", value=entry.filename)
