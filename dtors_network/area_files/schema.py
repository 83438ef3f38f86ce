"""Every table of an area and its columns; the reader, the writer, the guide and the reference come from here.

A column is described once, on its field in ``model.rows`` or ``model.kept_rows``; here stand what the tables are for,
and which are needed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dtors_network.model.area import COLUMNS, Area
from dtors_network.model.codebook import ClientGroup, Codebook
from dtors_network.model.column import Column, Kind, described
from dtors_network.model.vocabulary import EVERYONE

ACCEPTS: Final = "accepts_"
"""What the header of an acceptance column starts with; the client group follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a CSV file, or a sheet of a workbook, of the same name.

    Attributes
    ----------
    name, description : str
        Its name, and one line about it.
    described : tuple of Column
        In the order in which they are written; one of them may stand for a column a client group.
    needed : bool
        True for the tables without which there is no area.
    """

    name: str
    description: str
    described: tuple[Column, ...]
    needed: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that it has whatever the client groups are."""
        return tuple(column for column in self.described if column.kind is not Kind.BY_GROUP)


AREA: Final = Table(
    name="area", description="the partnership as a whole: one line a key", needed=True, described=described(Area)
)
_NEEDED: Final = frozenset({"services", "statements"})
_ABOUT: Final = {
    "organisations": "who runs the services; without this table they are taken from the services",
    "services": "every service, routes in included: one row a service",
    "statements": "one voice about one link: one row a statement",
    "acceptance_voices": "one voice of a service about whom it takes: one row a client group",
    "answers": "what a meeting settled: one row an answer",
    "arrivals": "people who came to a service from outside the listed services",
    "referrals": "people referred from one service to another, and what became of it",
    "refusals": "people referred who did not start, by reason",
    "departures": "people who left with no onward referral",
    "barriers": "barriers that somebody reported: at a link, a service, a service type or (all blank) the area",
    "actions": "what the partnership agreed to do about a gap",
    "contacts": "whom to ring: the desk of each service",
    "rounds": "rounds of questions; written by the program when forms go out",
    "asked": "what became of the form of a service in a round, where replies do not tell: one row a form",
}
TABLES: Final = tuple(
    Table(name=name, description=_ABOUT[name], described=columns, needed=name in _NEEDED)
    for name, columns in COLUMNS.items()
)
"""The tables beside ``area``, in the order of design §3."""

TABLE: Final[dict[str, Table]] = {table.name: table for table in TABLES}
OPTIONAL: Final = frozenset(table.name for table in TABLES if not table.needed)


def columns_of(table: Table, codebook: Codebook) -> tuple[Column, ...]:
    """List a table's columns, with one acceptance column for each client group of the codebook.

    Parameters
    ----------
    table : Table
        One of ``TABLES``.
    codebook : Codebook
        Where the client groups come from.

    Returns
    -------
    tuple of Column
        In the order in which they are written.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> [column.name for column in columns_of(TABLE["arrivals"], shipped_codebook())]
    ['service', 'client_group', 'count', 'reached_aftercare']
    """
    return tuple(
        one
        for column in table.described
        for one in (_by_group(column, codebook) if column.kind is Kind.BY_GROUP else (column,))
    )


def _by_group(column: Column, codebook: Codebook) -> tuple[Column, ...]:
    return tuple(_accepts(column, group) for group in codebook.client_groups)


def _accepts(column: Column, group: ClientGroup) -> Column:
    return replace(
        column,
        name=f"{ACCEPTS}{group.code}",
        kind=Kind.CODE,
        description=column.description.format(group=group.title),
        blank="yes" if group.code == EVERYONE else "unknown",
    )
