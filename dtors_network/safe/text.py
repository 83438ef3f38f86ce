"""The text of a file as people save it: UTF-8 with or without a mark, or what Excel calls ANSI."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final, NoReturn

from dtors_network.errors import refuse

_SAVE_AGAIN: Final = 'Save the file again as "CSV UTF-8" or as plain UTF-8 text'


def read_text(path: Path) -> str:
    r"""Read a text file as UTF-8 (with or without byte order mark), else as Windows-1252.

    Line ends are kept as they are. A file that starts with the UTF-8 mark must be UTF-8 throughout.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Its text, without the byte order mark.

    Raises
    ------
    InputError
        If the file is missing, a folder, not readable, or not text.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "names.csv"
    >>> _ = place.write_bytes("name\nCafé\n".encode("cp1252"))
    >>> read_text(place)
    'name\nCafé\n'
    >>> folder.cleanup()
    """
    return decode(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """Read a file's bytes; a file that cannot be read is the user's fault, told with its fix.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    bytes
        Its content.

    Raises
    ------
    InputError
        If the file is missing, a folder or not readable.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        refuse(str(path), "there is no such file", "Check the path for a slip")
    except (IsADirectoryError, PermissionError) as error:
        if isinstance(error, IsADirectoryError) or path.is_dir():
            refuse(str(path), "this is a folder, and a file is needed", "Name the file inside the folder")
        refuse(str(path), "this file may not be read", "Ask its owner for permission to read it, or copy it")
    except OSError as error:
        problem = f"this file cannot be read: {error.strerror or error}"
        refuse(str(path), problem, "Copy the file to a local disk and try again")


def decode(raw: bytes, name: str) -> str:
    r"""Decode bytes as :func:`read_text` does; ``name`` stands in the fault.

    Parameters
    ----------
    raw : bytes
        The file's content.
    name : str
        The file's name, for the fault.

    Returns
    -------
    str
        The text.

    Raises
    ------
    InputError
        If the bytes are neither UTF-8 nor Windows-1252.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfyes", "answers.csv")
    'yes'
    """
    marked = raw.startswith(codecs.BOM_UTF8)
    if b"\x00" in raw or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        refuse(name, "this is not a text file in UTF-8 or Windows-1252", _SAVE_AGAIN)
    try:
        return raw.decode("utf-8-sig" if marked else "utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(raw, name, error) if marked else _windows(raw, name)


def _windows(raw: bytes, name: str) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        return _undecodable(raw, name, error)


def _undecodable(raw: bytes, name: str, error: UnicodeDecodeError) -> NoReturn:
    offset = error.start + (len(raw) - len(error.object))  # utf-8-sig counts after the mark
    problem = f"byte {raw[offset]:#04x} at offset {offset} is neither UTF-8 nor Windows-1252"
    refuse(name, problem, _SAVE_AGAIN)
