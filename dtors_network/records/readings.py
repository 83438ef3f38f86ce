"""How the cells of records were read: forms of days, and names and days that stand for nothing known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

EXAMPLES: Final = 3
"""Values that are shown of a column."""


@dataclass(frozen=True, slots=True, order=True)
class Stranger:
    """A name that is no service of its area.

    Attributes
    ----------
    column : str
        Where it stands.
    name : str
        As it is written most often; capitals, blanks and stored letters make no other name.
    rows : int
        Rows that hold it.
    area : int
        The number of the area.
    """

    column: str
    name: str
    rows: int
    area: int = 0


@dataclass(frozen=True, slots=True)
class Readings:
    """How the cells of some files were read.

    Attributes
    ----------
    forms : mapping of str to str
        By column of days in text, the forms that were found, in words.
    unread : mapping of str to tuple of str
        By column, the first values in their own order that are no days.
    days : mapping of str to tuple of str
        The same of those that are.
    areas : tuple of str
        Names that are no area.
    strangers : tuple of Stranger
        Names that are no service, those in most rows first.
    """

    forms: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    strangers: tuple[Stranger, ...] = ()

    def strangers_by_column(self) -> dict[str, list[tuple[str, int]]]:
        """Give the names of each column with their rows, over all areas, those in most rows first.

        Examples
        --------
        >>> twice = Stranger("target", "Hub", 2), Stranger("target", "Hub", 1, area=1)
        >>> Readings(strangers=twice).strangers_by_column()
        {'target': [('Hub', 3)]}
        """
        found: dict[str, dict[str, int]] = {}
        for one in self.strangers:
            names = found.setdefault(one.column, {})
            names[one.name] = names.get(one.name, 0) + one.rows
        return {column: sorted(names.items(), key=lambda name: (-name[1], name[0])) for column, names in found.items()}


def strangers_of(rows: Mapping[tuple[int, str, str], Mapping[str, int]]) -> tuple[Stranger, ...]:
    """Put spellings of one name together.

    Parameters
    ----------
    rows : mapping
        By area, column and plain name, the rows of each spelling.

    Returns
    -------
    tuple of Stranger
        By column, those in most rows first.

    Examples
    --------
    >>> strangers_of({(0, "target", "hub"): {"Hub": 2, "HUB": 1}})
    (Stranger(column='target', name='Hub', rows=3, area=0),)
    """
    found = [
        Stranger(column, min(spellings, key=lambda name: (-spellings[name], name)), sum(spellings.values()), area)
        for (area, column, _), spellings in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.column, -one.rows, one.name, one.area)))


def examples(values: pl.Series) -> tuple[str, ...]:
    """Give the first few values in their own order, so that the order of rows shows no other ones.

    Examples
    --------
    >>> import polars as pl
    >>> examples(pl.Series(["d", "b", " ", "c", "a"]))
    ('a', 'b', 'c')
    """
    bare = values.str.strip_chars()
    return tuple(bare.filter(bare != "").unique().sort().head(EXAMPLES))
