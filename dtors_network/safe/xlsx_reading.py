"""A workbook opened to be read, one row after the other; whatever is broken in it is a fault of the file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from dtors_network.errors import Fault, InputError

SAVE_AGAIN: Final = "Open it in a spreadsheet program, and save it again as .xlsx"


@contextmanager
def sheets_of(workbook: BytesIO, name: str, fix: str = SAVE_AGAIN) -> Iterator[Any]:
    """Open a workbook; everything that is read of it is read within the block.

    Parameters
    ----------
    workbook : io.BytesIO
        What :func:`~dtors_network.safe.xlsx_bounds.open_workbook` gave, or a file that was checked as it does.
    name : str
        Its name, for the fault.
    fix : str
        What to do about one that is broken.

    Yields
    ------
    openpyxl.Workbook
        Read-only.

    Raises
    ------
    InputError
        If the library cannot make sense of it, here or within the block.

    Examples
    --------
    >>> try:
    ...     with sheets_of(BytesIO(b"none"), "map.xlsx") as book:
    ...         pass
    ... except InputError as error:
    ...     print(error)
    map.xlsx: this workbook cannot be read (BadZipFile). Open it in a spreadsheet program, and save it again as .xlsx
    """
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts, such as drop-downs, that reading does not need
            yield load_workbook(workbook, read_only=True, keep_links=False)
    except InputError:
        raise
    except Exception as error:  # whatever a broken file makes of the library, the fault is the file's
        problem = f"this workbook cannot be read ({type(error).__name__})"
        raise InputError([Fault(problem, fix, file=name)]) from error
