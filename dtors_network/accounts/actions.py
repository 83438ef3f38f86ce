"""The account of actions: what was agreed about which gap, how far it is, and what became of the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.actions_words import (
    GRADES,
    NO_CAUSE,
    SINCE,
    came_of_it,
    due_words,
    expected_words,
    headline,
    lever_words,
    now_words,
    power_words,
    sentences,
    since_words,
)
from dtors_network.accounts.kinds import CODE, DAY, NUMBER, PEOPLE, TEXT, YES_NO
from dtors_network.accounts.sheet import Column, Lead, Sheet, to_gap
from dtors_network.accounts.stamp import stamp_of
from dtors_network.actions import Followed, FollowedActions
from dtors_network.actions.followed import expectation
from dtors_network.gaps import RULES, wording
from dtors_network.model.area import Area


@dataclass(frozen=True, slots=True)
class Agreed:
    """One action as a row."""

    found: FollowedActions
    one: Followed

    @property
    def area(self) -> Area:
        """The area."""
        return self.found.area

    @property
    def lead(self) -> Lead | None:
        """The finding on its page, where it is found."""
        gap = self.one.gap
        return to_gap(self.area.id, gap.id) if gap else None

    @property
    def about(self) -> str:
        """The finding in its sentence; where it is not found, the kind of finding that its id names."""
        if self.one.gap:
            return self.one.gap.title
        rule, *place = self.one.action.finding.split(":")
        if rule not in RULES:
            return self.one.action.finding
        return f"{RULES[rule].title}: {'; '.join(_named(self.area, part) for part in place if part != RUNNER)}"


RUNNER: Final = "organisation"
"""Stands in the id of a finding before the organisations that it is about."""


def _named(area: Area, part: str) -> str:
    """Name what a part of the id of a finding stands for."""
    routes = {route.code: route.title for route in area.pathway.routes}
    if part in area.service:
        return wording.service(area, part)
    if part in area.codebook.group:
        return wording.people(area, part)
    return routes.get(part) or wording.organisation(area, part)


def _typed(key: str, head: str = "") -> Column[Agreed]:
    """Give a column of what stands in the table as it is."""
    return Column[Agreed](key, head, TEXT, lambda row: getattr(row.one.action, key) or None)


COLUMNS: Final = (
    _typed("finding"),
    Column[Agreed]("about", "Finding", TEXT, lambda row: row.about, lambda row: row.lead),
    _typed("action", "Action"),
    Column[Agreed]("lever", "", CODE, lambda row: row.one.action.lever or None),
    Column[Agreed]("lever_words", "Lever", TEXT, lambda row: lever_words(row.area, row.one)),
    _typed("commissioner"),
    Column[Agreed]("status", "", CODE, lambda row: row.one.status.value),
    Column[Agreed]("agreed_on", "", DAY, lambda row: row.one.action.agreed_on),
    Column[Agreed]("due", "", DAY, lambda row: row.one.action.due),
    Column[Agreed]("due_words", "Due", TEXT, lambda row: due_words(row.one), in_files=False),
    Column[Agreed]("days_over", "", NUMBER, lambda row: row.one.days_over),
    Column[Agreed]("overdue", "", YES_NO, lambda row: row.one.overdue),
    Column[Agreed]("done_on", "", DAY, lambda row: row.one.action.done_on),
    _typed("result"),
    _typed("reason"),
    Column[Agreed]("came_of_it", "How far", TEXT, lambda row: came_of_it(row.one), in_files=False),
    Column[Agreed]("closed", "", YES_NO, lambda row: row.one.closed),
    Column[Agreed]("since", "", CODE, lambda row: row.one.since.value),
    Column[Agreed]("since_words", "The gap now", TEXT, lambda row: since_words(row.one), in_files=False),
    Column[Agreed]("outside_power", "", YES_NO, lambda row: row.one.outside),
    Column[Agreed]("power", "Who commissions, until when", TEXT, lambda row: power_words(row.area, row.one)),
    _typed("change"),
    Column[Agreed]("reach_then", "", PEOPLE, lambda row: expectation(row.one.action)[0]),
    Column[Agreed]("reach_expected", "", PEOPLE, lambda row: expectation(row.one.action)[1]),
)
OWNER: Final = _typed("owner", "Who")
EXPECTED: Final = (
    Column[Agreed]("finding", "", TEXT, lambda row: row.one.action.finding),
    _typed("action", "Action"),
    _typed("change", "What-if"),
    Column[Agreed]("agreed_on", "Agreed", DAY, lambda row: row.one.action.agreed_on),
    Column[Agreed]("expected", "Expected then to reach aftercare", TEXT, lambda row: expected_words(row.one)),
    Column[Agreed]("now", "Reach it now", TEXT, lambda row: now_words(row.one, row.found.reach), term="reach"),
    Column[Agreed]("since", "The gap now", TEXT, lambda row: SINCE[row.one.since]),
)


def actions_account(found: FollowedActions) -> Account:
    """Tell the actions of an area.

    Parameters
    ----------
    found : FollowedActions
        What ``follow_actions`` gave.

    Returns
    -------
    Account
        Sheets ``actions`` and ``expected`` (what the what-if expected on the day, beside what is so now). Owners stand
        in it only where they are there: the door takes them away.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> actions_account(follow_actions(find_gaps(protect(small_area())))).headline
    'No action is agreed yet.'
    """
    rows = tuple(Agreed(found, one) for one in found)
    weighed = tuple(row for row in rows if expectation(row.one.action)[1] is not None)
    return Account(
        name="actions",
        stamp=stamp_of(found.area),
        headline=headline(found),
        sentences=tuple(sentences(found)),
        sheets=(
            Sheet(
                "actions", "What was agreed, and what became of it", _columns(rows), rows, none="no action is agreed"
            ),
            Sheet("expected", "What was expected, and what is so now", EXPECTED, weighed, none=NOT_WEIGHED),
        ),
        notes=(*NO_CAUSE, *((GRADES,) if any(row.one.action.lever for row in rows) else ())),
    )


NOT_WEIGHED: Final = "no action names a change of a what-if, so nothing was expected of one in figures"


def _columns(rows: Sequence[Agreed]) -> tuple[Column[Agreed], ...]:
    """Put the owner behind the action where there is one to show."""
    if not any(row.one.action.owner for row in rows):
        return COLUMNS
    at = next(at for at, column in enumerate(COLUMNS) if column.key == "commissioner")
    return (*COLUMNS[:at], OWNER, *COLUMNS[at:])
