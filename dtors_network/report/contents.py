"""What an area holds: its tables, how complete they are, and what state its links are in."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dtors_network.evidence import Evidence
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.model.vocabulary import LinkState


def contents_page(area: Area) -> RenderableType:
    """Lay out what an area holds, for the check command."""
    tables = Table("table", "rows", title=f"{area.name}: no faults", title_justify="left")
    for name in ROW_TYPES:
        given = name in area.tables or getattr(area, name)
        tables.add_row(name, f"{len(getattr(area, name)):,}" if given else "not given")
    states = Counter(link.state for link in Evidence(area).links.values())
    counted = ", ".join(f"{states[state]:,} {state.value}" for state in LinkState if states[state])
    return Group(tables, Text(f"Links spoken of or on record: {counted or 'none'}."), Text(_completeness(area)))


def _completeness(area: Area) -> str:
    said = {
        "every service is listed": area.services_complete,
        "referral counts are complete": area.records_complete,
        "departures are complete": area.departures_complete,
    }
    return "Said to be so: " + (", ".join(text for text, true in said.items() if true) or "nothing is complete") + "."
