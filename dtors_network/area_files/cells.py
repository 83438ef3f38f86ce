"""What the text of one cell means: a parser for each kind of column."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final, NoReturn

from dtors_network.model.bounds import MANY, RANGE, STAR, SUPPRESSED, Bounds, Count
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column, Kind
from dtors_network.model.near import did_you_mean

LONGEST_CELL: Final = 32_767
"""Characters that a spreadsheet's cell can hold."""
LARGEST_COUNT: Final = 999_999_999

Parser = Callable[[str], object]

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS: Final = re.compile(r"[0-9]+")
_RANGE: Final = re.compile(r"([0-9]*)\.\.([0-9]*)")
_LIKE_A_RANGE: Final = re.compile(r"([0-9]+)\s*(?:\.\.+|…|-|–|—|to)\s*([0-9]+)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTS: Final = (
    "a whole number of 0 or more, a range such as 11..15, * for 1 to 4, or leave it blank where nobody counted"
)
_TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}


class CellError(ValueError):
    """One cell that cannot be used, and how to mend it."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix


def parser(column: Column, codebook: Codebook, blank: object = None) -> Parser:
    """Give the function that turns the text of a cell of a column into its value.

    Spaces around codes, numbers and dates do not count; in text and ids every space does.

    Parameters
    ----------
    column : Column
        A column of the schema.
    codebook : Codebook
        Where its codes come from.
    blank : object
        What a blank cell means, where it is allowed.

    Returns
    -------
    callable
        From the cell's text to its value; raises ``CellError``.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.model.column import people
    >>> parser(people("how many were referred"), shipped_codebook())("12")
    12
    """
    parse = _BY_KIND.get(column.kind) or _Codes(column, codebook).parser()
    exact = column.kind in (Kind.TEXT, Kind.IDENTIFIER, Kind.REFERENCE)

    def read(cell: str) -> object:
        if cell and (exact or not cell.isspace()):
            return parse(cell)
        if column.required:
            raise CellError("this cell must not be blank", f"Give {column.description}")
        return blank

    return read


def known_codes(column: Column, codebook: Codebook) -> dict[str, str]:
    """Map every code that a column knows to its value: a member of its closed list, or the code itself.

    Parameters
    ----------
    column : Column
        A column of codes.
    codebook : Codebook
        Where its codes come from.

    Returns
    -------
    dict
        Value by code, in the order of the list.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.model.column import closed
    >>> from dtors_network.model.vocabulary import YesNo
    >>> list(known_codes(closed(YesNo, "what was answered", "yes"), shipped_codebook()))
    ['yes', 'no']
    """
    if column.choices is not None:
        return {choice.value: choice for choice in column.choices}
    codes = [item.code for item in getattr(codebook, column.codebook)]
    if column.codebook == "refusal_reasons":
        codes += [barrier.code for barrier in codebook.barriers]
    return {code: code for code in codes}


class _Codes:
    """The codes that one column knows."""

    def __init__(self, column: Column, codebook: Codebook) -> None:
        self.column = column
        self.known = known_codes(column, codebook)

    def parser(self) -> Parser:
        return self.many if self.column.kind is Kind.CODES else self.one

    def one(self, cell: str) -> str:
        code = cell.strip()
        return self.known[code] if code in self.known else self._fail(code)

    def many(self, cell: str) -> tuple[str, ...]:
        return tuple(self.one(part) for part in cell.split(";") if part.strip())

    def _fail(self, code: str) -> NoReturn:
        own = ", or add the code to the area's own codebook" if self.column.codebook else ""
        fix = did_you_mean(code, self.known) + own
        which = f" {code!r}" if self.column.kind is Kind.CODES else ""
        raise CellError(f"unknown {self.column.name}{which}", fix)


def free_text(cell: str) -> str:
    """Check text that stands as it is, of a known column or an unknown one.

    Parameters
    ----------
    cell : str
        The text.

    Returns
    -------
    str
        The same text.

    Raises
    ------
    CellError
        If a spreadsheet could not hold it.

    Examples
    --------
    >>> free_text(" kept as it is ")
    ' kept as it is '
    """
    if len(cell) > LONGEST_CELL:
        problem = f"this cell holds {len(cell):,} characters, and a spreadsheet's cell {LONGEST_CELL:,} at most"
        raise CellError(problem, "Shorten it, or close a quotation mark that was left open")
    unwritable = _UNWRITABLE.search(cell)
    if unwritable:
        raise CellError(f"this cell holds the control character {unwritable.group()!r}", "Delete it and type it again")
    return cell


def _identifier(cell: str) -> str:
    free_text(cell)
    if cell != cell.strip():
        raise CellError("this id has spaces before or after it", "Take them out, here and wherever the id is used")
    if "\n" in cell or "\t" in cell:
        raise CellError("this id holds a line break or a tab", "Write it on one line")
    return cell


def _truth(cell: str) -> bool:
    value = _TRUTH.get(cell.strip().lower())
    if value is None:
        raise CellError("this is neither true nor false", "Write true or false; blank means not true")
    return value


def count_value(cell: str) -> Count:
    """Read a count: a whole number, ``*`` for 1 to 4, or a range such as ``11..15``.

    Parameters
    ----------
    cell : str
        The text of a cell that is not blank.

    Returns
    -------
    int or Bounds
        The number, or between which numbers it lies.

    Raises
    ------
    CellError
        If it is neither, or a range in which no number or only one lies.

    Examples
    --------
    >>> count_value("12"), count_value("11..15"), count_value("*") == count_value("1..4")
    (12, Bounds(low=11, high=15), True)
    """
    text = cell.strip()
    if text == STAR:
        return SUPPRESSED
    if _DIGITS.fullmatch(text):
        return _whole(text)
    if _RANGE.fullmatch(text):
        return _range(*text.split(RANGE))
    like = _LIKE_A_RANGE.fullmatch(text)
    if like:
        low, high = sorted(map(_whole, like.groups()))
        fix = f"Write {low}..{high}: the least, two full stops and the most, without blanks"
        raise CellError("this is not how a range of counts is written", fix)
    raise CellError("this is not a count", f"Write {_COUNTS}")


def _whole(digits: str) -> int:
    if len(digits.lstrip("0")) > len(str(LARGEST_COUNT)):
        raise CellError("this count is larger than any population", f"Write at most {LARGEST_COUNT}")
    return int(digits)


def _range(least: str, most: str) -> Bounds:
    if not least or not most:
        raise CellError("this range has only one end", f"Write both, such as 11..15: {_COUNTS}")
    low, high = _whole(least), _whole(most)
    if low > high:
        raise CellError("this range is upside down: its least is more than its most", f"Write {high}..{low}")
    if low == high:
        raise CellError(f"only one number lies in this range, {low}", f"Write {low}")
    return Bounds(low, high)


def _decimal(cell: str) -> float:
    value = float(cell) if _NUMBER.fullmatch(cell.strip()) else -1.0
    if not 0 <= value < float("inf"):
        fix = "Write it with a point, such as 12.5, or leave it blank where nobody counted"
        raise CellError("this is not a number of 0 or more", fix)
    return value


def _days(cell: str) -> float | Bounds:
    """Read a wait: a number of days, or a band such as 8..21 or 43.. (43 and more)."""
    text = cell.strip()
    if not _RANGE.fullmatch(text):
        return _decimal(cell)
    low, high = text.split(RANGE)
    return Bounds(_whole(low), MANY) if low and not high else _range(low, high)


def _date(cell: str) -> date:
    with suppress(ValueError):
        if _DAY.fullmatch(cell.strip()):
            return date.fromisoformat(cell.strip())
    raise CellError("this is not a date", "Write year, month and day, such as 2025-09-30")


_BY_KIND: Final[dict[Kind, Parser]] = {
    Kind.IDENTIFIER: _identifier,
    Kind.REFERENCE: _identifier,
    Kind.TEXT: free_text,
    Kind.BOOLEAN: _truth,
    Kind.COUNT: count_value,
    Kind.DECIMAL: _decimal,
    Kind.DAYS: _days,
    Kind.DATE: _date,
}
