"""What else an area says of a service, and letting it speak of another one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dtors_network.model.area import ENDS, Area, Row


def rows_about(area: Area, service: str) -> dict[str, int]:
    """Count the rows of each table that speak of a service.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> rows_about(small_area(), "gp")
    {'statements': 2, 'arrivals': 1}
    """
    found = {
        table: sum(any(getattr(row, end) == service for end in ends) for row in getattr(area, table))
        for table, ends in ENDS.items()
    }
    return {table: number for table, number in found.items() if number}


def moved(area: Area, before: str, after: str) -> Area:
    """Let every row that speaks of one service speak of another; what would be a link to itself falls away.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> area = small_area()
    >>> rows_about(moved(area, "gp", "clinic"), "gp")
    {}
    """
    tables: dict[str, Any] = {
        table: tuple(row for one in getattr(area, table) if not _to_itself(row := _moved(one, ends, before, after)))
        for table, ends in ENDS.items()
    }
    return replace(area, **tables)


def _moved(row: Row, ends: tuple[str, ...], before: str, after: str) -> Row:
    changed: dict[str, Any] = {end: after for end in ends if getattr(row, end) == before}
    return replace(row, **changed) if changed else row


def _to_itself(row: Row) -> bool:
    source = getattr(row, "source", "")
    return bool(source) and source == getattr(row, "target", "")
