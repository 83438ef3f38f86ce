"""The day on which a form was filled in, in whatever way somebody writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Final

_FORMS: Final = (
    "%Y/%m/%d", "%d/%m/%Y", "%d/%m/%y", "%m/%d/%Y", "%m/%d/%y",
    "%d/%B/%Y", "%d/%b/%Y", "%d/%B/%y", "%d/%b/%y", "%B/%d/%Y", "%b/%d/%Y",
)  # fmt: skip
_BETWEEN: Final = re.compile(r"[\s./,\-–]+")
_WEEKDAY: Final = re.compile(r"^(mon|tues|wednes|thurs|fri|satur|sun)day/", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)


def readings(text: str) -> tuple[date, ...]:
    """Give every day that a text can mean, each once; the first as it is written in Britain.

    Parameters
    ----------
    text : str
        What stands in the cell.

    Returns
    -------
    tuple of date
        None where it is no day.

    Examples
    --------
    >>> [day.isoformat() for day in readings("3/4/2026")]
    ['2026-04-03', '2026-03-04']
    >>> readings("Sunday 29th November 2026") == readings("29.11.26") == readings("2026-11-29")
    True
    >>> readings("soon")
    ()
    """
    plain = _WEEKDAY.sub("", _ORDINAL.sub("", _BETWEEN.sub("/", text.strip())))
    return tuple(dict.fromkeys(_read(plain)))


def _read(plain: str) -> Iterator[date]:
    for form in _FORMS:
        with suppress(ValueError):
            yield datetime.strptime(plain, form).date()


def day_within(text: str, first: date, last: date) -> date | None:
    """Give the one day between two others that a text can mean; None where there is none, or more than one.

    Examples
    --------
    >>> opened, today = date(2026, 3, 1), date(2026, 3, 20)
    >>> day_within("3/4/2026", opened, today)
    datetime.date(2026, 3, 4)
    >>> day_within("3/4/2026", opened, date(2026, 4, 20)) is None
    True
    """
    fit = [day for day in readings(text) if first <= day <= last]
    return fit[0] if len(fit) == 1 else None
