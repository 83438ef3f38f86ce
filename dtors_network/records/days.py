"""Days as people and programs write them, as numbers that can be subtracted."""

from __future__ import annotations

import re
from calendar import month_abbr
from datetime import date, timedelta
from typing import Final

EPOCH: Final = date(1970, 1, 1)
UNREADABLE: Final = -10_000_000
"""Stands for a cell that holds something which is no day."""

PLACEHOLDER_YEARS: Final = (1900, 2999)
"""Up to the first and from the second, programs write a year where there is no day."""

PLACEHOLDER_DAYS: Final = (
    (date(PLACEHOLDER_YEARS[0], 12, 31) - EPOCH).days,
    (date(PLACEHOLDER_YEARS[1], 1, 1) - EPOCH).days,
)
"""The same as days: those up to the first and from the second are none."""

_MONTHS: Final = {name.lower(): number for number, name in enumerate(month_abbr) if name}
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?")
_NAMED: Final = re.compile(r"(\d{1,2})[/. -]([A-Za-z]{3})[a-z]*[/. -](\d{4})(?:[T ].*)?")
_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:\.0+)?")
_SERIAL_ZERO: Final = date(1899, 12, 30)


def day_number(text: str, month_first: bool = False) -> int | None:
    """Read a day.

    Parameters
    ----------
    text : str
        Such as 2025-09-30, 30/09/2025, 30 Sep 2025, 20250930, or the number by which Excel knows a day; a time of
        day behind it is left out.
    month_first : bool
        Whether 09/30/2025 is how days are written.

    Returns
    -------
    int or None
        Days since 1 January 1970; None for a blank, or a year that programs write where there is no day (up to 1900,
        or from 2999); ``UNREADABLE`` for anything else.

    Examples
    --------
    >>> day_number("2025-09-30") == day_number("30/9/2025 00:00") == day_number("30-Sep-2025") == day_number("45930")
    True
    >>> day_number("9999-12-31"), day_number("soon") == UNREADABLE
    (None, True)
    """
    text = text.strip()
    if not text:
        return None
    found = _read(text, month_first)
    if found is None:
        return UNREADABLE
    year = found.year
    return None if year <= PLACEHOLDER_YEARS[0] or year >= PLACEHOLDER_YEARS[1] else (found - EPOCH).days


def day_of(number: int) -> date:
    """Give the day of a number.

    Examples
    --------
    >>> day_of(0)
    datetime.date(1970, 1, 1)
    """
    return EPOCH + timedelta(days=number)


def _read(text: str, month_first: bool) -> date | None:
    try:
        if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
            return date(*(int(part) for part in match.groups()))
        if match := _NUMBERS.fullmatch(text):
            first, second, year = (int(part) for part in match.groups())
            return date(year, first, second) if month_first else date(year, second, first)
        if match := _NAMED.fullmatch(text):
            return date(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
        if _SERIAL.fullmatch(text):
            return _SERIAL_ZERO + timedelta(days=int(float(text)))
    except ValueError:
        return None
    return None
