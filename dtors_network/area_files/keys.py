"""The keys of an area (``area.yaml``, or the sheet ``area``): text first, then values of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final

from dtors_network.area_files.cells import CellError, free_text, parser
from dtors_network.area_files.schema import AREA
from dtors_network.area_files.sheets import Sheet
from dtors_network.errors import Fault
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column

_BLANK: Final = {field.name: field.default for field in fields(Area) if field.default is not MISSING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The text of an area's keys, the row of each, and what was found while reading."""

    file: str
    texts: dict[str, str]
    rows: dict[str, int]
    faults: tuple[Fault, ...] = ()


def no_keys(file: str, faults: Iterable[Fault]) -> Keys:
    """Stand in for keys that are not there.

    ``faults`` are those of what is missing; the file's own are kept.

    >>> no_keys("area.yaml", [Fault("this table is missing", "Put it there", file="area.yaml")]).faults[0].problem
    'this table is missing'
    """
    return Keys(file=file, texts={}, rows={}, faults=tuple(fault for fault in faults if fault.file == file))


def keys_of_sheet(sheet: Sheet) -> Keys:
    """Take an area's keys from a sheet with the columns ``key`` and ``value``; other columns are for notes.

    >>> from dtors_network.area_files.sheets import lay_out
    >>> keys_of_sheet(lay_out("kent.xlsx, sheet area", [["key", "value"], ["id", "kent"], ["name", "Kent"]])).texts
    {'id': 'kent', 'name': 'Kent'}
    """
    missing = [_no_column(sheet, name) for name in ("key", "value") if sheet.header and name not in sheet.header]
    if missing or not sheet.header:
        return Keys(file=sheet.file, texts={}, rows={}, faults=(*sheet.faults, *missing))
    key, value = sheet.header.index("key"), sheet.header.index("value")
    texts: dict[str, str] = {}
    rows: dict[str, int] = {}
    faults = list(sheet.faults)
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        if not (cells[key] or cells[value]):
            continue
        if cells[key] in rows:
            twice = Fault(
                "this key stands twice", "Keep one of the two", file=sheet.file, row=number, column=cells[key]
            )
            faults.append(twice)
        texts[cells[key]], rows[cells[key]] = cells[value], number
    return Keys(file=sheet.file, texts=texts, rows=rows, faults=tuple(faults))


def _no_column(sheet: Sheet, name: str) -> Fault:
    fix = "Put key and value into row 1, and a key with its value into each further row"
    return Fault("this column is missing", fix, file=sheet.file, row=1, column=name)


def area_values(keys: Keys, codebook: Codebook) -> tuple[dict[str, Any], list[Fault]]:
    """Turn an area's keys into the fields of ``Area``, with every fault; unknown keys become attributes.

    Parameters
    ----------
    keys : Keys
        The text of the keys.
    codebook : Codebook
        Where codes come from.

    Returns
    -------
    dict, list of Fault
        Field by name, and what is wrong.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> keys = Keys(file="area.yaml", texts={"id": "x", "population": "120000"}, rows={"id": 1, "population": 2})
    >>> values, faults = area_values(keys, shipped_codebook())
    >>> values["extra"], [fault.column for fault in faults]
    ((('population', '120000'),), ['name', 'reference_pathway'])
    """
    faults = list(keys.faults)
    values = {column.name: _value(column, keys, codebook, faults) for column in AREA.columns}
    unknown = [(key, text) for key, text in keys.texts.items() if key not in values and text]
    for key, text in unknown:
        _checked(keys, key, text, faults)
    return {**values, "extra": tuple(unknown)}, faults


def _value(column: Column, keys: Keys, codebook: Codebook, faults: list[Fault]) -> object:
    text = keys.texts.get(column.name, "")
    blank = _BLANK.get(column.name, "")
    try:
        return parser(column, codebook, blank)(text)
    except CellError as error:
        if not _is_told(keys, column.name):
            faults.append(_fault(keys, column.name, text, error))
        return blank


def _is_told(keys: Keys, name: str) -> bool:
    """Say whether a key's fault was found before: in its row, or because nothing could be read at all."""
    row = keys.rows.get(name)
    return bool(keys.faults and not keys.rows) or any(row is not None and fault.row == row for fault in keys.faults)


def _checked(keys: Keys, key: str, text: str, faults: list[Fault]) -> None:
    try:
        free_text(text)
        if not key.strip() or key != key.strip():
            raise CellError("this key is blank, or has spaces before or after it", "Rename it")
        free_text(key)
    except CellError as error:
        faults.append(_fault(keys, key, text, error))


def _fault(keys: Keys, key: str, text: str, error: CellError) -> Fault:
    return Fault(error.problem, error.fix, file=keys.file, row=keys.rows.get(key), column=key, value=text)
