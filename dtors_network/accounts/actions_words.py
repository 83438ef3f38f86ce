"""What is said of actions: how far each is, what became of its gap, who could act on it, what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.accounts.dates import british
from dtors_network.accounts.shares import shortly
from dtors_network.actions import Followed, FollowedActions, Since
from dtors_network.actions.followed import expectation
from dtors_network.actions.power import Contract
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, count_words
from dtors_network.model.estimate import Estimate
from dtors_network.model.lever import MEASURES, NOT_READ, EvidenceGrade
from dtors_network.model.vocabulary import ActionStatus
from dtors_network.rounding import counted

STATUS: Final = {
    ActionStatus.AGREED: "agreed",
    ActionStatus.UNDER_WAY: "under way",
    ActionStatus.DONE: "done",
    ActionStatus.DROPPED: "dropped",
}
SINCE: Final = {
    Since.CLOSED: "closed: not found on the tables of now",
    Since.SURER: "surer than on the day it was agreed",
    Since.LESS_SURE: "less sure than on the day it was agreed",
    Since.NOTHING_MOVED: "nothing moved since",
    Since.STILL_FOUND: "still found",
    Since.NOT_JUDGED: "cannot be judged now",
    Since.NO_SUCH_FINDING: "names no finding",
}
NO_CAUSE: Final = (
    "Done is what somebody typed; closed is worked out from the tables. Neither follows from the other, and nothing "
    "here says that an action brought a change about.",
    "Outside the partnership's power: it commissions none of the services concerned, as far as the tables say who "
    "does; prisons, police, courts and probation are not its to commission.",
)
GRADES: Final = (
    f"Grades of levers: {', '.join(f'{one.value} {one.meaning}' for one in EvidenceGrade)}. A letter followed by "
    f"{NOT_READ}: not read at its source."
)


def headline(found: FollowedActions) -> str:
    """Say how many actions are open and overdue, and of how many the gap is still there.

    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> headline(follow_actions(find_gaps(small_area())))
    'No action is agreed yet.'
    """
    if not len(found):
        return "No action is agreed yet."
    waiting, over = [one for one in found if one.is_open], len(found.overdue)
    day = british(found.on)
    if not waiting:
        return f"None of the {len(found):,} agreed actions is still to be done." if len(found) > 1 else "It is done."
    if len(waiting) == 1:
        return f"1 action is still to be done; it is {'overdue' if over else 'not overdue'} on {day}."
    late = f"{over:,} of them overdue on {day}" if over else f"none of them overdue on {day}"
    return f"{len(waiting):,} actions are still to be done, {late}."


def sentences(found: FollowedActions) -> Iterator[str]:
    """Say what became of the gaps of those that are done, and what lies outside the partnership's power."""
    done = [one for one in found if one.status is ActionStatus.DONE]
    if done:
        closed = sum(one.closed for one in done)
        if len(done) == 1:
            yield f"1 done; {'its gap is not found any more' if closed else 'nothing shows that its gap is closed'}."
        else:
            yield f"{len(done):,} done; the gap is not found any more for {closed:,} of them."
    away = sum(one.outside is True for one in found if one.is_open)
    if away:
        are = "is" if away == 1 else "are"
        yield f"{away:,} of those still to be done {are} about services that others commission."


def due_words(one: Followed) -> str:
    """Say when it is due, and by how many days that has passed.

    Examples
    --------
    >>> from datetime import date
    >>> from dtors_network.model.area import Action
    >>> due_words(Followed(Action(finding="x", action="y", due=date(2024, 5, 1)), None, Since.CLOSED, (), \
date(2024, 5, 9)))
    '1 May 2024, 8 days ago'
    """
    if one.action.due is None:
        return "no day agreed"
    days = one.days_over
    if days is None or days <= 0:
        return british(one.action.due)
    return f"{british(one.action.due)}, {counted(days, 'day')} ago"


def came_of_it(one: Followed) -> str:
    """Say what came of an action, in the words of whoever did it, or why it was dropped."""
    row = one.action
    if one.status is ActionStatus.DROPPED:
        return f"dropped: {row.reason}"
    when = f"{STATUS[one.status]}{f' on {british(row.done_on)}' if row.done_on else ''}"
    return f"{when}: {row.result}" if row.result else when


def since_words(one: Followed) -> str:
    """Say what became of the finding, and how sure it is now."""
    return f"{SINCE[one.since]} ({one.gap.finding.certainty.value})" if one.gap else SINCE[one.since]


def lever_words(area: Area, one: Followed) -> str | None:
    """Name the lever with the best grade of what stands behind it."""
    if not one.action.lever:
        return None
    lever = area.codebook.lever[one.action.lever]
    title = lever.title or MEASURES.get(lever.code, lever.code)
    grades = [act for act in lever.actions if act.grade is not EvidenceGrade.NOT_GRADED]
    best = min(grades, key=lambda act: list(EvidenceGrade).index(act.grade), default=None)
    if best is None:
        return f"{title} ({NOT_READ})"
    return f"{title} ({best.grade.value}{'' if best.confirmed else f' {NOT_READ}'})"


def power_words(area: Area, one: Followed) -> str:
    """Say who commissions the services concerned, until when, and whether that is outside the partnership's power."""
    told = "; ".join(_contract(area, row) for row in one.contracts)
    if one.gap is None:
        return ""
    if one.outside is None:
        return told or "nobody says who commissions what it is about"
    return f"outside the partnership's power: {told}" if one.outside else told


def _contract(area: Area, row: Contract) -> str:
    ends = f", contract ends {british(row.ends)}" if row.ends else ""
    by = f" ({row.commissioner}{ends})" if row.commissioner else f" ({ends.removeprefix(', ')})" if ends else ""
    return f"{wording.organisation(area, row.organisation)}{by}"


def expected_words(one: Followed) -> str | None:
    """Say what the what-if expected on the day it was agreed, of 100 who come in."""
    then, expected = expectation(one.action)
    if expected is None:
        return None
    return f"{_span(expected)} of 100{f', from {_span(then)}' if then else ''}"


def now_words(one: Followed, reach: Estimate | None) -> str | None:
    """Say how many of 100 who come in reach aftercare now, beside what was expected."""
    if expectation(one.action)[1] is None:
        return None
    return "not counted" if reach is None else f"{shortly(reach)} of 100"


def _span(of: Bounds) -> str:
    return count_words(of.low if of.low == of.high else of)
