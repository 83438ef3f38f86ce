"""What a published indicator is, and one figure of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dtors_network.compare.figure import Direction


class Read(StrEnum):
    """How far its definition was read at the source."""

    WORDING = "wording"
    FILE = "file"
    HEADLINE = "headline"
    CODE = "code"
    DESCRIPTION = "description"
    EXISTENCE = "existence"
    NONE = "none"

    @property
    def words(self) -> str:
        """In words; with [?] where the definition itself was not read.

        >>> Read.FILE.words, Read.HEADLINE.words
        ('read in the published file', 'the headline figure was read, its definition was not [?]')
        """
        return _READ[self]


_READ = {
    Read.WORDING: "its wording was read",
    Read.FILE: "read in the published file",
    Read.HEADLINE: "the headline figure was read, its definition was not [?]",
    Read.CODE: "read in a program that fetches it, not at the source [?]",
    Read.DESCRIPTION: "a description of it was read, not its definition [?]",
    Read.EXISTENCE: "that it exists was read, not its definition [?]",
    Read.NONE: "not read at the source [?]",
}


class Unit(StrEnum):
    """What its figures are."""

    SHARE = "share"
    """A share of people, kept from 0 to 1; published in per cent."""
    RATE = "rate"
    """Kept as it is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One figure that others published.

    Attributes
    ----------
    published : str
        Code of its indicator.
    place, gss_code : str
        The authority, region or country as the source names it, and its code where given.
    period : str
        As the source writes it.
    period_start, period_end : date or None
        Its days, where they could be read.
    value, low, high : float or None
        The figure with its published 95 % interval; a share from 0 to 1. None where it is missing: neither 0 nor few.
    numerator, denominator : float or None
        Counts, where they are given.
    rounded_to : int
        Counts are multiples of this; 0 where they are not known to be rounded.
    raw, note, source : str
        The cell as it was, what the source says of it, and who published it.
    """

    published: str
    place: str
    gss_code: str = ""
    period: str = ""
    period_start: date | None = None
    period_end: date | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    rounded_to: int = 0
    raw: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published indicator: one entry of ``data/published.yaml``.

    Attributes
    ----------
    code, title : str
        Its name here, and in words.
    ids : tuple of str
        What files call it; several are added up.
    also_called : str
        Other names of it.
    numerator, denominator, source, period, geography, rounding, traps : str
        As the registry says it.
    unit : Unit
        What its figures are.
    direction : Direction
        Which way is good, if any.
    read : Read
        How far the definition was read.
    beside : tuple of str or None
        Indicator and scope of the area's own that stand beside it.
    equal_if : tuple of str
        Conditions of ``published.conditions`` under which the area's own means the same; empty: never.
    unlike : str
        Why it does not, where it never does.
    figures : tuple of PublishedFigure
        Those that come with the project.
    """

    code: str
    title: str
    ids: tuple[str, ...] = ()
    also_called: str = ""
    numerator: str
    denominator: str
    source: str
    period: str
    geography: str
    rounding: str
    traps: str = ""
    unit: Unit
    direction: Direction
    read: Read
    beside: tuple[str, str] | None = None
    equal_if: tuple[str, ...] = ()
    unlike: str = ""
    figures: tuple[PublishedFigure, ...] = ()
