"""The text of an area's tables, ready to be written anywhere; what reading would refuse is told before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from dtors_network.area_files.assemble import organisations_of
from dtors_network.area_files.keys import Keys, area_values
from dtors_network.area_files.rows import read_rows
from dtors_network.area_files.schema import ACCEPTS, AREA, TABLE, TABLES, Table, columns_of
from dtors_network.area_files.sheets import lay_out
from dtors_network.errors import Fault
from dtors_network.model.area import Area, Row
from dtors_network.model.bounds import Bounds

Records = list[list[str]]


def key_texts(area: Area) -> dict[str, str]:
    """Give an area's keys as text, the unknown ones last.

    Parameters
    ----------
    area : Area
        The area.

    Returns
    -------
    dict
        Text by key; blank where nothing is given.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> key_texts(small_area())["services_complete"]
    'true'
    """
    return {**{column.name: cell_text(getattr(area, column.name)) for column in AREA.columns}, **dict(area.extra)}


def table_records(area: Area) -> dict[str, Records]:
    """Give the records of every table that is written: the needed ones, those given and those with rows.

    Parameters
    ----------
    area : Area
        The area.

    Returns
    -------
    dict
        Records by table, the header first; organisations that say nothing but their id are left out.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> table_records(small_area())["arrivals"]
    [['service', 'client_group', 'count', 'reached_aftercare'], ['gp', 'everyone', '120', '']]
    """
    return {table.name: _records(table, area) for table in TABLES if _is_written(table, area)}


def unreadable(area: Area, keys: dict[str, str], tables: dict[str, Records]) -> list[Fault]:
    """Find the cells that could not be read back, as reading would tell them, with the table's name for the file."""
    _, faults = area_values(Keys(file="area", texts=keys, rows={}), area.codebook)
    for name, records in tables.items():
        faults += read_rows(TABLE[name], lay_out(name, records), area.codebook)[1]
    return faults


def cell_text(value: Any) -> str:
    r"""Give a value as the text of a cell; line ends become ``\n``.

    Parameters
    ----------
    value : object
        A field of a row.

    Returns
    -------
    str
        What reading turns into the value again.

    Examples
    --------
    >>> cell_text(None), cell_text(True), cell_text(2.0), cell_text(("gp", "prison"))
    ('', 'true', '2', 'gp;prison')
    """
    if type(value) is str and "\r" not in value:
        return value  # what nearly every cell is
    if isinstance(value, str) and not isinstance(value, Enum):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value + 0.0).removesuffix(".0")
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, Bounds):
        return value.cell
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)


def _is_written(table: Table, area: Area) -> bool:
    if table.name == "organisations" and table.name not in area.tables:
        return area.organisations not in ((), organisations_of(area.services))
    return table.needed or table.name in area.tables or bool(getattr(area, table.name))


def _records(table: Table, area: Area) -> Records:
    rows: Sequence[Row] = getattr(area, table.name)
    names = [column.name for column in columns_of(table, area.codebook)]
    extra = _extra_columns(rows)
    return [[*names, *extra], *([*_cells(row, names), *_extra_cells(row, extra)] for row in rows)]


def _cells(row: Any, names: Iterable[str]) -> list[str]:
    accepts = {f"{ACCEPTS}{group}": said for group, said in getattr(row, "accepts", ())}
    if not accepts:
        return [cell_text(getattr(row, name, None)) for name in names]
    return [cell_text(accepts.get(name) if name.startswith(ACCEPTS) else getattr(row, name)) for name in names]


def _extra_cells(row: Row, columns: Iterable[str]) -> list[str]:
    cells = dict(row.extra)
    return [cell_text(cells.get(column)) for column in columns]


def _extra_columns(rows: Iterable[Row]) -> list[str]:
    return in_one_order([column for column, _ in row.extra] for row in rows)


def in_one_order(lists: Iterable[Sequence[str]]) -> list[str]:
    """Put names into an order that keeps the order within each list, as far as the lists agree.

    Parameters
    ----------
    lists : iterable of sequences of str
        Names, each once a list.

    Returns
    -------
    list of str
        Every name once.

    Examples
    --------
    >>> in_one_order([["b"], ["a", "b"]])
    ['a', 'b']
    """
    behind: dict[str, set[str]] = {}
    for names in {tuple(names): None for names in lists}:
        for name in names:
            behind.setdefault(name, set())
        for before, name in zip(names, names[1:], strict=False):
            behind[before].add(name)
    waits = {name: 0 for name in behind}
    for name in (name for names in behind.values() for name in names):
        waits[name] += 1
    ordered: list[str] = []
    while waits:
        name = next((name for name, before in waits.items() if not before), next(iter(waits)))
        ordered.append(name)
        del waits[name]
        for after in behind[name] & waits.keys():
            waits[after] -= 1
    return ordered
