"""Days and periods in words, as every page and command writes them."""

from __future__ import annotations

from datetime import date

from dtors_network.model.area import Area


def british(day: date) -> str:
    """Write a date as it is written in Britain.

    >>> british(date(2023, 4, 1))
    '1 April 2023'
    """
    return f"{day.day} {day:%B %Y}"


def period(area: Area) -> str:
    """Say which period an area's tables cover."""
    if area.period_start is None or area.period_end is None:
        return "period not given"
    return f"{british(area.period_start)} to {british(area.period_end)}"
