"""What a user needs to know to fill in an area: said once, for the README of a folder and the guide of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.area_files.cells import known_codes
from dtors_network.area_files.schema import AREA, TABLES, Table, columns_of
from dtors_network.model.codebook import Codebook
from dtors_network.model.column import Column, Kind

ADVICE: Final = (
    "Only area, services and statements are needed; every other table adds to what can be said.",
    "Delete the tables that nobody asked about or counted: an empty table says that there was nothing to list.",
    "Blank means not given. Counts are whole numbers; 0 means that there was nobody.",
    "A count that is known only to lie between two numbers is written 11..15, both included; * stands for 1..4.",
    "Dates are year-month-day. Ids are text, and the same wherever they are used, to the letter.",
    "Columns of your own are kept. Codes of your own go into codebook.yaml; see the documentation.",
)
HEADER: Final = ("table", "column", "holds", "needed", "blank means", "example", "meaning")


def guide_rows(codebook: Codebook) -> Iterator[tuple[str, ...]]:
    """List every column of every table with what it holds, what a blank means, an example and its meaning.

    In the order of ``HEADER``.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> next(guide_rows(shipped_codebook()))[:4]
    ('area', 'id', 'id', 'yes')
    """
    for table in (AREA, *TABLES):
        for column in columns_of(table, codebook):
            needed = "yes" if column.required else ""
            holds = holding(column, codebook)
            yield table.name, column.name, holds, needed, column.blank, column.example, column.description


def holding(column: Column, codebook: Codebook) -> str:
    """Say what a column's cells hold: a kind of value, the codes of a short list, or where a long one stands.

    Parameters
    ----------
    column : Column
        The column.
    codebook : Codebook
        Where codes come from.

    Returns
    -------
    str
        A few words.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.area_files.schema import TABLE
    >>> holding(TABLE["statements"].columns[2], shipped_codebook())
    'sender, receiver'
    """
    if column.refers_to:
        return f"id from {column.refers_to}"
    if column.kind not in (Kind.CODE, Kind.CODES):
        return column.kind.value
    codes = list(known_codes(column, codebook))
    several = ", separated by ;" if column.kind is Kind.CODES else ""
    return ", ".join(codes) + several if len(codes) <= 12 else f"code from {column.codebook} of the codebook{several}"


def readme(codebook: Codebook) -> str:
    """Write the README of an empty folder: every table with its columns, an example and the codes.

    It is never read.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> readme(shipped_codebook()).splitlines()[0]
    'How to fill in this area'
    """
    lines = ["How to fill in this area", "", *(f"- {sentence}" for sentence in ADVICE)]
    for table in (AREA, *TABLES):
        lines += ["", *_table_lines(table, codebook)]
    for name, codes in code_lists(codebook).items():
        lines += ["", f"Codes: {name}", *(f"  {code}" for code in codes)]
    return "\n".join(lines) + "\n"


def code_lists(codebook: Codebook) -> dict[str, list[str]]:
    """List the codes of the codebook by the lists that columns name.

    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> list(code_lists(shipped_codebook()))
    ['service_types', 'client_groups', 'refusal_reasons', 'outcomes', 'barriers', 'levers']
    """
    columns = (column for table in TABLES for column in table.columns if column.codebook)
    return {column.codebook: list(known_codes(column, codebook)) for column in columns}


def _table_lines(table: Table, codebook: Codebook) -> Iterator[str]:
    file = "area.yaml" if table is AREA else f"{table.name}.csv"
    yield f"{file}: {table.description}"
    for column in columns_of(table, codebook):
        needed = " (needed)" if column.required else ""
        example = f" For example: {column.example}" if column.example else ""
        yield f"  {column.name}{needed}: {column.description} [{holding(column, codebook)}]{example}"
