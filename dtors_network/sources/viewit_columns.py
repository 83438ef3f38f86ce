"""The columns of ViewIt's exports: the local and the national one name the same things in their own ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from dtors_network.formats.safe_csv import HEADER_WITHIN, Record, csv_rows

KEYS: Final = ("ReportingPeriod", "Area", "sex", "age_group", "drug_group")
"""What the columns are called here that say of when and of whom a row is."""

_ALSO: Final = {
    "reportingperiod": "ReportingPeriod",
    "period": "ReportingPeriod",
    "area": "Area",
    "areaname": "Area",
    "sex": "sex",
    "gender": "sex",
    "agegroup": "age_group",
    "age": "age_group",
    "druggroup": "drug_group",
    "substancegroup": "drug_group",
}
_AROUND: Final = re.compile(r"^num_|_data$")
_BETWEEN: Final = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """How one file names its columns.

    Attributes
    ----------
    needed : tuple of str
        The columns of ``KEYS`` as the file writes them.
    names : mapping of str to str
        What a column is called here, by what the file calls it.
    """

    needed: tuple[str, ...]
    names: Mapping[str, str]

    def plain(self, record: Record) -> Record:
        """Give a row with its columns as they are called here."""
        cells = {self.names.get(column) or column_name(column): cell for column, cell in record.cells.items()}
        return Record(record.number, cells)


def column_name(text: str) -> str:
    """Give the name of a column here, whichever export it stands in.

    Parameters
    ----------
    text : str
        The cell of the header.

    Returns
    -------
    str
        One of ``KEYS``, or the name in lower case.

    Examples
    --------
    >>> [column_name(text) for text in ("ReportingPeriod_Data", "Gender_Data", "Num_InTreatment_AllInTx", "Area")]
    ['ReportingPeriod', 'sex', 'intreatment_allintx', 'Area']
    """
    name = _AROUND.sub("", text.strip().casefold())
    return _ALSO.get(_BETWEEN.sub("", name), _BETWEEN.sub("_", name))


def form_of(path: Path) -> Form:
    """Find out how a file names its columns.

    Parameters
    ----------
    path : Path
        The CSV file.

    Returns
    -------
    Form
        Of its header; of the local export where none is found, so that what is missing is told by its name.
    """
    best: dict[str, str] = {}
    for _, cells in islice(csv_rows(path), HEADER_WITHIN):
        found = {name: cell.strip() for cell in reversed(cells) if (name := column_name(cell)) in KEYS}
        if KEYS[0] in found and len(found) > len(best):
            best = found
    needed = tuple(best.get(name, name) for name in KEYS)
    return Form(needed, dict(zip(needed, KEYS, strict=True)))
