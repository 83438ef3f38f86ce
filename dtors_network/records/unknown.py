"""Names of records that are no service of an area, as rows of its table of services to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.staging import write_files
from dtors_network.area_files.table_text import table_records
from dtors_network.model.area import Area, Service
from dtors_network.model.same_name import same_name
from dtors_network.records.readings import Stranger

Rows = list[list[str]]
_CONTROL: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no cell may hold."""


def write_unknown(path: Path, areas: Sequence[Area], strangers: Sequence[Stranger]) -> bool:
    """Write names that are no service as rows of services; cells that could be formulas are guarded.

    Parameters
    ----------
    path : Path
        The file; it may not be there with anything in it.
    areas : sequence of Area
        The areas, by their numbers.
    strangers : sequence of Stranger
        The names.

    Returns
    -------
    bool
        Whether there was any name, and the file was written.

    Raises
    ------
    InputError
        If the file is there already, or cannot be written.
    """
    rows = unknown_rows(areas, strangers)

    def fill(folder: Path) -> None:
        (folder / path.name).write_bytes(csv_text(rows).encode("utf-8-sig"))

    if len(rows) > 1:
        write_files([path], fill)
    return len(rows) > 1


def unknown_rows(areas: Sequence[Area], strangers: Sequence[Stranger]) -> Rows:
    """Give names that are no service as rows of services: an id made from the name, the name, all else blank.

    Parameters
    ----------
    areas : sequence of Area
        The areas, by their numbers.
    strangers : sequence of Stranger
        The names.

    Returns
    -------
    list of list of str
        The header first: that of the table of services, behind the column ``area`` where there are several areas.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> rows = unknown_rows([small_area()], [Stranger("target", "Hill House (2)", 5)])
    >>> dict(zip(*rows))["service"], dict(zip(*rows))["name"]
    ('hill_house_2', 'Hill House (2)')
    """
    whole: Rows = []
    for number, area in enumerate(areas):
        services = [*_services(area, [one for one in strangers if one.area == number])]
        header, *rows = table_records(replace(area, services=tuple(services)))["services"]
        before = [area.id] if len(areas) > 1 else []
        whole = whole or [["area"] * len(before) + header]
        whole += [[*before, *row] for row in rows]
    return whole


def _services(area: Area, strangers: Sequence[Stranger]) -> Iterator[Service]:
    """Give each name one row, whichever columns it stands in, those in most rows first."""
    rows: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for one in strangers:
        plain = same_name(one.name)
        spelt.setdefault(plain, " ".join(_CONTROL.sub(" ", one.name).split()))
        rows[plain] = rows.get(plain, 0) + one.rows
    taken = {service.service for service in area.services}
    for plain in sorted(rows, key=lambda name: (-rows[name], name)):
        taken.add(id_ := _id(spelt[plain], taken))
        yield Service(service=id_, service_type="", name=spelt[plain])


def _id(name: str, taken: set[str]) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    id_ = "_".join(words) or "service"
    free = (f"{id_}_{number}" for number in range(2, len(taken) + 3))
    return id_ if id_ not in taken else next(one for one in free if one not in taken)
