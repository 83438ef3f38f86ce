"""The tables of an area by name: their rows, their columns, and which columns count people, name rows or hold ends."""

from __future__ import annotations

from typing import Final

from dtors_network.model.column import described, names_where
from dtors_network.model.kept_rows import Action, AskedService, Contact, Round
from dtors_network.model.row import Row
from dtors_network.model.rows import (
    AcceptanceVoice,
    Answer,
    Arrival,
    BarrierReport,
    Departure,
    Organisation,
    Referral,
    Refusal,
    Service,
    Statement,
)

ROW_TYPES: Final[dict[str, type[Row]]] = {
    "organisations": Organisation,
    "services": Service,
    "statements": Statement,
    "acceptance_voices": AcceptanceVoice,
    "answers": Answer,
    "arrivals": Arrival,
    "referrals": Referral,
    "refusals": Refusal,
    "departures": Departure,
    "barriers": BarrierReport,
    "actions": Action,
    "contacts": Contact,
    "rounds": Round,
    "asked": AskedService,
}
"""Row type by table, in the order of design §3."""

HOLDERS: Final = ("rounds", "asked")
"""Tables that are the holder's alone: nothing else is worked out from them, and they never leave."""

COLUMNS: Final = {table: described(row) for table, row in ROW_TYPES.items()}
"""The columns of each table, in the order in which they are written."""

PEOPLE: Final = {table: names for table, columns in COLUMNS.items() if (names := names_where(columns, "people"))}
"""The columns that count people, by table."""

KEYS: Final = {table: names for table, columns in COLUMNS.items() if (names := names_where(columns, "key"))}
"""What no two rows of a table may share."""

NAMES: Final = {table: names_where(columns, "names") for table, columns in COLUMNS.items()}
"""The columns by which a row of a file is known again. A statement is known by the voice and its day, so that what
somebody says later is a row of its own."""

ENDS: Final = {
    table: names
    for table, columns in COLUMNS.items()
    if (names := tuple(one.name for one in columns if one.refers_to == "services"))
}
"""The columns that hold the id of a service, by table."""
