"""Changes as plain values, and how many people would start because of them at one reading of a row (design §6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from dtors_network.model.area import Answer, Area, Refusal
from dtors_network.model.vocabulary import EVERYONE, QuestionKind, YesNo

from .facts import Pair
from .flow_counts import Cell, cells, values

NOT_RECORDED = "not_recorded"


class Relief(NamedTuple):
    """A reason falls away: everywhere, at every link of a service, or at one link."""

    code: str
    service: str = ""
    source: str = ""
    target: str = ""


class Opening(NamedTuple):
    """A service takes a client group."""

    service: str
    group: str


class NewLink(NamedTuple):
    """A share of those who end at the sender start at the receiver."""

    source: str
    target: str
    share: Fraction


Change = Relief | Opening | NewLink
Falls = Callable[[str], bool]


def holds_at(change: Relief, pair: Pair) -> bool:
    if change.source:
        return pair == (change.source, change.target)
    return change.service in ("", *pair)


def returning(cell: Cell, told: Sequence[Refusal], falls: Falls) -> set[int]:
    """Every number of people who may start after all if some reasons fall away.

    Those with another reason on record are lost still; whoever has none on record may come back or not. At the least
    those with the reason start as often as the others do (rounded down to whole people). Only people who were lost
    come back. Empty where the reasons cannot be read so that they add up to no more than did not start.
    """
    turned, found = cell.referred - cell.started, set()
    for numbers in product(*(values(row.count) or range(turned + 1) for row in told)):
        if sum(numbers) <= turned:
            read = list(zip((row.reason for row in told), numbers, strict=True))
            with_reason = sum(n for reason, n in read if falls(reason))
            with_others = sum(n for reason, n in read if not falls(reason) and reason != NOT_RECORDED)
            others_referred = cell.referred - with_reason
            least = with_reason * cell.started // others_referred if others_referred else 0
            highest = min(cell.lost, turned - with_others)
            found |= set(range(min(least, highest), highest + 1))
    return found


def started_more(area: Area, group: str, pair: Pair, cell: Cell, changes: Sequence[Change]) -> set[int]:
    """Every number of people who may start more at one reading of a row, whatever changes hold there together."""
    told = [row for row in area.refusals if (row.source, row.target, row.client_group) == (*pair, group)]
    codes = {change.code for change in changes if isinstance(change, Relief) and holds_at(change, pair)}
    opened = [change for change in changes if isinstance(change, Opening) and change.service == pair[1]]
    if any(change.group == group for change in opened):
        codes |= {code for code, barrier in area.codebook.barrier.items() if barrier.closes == group}
        codes.add("refuses the group")
    found = returning(cell, told, codes.__contains__) if codes else {0}
    for change in opened:
        if change.group != group:
            found = together(found, among(area, group, pair, cell, change.group), cell.lost)
    return found


def together(some: set[int], others: set[int], lost: int) -> set[int]:
    """Two sets of people who start: nobody knows how many are in both."""
    sizes = {n for one in some for other in others for n in range(max(one, other), one + other + 1)}
    return {min(n, lost) for n in sizes}


def among(area: Area, group: str, pair: Pair, cell: Cell, opened: str) -> set[int]:
    """Every number of people of one group who start because another group is taken.

    All of that group are among everyone; of any other group, nobody knows how many.
    """
    rows = [row for row in area.referrals if (row.source, row.target, row.client_group) == (*pair, opened)]
    if not rows and area.records_complete:
        return {0}
    readings = cells(rows[0]) if rows else None
    some = [started_more(area, opened, pair, part, [Opening(pair[1], opened)]) for part in readings or ()]
    found = set().union(*some) if some else set(range(cell.lost + 1))
    return {min(n, cell.lost) for n in (found if group == EVERYONE else range(max(found) + 1))}


def area_after(area: Area, changes: Sequence[Change]) -> Area:
    """The area in which the links are there and the groups accepted: what is possible then."""
    last = max((row.on for row in area.answers if row.on), default=date(2026, 1, 1))
    for change in changes:
        if isinstance(change, NewLink):
            said = Answer(
                source=change.source, target=change.target, question=QuestionKind.LINK, answer=YesNo.YES, on=last
            )
        elif isinstance(change, Opening):
            said = Answer(
                service=change.service,
                client_group=change.group,
                question=QuestionKind.ACCEPTANCE,
                answer=YesNo.YES,
                on=last,
            )
        else:
            continue
        area = replace(area, answers=(*area.answers, said))
    return area
