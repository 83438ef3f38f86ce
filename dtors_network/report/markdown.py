"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    r"""Write a table.

    Parameters
    ----------
    header : iterable of str
        What stands over each column.
    rows : iterable of iterable of str
        The cells; a blank one stays blank.

    Returns
    -------
    str
        Markdown with one line a row, and a line end after the last.

    Examples
    --------
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

    Examples
    --------
    >>> code("gp"), code("")
    ('`gp`', '')
    """
    return f"`{text}`" if text else ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
