"""What an area holds: its tables, how complete they are, and what state its links are in."""

from __future__ import annotations

from collections import Counter
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dtors_network.evidence import Evidence
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.model.vocabulary import LinkState

STATE_WORDS: Final = {LinkState.ONE_SIDED: "one-sided", LinkState.NOT_APPLICABLE: "not applicable"}
"""States whose codes are no words."""


def contents_page(area: Area) -> RenderableType:
    """Lay out what an area holds, for the check command."""
    tables = Table("table", "rows", title=f"{area.name}: no faults", title_justify="left")
    for name in ROW_TYPES:
        given = name in area.tables or getattr(area, name)
        tables.add_row(name, f"{len(getattr(area, name)):,}" if given else "not given")
    states = Counter(link.state for link in Evidence(area).links.values())
    words = {state: STATE_WORDS.get(state, state.value) for state in LinkState if states[state]}
    counted = ", ".join(f"{states[state]:,} {word}" for state, word in words.items())
    return Group(tables, Text(f"Links spoken of or on record: {counted or 'none'}."), Text(_completeness(area)))


def _completeness(area: Area) -> str:
    said = {
        "every service is listed": area.services_complete,
        "referral counts are complete": area.records_complete,
        "departures are complete": area.departures_complete,
    }
    return "Said to be so: " + (", ".join(text for text, true in said.items() if true) or "nothing is complete") + "."
