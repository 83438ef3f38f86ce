"""The sheets of an account: named tidy tables, whose columns say themselves how they are read, kept and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from dtors_network.accounts.kinds import Blank, Kind, Scalar, said, scalars

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a cell leads: a page, and what is chosen there as (parameter, value), written as an address has it."""

    page: str
    chosen: tuple[tuple[str, str], ...]


def to_link(area: str, source: str, target: str, group: str = "") -> Lead:
    """Lead to a referral link on the map, for a client group where one is chosen.

    >>> to_link("small", "gp", "a>b").chosen
    (('area', 'small'), ('link', 'gp>a%3Eb'))
    """
    ends = ">".join(quote(end, safe="") for end in (source, target))
    chosen = (("area", area), ("group", group), ("link", ends))
    return Lead("network", tuple(one for one in chosen if one[1]))


def to_service(area: str, service: str) -> Lead:
    """Lead to a service on the map."""
    return Lead("network", (("area", area), ("service", service)))


def to_gap(area: str, gap: str) -> Lead:
    """Lead to a finding on the page of gaps."""
    return Lead("gaps", (("area", area), ("gap", gap)))


@dataclass(frozen=True)  # with slots, Column[Row](…) cannot be made in Python 3.11
class Column(Generic[R]):
    """A column of a sheet.

    Attributes
    ----------
    key : str
        Its name in files and frames; the parts of its kind follow it.
    head : str
        What stands over it on a screen; blank: only in files.
    kind : Kind
        What stands in it.
    read : callable
        Gives its cell of a row; None where there is none.
    lead : callable or None
        Gives where the cell of a row leads.
    in_files : bool
        Whether files and frames hold it; not where its words are put together from other columns.
    to_fill : bool
        Whether it is left blank for a hand to write in, so that it stands there though no row says anything.
    term : str
        The term that explains its head, where that is not the head itself.
    says : str or None
        Of what its cells are terms, such as ``verdict`` or ``code``; blank: of anything; None where they are none.
    """

    key: str
    head: str
    kind: Kind
    read: Callable[[R], Any]
    lead: Callable[[R], Lead | None] | None = None
    in_files: bool = True
    to_fill: bool = False
    term: str = ""
    says: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that it has in a file."""
        return tuple(f"{self.key}{part}" for part in self.kind.parts) if self.in_files else ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns that it has on a screen."""
        return tuple(head or self.head for head in self.kind.heads) if self.head else ()


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """A named tidy table.

    Attributes
    ----------
    name : str
        Its name in files, frames and addresses.
    title : str
        Its caption.
    columns : sequence of Column
        At least one; the first that is shown heads its row.
    items : sequence
        What each row is read from.
    none : str
        What is said where there is no row.
    most : int or None
        How many rows a terminal or a printed page shows; every one where left out.
    part : callable or None
        Gives the heading under which a screen puts a row, with the other rows of that heading.
    same : str
        What is said below it, because every row says the same: see ``lean``.
    """

    name: str
    title: str
    columns: Sequence[Column[R]]
    items: Sequence[R]
    none: str = "nothing is known of this"
    most: int | None = None
    part: Callable[[R], str] | None = None
    same: str = ""

    def __len__(self) -> int:
        return len(self.items)

    def only(self, wanted: Callable[[R], bool]) -> Sheet[R]:
        """Give the same sheet with those of its rows alone that are wanted."""
        return replace(self, items=[item for item in self.items if wanted(item)])

    def lean(self) -> Sheet[R]:
        """Give the sheet as a screen shows it: what is blank in every one of its rows is said once, in ``same``.

        Examples
        --------
        >>> from dtors_network.accounts.kinds import NUMBER, TEXT
        >>> columns = Column("x", "X", TEXT, str), Column("y", "Y", NUMBER, lambda _: None)
        >>> sheet = Sheet("a", "A", columns, [1, 2]).lean()
        >>> sheet.heads, sheet.same
        (('X',), 'Blank in every row: Y.')
        """
        alike = {at: word for at, column in enumerate(self.columns) if (word := self._blank(column)) is not None}
        if not alike or len(alike) == sum(bool(column.head) for column in self.columns):
            return self
        told = [under_head(self.columns[at].head, word) for at, word in alike.items() if word]
        blank = [self.columns[at].head for at, word in alike.items() if not word]
        said_once = (("The same in every row", told), ("Blank in every row", blank))
        same = " ".join(f"{what}: {'; '.join(each)}." for what, each in said_once if each)
        columns = [column for at, column in enumerate(self.columns) if at not in alike]
        return replace(self, columns=columns, same=same)

    def _blank(self, column: Column[R]) -> str | None:
        """Give the word that stands in a column of every row, of several, because no row has anything there."""
        if not column.head or column.to_fill or len(self.items) < 2:
            return None
        words = set()
        for item in self.items:
            cell = column.read(item)
            if not (cell is None or cell == "" or isinstance(cell, Blank)):
                return None
            words.add(said(column.kind, cell)[0])
        return words.pop() if len(words) == 1 else None

    def parts(self) -> tuple[tuple[str, Sheet[R]], ...]:
        """Give its rows part by part, each with its heading, which is blank where the sheet has no parts."""
        part = self.part
        if part is None or not self.items:
            return (("", self),)
        rows: dict[str, list[R]] = {}
        for item in self.items:
            rows.setdefault(part(item), []).append(item)
        return tuple((heading, replace(self, items=mine)) for heading, mine in rows.items())

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its columns in a file."""
        return tuple(key for column in self.columns for key in column.keys)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Its columns on a screen."""
        return tuple(head for column in self.columns for head in column.heads)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The columns on a screen that are set to the right, from 0."""
        shown = [column.kind.numbers for column in self.columns for _ in column.heads]
        return frozenset(at for at, right in enumerate(shown) if right)

    def rows(self) -> tuple[tuple[Scalar, ...], ...]:
        """Give what a file holds, in the order of ``keys``."""
        held = [column for column in self.columns if column.in_files]
        return tuple(
            tuple(scalar for column in held for scalar in scalars(column.kind, column.read(item)))
            for item in self.items
        )

    def words(self, most: int | None = None) -> tuple[tuple[str, ...], ...]:
        """Give what a screen shows, in the order of ``heads``; the first ``most`` rows where it is given."""
        shown = [column for column in self.columns if column.head]
        return tuple(
            tuple(text for column in shown for text in said(column.kind, column.read(item)))
            for item in self.items[:most]
        )

    def leads(self) -> tuple[tuple[Lead | None, ...], ...]:
        """Give where each shown cell leads, in the order of ``heads``."""
        shown = [column for column in self.columns if column.head]
        return tuple(
            tuple(
                column.lead(item) if column.lead and not at else None
                for column in shown
                for at, _ in enumerate(column.heads)
            )
            for item in self.items
        )


def under_head(head: str, cell: str) -> str:
    """Set a cell behind the head of its column, where it does not stand below it.

    Examples
    --------
    >>> under_head("Lost", "11–15"), under_head("Takes them?", "yes")
    ('Lost: 11–15', 'Takes them? yes')
    """
    return f"{head}{'' if head.endswith('?') else ':'} {cell}"


def sheets_by_name(sheets: Iterable[Sheet[Any]]) -> dict[str, Sheet[Any]]:
    """Give sheets by their names, which must differ.

    >>> from dtors_network.accounts.kinds import TEXT
    >>> list(sheets_by_name([Sheet("a", "A", [Column("x", "X", TEXT, str)], [1])]))
    ['a']
    """
    found: dict[str, Sheet[Any]] = {}
    for sheet in sheets:
        if sheet.name in found:
            raise ValueError(f"two sheets are called {sheet.name!r}")
        found[sheet.name] = sheet
    return found
