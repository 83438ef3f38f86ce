"""The first and last day of a period, in every form in which publishers of English health figures write one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from dtors_network.exchange.counted_words import agreeing
from dtors_network.exchange.figures.period_words import Side, side_of
from dtors_network.rounding import counted

Days = tuple[date, date]

LONGEST: Final = 30
"""Years that a period may span; a longer one was read wrongly."""

_NOTE: Final = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]|\*+)$")
_LEAD: Final = re.compile(r"(?:as at|as of|at|from|between|period|date)\b[\s:]*", re.IGNORECASE)
_YEAR_TO: Final = re.compile(
    r"(?:the\s+)?(?:(?:financial\s+)?year|(?:12|twelve)[\s-]months?)\s+(?:ending|ended|end|up to|to)\s+", re.IGNORECASE
)
_TO: Final = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]|\b(?:to|until|through|and)\b)\s*", re.IGNORECASE)
_FINANCIAL: Final = re.compile(r"\b(?:fy|f\.y|financial|fiscal|tax)\b", re.IGNORECASE)
_DASHED: Final = re.compile(r"\b((?:19|20)[0-9]{2})\s*[-\u2010-\u2015\u2212]\s*((?:20)?[0-9]{2})(?![0-9/])")
_SHOWN: Final = 5
_EXCEL: Final = re.compile(r"\b([a-z]{3})-([0-9]{2}|[0-9]{4})(?![0-9])", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def days_of(period: str) -> tuple[date | None, date | None]:
    """Read the first and last day of a period.

    A year such as ``2018/19`` is a financial one, from April to March; ``2016 - 18`` are three calendar years. A
    quarter of a financial year counts from April, one of a calendar year from January. Halves, months, days and ranges
    of all these are read too; neither day is given where it is no such text.

    >>> for text in ("2018/19", "2019/20 - 21/22", "Q2 2021/22", "Apr 2019 - Mar 2020", "2016 - 18"):
    ...     print(*days_of(text))
    2018-04-01 2019-03-31
    2019-04-01 2022-03-31
    2021-07-01 2021-09-30
    2019-04-01 2020-03-31
    2016-01-01 2018-12-31
    >>> days_of("Q1")
    (None, None)
    """
    text = _NOTE.sub("", " ".join(period.split()).strip(" .,;:"))
    text = _EXCEL.sub(r"\1 \2", text)
    ending = _YEAR_TO.match(text)
    if ending:
        return _year_to(_days(side_of(text[ending.end() :]))) or (None, None)
    text = _LEAD.sub("", text) if _LEAD.match(text) else text
    if _FINANCIAL.search(text):
        text = _DASHED.sub(r"\1/\2", text)
        return next(_readings(text), (None, None)) if "/" in text else (None, None)
    return next(_readings(text), (None, None))


def not_read(periods: Iterable[tuple[str, date | None]]) -> Iterator[str]:
    """Count the figures whose period is not understood, for a reader who goes by its days.

    A caution, where there is any such figure; each comes as the words of its period and the first day read from them.

    >>> list(not_read([("2021", date(2021, 1, 1)), ("week 3", None), ("week 4", None), ("week 3", None)]))
    ["3 of the figures are of a period that is not understood, and have no days: 'week 3', 'week 4'"]
    """
    words = Counter(text.strip() for text, start in periods if start is None)
    blank = words.pop("", 0)
    if blank:
        yield agreeing(blank, f"{blank:,} of the figures {{name|names}} no period, and {{have|has}} no days")
    if words:
        shown = ", ".join(repr(text[:40]) for text in [*words][:_SHOWN])
        more = f" and {counted(len(words) - _SHOWN, 'other', 'others')}" if len(words) > _SHOWN else ""
        told = "of the figures {are|is} of a period that is not understood, and {have|has} no days"
        yield f"{words.total():,} {agreeing(words.total(), told)}: {shown}{more}"


def _readings(text: str) -> Iterator[Days]:
    """Give what the text may mean: one side, then two sides of a range, then a year and a month in figures."""
    ways: list[Days | None] = [_days(side_of(text))]
    splits = [(side_of(text[: one.start()]), side_of(text[one.end() :])) for one in _TO.finditer(text)]
    ways += [_between(first, last) for first, last in splits if first and last]
    ways += [_days(_of_figures(first, last)) for first, last in splits if first and last]
    yield from (found for found in ways if found)


def _of_figures(first: Side, last: Side) -> Side | None:
    """Read a year and a month in figures, such as ``2020-04``."""
    month = last.short if last == Side(short=last.short) and 0 < last.short <= 12 else 0
    return replace(first, month=month) if month and first.is_a_year and not first.financial else None


def _days(side: Side | None) -> Days | None:
    """Give the days of one side; None where it has no year, or names no day of a calendar."""
    if side is None or side.year is None or not 0 <= side.month <= 12:
        return None
    year = side.year + (side.financial and 0 < side.month < 4)
    if side.day:
        last = monthrange(year, side.month)[1] if side.month else 0
        return (date(year, side.month, side.day),) * 2 if side.day <= last else None
    if side.month:
        return _months(year, side.month, 1)
    start = 4 if side.financial else 1
    if side.quarter:
        return _months(year, start + 3 * (side.quarter - 1), 3)
    return _months(year, start + 6 * (side.half - 1), 6) if side.half else _months(year, start, 12 * side.years)


def _between(first: Side, last: Side) -> Days | None:
    """Give the days from one side to the other; one of them may leave its year to the other."""
    if last.short and first.year is not None:
        last = _in_full(last, first.year)
    first, last = _with_year(first, last), _with_year(last, first)
    if first.is_a_year and last.is_a_year and first.financial != last.financial:
        return None
    start, end = _days(first), _days(last)
    if not start or not end or start[0] > end[1] or end[1].year - start[0].year > LONGEST:
        return None
    return start[0], end[1]


def _in_full(last: Side, year: int) -> Side:
    """Write out a year that is given by its last two figures; it follows the other."""
    century = year - year % 100
    return replace(last, year=century + last.short + (100 if century + last.short < year else 0))


def _with_year(one: Side, other: Side) -> Side:
    if one.year is not None or one.short or not (one.month or one.quarter or one.half):
        return one
    return replace(one, year=other.year, financial=other.financial)


def _year_to(last: Days | None) -> Days | None:
    """Give the twelve months that end with a day or a month."""
    if last is None:
        return None
    end = last[1]
    after = date(end.year - 1, end.month, min(end.day, 28)) if end.day < 28 else None
    start = after.replace(day=end.day + 1) if after else _months(end.year - 1, end.month + 1, 1)[0]
    return start, end


def _months(year: int, month: int, long: int) -> Days:
    """Give the days of some months from one on, which may be counted beyond December."""
    first = year * 12 + month - 1
    last = first + long - 1
    end = date(last // 12, last % 12 + 1, 1)
    return date(first // 12, first % 12 + 1, 1), end.replace(day=monthrange(end.year, end.month)[1])
