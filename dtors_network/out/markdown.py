"""Tables as Markdown, for pages of the reference: of cells, and of what a screen shows of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from dtors_network.accounts.sheet import Sheet


def sheet_table(sheet: Sheet[Any], codes: Collection[str] = ()) -> str:
    """Write what a screen shows of a sheet.

    One line a row; columns whose keys are ``codes`` are set in code type.

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


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    r"""Write a table.

    One line a row, and a line end after the last; a blank cell stays blank.

    >>> print(table(["code", "title"], [["gp", "GP | surgery"]]), end="")
    | code | title |
    |---|---|
    | gp | GP \| surgery |
    """
    names = list(header)
    lines = [_line(names), "|" + "---|" * len(names), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def code(text: str) -> str:
    """Set a code in code type; nothing where there is none.

    >>> code("gp"), code("")
    ('`gp`', '')
    """
    return f"`{text}`" if text else ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
