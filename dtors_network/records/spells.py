"""Stays at services, from referrals: who came in, who was kept by the sender, and who left without going on.

What happens to a person at a service stands in order: a start there, and referrals from there. A stay begins with a
start, or with a referral by a service that nobody is known to have started at (somebody who came in); it ends with a
start elsewhere, with a referral that came to nothing and after which the service was not heard of again, or with a
departure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dtors_network.records.clock import BLANK
from dtors_network.records.episodes import STILL_THERE
from dtors_network.records.moves import Moves, Steps
from dtors_network.records.places import NOBODY
from dtors_network.records.rules import Rules, Spans
from dtors_network.records.sorting import (
    Flags,
    Numbers,
    after,
    before,
    highest_so_far,
    in_order,
    last_so_far,
    next_from_here,
    starts_of_runs,
)

STARTED, GOES_ON, NOT_STARTED, MOVED, NOT_STARTED_BESIDE, MOVED_BESIDE = range(6)
"""What happened at a service: a start there; the stay goes on; a referral from there, without and with a start; and
the same for referrals to wider support, which run beside the stay and neither begin nor end one."""

ACCEPTED: Final = ("no", "yes", "not_told")
"""What is told of acceptance; a cell is known by its place here."""

NO_WAIT: Final = -1
"""Stands for a wait that is not known."""

_NEVER: Final = -1_000_000
"""A day before every other, where nobody is known to have been."""

_NOTHING: Final = -1
"""Stands for a kind where nothing happened."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Columns of what happened to people at services.

    Attributes
    ----------
    row : array of int64
        The place of what told of it, in the order of the files.
    person, service, other : array of int64
        To whom, where, and the service at the other end.
    at : array of int64
        Its place in the order.
    kind, day : array of int64
        What it was, and when.
    told : array of int64
        Of a referral with a start the days of waiting, or ``NO_WAIT``; without, why, and who was accepted.
    left, way : array of int64
        Where somebody started: the day of leaving or ``BLANK``, and how.
    groups : array of int64
        Bits of client groups.
    """

    row: Numbers
    person: Numbers
    service: Numbers
    other: Numbers
    at: Numbers
    kind: Numbers
    day: Numbers
    told: Numbers
    left: Numbers
    way: Numbers
    groups: Numbers


def happenings(moves: Moves, rules: Rules) -> Happened:
    """Take each referral apart into what happened at its sender, and what happened at its receiver.

    Parameters
    ----------
    moves : Moves
        Referrals that can be counted.
    rules : Rules
        What services are.

    Returns
    -------
    Happened
        In no order; what is told by one column stands in the order of the rows.
    """
    started = moves.started != BLANK
    sent = np.flatnonzero((moves.source != NOBODY) & ~moves.goes_on)
    came = np.flatnonzero(started)
    wait = np.where(moves.referred == BLANK, NO_WAIT, moves.started - moves.referred)
    wider = rules.stages.wider_support
    beside = wider[moves.target] & ~wider[moves.source]
    kind = np.where(started, MOVED, NOT_STARTED) + np.where(beside, NOT_STARTED_BESIDE - NOT_STARTED, 0)

    def both(of_sender: Numbers, of_receiver: Numbers) -> Numbers:
        return np.concatenate((of_sender[sent], of_receiver[came]))

    rows, nothing = np.arange(len(started)), np.full_like(moves.left, BLANK)
    return Happened(
        row=both(rows, rows),
        person=both(moves.person, moves.person),
        service=both(moves.source, moves.target),
        other=both(moves.target, moves.source),
        at=both(moves.sent_at, moves.came_at),
        kind=both(kind, np.where(moves.goes_on, GOES_ON, STARTED)),
        day=both(moves.sent_on, moves.started),
        told=both(np.where(started, wait, moves.why), moves.why),
        left=both(nothing, moves.left),
        way=both(moves.way, moves.way),
        groups=both(moves.groups, moves.groups),
    )


def beside_each_other(found: Happened) -> tuple[Happened, Steps]:
    """Put together what happened to a person at a service, in its order.

    Returns
    -------
    tuple of Happened and Steps
        By person, service and place in the order. At one place starts stand before referrals, referrals that came to
        nothing before others, and rows as they stand in the files; where somebody started and was referred on several
        times there, each start stands before one of the referrals.
    """
    ordered = taken(found, in_order(found.person, found.service, found.at, found.kind))
    places = np.cumsum(starts_of_runs(ordered.person, ordered.service, ordered.at)) - 1
    starts = (ordered.kind <= GOES_ON).astype(np.int64)
    turn = _turns(places, starts)
    if turn is not None:
        ordered = taken(ordered, in_order(places, turn, 1 - starts))
    after_same = ~starts_of_runs(ordered.person, ordered.service)
    level = after_same & ~starts_of_runs(ordered.at, ordered.kind) & (ordered.kind > GOES_ON)
    by_file = level & (ordered.other != before(ordered.other, NOBODY))
    return ordered, Steps(all=int(after_same.sum()), by_file=int(by_file.sum()))


def _turns(places: Numbers, starts: Numbers) -> Numbers | None:
    """Give numbers to starts, and to referrals, at each place; None where no place has two starts and a referral."""
    if not len(places):
        return None
    begun = np.bincount(places, weights=starts)
    if not ((begun > 1) & (np.bincount(places) > begun)).any():
        return None
    first = np.flatnonzero(starts_of_runs(places, starts))
    run = np.cumsum(starts_of_runs(places, starts)) - 1
    turns: Numbers = np.arange(len(places)) - first[run]
    return turns


def taken(found: Happened, order: Numbers) -> Happened:
    """Give what happened in an order."""
    columns: dict[str, Any] = {name: getattr(found, name)[order] for name in Happened.__slots__}
    return Happened(**columns)


@dataclass(frozen=True, slots=True)
class Stays:
    """What happened, with where stays begin and end.

    Attributes
    ----------
    happened : Happened
        As ``beside_each_other`` gives it.
    comes_in, kept, leaves : array of bool
        Whether somebody came in with it; was kept by the sender; left after it without going on.
    way : array of int64
        How somebody left, as it stands there.
    """

    happened: Happened
    comes_in: Flags
    kept: Flags
    leaves: Flags
    way: Numbers


def stays(found: Happened, rules: Rules) -> Stays:
    """Tell where stays begin and end.

    Parameters
    ----------
    found : Happened
        As ``beside_each_other`` gives it.
    rules : Rules
        What belongs together, and whether records say when people left.

    Returns
    -------
    Stays
        Of the same rows.
    """
    group = np.cumsum(starts_of_runs(found.person, found.service), dtype=np.int64)
    until, way = _until(found, group, rules)
    kind, day, rows = found.kind, found.day, len(group)
    on_way = kind <= MOVED
    previous = before(last_so_far(on_way), -1)
    joined = (previous >= 0) & (group[previous] == group)
    kind_before, day_before = np.where(joined, kind[previous], _NOTHING), day[previous]
    following = after(next_from_here(on_way), rows)
    place = np.minimum(following, max(rows - 1, 0))
    followed = (following < rows) & (group[place] == group)
    kind_after, day_after = np.where(followed, kind[place], _NOTHING), day[place]

    start, lost, known = kind == STARTED, (kind == NOT_STARTED) | (kind == NOT_STARTED_BESIDE), until > _NEVER
    referral = (kind == NOT_STARTED) | (kind == MOVED)
    until_before = np.where(joined, until[previous], _NEVER)
    doubled = start & joined & (kind_before <= GOES_ON) & (until_before >= day)
    still = _belongs(kind_before, day_before, day, until, rules.spans) & joined
    again_from_there = (found.at == found.at[previous]) | (known & (day <= until + rules.spans.goes_on))
    still |= (kind_before == MOVED) & again_from_there
    refers_after = (kind_after >= NOT_STARTED) & _belongs(kind, day, day_after, until, rules.spans)
    there = until > day
    stays_put = (kind <= GOES_ON) | ((kind == NOT_STARTED) & there)
    goes_on = followed & ((kind_after == GOES_ON) | doubled[place])
    same = ~after(starts_of_runs(group), True)
    seen = same & (after(kind, _NOTHING) >= NOT_STARTED) & (after(day, 0) - day <= rules.spans.seen_again)
    return Stays(
        happened=found,
        comes_in=(start & (found.other == NOBODY) & ~doubled) | (referral & ~still),
        kept=lost & (seen | there),
        leaves=stays_put & known & (until < STILL_THERE) & ~refers_after & ~goes_on,
        way=way,
    )


def _until(found: Happened, group: Numbers, rules: Rules) -> tuple[Numbers, Numbers]:
    """Give the latest day of leaving so far, ``_NEVER`` where none is known, and how somebody left then.

    A start without a day of leaving ends with the next start there that has one: somebody was put down twice.
    """
    rows, starts = len(group), found.kind <= GOES_ON
    told = starts & (found.left != BLANK)
    ends = next_from_here(told)
    place = np.minimum(ends, max(rows - 1, 0))
    closed = starts & (ends < rows) & (group[place] == group)
    code = np.full(rows, -1, np.int64)
    if rules.told.leaving:
        code[starts] = (STILL_THERE - _NEVER) * rules.ways + found.way[starts]
    code[closed] = ((found.left - _NEVER) * rules.ways + found.way)[place[closed]]
    so_far = highest_so_far(code, group)
    return np.where(so_far < 0, _NEVER, so_far // rules.ways + _NEVER), np.maximum(so_far, 0) % rules.ways


def _belongs(kind: Numbers, day: Numbers, referral: Numbers, until: Numbers, spans: Spans) -> Flags:
    """Tell whether a referral belongs to the stay in which something happened before."""
    before_leaving = referral <= until + spans.goes_on
    after_start = (kind >= STARTED) & (kind <= GOES_ON) & ((until == _NEVER) | before_leaving)
    seen_again = referral - day <= spans.seen_again
    found: Flags = after_start | ((kind == NOT_STARTED) & (seen_again | ((until > day) & before_leaving)))
    return found
