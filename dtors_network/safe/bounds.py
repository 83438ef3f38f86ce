"""How large a file of anybody's may be before it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.safe.text import decode, read_bytes

LARGEST_FILE: Final = 20_000_000
_FEWER: Final = "Export fewer nodes, edges or attributes"


def bounded_bytes(path: Path, largest: int = LARGEST_FILE, smaller: str = _FEWER) -> bytes:
    """Read a file of a sensible size.

    Parameters
    ----------
    path : Path
        The file.
    largest : int
        Bytes beyond which it is refused, before any is read.
    smaller : str
        What to do about one that is larger.

    Returns
    -------
    bytes
        Its content.

    Raises
    ------
    InputError
        If it is larger, or cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.gexf").write_text("<gexf/>")
    ...     bounded_bytes(Path(folder) / "map.gexf")
    b'<gexf/>'
    """
    if path.is_file() and path.stat().st_size > largest:
        problem = f"this file is larger than {largest:,} bytes"
        raise InputError([Fault(problem, smaller, file=path.name)])
    return read_bytes(path)


def bounded_text(path: Path, largest: int = LARGEST_FILE, smaller: str = _FEWER) -> str:
    """Read a text file of a sensible size (see :func:`bounded_bytes`).

    Parameters
    ----------
    path : Path
        The file.
    largest : int
        Bytes beyond which it is refused.
    smaller : str
        What to do about one that is larger.

    Returns
    -------
    str
        Its text.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.json").write_text("{}")
    ...     bounded_text(Path(folder) / "map.json")
    '{}'
    """
    return decode(bounded_bytes(path, largest, smaller), path.name)
