"""One of the areas that are compared: its network, its counts in drawn tables, and how complete it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dtors_network.gaps import counted
from dtors_network.gaps.case import Case
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.vocabulary import EVERYONE, Stage

if TYPE_CHECKING:
    from dtors_network.disclosure.draws import DrawnTables
    from dtors_network.gaps.review import Gaps

NO_TABLE = "its hidden counts leave no lawful table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How much of an area is known: it stands beside every figure of it.

    Attributes
    ----------
    services, contributing : int
        Services listed, and those of which anything was counted.
    askable, answered : int
        Services that could have spoken of their links, and those that did.
    pairs_open, pairs_required : int
        Required routes that are open questions, of all that are required.
    services_complete, records_complete, departures_complete : bool
        What the area says of its lists and records.
    """

    services: int
    contributing: int
    askable: int
    answered: int
    services_complete: bool
    records_complete: bool
    departures_complete: bool


class Side:
    """An area that passed the door, and what several indicators ask of it.

    Parameters
    ----------
    area : Area
        A protected area.
    """

    def __init__(self, area: Area) -> None:
        self.area = area
        self.case = Case(area, likely=False)
        self.network = self.case.network
        self._columns: dict[tuple[str, str], Any] = {}

    @cached_property
    def has_ranges(self) -> bool:
        """Whether any count is a range."""
        from dtors_network.disclosure.draws import COLUMNS

        rows = ((row, column) for table, columns in COLUMNS.items() for column in columns for row in self.rows(table))
        return any(isinstance(getattr(row, column), Bounds) for row, column in rows)

    @cached_property
    def tables(self) -> DrawnTables | None:
        """Lawful tables drawn from the blocks, the same that every other figure of the area rests on."""
        from dtors_network.disclosure.draws import shared_tables

        return shared_tables(self.area) if self.has_ranges else None

    @cached_property
    def gaps(self) -> Gaps:
        """Its gaps that follow from what leads where."""
        from dtors_network.gaps import find_gaps

        return find_gaps(self.area, comparators=(), likely=False)

    def rows(self, table: str) -> Sequence[Any]:
        """Give the rows of one of its tables."""
        found: Sequence[Any] = getattr(self.area, table)
        return found

    def column(self, table: str, name: str) -> Any:
        """Give one column, shape (tables, rows): one table where every count is known."""
        import numpy as np

        key = table, name
        if key not in self._columns:
            if self.tables is not None:
                self._columns[key] = self.tables.column(table, name).astype(float)
            else:
                cells = (bounds(getattr(row, name)) for row in self.rows(table))
                self._columns[key] = np.array([[np.nan if one is None else one.low for one in cells]], float)
        return self._columns[key]

    def drawn(self, table: str, name: str, wanted: Iterable[Any]) -> Any:
        """Give the sum of a column over some rows of a table, in each drawn table."""
        at = [self._place[table][id(row)] for row in wanted]
        return self.column(table, name)[:, at].sum(axis=1)

    @cached_property
    def _place(self) -> dict[str, dict[int, int]]:
        tables = ("services", "arrivals", "referrals", "departures")
        return {table: {id(row): at for at, row in enumerate(self.rows(table))} for table in tables}

    def links(self, wanted: Callable[[Referral], bool]) -> tuple[Referral, ...]:
        """Give the referral rows of everyone that are wanted, but for links that a meeting settled as absent."""
        return tuple(row for row in counted.rows(self.case, EVERYONE) if wanted(row))

    def type_of(self, service: str) -> str:
        """Give the type of a service."""
        return self.area.service[service].service_type

    def stage_of(self, service: str) -> Stage:
        """Give the stage of a service."""
        return self.area.codebook.stage_of[self.type_of(service)]

    @cached_property
    def completeness(self) -> Completeness:
        """How much of it is known."""
        area = self.area
        spoke = {row.source if row.end.value == "sender" else row.target for row in area.statements}
        spoke |= {row.service for row in area.services if row.lists_all_sent_to or row.lists_all_received_from}
        askable = set(area.service) - self.network.evidence.nobody_to_ask
        return Completeness(
            services=len(area.services),
            contributing=len(set(self._contributing())),
            askable=len(askable),
            answered=len(spoke & askable),
            services_complete=self.network.evidence.list_complete,
            records_complete=area.records_complete,
            departures_complete=area.departures_complete,
        )

    def _contributing(self) -> Iterator[str]:
        """Name the services of which anything was counted: as senders too, whose records tell whom they referred."""
        area = self.area
        yield from (row.service for row in area.services if row.caseload is not None)
        yield from (row.service for row in area.arrivals if row.count is not None)
        yield from (row.service for row in area.departures if row.count is not None)
        for row in area.referrals:
            if row.referred is not None or row.started is not None:
                yield from (row.source, row.target)

    @property
    def is_counted(self) -> bool:
        """Whether anybody of this area was counted."""
        return self.completeness.contributing > 0


def summed(rows: Iterable[Any], name: str) -> Bounds:
    """Add up what the cells of a column can stand for; blank ones add nothing."""
    return total(found for row in rows if (found := bounds(getattr(row, name))) is not None)
