"""Rows as CSV and documents as JSON, for others to open; no cell can become a spreadsheet formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtors_network.area_files.csv_tables import guarded
from dtors_network.model.sharing import PROFILE, Protected, profile_of_shown
from dtors_network.model.vocabulary import Profile


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
    """Rows with the same columns; ``profile`` says how their counts were made fit for others."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    profile: Profile | None = None


def joined(tables: Sequence[Table]) -> Table:
    """Put tables with the same columns one below the other."""
    return Table(tables[0].columns, tuple(row for table in tables for row in table.rows), tables[0].profile)


def as_csv(table: Table) -> str:
    r"""Write a table as CSV text with a header and CRLF line ends; the last column names the profile.

    Parameters
    ----------
    table : Table
        Rows worked out from a protected area.

    Returns
    -------
    str
        CSV as RFC 4180 describes it.

    Raises
    ------
    UnprotectedError
        If the table has no profile.

    Examples
    --------
    >>> as_csv(Table(("a", "b"), ({"a": 1, "b": "=x"},), Profile.NDTMS))
    "a,b,profile\r\n1,'=x,ndtms\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    profile = profile_of_shown(table).value
    writer.writerow([*table.columns, PROFILE])
    writer.writerows([*(neutral(row[name]) for name in table.columns), profile] for row in table.rows)
    return out.getvalue()


def as_json(document: Mapping[str, Any], of: Protected) -> str:
    """Write a document as indented JSON text that keeps letters as they are, and names the profile.

    Parameters
    ----------
    document : mapping
        Text, numbers, lists, dicts and None.
    of : Area or Table
        What it was made from.

    Returns
    -------
    str
        JSON text.

    Raises
    ------
    UnprotectedError
        If what it was made from has no profile.

    Examples
    --------
    >>> print(as_json({"area": "Llŷn"}, Table((), (), Profile.NDTMS)))
    {
      "area": "Llŷn",
      "profile": "ndtms"
    }
    """
    marked = {**document, PROFILE: profile_of_shown(of).value}
    return json.dumps(marked, ensure_ascii=False, indent=2)
