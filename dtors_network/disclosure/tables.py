"""The tables that leave: rows in an order that no count decides, with blocks for counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from dtors_network.disclosure.component import LOST, Key, Place
from dtors_network.disclosure.waits import banded
from dtors_network.model.area import PEOPLE, Area, Arrival, Departure, Referral, Refusal, Service
from dtors_network.model.bounds import Count, most
from dtors_network.model.vocabulary import EVERYONE, Planned

if TYPE_CHECKING:
    from dtors_network.disclosure.shown import Shown

REFERRED: Final = ("referred", "accepted", "started", "kept_by_sender", LOST, "waited_over_21_days")

_IN_BLOCKS: Final = {
    "services": ("caseload", "departures_total"),
    "arrivals": ("count", "reached_aftercare"),
    "referrals": REFERRED,
    "refusals": ("count",),
    "departures": ("count",),
}
"""The columns of people whose laws ``components`` knows."""
_WITHHELD: Final = {
    table: tuple(name for name in names if name not in _IN_BLOCKS.get(table, ())) for table, names in PEOPLE.items()
}


@dataclass
class Cells:
    """What is shown, by place of the component and key of the cell."""

    found: dict[tuple[Place, Key], Count] = field(default_factory=dict)

    @classmethod
    def of(cls, shown: Iterable[tuple[Place, Shown]]) -> Cells:
        """Gather what is shown of some components."""
        return cls({(place, key): one.count(at) for place, one in shown for at, key in enumerate(one.part.keys)})

    def get(self, place: Place, table: str, group: str, *column: str) -> Count:
        """Give one count; None where nobody counted."""
        return self.found.get((place, Key(table, group, column)))

    def reasons(self, area: Area) -> Iterable[Refusal]:
        """List reasons wherever some may have been lost: those of the whole area, so that no row tells of somebody."""
        for (place, key), count in sorted(self.found.items(), key=lambda item: (item[0][0], *_order(item[0][1]))):
            if key.table == "refusals":
                lost = self.get(place, "referrals", key.group, LOST)
                if lost is None or most(lost):
                    _, source, target = place
                    yield Refusal(
                        source=source, target=target, client_group=key.group, reason=key.column[0], count=count
                    )


def _order(key: Key) -> tuple[str, tuple[bool, str], Place]:
    return key.table, (key.group != EVERYONE, key.group), key.column


def protected_tables(area: Area, cells: Cells) -> dict[str, tuple[Any, ...]]:
    """Give the tables that count people with what is shown in place of counts.

    Parameters
    ----------
    area : Area
        The exact area.
    cells : Cells
        What is shown.

    Returns
    -------
    dict
        Rows by table.
    """
    tables = {
        "services": tuple(_service(row, cells) for row in area.services),
        "arrivals": tuple(_arrival(row, cells) for row in _sorted(area.arrivals, "service")),
        "referrals": tuple(_referral(row, cells) for row in _sorted(area.referrals, "source", "target")),
        "refusals": tuple(cells.reasons(area)),
        "departures": tuple(
            _departure(row, cells) for row in _sorted(area.departures, "service", "outcome", "planned")
        ),
    }
    return {table: tuple(_nothing_more(table, row) for row in rows) for table, rows in tables.items()}


def _nothing_more(table: str, row: Any) -> Any:
    """Withhold counts of people of whose laws the door knows nothing yet: a column that is new is not let through."""
    return replace(row, **dict.fromkeys(_WITHHELD[table])) if _WITHHELD[table] else row


def _sorted(rows: Iterable[Any], *columns: str) -> list[Any]:
    def key(row: Any) -> tuple[object, ...]:
        ids = [getattr(row, column) or "" for column in columns]
        return (*ids, row.client_group != EVERYONE, row.client_group)

    return sorted(rows, key=key)


def _service(row: Service, cells: Cells) -> Service:
    total = cells.get(("departures", row.service), "services", EVERYONE, "departures_total")
    caseload = cells.get(("caseload", row.service), "services", EVERYONE, "caseload")
    return replace(row, caseload=caseload, departures_total=total, extra=(), origin=None)


def _arrival(row: Arrival, cells: Cells) -> Arrival:
    counts: dict[str, Any] = {
        name: cells.get(("arrivals", row.service), "arrivals", row.client_group, name)
        for name in ("count", "reached_aftercare")
    }
    return Arrival(service=row.service, client_group=row.client_group, **counts)


def _referral(row: Referral, cells: Cells) -> Referral:
    place = ("pair", row.source, row.target)
    counts: dict[str, Any] = {name: cells.get(place, "referrals", row.client_group, name) for name in REFERRED}
    return banded(replace(row, **counts, extra=(), origin=None))


def _departure(row: Departure, cells: Cells) -> Departure:
    how = row.outcome, row.planned.value if isinstance(row.planned, Planned) else ""
    count = cells.get(("departures", row.service), "departures", row.client_group, *how)
    return replace(row, count=count, extra=(), origin=None)
