"""The account of what an area holds: its tables, how complete they are, and what state its links are in."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, NUMBER, TEXT, YES_NO
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import holders_stamp
from dtors_network.evidence import Evidence
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.model.vocabulary import LinkState

STATE_WORDS: Final = {LinkState.ONE_SIDED: "one-sided", LinkState.NOT_APPLICABLE: "not applicable"}
"""States whose codes are no words."""

Table = tuple[str, int | None]
"""Name of a table, and its rows; None where it is not given."""

TABLES: Final = (
    Column[Table]("table", "Table", TEXT, lambda row: row[0]),
    Column[Table]("rows", "Rows", NUMBER, lambda row: row[1]),
    Column[Table]("given", "Given", YES_NO, lambda row: row[1] is not None),
)
STATES: Final = (
    Column[tuple[LinkState, int]]("state", "", CODE, lambda row: row[0].value),
    Column[tuple[LinkState, int]]("words", "Links", TEXT, lambda row: _words(row[0])),
    Column[tuple[LinkState, int]]("links", "How many", NUMBER, lambda row: row[1]),
)
COMPLETE: Final = (
    Column[tuple[str, bool]]("what", "What is said to be so", TEXT, lambda row: row[0]),
    Column[tuple[str, bool]]("said", "Said", YES_NO, lambda row: row[1]),
)


def check_account(area: Area) -> Account:
    """Tell the holder of an area what it holds.

    Parameters
    ----------
    area : Area
        A lawful area; rows are counted, never people, so that it need not have passed ``protect``.

    Returns
    -------
    Account
        Sheets ``tables``, ``states`` (links by state) and ``complete``.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> told = check_account(small_area())
    >>> told.headline
    'Small example: no faults.'
    >>> told.sheet("states").words()
    (('confirmed', '1'), ('disputed', '1'), ('one-sided', '1'))
    """
    rows = [(name, len(getattr(area, name)) if _is_given(area, name) else None) for name in ROW_TYPES]
    found = Counter(link.state for link in Evidence(area).links.values())
    states = [(state, found[state]) for state in LinkState if found[state]]
    said = [
        ("every service is listed", area.services_complete),
        ("referral counts are complete", area.records_complete),
        ("departures are complete", area.departures_complete),
    ]
    links = ", ".join(f"{number:,} {_words(state)}" for state, number in states) or "none"
    complete = ", ".join(words for words, so in said if so) or "nothing is complete"
    return Account(
        name="check",
        stamp=holders_stamp(area),
        headline=f"{area.name}: no faults.",
        sentences=(f"Links spoken of or on record: {links}.", f"Said to be so: {complete}."),
        sheets=(
            Sheet("tables", "Its tables", TABLES, rows),
            Sheet("states", "Its links by state", STATES, states, none="none is spoken of or on record", most=0),
            Sheet("complete", "What is said to be complete", COMPLETE, said, most=0),
        ),
    )


def _is_given(area: Area, table: str) -> bool:
    return table in area.tables or bool(getattr(area, table))


def _words(state: LinkState) -> str:
    return STATE_WORDS.get(state, state.value)
