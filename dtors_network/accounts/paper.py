"""What is printed for a meeting: parts of several accounts in the order in which they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtors_network.accounts.account import Account
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import Stamp


@dataclass(frozen=True)
class Picture:
    """A figure as plotly takes it, and what it shows in one sentence."""

    figure: Mapping[str, Any]
    caption: str


@dataclass(frozen=True)
class Section:
    """One part of a report.

    Attributes
    ----------
    title : str
        Its heading.
    heading : str
        Beside it, small: the heading of somebody else's form under which it belongs.
    lead : str
        The sentence that a tired reader must take away; blank where the heading says it.
    sentences : tuple of str
        What belongs beside it.
    picture : Picture or None
        Stands between the sentences and the tables.
    sheets : tuple of Sheet
        Its tables; each shows ``Sheet.most`` rows, and says how many more stand in the workbook.
    notes : tuple of str
        In small letters below.
    wide : bool
        Whether it stands on a page of its own, across.
    alone : bool
        Whether a page ends with it.
    """

    title: str
    heading: str = ""
    lead: str = ""
    sentences: tuple[str, ...] = ()
    picture: Picture | None = None
    sheets: tuple[Sheet[Any], ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Paper:
    """A report.

    Attributes
    ----------
    title : str
        What it is.
    stamp : Stamp
        Of which area, when, held against what, and under which profile.
    headline : str
        Its first sentence.
    parts : sequence of Section
        In the order in which they are read.
    accounts : sequence of Account
        Whole, for the workbook.
    facts : mapping of str to str
        What repeats it: version, digest of the tables, seed.
    """

    title: str
    stamp: Stamp
    headline: str
    parts: Sequence[Section]
    accounts: Sequence[Account]
    facts: Mapping[str, str]
