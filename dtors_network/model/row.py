"""What every row of an area's tables has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dtors_network.model.column import reference

Extra = tuple[tuple[str, str], ...]
"""Columns that the design does not know, kept as (column, cell) pairs."""

SERVICE: Final = reference("services", "the service", "riverside_clinic")
"""The column of the service that a row is about."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row was read: the file (or workbook sheet) and the row as a spreadsheet counts it."""

    file: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of a table has; where it was read does not make two rows differ."""

    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
