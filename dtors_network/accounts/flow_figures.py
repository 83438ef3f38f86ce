"""Every figure on flow as one row: put together from the sheets, so that it says what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from dtors_network.accounts.kinds import (
    CODE,
    FIGURE,
    LIKELY,
    LOAD,
    NAME,
    NUMBERS,
    PEOPLE,
    RISE,
    RISE_RANGE,
    SHARE,
    TEXT,
    Kind,
    Scalar,
    scalars,
)
from dtors_network.accounts.sheet import Column, Sheet

PLACES: Final = ("client_group", "start", "target", "source", "service_type")
"""Columns that say of what a figure is."""
CALLED: Final = {"service": "target", "end": "target"}
"""Columns of sheets that are the target of a figure."""
NAMED: Final = {"links_not_counted": "{}_where_a_count_is_blank", "coverage": "coverage_{}"}
"""What figures of a sheet are called, where the key of their column does not say it."""
PARTS: Final[dict[str, dict[str, str]]] = {
    PEOPLE.code: {"_low": "people_low", "_high": "people_high"},
    LIKELY.code: {"_low": "people_low", "_high": "people_high", "_likely_low": "low", "_likely_high": "high"},
    **dict.fromkeys((SHARE.code, RISE.code, RISE_RANGE.code, NUMBERS.code, LOAD.code), {}),
}
"""Kinds that hold figures, and what their parts are called where that differs."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is, of which place, and its parts."""

    what: str
    place: dict[str, Scalar]
    parts: dict[str, Scalar]


def _place(name: str, row: Figure) -> Scalar:
    return row.place.get(name)


FIGURES: Final = (
    Column[Figure]("what", "", TEXT, lambda row: row.what),
    *(Column[Figure](name, "", TEXT, partial(_place, name)) for name in PLACES),
    Column[Figure]("", "", FIGURE, lambda row: row.parts),
)


def figures(sheets: Iterable[Sheet[Any]]) -> tuple[Figure, ...]:
    """Give every figure of some sheets; a number that is not known has no row, a share that is not counted has."""
    return tuple(figure for sheet in sheets for item in sheet.items for figure in _figures(sheet, item))


def _figures(sheet: Sheet[Any], item: Any) -> Iterator[Figure]:
    places = [column for column in sheet.columns if column.in_files and column.kind in (CODE, NAME)]
    place = {CALLED.get(one.key, one.key): scalars(one.kind, one.read(item))[0] for one in places}
    for column in sheet.columns:
        if column.kind.code in PARTS:
            parts = _parts(column.kind, column.read(item))
            if column.kind is SHARE or any(part is not None for part in parts.values()):
                yield Figure(NAMED.get(sheet.name, "{}").format(column.key), place, parts)


def _parts(kind: Kind, cell: Any) -> dict[str, Scalar]:
    called = PARTS[kind.code]
    return {
        called.get(part, part.removeprefix("_")): held
        for part, held in zip(kind.parts, scalars(kind, cell), strict=True)
    }
