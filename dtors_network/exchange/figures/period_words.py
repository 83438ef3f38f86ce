"""The words of one side of a period: a year, a financial year, a quarter, a half, a month or a day."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

_MONTHS: Final = {name.casefold(): number for names in (month_name, month_abbr) for number, name in enumerate(names)}
_MONTH: Final = {name: number for name, number in _MONTHS.items() if number} | {"sept": 9}
_DROPPED: Final = frozenset({"financial", "fiscal", "calendar", "tax", "year", "years", "fy", "cy", "of", "the"})
_ISO: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[T ][0-9:.]+Z?)?")
_SLASHES: Final = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>(?:19|20)[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a period.

    Attributes
    ----------
    year : int or None
        Its year, a financial one where ``financial``, and the first of ``years``.
    quarter, half, month, day : int
        The part of the year that is meant; 0 for none.
    short : int
        A year by its last two figures, which the other side writes out; 0 for none.
    """

    year: int | None = None
    financial: bool = False
    years: int = 1
    quarter: int = 0
    half: int = 0
    month: int = 0
    day: int = 0
    short: int = 0

    @property
    def is_a_year(self) -> bool:
        """True where it is a year or several and no part of one."""
        return self.year is not None and not (self.quarter or self.half or self.month or self.day)


def side_of(text: str) -> Side | None:
    """Read one side of a period.

    None where a word is not understood, or says again what another says; the words may stand in any order.

    >>> side_of("2022/23 Q1") == side_of("Quarter 1, 2022/23") == Side(year=2022, financial=True, quarter=1)
    True
    >>> side_of("31st March 2021"), side_of("week 3 of 2021")
    (Side(year=2021, financial=False, years=1, quarter=0, half=0, month=3, day=31, short=0), None)
    """
    for form in (_ISO, _SLASHES):
        found = form.fullmatch(text.strip())
        if found:
            return Side(year=int(found["year"]), month=int(found["month"]), day=int(found["day"]))
    side = Side()
    words = _joined(text.casefold().replace(",", " ").split())
    for word in words:
        told = _told(word, side)
        if told is None:
            return None
        side = told
    return _settled(side) if words else None


def _joined(words: list[str]) -> list[str]:
    """Write parts of a year as one word, and leave out words that say nothing."""
    text = " ".join(word.strip(".:") for word in words)
    text = re.sub(r"(?<=[0-9])(?=[qh][1-4]\b)", " ", text)
    text = re.sub(r"\b(?:quarter|qtr|q) ?([1-4])\b|\b([1-4])(?:st|nd|rd|th) (?:quarter|qtr)\b", r"q\1\2", text)
    text = re.sub(r"\b(?:half|h) ?([12])\b|\b([12])(?:st|nd) half\b", r"h\1\2", text)
    text = re.sub(r" ?/ ?", "/", text)
    return [word for word in text.split() if word not in _DROPPED]


def _told(word: str, side: Side) -> Side | None:
    """Add what one word says; None where it is not understood, or was said before."""
    for form, take in _FORMS:
        found = form.fullmatch(word)
        if found:
            return take(side, *found.groups())
    return replace(side, month=_MONTH[word]) if word in _MONTH and not side.month else None


def _year(side: Side, text: str) -> Side | None:
    return None if side.year is not None else replace(side, year=int(text))


def _financial(side: Side, first: str, second: str) -> Side | None:
    start = int(first) if len(first) == 4 else (2000 if int(first) < 70 else 1900) + int(first)
    years = (int(second[-2:]) - start) % 100
    if side.year is not None or not 0 < years <= 20:
        return None
    return replace(side, year=start, financial=True, years=years)


def _quarter(side: Side, number: str) -> Side | None:
    return None if side.quarter else replace(side, quarter=int(number))


def _half(side: Side, number: str) -> Side | None:
    return None if side.half else replace(side, half=int(number))


def _number(side: Side, text: str) -> Side | None:
    """Take a number of one or two figures: a day before a month, else what :func:`_settled` makes of it."""
    if side.day or side.short:
        return None
    return replace(side, short=int(text)) if side.month or len(text) == 2 else replace(side, day=int(text))


def _day(side: Side, text: str) -> Side | None:
    return None if side.day or side.short else replace(side, day=int(text))


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., Side | None]], ...]] = (
    (re.compile(r"((?:19|20)[0-9]{2})"), _year),
    (re.compile(r"((?:19|20)[0-9]{2})/((?:20)?[0-9]{2})"), _financial),
    (re.compile(r"([0-9]{2})/([0-9]{2})"), _financial),
    (re.compile(r"q([1-4])"), _quarter),
    (re.compile(r"h([12])"), _half),
    (re.compile(r"([0-9]{1,2})"), _number),
    (re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)"), _day),
)


def _settled(side: Side) -> Side | None:
    """Settle what a number of two figures is: a day where there are a month and a year, else a year cut short."""
    parts = [bool(part) for part in (side.quarter, side.half, side.month)]
    if sum(parts) > 1 or (side.years > 1 and any(parts)):
        return None
    if side.short and side.month and side.year is not None:
        side = replace(side, day=side.short, short=0)
    elif side.short and side.month:
        side = replace(side, year=2000 + side.short, short=0)
    elif side.short and (side.year is not None or any(parts)):
        return None
    return None if side.day and not side.month else side
