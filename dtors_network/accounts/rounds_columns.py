"""The columns of the sheets on a round of questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.kinds import CODE, DAY, NAME, NUMBER, PEOPLE, TEXT, YES_NO, Named
from dtors_network.accounts.sheet import Column
from dtors_network.model.bounds import Bounds
from dtors_network.model.vocabulary import ReplyState
from dtors_network.rounds.form import FormQuestion
from dtors_network.rounds.moved import Moved
from dtors_network.rounds.reminders import Reminder
from dtors_network.rounds.standing import Standing

STATES: Final = {
    ReplyState.NOT_ASKED: "not asked",
    ReplyState.NO_REPLY: "asked, no reply",
    ReplyState.DONT_KNOW: "says that it does not know",
    ReplyState.DECLINED: "would rather not answer",
    ReplyState.NO_SUCH_SERVICE: "no such service any more",
    ReplyState.ANSWERED_IN_PART: "answered in part",
    ReplyState.ANSWERED: "answered",
}
Row = tuple[Standing, str, str]
"""How a service stands, its name, and its type in words."""


@dataclass(frozen=True, slots=True)
class Silent:
    """The services of one type that told nothing, and the people on record behind them."""

    kind: str
    silent: int
    asked: int
    people: Bounds | None


Open = tuple[Standing, str, FormQuestion]
SERVICES: Final = (
    Column[Row]("service", "Service", NAME, lambda row: Named(row[0].service, row[1])),
    Column[Row]("service_type", "", TEXT, lambda row: row[2] or None),
    Column[Row]("state", "", CODE, lambda row: row[0].state.value),
    Column[Row]("stands", "How it stands", TEXT, lambda row: _stands(row[0])),
    Column[Row]("by_hand", "", YES_NO, lambda row: row[0].by_hand),
    Column[Row]("sent_on", "Sent on", DAY, lambda row: row[0].sent_on),
    Column[Row]("channel", "", TEXT, lambda row: row[0].channel or None),
    Column[Row]("questions", "Questions that matter", NUMBER, lambda row: row[0].questions),
    Column[Row]("questions_left", "Left", NUMBER, lambda row: row[0].left),
    Column[Row]("findings", "Findings that hang on them", NUMBER, lambda row: len(row[0].findings)),
    Column[Row]("people_who_answered", "Answered by", NUMBER, lambda row: row[0].voices),
    Column[Row]("roles", "", TEXT, lambda row: ";".join(row[0].roles) or None),
    Column[Row]("replied_on", "", DAY, lambda row: row[0].replied_on),
    Column[Row]("days", "Days", NUMBER, lambda row: row[0].days),
    Column[Row]("reminded_on", "Last reminder", DAY, lambda row: row[0].reminded_on),
    Column[Row]("late", "", NUMBER, lambda row: row[0].late),
    Column[Row]("finding_ids", "", TEXT, lambda row: ";".join(row[0].findings) or None),
)
BY_STATE: Final = (
    Column[tuple[ReplyState, int]]("state", "", CODE, lambda row: row[0].value),
    Column[tuple[ReplyState, int]]("words", "State", TEXT, lambda row: STATES[row[0]]),
    Column[tuple[ReplyState, int]]("services", "Services", NUMBER, lambda row: row[1]),
)
COVERAGE: Final = (
    Column[tuple[str, str, int, int]]("by", "", CODE, lambda row: row[0]),
    Column[tuple[str, str, int, int]]("words", "Links that are", TEXT, lambda row: row[1]),
    Column[tuple[str, str, int, int]]("links", "How many", NUMBER, lambda row: row[2]),
    Column[tuple[str, str, int, int]]("of", "Of", NUMBER, lambda row: row[3]),
)
BEHIND: Final = (
    Column[Silent]("service_type", "Services of this type", TEXT, lambda row: row.kind),
    Column[Silent]("silent", "Told nothing", NUMBER, lambda row: row.silent),
    Column[Silent]("asked", "Asked", NUMBER, lambda row: row.asked),
    Column[Silent]("people", "Arrivals and referrals on record there", PEOPLE, lambda row: row.people),
)
MOVED: Final = (
    Column[Moved]("finding", "", CODE, lambda row: row.id),
    Column[Moved]("title", "Finding", TEXT, lambda row: row.title),
    Column[Moved]("before", "Was", CODE, lambda row: row.before or None),
    Column[Moved]("after", "Is", CODE, lambda row: row.after or None),
    Column[Moved]("how", "What moved", TEXT, lambda row: row.how),
)
OPEN: Final = (
    Column[Open]("service", "Service", NAME, lambda row: Named(row[0].service, row[1])),
    Column[Open]("question", "", CODE, lambda row: row[2].id),
    Column[Open]("text", "Question", TEXT, lambda row: row[2].text),
    Column[Open]("hangs", "What hangs on it", TEXT, lambda row: row[2].hangs or None),
)
REMINDERS: Final = (
    Column[Reminder]("service", "Service", NAME, lambda row: Named(row.standing.service, row.name)),
    Column[Reminder]("name", "", TEXT, lambda row: row.name),
    Column[Reminder]("email", "E-mail of the desk", TEXT, lambda row: _of_desk(row, "email")),
    Column[Reminder]("telephone", "", TEXT, lambda row: _of_desk(row, "telephone")),
    Column[Reminder]("desk", "", TEXT, lambda row: _of_desk(row, "desk")),
    Column[Reminder]("questions_left", "Questions that matter, left", NUMBER, lambda row: row.standing.left),
    Column[Reminder]("findings", "Findings", NUMBER, lambda row: len(row.standing.findings)),
    Column[Reminder]("text", "Text", TEXT, lambda row: row.text),
)


def _stands(one: Standing) -> str:
    words = STATES[one.state]
    typed = ", as typed by hand" if one.by_hand else ""
    return f"{words}{typed}{f': {one.why}' if one.why and one.state is ReplyState.NOT_ASKED else ''}"


def _of_desk(row: Reminder, what: str) -> str | None:
    """Give something of a service's desk; who the person is stands in no output."""
    return getattr(row.contact, what, "") or None
