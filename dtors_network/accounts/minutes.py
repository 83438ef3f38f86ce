"""The minutes of a meeting as one table to fill in: questions, findings without an action, and actions that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from dtors_network.accounts.account import Account
from dtors_network.accounts.actions_words import due_words
from dtors_network.accounts.ask import moves
from dtors_network.accounts.gap_words import root_weight
from dtors_network.accounts.kinds import CODE, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.actions import FollowedActions
from dtors_network.gaps import Gaps
from dtors_network.gaps.finding import Question
from dtors_network.gaps.questions import questions_of
from dtors_network.model.vocabulary import Certainty

NOTE, QUESTION, FINDING, ACTION = "note", "question", "finding", "action"
"""Kinds of rows; what is written in a note is never read."""

TO_FILL: Final = (
    "answer",
    "answered_by",
    "answered_on",
    "action",
    "lever",
    "change",
    "owner",
    "commissioner",
    "status",
    "due",
    "done_on",
    "result",
    "reason",
)
"""The columns that a meeting fills in."""

HOW: Final = (
    "Fill in at the meeting, save, and read it with: dtors-network minutes AREA FILE. Beside a question: answer yes or "
    "no, by whom and when. Beside a finding: what was agreed, with an owner and a day. Beside an action: how far it "
    "is. What is left blank changes nothing. Days are written 2026-01-31. Leave kind and id as they are."
)


@dataclass(frozen=True, slots=True)
class Minute:
    """One row of the minutes: its kind, what it is known by, what it says, and what belongs beside it."""

    kind: str
    id: str
    what: str
    beside: str = ""
    action: str = ""


def _to_fill(name: str) -> Column[Minute]:
    """Give a column that a meeting fills in; what an action is called stands there already."""
    if name == "action":
        return Column[Minute](name, "Action", TEXT, lambda row: row.action or None)
    return Column[Minute](name, name.replace("_", " ").capitalize(), TEXT, lambda _: None, to_fill=True)


COLUMNS: Final = (
    Column[Minute]("kind", "Kind", CODE, lambda row: row.kind),
    Column[Minute]("id", "Id", TEXT, lambda row: row.id or None),
    Column[Minute]("what", "What", TEXT, lambda row: row.what),
    Column[Minute]("beside", "Beside it", TEXT, lambda row: row.beside or None),
    *(_to_fill(name) for name in TO_FILL),
)


def question_id(asked: Question) -> str:
    """Name a question by what it asks, so that an older form is read rightly.

    >>> from dtors_network.model.vocabulary import QuestionKind
    >>> question_id(Question(QuestionKind.LINK, source="gp", target="a:b"))
    'link:gp:a%3Ab::'
    """
    return ":".join(
        quote(part, safe="") for part in (asked.kind.value, asked.source, asked.target, asked.service, asked.group)
    )


def minutes_account(gaps: Gaps, followed: FollowedActions) -> Account:
    """Tell what a meeting can fill in.

    Sheet ``minutes``: every open question, the leading finding of each cause that can be known, and every action that
    is still to be done.

    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(protect(small_area()))
    >>> sheet = minutes_account(found, follow_actions(found)).sheet()
    >>> list(dict.fromkeys(row.kind for row in sheet.items))
    ['note', 'question', 'finding']
    """
    rows = [Minute(NOTE, "", HOW)]
    rows += [
        Minute(QUESTION, question_id(one.question), one.text, f"Ask {one.whom}. {' '.join(moves(one))}")
        for one in questions_of(gaps)
    ]
    known = [root for root in gaps.roots if root[0].finding.certainty is not Certainty.UNKNOWABLE]
    rows += [
        Minute(FINDING, root[0].id, root[0].root_title, f"{root[0].finding.certainty.value}; {root_weight(root)}")
        for root in known
    ]
    rows += [
        Minute(ACTION, one.action.finding, one.gap.title if one.gap else "", f"due {due_words(one)}", one.action.action)
        for one in followed
        if one.is_open
    ]
    return Account(
        name="minutes",
        stamp=stamp_of(gaps.area),
        headline="Minutes to fill in at the meeting.",
        sentences=(HOW,),
        sheets=(Sheet("minutes", "Minutes", COLUMNS, rows),),
    )
