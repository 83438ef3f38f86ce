"""What a grid has to know of each table and column: what it is for, and what its cells may hold."""

from __future__ import annotations

from typing import Any

from dtors_network.area_files.cells import known_codes
from dtors_network.area_files.schema import AREA, TABLES, columns_of
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column, Kind

LONG = ("excerpt", "note", "reply_note", "action", "result", "reason")
"""Columns of text that run over several lines."""


def described(codebook: Codebook) -> list[dict[str, Any]]:
    """Describe every table: its keys first, then the others in the order of the documentation.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> [table["name"] for table in described(shipped_codebook())][:3]
    ['area', 'organisations', 'services']
    """
    keys = {column.name: _column(column, codebook) for column in AREA.columns}
    area = {"name": AREA.name, "about": AREA.description, "needed": True, "columns": {}, "keys": keys}
    tables = [
        {
            "name": table.name,
            "about": table.description,
            "needed": table.needed,
            "columns": {column.name: _column(column, codebook) for column in columns_of(table, codebook)},
        }
        for table in TABLES
    ]
    return [area, *tables]


def _column(column: Column, codebook: Codebook) -> dict[str, Any]:
    told: dict[str, Any] = {"about": column.description, "needed": column.required}
    if not column.required:
        told["blank"] = column.blank
    if column.refers_to:
        told["ids"] = column.refers_to
    elif column.kind is Kind.BOOLEAN:
        told["options"] = [["true", ""], ["false", ""]]
    elif column.kind in (Kind.CODE, Kind.CODES):
        told["options"] = [[code, title(column, code, codebook)] for code in known_codes(column, codebook)]
        told["several"] = column.kind is Kind.CODES
    elif column.kind in (Kind.COUNT, Kind.DECIMAL, Kind.DAYS):
        told["number"] = True
    elif column.name in LONG:
        told["long"] = True
    return told


def title(column: Column, code: str, codebook: Codebook) -> str:
    """Give the title of a code, where it has one that says more."""
    lists = [column.codebook, "barriers"] if column.codebook == "refusal_reasons" else [column.codebook]
    items = (item for name in filter(None, lists) for item in getattr(codebook, name))
    found = next((str(item.title) for item in items if item.code == code), "")
    return "" if found.casefold().replace(" ", "_") == code else found
