"""Faults in what a user gave us, told apart from faults in our own code."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Final, NoReturn

MOST_ALIKE: Final = 10
"""Faults of one kind that are told one by one; beyond, they are told once, with their number."""
_NAMED: Final = 5
_VALUES: Final = 20
"""Rows and places, and values, that are named of many: who maps words to codes needs to see the words."""
_OWN_WORDS: Final = re.compile(r"""\([^()]*\)|'[^']*'|"[^"]*"|[0-9][0-9,.]*""")
"""What a sentence says of one case alone: a value in quotes, a number, another row in brackets."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the input, and how to mend it.

    Attributes
    ----------
    problem : str
        What is wrong, in a sentence without a full stop.
    fix : str
        What the user can do about it.
    file, column, value : str
        Where it is; an empty string where the fault has no such place.
    row : int or None
        Line of the file or row of the sheet, counted as a spreadsheet counts (the header is row 1).
    others : tuple of Fault
        Faults of the same kind that are told with this one (see :func:`gathered`).
    """

    problem: str
    fix: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    others: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        place = ", ".join(part for part in (_where((self, *self.others)), self._columns()) if part)
        values = dict.fromkeys(fault.value for fault in (self, *self.others) if fault.value)
        shown = f" (found {_some([_quoted(str(value)) for value in values], _VALUES)})" if values else ""
        told = f"{place}: {self.problem}{shown}" if place else f"{self.problem}{shown}"
        return f"{told}. {self.fix}{self._first()}"

    def _columns(self) -> str:
        columns = [*dict.fromkeys(fault.column for fault in (self, *self.others) if fault.column)]
        word = "column" if len(columns) == 1 else f"{len(columns):,} columns:"
        return f"{word} {_some(columns, _NAMED)}" if columns else ""

    def _first(self) -> str:
        """Say that the words are those of the first, where the others have words of their own."""
        alike = all((one.problem, one.fix) == (self.problem, self.fix) for one in self.others)
        return "" if alike else " (said of the first; the others are alike)"


class InputError(Exception):
    """Raised when input cannot be used; holds every fault found, not only the first.

    Parameters
    ----------
    faults : iterable of Fault
        All the faults, in reading order.

    Attributes
    ----------
    faults : tuple of Fault
        Every one of them.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.told)

    @property
    def told(self) -> tuple[Fault, ...]:
        """The faults as they are told: one of a kind, with its number, where there are many."""
        return gathered(self.faults)


def faults_of(do: Callable[[], object]) -> list[Fault]:
    """Do something, and give what is wrong with its input; none where it can be done.

    Examples
    --------
    >>> faults_of(lambda: 1)
    []
    """
    try:
        do()
    except InputError as error:
        return list(error.faults)
    return []


def refuse(file: str, problem: str, fix: str, row: int | None = None, value: str = "") -> NoReturn:
    """Raise the one thing that makes a file of no use.

    Examples
    --------
    >>> try:
    ...     refuse("map.csv", "this table is empty", "Fill it in", 1)
    ... except InputError as error:
    ...     print(error)
    map.csv, row 1: this table is empty. Fill it in
    """
    raise InputError([Fault(problem, fix, file=file, row=row, value=value)])


def gathered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Tell faults of one kind once, where there are more than ``MOST_ALIKE`` of them.

    Two faults are of one kind if they say the same of the same column of one file, but for values, numbers and rows;
    where such a kind is told of more than ``MOST_ALIKE`` columns or files, it is told once for all of them.

    Parameters
    ----------
    faults : iterable of Fault
        Every fault, in reading order.

    Returns
    -------
    tuple of Fault
        As many faults or fewer, each kind where its first stands.

    Examples
    --------
    >>> faults = [Fault("this is not a count", "Write one", "arrivals.csv", row, "count", "x") for row in range(2, 14)]
    >>> print(*gathered(faults))
    arrivals.csv, 12 rows (2, 3, 4, 5, 6 and 7 more), column count: this is not a count (found 'x'). Write one
    >>> len(gathered(faults[:10]))
    10
    """
    return _once(_once(tuple(faults), _kind), lambda fault: _plain(fault.problem))


def _once(faults: tuple[Fault, ...], kind_of: Callable[[Fault], Hashable]) -> tuple[Fault, ...]:
    kinds: dict[Hashable, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(kind_of(fault), []).append(fault)
    many = {kind: alike for kind, alike in kinds.items() if len(alike) > MOST_ALIKE}
    if not many:
        return faults
    order = dict.fromkeys((kind_of(fault), None) if kind_of(fault) in many else (None, fault) for fault in faults)
    return tuple(one if one is not None else _joined(many[kind]) for kind, one in order)


def _kind(fault: Fault) -> Hashable:
    return _plain(fault.file), fault.column, _plain(fault.problem)


def _plain(text: str) -> str:
    return _OWN_WORDS.sub("", text)


def _joined(alike: list[Fault]) -> Fault:
    each = [one for fault in alike for one in (replace(fault, others=()), *fault.others)]
    return replace(each[0], others=tuple(each[1:]))


def _where(alike: tuple[Fault, ...]) -> str:
    """Name where faults are: the file and the row; of many in one file their number and the first rows or places."""
    first = alike[0]
    row = f"row {first.row}" if first.row is not None else ""
    if all((fault.file, fault.row) == (first.file, first.row) for fault in alike) and (row or len(alike) == 1):
        return ", ".join(part for part in (first.file, row) if part)
    if all(fault.file == first.file for fault in alike):
        rows = [str(fault.row) for fault in alike if fault.row is not None]
        number = f"{len(alike):,} {'rows' if rows else 'times'}{_listed(rows)}"
        return f"{first.file}, {number}" if first.file else number
    name = first.file.partition(", ")[0]
    inside = all(fault.file.startswith(f"{name}, ") for fault in alike)
    places = dict.fromkeys(fault.file.removeprefix(f"{name}, ") if inside else fault.file for fault in alike)
    number = f"{len(alike):,} places{_listed([*places])}"
    return f"{name}, {number}" if inside else number


def _listed(places: list[str]) -> str:
    names = [*dict.fromkeys(places)]
    return f" ({_some(names, _NAMED)})" if names else ""


def _some(names: list[str], most: int) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def _quoted(value: str, longest: int = 60) -> str:
    """Show a value so that spaces and control characters are visible and a huge cell stays short."""
    shown = value if len(value) <= longest else value[:longest] + "…"
    return repr(shown)
