"""What was agreed about gaps, how far it is, and what the evidence says of each gap now.

*Done* is what somebody typed; *closed* is worked out here from the tables. Neither is ever made from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final, overload

from dtors_network.actions.power import Contract, contracts, outside
from dtors_network.gaps import RULES, Gap, Gaps
from dtors_network.gaps.counted import FEWEST
from dtors_network.gaps.moved import SURENESS
from dtors_network.model.area import Action, Area
from dtors_network.model.bounds import Bounds, bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import EVERYONE, ActionStatus
from dtors_network.rounding import counted


class Since(StrEnum):
    """What became of a gap, by the evidence of now; an action on it is never held to be the cause."""

    CLOSED = "closed"
    SURER = "surer"
    LESS_SURE = "less_sure"
    NOTHING_MOVED = "nothing_moved"
    STILL_FOUND = "still_found"
    NOT_JUDGED = "not_judged"
    NO_SUCH_FINDING = "no_such_finding"


LINK: Final = 2
"""Services that the id of a finding about a link ends with."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One action with what is known of its gap now.

    Attributes
    ----------
    action : Action
        As the tables have it; without an owner where the area passed the door.
    gap : Gap or None
        The finding that it is about, where it is found now.
    since : Since
        What became of the finding.
    contracts : tuple of Contract
        Of the organisations concerned, the earliest end first.
    on : date
        The day on which it is looked at.
    """

    action: Action
    gap: Gap | None
    since: Since
    contracts: tuple[Contract, ...]
    on: date

    @property
    def status(self) -> ActionStatus:
        """How far it is, as somebody typed it; blank counts as done where a day of doing is given."""
        typed = self.action.status
        return typed or (ActionStatus.DONE if self.action.done_on else ActionStatus.AGREED)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in (ActionStatus.AGREED, ActionStatus.UNDER_WAY)

    @property
    def days_over(self) -> int | None:
        """Days since it was due, negative before; None where it is not open or has no day."""
        return (self.on - self.action.due).days if self.is_open and self.action.due else None

    @property
    def overdue(self) -> bool:
        """Whether it is open and its day has passed."""
        return (self.days_over or 0) > 0

    @property
    def closed(self) -> bool:
        """Whether the finding is not found any more, whatever was typed."""
        return self.since is Since.CLOSED

    @property
    def outside(self) -> bool | None:
        """Whether its gap lies outside the partnership's power; None where nobody says who commissions whom."""
        return outside(self.contracts)


@dataclass(frozen=True, repr=False)
class FollowedActions(Told, Sequence[Followed]):
    """The actions of an area: open ones first, the longest overdue at the top.

    Attributes
    ----------
    gaps : Gaps
        The findings that they are held against.
    on : date
        The day on which they are looked at.
    actions : tuple of Followed
        In order.
    reach : Estimate or None
        How many of those who come in reach aftercare now; None where it is not counted, or nobody asked.
    """

    gaps: Gaps
    on: date
    actions: tuple[Followed, ...]
    reach: Estimate | None = None

    @property
    def area(self) -> Area:
        """The area."""
        return self.gaps.area

    @property
    def line(self) -> str:
        """How many there are, and how many are overdue."""
        return f"{counted(len(self), 'action')}, {len(self.overdue):,} overdue on {self.on}"

    @cached_property
    def overdue(self) -> tuple[Followed, ...]:
        """Those that are open and past their day."""
        return tuple(one for one in self.actions if one.overdue)

    def __len__(self) -> int:
        return len(self.actions)

    @overload
    def __getitem__(self, at: int) -> Followed: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Followed, ...]: ...
    def __getitem__(self, at: int | slice) -> Followed | tuple[Followed, ...]:
        return self.actions[at]

    def __iter__(self) -> Iterator[Followed]:
        return iter(self.actions)


def follow_actions(gaps: Gaps, on: date | None = None, reach: Estimate | None = None) -> FollowedActions:
    """Hold the actions of an area against the findings of now.

    Parameters
    ----------
    gaps : Gaps
        Every finding of the area, by every rule and for every group: one that is not among them counts as closed.
    on : date, optional
        The day that due dates are held against; see ``day_of`` where left out.
    reach : Estimate, optional
        How many of those who come in reach aftercare now.

    Returns
    -------
    FollowedActions
        Overdue ones first, then open, done and dropped ones, each by day.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> area = small_area()
    >>> row = Action(finding="dead_end:everyone:clinic", action="Ask", due=date(2024, 5, 1))
    >>> told = follow_actions(find_gaps(replace(area, actions=(row,))), date(2024, 5, 9))
    >>> told, told[0].days_over, told[0].since.value
    (<FollowedActions of small: 1 action, 1 overdue on 2024-05-09; exact counts, for the holder of the data>, 8, \
'still_found')
    """
    day, found = on or day_of(gaps.area), {gap.id: gap for gap in gaps.gaps}
    rows = [_followed(gaps, found, row, day) for row in gaps.area.actions]
    return FollowedActions(gaps, day, tuple(sorted(rows, key=_order)), reach)


