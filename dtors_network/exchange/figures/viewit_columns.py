"""The columns of ViewIt's exports: the local and the national one name the same things in their own ways."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.safe.csv_reading import HEADER_WITHIN, Record, csv_rows

KEYS: Final = ("ReportingPeriod", "Area", "sex", "age_group", "drug_group")
"""What the columns are called here that say of when and of whom a row is."""

NATIONAL: Final = ("ReportingPeriod_Data", "Area_Data", "Gender_Data", "AgeGroup_Data", "DrugGroup_Data")
"""The same in the national export."""

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


@lru_cache(maxsize=4_096)
def column_name(text: str) -> str:
    """Give the name of a column here, whichever export it stands in.

    One of ``KEYS``, or the name in lower case.

    >>> [column_name(text) for text in ("ReportingPeriod_Data", "Gender_Data", "Num_InTreatment_AllInTx", "Area")]
    ['ReportingPeriod', 'sex', 'intreatment_allintx', 'Area']
    """
    name = _AROUND.sub("", text.strip().casefold())
    return _ALSO.get(_BETWEEN.sub("", name), _BETWEEN.sub("_", name))


def plainly(record: Record) -> Record:
    """Give a row with its columns as they are called here."""
    return Record(record.number, {column_name(column): cell for column, cell in record.cells.items()})


def needed_of(path: Path) -> tuple[str, ...]:
    """Find out how a file names the columns of ``KEYS``.

    In the order of ``KEYS``; one that is missing is named as the export of its kind calls it, so that it is told by its
    name. Two columns that mean the same are refused.
    """
    best: dict[str, str] = {}
    for number, cells in islice(csv_rows(path), HEADER_WITHIN):
        found = {name: cell.strip() for cell in reversed(cells) if (name := column_name(cell)) in KEYS}
        if KEYS[0] in found and len(found) > len(best):
            best = found
            _check_once(cells, path.name, number)
    names = dict(zip(KEYS, NATIONAL, strict=True)) if NATIONAL[0] in best.values() else {}
    return tuple(best.get(name, names.get(name, name)) for name in KEYS)


def _check_once(cells: list[str], file: str, row: int) -> None:
    """Refuse a header in which two columns mean the same: one of them would be lost."""
    seen = Counter(column_name(cell) for cell in cells if cell.strip())
    twice = [cell.strip() for cell in cells if seen[column_name(cell)] > 1]
    if twice:
        problem = "two columns have this name"
        raise InputError([Fault(problem, "Delete or rename one", file, row, column) for column in dict.fromkeys(twice)])
