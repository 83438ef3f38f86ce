"""Rows as CSV and documents as JSON, for others to open; no cell can become a spreadsheet formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtors_network.area_files.csv_tables import guarded
from dtors_network.disclosure import Controlled


def neutral(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run.

    Examples
    --------
    >>> neutral("=1+1"), neutral("aftercare"), neutral(-3), neutral(None)
    ("'=1+1", 'aftercare', -3, '')
    """
    if cell is None:
        return ""
    return guarded(str(cell)) if isinstance(cell, str) else cell


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the same columns."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


def joined(tables: Sequence[Table]) -> Table:
    """Put tables with the same columns one below the other."""
    return Table(tables[0].columns, tuple(row for table in tables for row in table.rows))


def as_csv(table: Controlled[Table]) -> str:
    r"""Write a table as CSV text with a header and CRLF line ends; the last column names the disclosure profile.

    Parameters
    ----------
    table : Controlled of Table
        Rows in which every number of people has passed disclosure control.

    Returns
    -------
    str
        CSV as RFC 4180 describes it.

    Examples
    --------
    >>> from dtors_network.disclosure import control
    >>> as_csv(control(Table(("a", "b"), ({"a": 1, "b": "=x"},))))
    "a,b,disclosure\r\n1,'=x,ndtms\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = table.value.columns
    writer.writerow([*columns, "disclosure"])
    writer.writerows([*(neutral(row[name]) for name in columns), table.profile.code] for row in table.value.rows)
    return out.getvalue()


def as_json(document: Controlled[dict[str, Any]]) -> str:
    """Write a document as indented JSON text that keeps letters as they are, and names the disclosure profile.

    Examples
    --------
    >>> from dtors_network.disclosure import control
    >>> print(as_json(control({"area": "Llŷn"})))
    {
      "area": "Llŷn",
      "disclosure": "ndtms"
    }
    """
    marked = {**document.value, "disclosure": document.profile.code}
    return json.dumps(marked, ensure_ascii=False, indent=2)
