"""What partnerships do about a code, and what did not help, as the codebook has it: the same beside every result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.best_words import reason_title
from dtors_network.accounts.kinds import CODE, TEXT, YES_NO
from dtors_network.accounts.lever_words import grade_text, seen_text, sources_text
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.model.area import Area
from dtors_network.model.code_facts import levers_of
from dtors_network.model.lever import MEASURE_CHANGES, Action, Seen
from dtors_network.whatif.change import Change
from dtors_network.whatif.relieve import Relieve

SEEN_ELSEWHERE: Final = (
    "What partnerships do was seen elsewhere, among other people: it is never the strength of a change here."
)


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that partnerships do about a code, or that did not help."""

    area: Area
    code: str
    lever: str
    action: Action
    helped: bool


IN_DOUBT: Final = "did not help, or its effect is in doubt"
LEVERS: Final = (
    Column[Done]("reason", "", CODE, lambda row: row.code),
    Column[Done]("about", "About", TEXT, lambda row: reason_title(row.area, row.code)),
    Column[Done]("does", "What is done", TEXT, lambda row: row.action.does),
    Column[Done]("helped", "", YES_NO, lambda row: row.helped),
    Column[Done]("effect", "What came of it", TEXT, lambda row: "" if row.helped else IN_DOUBT),
    Column[Done]("grade", "Grade", TEXT, lambda row: grade_text(row.action), term="grade of evidence"),
    Column[Done]("seen_elsewhere", "Seen elsewhere", TEXT, lambda row: _seen(row)),
    Column[Done]("needs", "Needs", TEXT, lambda row: ", ".join(row.action.needs)),
    Column[Done]("source", "Source", TEXT, lambda row: sources_text(row.area.codebook, row.action.sources)),
)


def levers_of_changes(changes: Iterable[Change]) -> tuple[str, ...]:
    """Name the codes of the levers by which some changes could come about.

    >>> from dtors_network.whatif import read_change
    >>> levers_of_changes([read_change("relieve", "no_capacity@clinic"), read_change("add", "gp>clinic")])
    ('no_capacity', 'agree_link')
    """
    told = (_lever_of(change) for change in changes)
    return tuple(dict.fromkeys(code for code in told if code))


def _lever_of(change: Change) -> str:
    if isinstance(change, Relieve):
        return change.code
    return next((code for code, option in MEASURE_CHANGES.items() if option == change.option), "")


def levers_sheet(area: Area, codes: Iterable[str], most: int | None = None) -> Sheet[Done]:
    """Give what is done about some codes, each once, and what did not help; a terminal shows so many rows."""
    found = (
        Done(area, code, lever.code, action, helped)
        for code in dict.fromkeys(codes)
        for lever in levers_of(area.codebook, code)
        for actions, helped in ((lever.actions, True), (lever.did_not_help, False))
        for action in actions
    )
    return Sheet("levers", "What partnerships do about it", LEVERS, tuple(found), none="nothing is known", most=most)


def _seen(row: Done) -> str:
    seen: tuple[Seen, ...] = row.action.seen
    return " · ".join(seen_text(row.area.codebook, one) for one in seen)