def with_owners(found: FollowedActions, rows: Iterable[Action]) -> FollowedActions:
    """Give each action its owner, from the rows of whoever holds them: for a pack that the partnership itself reads.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> area = replace(small_area(), actions=(Action(finding="x", action="Ask", owner="chair"),))
    >>> with_owners(follow_actions(find_gaps(protect(area))), area.actions)[0].action.owner
    'chair'
    """
    owners = {(row.finding, row.action): row.owner for row in rows}
    named = tuple(
        replace(one, action=replace(one.action, owner=owners.get((one.action.finding, one.action.action), "")))
        for one in found
    )
    return replace(found, actions=named)


def day_of(area: Area, today: date | None = None) -> date:
    """Give the day on which an area is looked at: today, or the last day of the period of an invented area."""
    if area.synthetic and area.period_end:
        return area.period_end
    return today or date.today()


def _order(one: Followed) -> tuple[object, ...]:
    stands = (not one.overdue, list(ActionStatus).index(one.status))
    return (*stands, one.action.due or date.max, one.action.finding, one.action.action)


def _followed(gaps: Gaps, found: dict[str, Gap], row: Action, on: date) -> Followed:
    gap = found.get(row.finding) or found.get(_of_everyone(gaps, row.finding))
    known = contracts(gaps.area, gap) if gap else ()
    return Followed(row, gap, _since(gaps, row, gap), known, on)


def _of_everyone(gaps: Gaps, finding: str) -> str:
    """Give the id of the same finding for everyone, which stands for that of each group; blank where none does."""
    rule, _, rest = finding.partition(":")
    group, _, place = rest.partition(":")
    stands = rule in RULES and not RULES[rule].own_word and group in gaps.area.codebook.group
    return f"{rule}:{EVERYONE}:{place}" if stands else ""


def _since(gaps: Gaps, row: Action, gap: Gap | None) -> Since:
    if gap is None:
        return _not_found(gaps, row.finding)
    if row.sure_then is None:
        return Since.STILL_FOUND
    moved = SURENESS[gap.finding.certainty] - SURENESS[row.sure_then]
    return Since.SURER if moved > 0 else Since.LESS_SURE if moved < 0 else Since.NOTHING_MOVED


def _not_found(gaps: Gaps, finding: str) -> Since:
    """Tell a finding that is gone from one that cannot be judged any more, or that never was one.

    It is gone only where its rule was judged, for a group that is assessed, and everything that its id names is there.
    """
    rule, _, rest = finding.partition(":")
    group, _, place = rest.partition(":")
    if rule not in RULES or not place or group not in gaps.area.codebook.group:
        return Since.NO_SUCH_FINDING
    named = place.split(":")
    if rule not in gaps.rules or group in gaps.not_assessed or not _counted(gaps, rule, group, named):
        return Since.NOT_JUDGED
    return Since.CLOSED if set(named) <= _names(gaps.area) else Since.NOT_JUDGED


def _counted(gaps: Gaps, rule: str, group: str, named: Sequence[str]) -> bool:
    """Tell whether a rule that counts could be judged at a place: with a figure to hold it against, and enough people.

    A rule that judges what leads where can be judged always.
    """
    if not RULES[rule].counts:
        return True
    if RULES[rule].not_judged(gaps.case) or all(one.rule != rule for one in gaps.case.comparators):
        return False
    if len(named) != LINK:
        return True
    row = gaps.area.referral_at.get((named[0], named[1], group))
    referred = bounds(row.referred) if row else None
    return row is not None and row.started is not None and referred is not None and referred.low >= FEWEST


def _names(area: Area) -> set[str]:
    """Name everything that the id of a finding can name."""
    routes = {route.code for route in area.pathway.routes}
    needed = {"+".join(sorted(route.receivers)) for route in area.pathway.routes}
    return {*area.service, *area.organisation, *routes, *needed, *area.codebook.service_type, "organisation"}


def expectation(row: Action) -> tuple[Bounds | None, Bounds | None]:
    """Give what was so when it was agreed, and what the what-if expected, of 100 who come in."""
    return bounds(row.reach_then), bounds(row.reach_expected)
