"""What one column and one table of an area are: the words in which the schema is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it is called, what its cells hold, and what it means.

    Attributes
    ----------
    name, description : str
        Its header, and one line about it.
    kind : Kind
        What a cell holds.
    required : bool
        True where a blank cell, or a missing column, is a fault.
    choices : type of StrEnum or None
        The closed list of a code.
    codebook : str
        The list of the codebook that a code comes from.
    refers_to : str
        The table that an id points into.
    blank : str
        What a blank cell means.
    example : str
        A cell as a user might fill it in.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    choices: type[StrEnum] | None = None
    codebook: str = ""
    refers_to: str = ""
    blank: str = "not given"
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a CSV file, or a sheet of a workbook, of the same name.

    Attributes
    ----------
    name, description : str
        Its name, and one line about it.
    columns : tuple of Column
        In the order in which they are written.
    needed : bool
        True for the tables without which there is no area.
    accepts_after : str
        The column behind which one ``accepts_`` column stands for each client group; an empty string for none.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    needed: bool = False
    accepts_after: str = ""


def needed(column: Column) -> Column:
    """Give the same column as one whose cells must not be blank."""
    return replace(column, required=True, blank="a fault")


def about(column: Column, description: str, example: str = "") -> Column:
    """Give the same column with other words about it, as one that may be blank."""
    return replace(column, required=False, blank="not given", description=description, example=example)


def identifier(name: str, description: str, example: str) -> Column:
    """Describe the column that names a row."""
    return needed(Column(name=name, kind=Kind.IDENTIFIER, description=description, example=example))


def reference(name: str, table: str, description: str, example: str) -> Column:
    """Describe a column that points at a row of another table."""
    return Column(name=name, kind=Kind.REFERENCE, refers_to=table, description=description, example=example)


def text(name: str, description: str, example: str = "") -> Column:
    """Describe a column of free text."""
    return Column(name=name, kind=Kind.TEXT, description=description, example=example)


def truth(name: str, description: str) -> Column:
    """Describe a column of true and false."""
    return Column(name=name, kind=Kind.BOOLEAN, description=description, blank="not true", example="true")


def count(name: str, description: str, example: str = "12") -> Column:
    """Describe a column of counts."""
    return Column(name=name, kind=Kind.COUNT, description=description, blank="not counted", example=example)


def number(name: str, description: str, example: str) -> Column:
    """Describe a column of numbers that need not be whole."""
    return Column(name=name, kind=Kind.DECIMAL, description=description, blank="not counted", example=example)


def wait(name: str, description: str, example: str) -> Column:
    """Describe a column of waits: a number of days, or the band in which it lies."""
    return Column(name=name, kind=Kind.DAYS, description=description, blank="not counted", example=example)


def day(name: str, description: str, example: str = "2025-09-30") -> Column:
    """Describe a column of dates."""
    return Column(name=name, kind=Kind.DATE, description=description, example=example)


def closed(name: str, choices: type[StrEnum], description: str, example: str) -> Column:
    """Describe a column of codes from a closed list."""
    return Column(name=name, kind=Kind.CODE, choices=choices, description=description, example=example)


def coded(name: str, codes: str, description: str, example: str = "") -> Column:
    """Describe a column of codes from a list of the codebook."""
    return Column(name=name, kind=Kind.CODE, codebook=codes, description=description, example=example)
