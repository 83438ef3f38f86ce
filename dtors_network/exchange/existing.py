"""An area as it stands in its files, row by row, so that a file can be held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dtors_network.area_files.assemble import AreaText
from dtors_network.area_files.schema import AREA
from dtors_network.exchange.cells_of import Cells, named, parsers_of, typed_cells
from dtors_network.exchange.imported import Key
from dtors_network.model.area import Area


@dataclass(frozen=True, slots=True)
class Existing:
    """The rows of an area by what names them.

    Attributes
    ----------
    area : Area
        The area that the files hold.
    rows : mapping
        By table, the filled cells of each row; ``area`` is a table of one row without a name.
    numbers : mapping
        By table and row, the number of the row in its file.
    """

    area: Area
    rows: Mapping[str, Mapping[Key, Cells]]
    numbers: Mapping[tuple[str, Key], int]


def existing(text: AreaText, area: Area) -> Existing:
    """Find the rows of an area in its text, with the organisations that the services name, where no table lists them.

    >>> from dtors_network.area_files.area_io import area_text, read_area
    >>> from dtors_network.shipped import data_path
    >>> path = data_path() / "areas" / "well_joined"
    >>> existing(area_text(path), read_area(path)).numbers["services", ("hub",)]
    9
    """
    rows: dict[str, dict[Key, Cells]] = {}
    numbers: dict[tuple[str, Key], int] = {}
    for table, sheet in text.sheets.items():
        parsers = parsers_of(table, area.codebook)
        rows[table] = named(table, [typed_cells(sheet, index, parsers) for index in range(len(sheet.rows))])
        numbers |= dict(zip(((table, name) for name in rows[table]), sheet.numbers, strict=True))
    if "organisations" not in rows:
        rows["organisations"] = {(one.organisation,): {"organisation": one.organisation} for one in area.organisations}
    rows[AREA.name] = {(): {key: value for key, value in text.keys.texts.items() if value}}
    return Existing(area, rows, numbers)
