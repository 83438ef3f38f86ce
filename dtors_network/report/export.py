"""Rows as CSV and documents as JSON, for others to open; no cell can become a spreadsheet formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run.

    Examples
    --------
    >>> neutral("=1+1"), neutral("aftercare"), neutral(-3), neutral(None)
    ("'=1+1", 'aftercare', -3, '')
    """
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Write rows as CSV text with a header and CRLF line ends.

    Parameters
    ----------
    rows : iterable of mapping
        One mapping per row, with every column.
    columns : sequence of str
        The columns in order.

    Returns
    -------
    str
        CSV as RFC 4180 describes it.

    Examples
    --------
    >>> as_csv([{"a": 1, "b": "=x"}], ("a", "b"))
    "a,b\\r\\n1,'=x\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutral(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def as_json(document: object) -> str:
    """Write a document as indented JSON text that keeps letters as they are.

    Examples
    --------
    >>> as_json({"name": "Llŷn"})
    '{\\n  "name": "Llŷn"\\n}'
    """
    return json.dumps(document, ensure_ascii=False, indent=2)
