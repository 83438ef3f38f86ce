"""A sheet as a table of Markdown, for pages of the reference."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dtors_network.accounts.sheet import Sheet
from dtors_network.report.markdown import code, table


def sheet_table(sheet: Sheet[Any], codes: Collection[str] = ()) -> str:
    """Write what a screen shows of a sheet.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    codes : collection of str
        Keys of columns that are set in code type.

    Returns
    -------
    str
        Markdown with one line a row.

    Examples
    --------
    >>> from dtors_network.accounts.kinds import TEXT
    >>> from dtors_network.accounts.sheet import Column
    >>> print(sheet_table(Sheet("a", "A", [Column("x", "X", TEXT, str)], ["gp"]), {"x"}), end="")
    | X |
    |---|
    | `gp` |
    """
    keys = [column.key for column in sheet.columns for _ in column.heads]
    rows = (
        [code(cell) if key in codes else cell for key, cell in zip(keys, row, strict=True)] for row in sheet.words()
    )
    return table(sheet.heads, rows)
