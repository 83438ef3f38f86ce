"""What a test says of a place, before the places of an area are weighed together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dtors_network.model.bounds import Bounds

if TYPE_CHECKING:
    from dtors_network.triangulation.places import Place
    from dtors_network.triangulation.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The figure that a test rests on.

    Attributes
    ----------
    kind : str
        ``share``, ``difference`` (of two shares), ``odds_ratio`` or ``ratio`` (people to each of something).
    what : str
        In words, what it is a figure of.
    value, low, high : float
        What leads, and its 95 % interval; where counts are blocks, over drawn tables.
    least, most : float or None
        What the blocks leave possible, whatever the hidden counts are; None where that is not worked out.
    people : Bounds
        How many people stand behind it.
    marks : str
        In words, what it is held against.
    """

    kind: str
    what: str
    value: float
    low: float
    high: float
    least: float | None = None
    most: float | None = None
    people: Bounds
    marks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How likely records like these are if there is nothing to it.

    Attributes
    ----------
    p : float
        One-sided; where counts are blocks, twice the mean over drawn tables, so that half the level is asked of the
        mean.
    strict : float
        The largest over every table that the blocks leave possible.
    large : bool
        Whether the figure is as large as the test asks for besides.
    people : float
        How many people there are today.
    share, mark : float or None
        Of a test of a share: that of today where it lies beyond the mark, and the mark.
    """

    p: float
    strict: float
    large: bool = True
    people: float = 0.0
    share: float | None = None
    mark: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What a test says of a place, or of one part of it.

    Attributes
    ----------
    part : str
        Which part of it: such as first waits; blank where there is one.
    figure : Figure or None
        What was worked out.
    towards, against : Chance or None
        The test of what was said, and the opposite test against its margin; None below the minimum.
    sure : str
        Why records show it without a test, in words; blank where they do not.
    barred : str
        Why it could not be contradicted, whatever the test says.
    partly : float or None
        The probability of the first condition alone, where a test has two.
    cannot : str
        Why more of the same would not help, and what to collect instead; where there is ``partly``, if that passes.
    missing : str
        What is not on record.
    few : str
        What there is too little of for the test.
    beside : tuple of str
        What must stand beside the verdict.
    """

    part: str = ""
    figure: Figure | None = None
    towards: Chance | None = None
    against: Chance | None = None
    sure: str = ""
    barred: str = ""
    partly: float | None = None
    cannot: str = ""
    missing: str = ""
    few: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test: what it looks at, and the functions that judge by it.

    Attributes
    ----------
    code, title, definition, source : str
        Its name as the codebook has it, what it is called, what is counted against what, where its marks come from.
    judge : callable
        What it says of a reported place.
    unheard : callable
        The places that it looks at as a screen.
    collect : str
        What would tell more than the records of today.
    """

    code: str
    title: str
    definition: str
    source: str
    judge: Callable[[Setting, Place], Iterator[Tested]]
    unheard: Callable[[Setting], Iterator[Place]]
    collect: str = ""
