"""The account of what an area holds: its tables, how complete they are, and what state its links are in."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, NUMBER, TEXT, YES_NO
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import holders_stamp
from dtors_network.evidence import KINDS, Evidence, spoken_by
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.model.vocabulary import EVERYONE, End, LinkState

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
ANSWERED: Final = (
    Column[tuple[str, str, int]]("by", "", CODE, lambda row: row[0]),
    Column[tuple[str, str, int]]("words", "Links that are", TEXT, lambda row: row[1]),
    Column[tuple[str, str, int]]("links", "How many", NUMBER, lambda row: row[2]),
)
COUNTED: Final = (
    Column[tuple[str, int, int]]("what", "What is counted", TEXT, lambda row: row[0]),
    Column[tuple[str, int, int]]("number", "How many", NUMBER, lambda row: row[1]),
    Column[tuple[str, int, int]]("of", "Of", NUMBER, lambda row: row[2]),
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
        Sheets ``tables``, ``states`` (links by state), ``complete``, ``answered`` (links by who spoke of them) and
        ``counted`` (of how many links and services somebody counted people).

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
    evidence = Evidence(area)
    found = Counter(link.state for link in evidence.links.values())
    states = [(state, found[state]) for state in LinkState if found[state]]
    said = [
        ("every service is listed", evidence.list_complete),
        ("referral counts are complete", area.records_complete),
        ("departures are complete", area.departures_complete),
    ]
    links = ", ".join(f"{number:,} {_words(state)}" for state, number in states) or "none"
    complete = ", ".join(words for words, so in said if so)
    so_far = f"Said to be so: {complete}." if complete else "Nothing is said to be complete."
    return Account(
        name="check",
        stamp=holders_stamp(area),
        headline=f"{area.name}: no faults.",
        sentences=(f"Links spoken of or on record: {links}.", so_far),
        sheets=(
            Sheet("tables", "Its tables", TABLES, rows),
            Sheet("states", "Its links by state", STATES, states, none="none is spoken of or on record", most=0),
            Sheet("complete", "What is said to be complete", COMPLETE, said, most=0),
            Sheet("answered", "Who spoke of its links", ANSWERED, _answered(area), none="nobody", most=0),
            Sheet("counted", "How far it is counted", COUNTED, _counted(area), most=0),
        ),
    )


def _answered(area: Area) -> list[tuple[str, str, int]]:
    evidence = Evidence(area)
    by = Counter(spoken_by(evidence, pair) for pair in evidence.links)
    return [(kind, words, by[kind]) for kind, words in KINDS if by[kind]]


def _counted(area: Area) -> list[tuple[str, int, int]]:
    """Say of how many links and services people are counted: for everyone, who are more than any group."""
    links = [row for row in area.referrals if row.client_group == EVERYONE]
    services, came = len(area.services), {row.service for row in area.arrivals if row.client_group == EVERYONE}
    spoken = {end for row in area.statements for end in [row.source if row.end is End.SENDER else row.target]}
    return [
        ("services with a voice of their own", len(spoken & set(area.service)), services),
        ("services with arrivals", len(came), services),
        ("services with places", sum(row.places is not None for row in area.services), services),
        ("links on record with who was referred", sum(row.referred is not None for row in links), len(links)),
        ("links on record with who started", sum(row.started is not None for row in links), len(links)),
        ("links on record with a wait", sum(row.wait_median_days is not None for row in links), len(links)),
    ]


def _is_given(area: Area, table: str) -> bool:
    return table in area.tables or bool(getattr(area, table))


def _words(state: LinkState) -> str:
    return STATE_WORDS.get(state, state.value)
