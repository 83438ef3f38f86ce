"""What one column of an area's tables is: described once, on its field of a row (``model.rows``, ``model.kept_rows``).

What reads, writes, documents, hides, merges and checks a column asks for this description; nothing else lists columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

_IN_FIELD: Final = "column"


class Kind(StrEnum):
    """What a cell of a column holds; the value is how the documentation says it."""

    IDENTIFIER = "id"
    REFERENCE = "id of another row"
    TEXT = "text"
    BOOLEAN = "true or false"
    COUNT = "count"
    DECIMAL = "number"
    DAYS = "number of days, or a band of them"
    DATE = "date"
    CODE = "code"
    CODES = "codes, separated by ;"
    BY_GROUP = "one column for each client group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it is called, what its cells hold, and what it means.

    Attributes
    ----------
    name, description : str
        Its header, which is the name of its field, and one line about it.
    kind : Kind
        What a cell holds.
    required : bool
        True where a blank cell, or a missing column, is a fault: its field has no default.
    choices : type of StrEnum or None
        The closed list of a code.
    codebook : str
        The list of the codebook that a code comes from.
    refers_to : str
        The table that an id points into.
    people : bool
        Whether it counts people: then it is hidden, added up where services merge, and held to the laws of counts.
    key : bool
        Whether it is one of those that no two rows of the table may share.
    names : bool
        Whether it is one of those by which a row of a file is known again, where two rows may share them.
    blank : str
        What a blank cell means.
    example : str
        A cell as a user might fill it in.
    """

    name: str = ""
    kind: Kind
    description: str
    required: bool = False
    choices: type[StrEnum] | None = None
    codebook: str = ""
    refers_to: str = ""
    people: bool = False
    key: bool = False
    names: bool = False
    blank: str = "not given"
    example: str = ""


def column(described: Column, *, key: bool = False, names: bool = False) -> dict[str, Column]:
    """Give what a field holds of its column: the ``metadata`` of ``dataclasses.field``."""
    return {_IN_FIELD: replace(described, key=key, names=key or names)}


def described(row: Any) -> tuple[Column, ...]:
    """List the columns of a row, in the order of its fields, which is the order in which they are written.

    Parameters
    ----------
    row : type
        A dataclass whose fields hold columns; fields without one are no columns.

    Returns
    -------
    tuple of Column
        Each with the name of its field; required where that has no default.

    Examples
    --------
    >>> from dataclasses import dataclass, field
    >>> @dataclass(kw_only=True)
    ... class Meeting:
    ...     day: str = field(metadata=column(day("the day on which it was held"), key=True))
    ...     guests: int | None = field(default=None, metadata=column(people("how many came")))
    >>> [(one.name, one.required, one.key, one.people) for one in described(Meeting)]
    [('day', True, True, False), ('guests', False, False, True)]
    """
    return tuple(_named(one) for one in fields(row) if _IN_FIELD in one.metadata)


def _named(one: Any) -> Column:
    of: Column = one.metadata[_IN_FIELD]
    if one.default is MISSING:
        return replace(of, name=one.name, required=True, blank="a fault")
    return replace(of, name=one.name)


def names_where(columns: Iterable[Column], is_so: str) -> tuple[str, ...]:
    """Name the columns of which something is so: ``people``, ``key`` or ``names``."""
    return tuple(one.name for one in columns if getattr(one, is_so))


def identifier(description: str, example: str) -> Column:
    """Describe the column that names a row."""
    return Column(kind=Kind.IDENTIFIER, description=description, example=example)


def reference(table: str, description: str, example: str) -> Column:
    """Describe a column that points at a row of another table."""
    return Column(kind=Kind.REFERENCE, refers_to=table, description=description, example=example)


def text(description: str, example: str = "") -> Column:
    """Describe a column of free text."""
    return Column(kind=Kind.TEXT, description=description, example=example)


def truth(description: str) -> Column:
    """Describe a column of true and false."""
    return Column(kind=Kind.BOOLEAN, description=description, blank="not true", example="true")


def people(description: str, example: str = "12") -> Column:
    """Describe a column that counts people."""
    return replace(number(description, example), people=True)


def number(description: str, example: str = "12") -> Column:
    """Describe a column that counts something else than people."""
    return Column(kind=Kind.COUNT, description=description, blank="not counted", example=example)


def decimal(description: str, example: str) -> Column:
    """Describe a column of numbers that need not be whole."""
    return Column(kind=Kind.DECIMAL, description=description, blank="not counted", example=example)


def wait(description: str, example: str) -> Column:
    """Describe a column of waits: a number of days, or the band in which it lies."""
    return Column(kind=Kind.DAYS, description=description, blank="not counted", example=example)


def day(description: str, example: str = "2025-09-30") -> Column:
    """Describe a column of dates."""
    return Column(kind=Kind.DATE, description=description, example=example)


def closed(choices: type[StrEnum], description: str, example: str) -> Column:
    """Describe a column of codes from a closed list."""
    return Column(kind=Kind.CODE, choices=choices, description=description, example=example)


def coded(codes: str, description: str, example: str = "", *, several: bool = False) -> Column:
    """Describe a column of codes from a list of the codebook: one, or several separated by semicolons."""
    kind = Kind.CODES if several else Kind.CODE
    return Column(kind=kind, codebook=codes, description=description, example=example)


def by_group(choices: type[StrEnum], description: str, example: str) -> Column:
    """Describe a field that stands in one column for each client group; ``{group}`` in the words is its title."""
    return Column(kind=Kind.BY_GROUP, choices=choices, description=description, example=example)
