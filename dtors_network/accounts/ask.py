"""The questions of all sensitive findings gathered: whom to ask what, and which findings each answer would move."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, TEXT
from dtors_network.accounts.parts import Doing, Entry, Part, Todo
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.gaps.questions import Asked as Asked
from dtors_network.gaps.questions import questions_of as questions_of
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.rounding import counted

NOTHING: Final = "There is nothing to ask: no finding depends on an answer."


class AskAccount(Account):
    """What to ask, and whom."""

    @property
    def nested(self) -> dict[str, Any]:
        """The questions under the name by which they are known."""
        sheet = self.sheet("questions")
        return {"questions": [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows()]}


COLUMNS: Final = (
    Column[Asked]("question", "", CODE, lambda one: one.question.kind.value),
    Column[Asked]("whom", "Whom to ask", TEXT, lambda one: one.whom),
    Column[Asked]("source", "", TEXT, lambda one: one.question.source or None),
    Column[Asked]("target", "", TEXT, lambda one: one.question.target or None),
    Column[Asked]("service", "", TEXT, lambda one: one.question.service or None),
    Column[Asked]("client_group", "", CODE, lambda one: one.question.group or None),
    Column[Asked]("yes_helps", "", TEXT, lambda one: ";".join(gap.id for gap in one.removes) or None),
    Column[Asked]("no_helps", "", TEXT, lambda one: ";".join(gap.id for gap in one.makes_certain) or None),
    Column[Asked]("text", "Question", TEXT, lambda one: one.text),
    Column[Asked]("moves", "What the answer would do", TEXT, lambda one: " ".join(moves(one))),
)


def questions_sheet(asked: tuple[Asked, ...]) -> Sheet[Asked]:
    """Give the questions as a table, one row each."""
    return Sheet("questions", "What to ask, and whom", COLUMNS, asked, none=NOTHING)


def ask_account(gaps: Gaps, service: str | None = None) -> AskAccount:
    """Tell what to ask, and whom.

    Parameters
    ----------
    gaps : Gaps
        The result of ``find_gaps``.
    service : str, optional
        Keep only questions about this service or a link of it.

    Returns
    -------
    AskAccount
        One part with an entry a question, and sheet ``questions``.

    Raises
    ------
    InputError
        If there is no such service.
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> ask_account(find_gaps(protect(small_area()), groups=["everyone"])).headline
    'One question would settle what is open: it moves 3 findings.'
    """
    asked = questions_of(gaps, service)
    entries = tuple(
        Entry(f"question-{at}", one.text, doing=(Doing("Ask", (Todo(one.whom),)),), facts=tuple(moves(one)))
        for at, one in enumerate(asked, 1)
    )
    return AskAccount(
        name="ask",
        stamp=stamp_of(gaps.area),
        headline=headline(asked),
        parts=(Part("", entries),),
        sheets=(questions_sheet(asked),),
    )


def headline(asked: tuple[Asked, ...]) -> str:
    """Say how many questions are open, and what the first would move."""
    if not asked:
        return NOTHING
    first = counted(len({gap.id for gap in (*asked[0].removes, *asked[0].makes_certain)}), "finding", "findings")
    if len(asked) == 1:
        return f"One question would settle what is open: it moves {first}."
    return f"{len(asked):,} questions would settle what is open; the first moves {first}."


def moves(one: Asked) -> Iterator[str]:
    """Say what the answers to a question would do."""
    if one.settles:
        yield _helps("Either answer settles", one.settles)
    removes = tuple(gap for gap in one.removes if gap not in one.settles)
    certain = tuple(gap for gap in one.makes_certain if gap not in one.settles)
    both = tuple(gap for gap in removes if gap in certain)
    for what, moved in (
        ("Yes helps to remove, no to make certain", both),
        ("Helps to remove", tuple(gap for gap in removes if gap not in both)),
        ("Helps to make certain", tuple(gap for gap in certain if gap not in both)),
    ):
        if moved:
            yield _helps(what, moved)


def _helps(what: str, gaps: tuple[Gap, ...]) -> str:
    more = len(gaps) - 1
    others = f"; and {counted(more, 'other', 'others')}." if more else "."
    return f"{what} {counted(len(gaps), 'finding', 'findings')}: {gaps[0].title}{others}"
