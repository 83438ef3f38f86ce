"""What stands in a column of a sheet: how it is split into the columns of a file, and how it is said on a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.accounts.shares import days_words, interval, percent
from dtors_network.model.bounds import MANY, Bounds
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.model.ranged import Ranged
from dtors_network.rounding import kept, per_100, span, span_of_100, written

DECIMALS: Final = 3
"""Decimals of a measure on a screen."""

WIDEST: Final = 1.99
"""A rise that lies anywhere from all fewer to all more: of those people nothing is known, before and after."""

Scalar = str | int | float | bool | None
Likely = tuple[Bounds, tuple[float, float, float] | None]
"""A number of people, and where it is hidden the lower end, the middle and the upper end of what is likely."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell without a figure, and why there is none."""

    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id, which files hold, and a name, which screens show."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column.

    Attributes
    ----------
    code : str
        What it is called in the reference.
    parts : tuple of str
        What follows the column's key in a file; one column with the bare key where it is ``("",)``.
    split : callable
        Gives the scalars of a cell, one a part; a cell that is None gives None for each.
    heads : tuple of str
        What a screen shows of it; ``""`` stands for the column's own head.
    say : callable
        Gives the words of a cell, one a head.
    numbers : bool
        Whether it is set to the right.
    blank : str
        What a screen says of a cell that is None.
    """

    code: str
    parts: tuple[str, ...]
    split: Callable[[Any], tuple[Scalar, ...]]
    heads: tuple[str, ...]
    say: Callable[[Any], tuple[str, ...]]
    numbers: bool = False
    blank: str = ""


def _one(cell: Any) -> tuple[Scalar, ...]:
    return (cell,)


def _ends(cell: Bounds) -> tuple[Scalar, ...]:
    """Give the two ends of a range; the upper one is blank where it is open."""
    return cell.low, None if cell.high >= MANY else cell.high


def _words(cell: Any) -> tuple[str, ...]:
    return (str(cell),)


def _names(cells: Iterable[Named]) -> tuple[Scalar, ...]:
    return (";".join(one.id for one in cells),)


def _listed(cells: Iterable[Named]) -> tuple[str, ...]:
    return ("; ".join(one.words for one in cells),)


def _share(cell: Estimate) -> tuple[str, ...]:
    return percent(cell), interval(cell)


def _share_parts(cell: Estimate) -> tuple[Scalar, ...]:
    shares = (kept(end, 4) for end in (cell.least, cell.most, cell.low, cell.high))
    middle = None if cell.leading is None else kept(cell.leading, 4)
    return *shares, *_ends(cell.people), middle


def _rise(cell: Rise) -> tuple[str, ...]:
    least, most, low, high, middle = cell
    if most - least > WIDEST:
        return "not known", ""
    interval = "" if low is None or high is None else span_of_100(low, high, 1, "+")
    strict = span_of_100(least, most, 1, "+")
    return strict if middle is None else f"about {per_100(middle, 1, '+')} (strictly {strict})", interval


def _rise_parts(cell: Rise) -> tuple[Scalar, ...]:
    return tuple(None if end is None else kept(end, 5) for end in cell)


def _decimal(cell: float) -> str:
    return written(cell, 0 if cell == int(cell) else DECIMALS)


def _ranged(cell: Ranged) -> tuple[str, ...]:
    both = ("none" if end is None else _decimal(end) for end in (cell.certain, cell.possible))
    if cell.low is None or cell.high is None:
        return *both, "not worked out" if not cell.exact else "none"
    is_whole = cell.low == int(cell.low) and cell.high == int(cell.high)
    return *both, span(cell.low, cell.high, 0 if is_whole else DECIMALS) + ("" if cell.exact else ", sampled")


def _ranged_parts(cell: Ranged) -> tuple[Scalar, ...]:
    ends = (None if end is None else kept(end, 6) for end in (cell.certain, cell.possible, cell.low, cell.high))
    return *ends, cell.exact


def _days(cell: float | Bounds) -> tuple[Scalar, ...]:
    return _ends(cell) if isinstance(cell, Bounds) else (cell, cell)


def _days_said(cell: float | Bounds) -> tuple[str, ...]:
    return (days_words(cell),)


def _likely(cell: Likely) -> tuple[str, ...]:
    people, likely = cell
    if likely is None or people.low == people.high:
        return (str(people),)
    return (f"about {written(likely[1])} (strictly {people})",)


def _likely_parts(cell: Likely) -> tuple[Scalar, ...]:
    people, likely = cell
    low, middle, high = likely or (None, None, None)
    return *_ends(people), *(None if end is None else kept(end, 2) for end in (low, high, middle))


def _whole(cell: tuple[float, ...]) -> tuple[str, ...]:
    """Say a range in whole numbers, and the interval of it where there is one."""
    return tuple(span(least, most) for least, most in zip(cell[::2], cell[1::2], strict=True))


def _range(
    code: str, digits: int, say: Callable[[tuple[float, ...]], tuple[str, ...]], blank: str = "not counted"
) -> Kind:
    """Make a kind of numbers that have a least and a most, and no interval."""
    return Kind(
        code, ("_least", "_most"), lambda cell: tuple(kept(end, digits) for end in cell), ("",), say, True, blank
    )


TEXT: Final = Kind("text", ("",), _one, ("",), _words)
CODE: Final = Kind("code", ("",), _one, ("",), lambda cell: (str(cell).replace("_", " "),))
NAME: Final = Kind("name", ("",), lambda cell: (cell.id,), ("",), lambda cell: (cell.words,))
NAMES: Final = Kind("names", ("",), _names, ("",), _listed)
YES_NO: Final = Kind("yes or no", ("",), _one, ("",), lambda cell: ("yes" if cell else "no",), blank="not known")
DAY: Final = Kind(
    "day", ("",), lambda cell: (cell.isoformat(),), ("",), lambda cell: (f"{cell.day} {cell:%B %Y}",), blank="no date"
)
NUMBER: Final = Kind("number", ("",), _one, ("",), lambda cell: (f"{cell:,}",), numbers=True)
DAYS: Final = Kind("days", ("_low", "_high"), _days, ("",), _days_said, numbers=True, blank="not known")
PEOPLE: Final = Kind("people", ("_low", "_high"), _ends, ("",), _words, numbers=True, blank="not counted")
LIKELY: Final = Kind(
    "people, and how many are likely",
    ("_low", "_high", "_likely_low", "_likely_high", "_middle"),
    _likely_parts,
    ("",),
    _likely,
    numbers=True,
    blank="not counted",
)
FIGURE_PARTS: Final = ("least", "most", "low", "high", "middle", "people_low", "people_high")
FIGURE: Final = Kind(
    "any figure", FIGURE_PARTS, lambda cell: tuple(cell.get(part) for part in FIGURE_PARTS), (), lambda _: ()
)
SHARE: Final = Kind(
    "share of people",
    ("_least", "_most", "_low", "_high", "_people_low", "_people_high", "_middle"),
    _share_parts,
    ("", "95 % interval"),
    _share,
    numbers=True,
    blank="not counted",
)
DECIMAL: Final = Kind(
    "decimal", ("",), lambda cell: (kept(cell, 6),), ("",), lambda cell: (_decimal(cell),), numbers=True, blank="none"
)
RANGED: Final = Kind(
    "range over open links",
    ("_certain", "_possible", "_low", "_high", "_exact"),
    _ranged_parts,
    ("", "Possible", "Range"),
    _ranged,
    numbers=True,
    blank="none",
)
RISE: Final = Kind(
    "rise of 100",
    ("_least", "_most", "_low", "_high", "_middle"),
    _rise_parts,
    ("", "95 % interval"),
    _rise,
    numbers=True,
    blank="not counted",
)
RISE_RANGE: Final = _range("rise of 100, without interval", 5, lambda cell: (span_of_100(cell[0], cell[1], 1, "+"),))
NUMBERS: Final = _range("range of numbers", 2, _whole, "not given")
SHARES: Final = _range("range of shares", 4, lambda cell: (f"{span_of_100(cell[0], cell[1])} %",), "not known")
LOAD: Final = Kind(
    "places in use",
    ("_least", "_most", "_low", "_high"),
    lambda cell: tuple(kept(end, 2) for end in cell),
    ("", "95 % interval"),
    _whole,
    numbers=True,
    blank="not known",
)

KINDS: Final = {
    kind.code: kind
    for kind in (
        TEXT,
        CODE,
        NAME,
        NAMES,
        YES_NO,
        DAY,
        NUMBER,
        DAYS,
        PEOPLE,
        SHARE,
        SHARES,
        DECIMAL,
        RANGED,
        RISE,
        RISE_RANGE,
        NUMBERS,
        LOAD,
    )  # fmt: skip
}
"""Every kind of column, by what it is called."""


def scalars(kind: Kind, cell: Any) -> tuple[Scalar, ...]:
    """Give what a file holds of a cell.

    >>> from datetime import date
    >>> scalars(PEOPLE, Bounds(11, 15)), scalars(PEOPLE, None), scalars(DAY, date(2026, 4, 1))
    ((11, 15), (None, None), ('2026-04-01',))
    """
    return (None,) * len(kind.parts) if cell is None or isinstance(cell, Blank) else kind.split(cell)


def said(kind: Kind, cell: Any) -> tuple[str, ...]:
    """Give what a screen shows of a cell.

    >>> said(SHARE, Estimate(0.25, 0.25, 0.0889, 0.532, Bounds(12, 12)))
    ('25 %', '9 to 53 %')
    >>> said(SHARE, Estimate(0.22, 0.51, 0.30, 0.38, Bounds(46, 50), 0.34))
    ('about 34 % (strictly 22 to 51 %)', '30 to 38 %')
    >>> said(RISE, Rise(0.021, 0.034, -0.01, 0.05)), said(DAYS, None)
    (('+2.1 to +3.4', '-1.0 to +5.0'), ('not known',))
    >>> said(SHARE, Blank("of nobody"))
    ('of nobody', '')
    """
    if cell is not None and not isinstance(cell, Blank):
        return kind.say(cell)
    words = cell.words if isinstance(cell, Blank) else kind.blank
    return (words, *[""] * (len(kind.heads) - 1)) if kind.heads else ()
