"""Stays at services, from referrals: who came in, who was kept by the sender, and who left without going on.

What happens to a person at a service stands in order: a start there, and referrals from there. A stay begins with a
start, or with a referral by a service that nobody is known to have started at (somebody who came in); it ends with a
start elsewhere, with a referral that came to nothing and after which the service was not heard of again, or with a
departure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
    begins,
    highest_so_far,
    in_order,
    in_runs,
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


@dataclass(frozen=True, slots=True)
class Happened:
    """Columns of what happened to people at services.

    Attributes
    ----------
    moves : Moves
        What told of it.
    row : array of int64
        The place there of what told of it, in the order of the files.
    person, service, other : array of int
        To whom, where, and the service at the other end.
    at : array of int
        Its place in the order.
    kind, day : array of int
        What it was, and when.
    new : array of bool
        Whether it is the first that happened to this person at this service.
    """

    moves: Moves
    row: Numbers
    person: Numbers
    service: Numbers
    other: Numbers
    at: Numbers
    kind: Numbers
    day: Numbers
    new: Flags

    def waits(self, rows: Numbers) -> Numbers:
        """Give the days from referral to start of some rows, ``NO_WAIT`` where the day of referral is not known."""
        of = self.row[rows]
        referred = self.moves.referred[of]
        found = self.moves.started[of] - referred
        found[np.flatnonzero(referred == BLANK)] = NO_WAIT
        return found

    def why(self, rows: Numbers) -> Numbers:
        """Give why nobody started, and who was accepted, of some rows."""
        return self.moves.why[self.row[rows]]

    def groups(self, rows: Numbers) -> Numbers:
        """Give the bits of client groups of some rows."""
        return self.moves.groups[self.row[rows]]


def happenings(moves: Moves, rules: Rules) -> tuple[Happened, Steps]:
    """Take each referral apart into what happened at its sender and at its receiver, and put these beside each other.

    Parameters
    ----------
    moves : Moves
        Referrals that can be counted.
    rules : Rules
        What services are.

    Returns
    -------
    tuple of Happened and Steps
        By person, service and place in the order. At one place starts stand before referrals, referrals that came to
        nothing before others, and rows as they stand in the files; where somebody started and was referred on several
        times there, each start stands before one of the referrals.
    """
    started = moves.started != BLANK
    sent = np.flatnonzero((moves.source != NOBODY) & ~moves.goes_on)
    came = np.flatnonzero(started)
    wider = rules.stages.wider_support
    kind = started.astype(np.int8) + np.int8(NOT_STARTED)
    if wider.any():
        beside = np.take(wider, moves.target) & ~np.take(wider, moves.source)
        kind += beside.astype(np.int8) * np.int8(NOT_STARTED_BESIDE - NOT_STARTED)

    def both(of_sender: Numbers, of_receiver: Numbers) -> Numbers:
        return np.concatenate((of_sender[sent], of_receiver[came]))

    row = np.concatenate((sent, came))
    at, service = both(moves.sent_at, moves.came_at), both(moves.source, moves.target)
    kind, person = both(kind, moves.goes_on.astype(np.int8)), moves.person[row]
    order, (new, place, level) = in_runs(person, service, at, kind, of=(2, 3, 4))
    turn = _turns(place, kind[order] <= GOES_ON)
    other, day = both(moves.target, moves.source), both(moves.sent_on, moves.started)
    if turn is not None:
        order = order[turn]
        level = new | begins(at[order]) | begins(kind[order])
    found = Happened(
        moves, row[order], person[order], service[order], other[order], at[order], kind[order], day[order], new
    )
    unsaid = ~level & (found.kind > GOES_ON)
    if moves.vague is not None:
        vague = np.concatenate((moves.vague[0][sent], moves.vague[1][came]))[order]
        unsaid |= ~new & ~begins(found.day) & (vague | before(vague, False))
    again = np.flatnonzero(unsaid)
    by_file = np.count_nonzero(found.other[again] != found.other[again - 1])
    return found, Steps(all=len(new) - int(np.count_nonzero(new)), by_file=int(by_file))


def _turns(new: Flags, starts: Flags) -> Numbers | None:
    """Let each of several starts at a place stand before one of the referrals there; None where no place has both.

    ``new`` marks the first of each place; starts stand before referrals there.
    """
    if not (starts[1:] & starts[:-1] & ~new[1:]).any():
        return None
    places = np.cumsum(new) - 1
    begun = np.bincount(places[starts], minlength=int(places[-1]) + 1)
    if not ((begun > 1) & (np.bincount(places) > begun)).any():
        return None
    first = starts_of_runs(places, starts)
    turns = np.arange(len(places)) - np.flatnonzero(first)[np.cumsum(first) - 1]
    return in_order(places, turns, ~starts)


@dataclass(frozen=True, slots=True)
class Stays:
    """What happened, with where stays begin and end.

    Attributes
    ----------
    happened : Happened
        As ``happenings`` gives it.
    came_in : array of int64
        The rows with which somebody came in.
    left, way : array of int64
        The rows after which somebody left without going on, and how.
    lost, kept : array of int64 and array of bool
        The rows of referrals that came to nothing, and whether the sender kept somebody then.
    """

    happened: Happened
    came_in: Numbers
    left: Numbers
    way: Numbers
    lost: Numbers
    kept: Flags


def stays(found: Happened, rules: Rules) -> Stays:
    """Tell where stays begin and end.

    Parameters
    ----------
    found : Happened
        As ``happenings`` gives it.
    rules : Rules
        What belongs together, and whether records say when people left.

    Returns
    -------
    Stays
        Of the same rows.
    """
    longest = _longest(found, rules)
    until = (longest // rules.ways + _NEVER).astype(np.int32)
    came_in, left = _on_way(found, until, rules.spans)
    lost = np.flatnonzero((found.kind == NOT_STARTED) | (found.kind == NOT_STARTED_BESIDE))
    return Stays(found, came_in, left, longest[left] % rules.ways, lost, _kept(found, until, lost, rules.spans))


def _longest(found: Happened, rules: Rules) -> Numbers:
    """Give the latest day of leaving so far and how somebody left then as one number, -1 where none is known.

    A start without a day of leaving ends with the next start there that has one: somebody was put down twice.
    """
    starts, group = np.flatnonzero(found.kind <= GOES_ON), np.cumsum(found.new, dtype=np.int64)
    of = found.row[starts]
    left, way = found.moves.left[of].astype(np.int64), found.moves.way[of]
    code, told = (left - _NEVER) * rules.ways + way, left != BLANK
    if not told.all():
        still = np.flatnonzero(~told)
        code[still] = (STILL_THERE - _NEVER) * rules.ways + way[still] if rules.told.leaving else -1
        ends = np.flatnonzero(told)
        later = np.searchsorted(ends, still)
        closed = later < len(ends)
        still, later = still[closed], ends[later[closed]]
        there = group[starts[still]] == group[starts[later]]
        code[still[there]] = code[later[there]]
    whole = np.full(len(group), -1, np.int64)
    whole[starts] = code
    return highest_so_far(whole, group)


def _kept(found: Happened, until: Numbers, lost: Numbers, spans: Spans) -> Flags:
    """Tell whose sender saw them again soon, or had not let go of them, when a referral came to nothing."""
    last = len(found.day) - 1
    following, day = np.minimum(lost + 1, last), found.day[lost]
    again = (lost < last) & ~found.new[following] & (found.kind[following] >= NOT_STARTED)
    kept: Flags = (again & (found.day[following] - day <= spans.seen_again)) | (until[lost] > day)
    return kept


def _on_way(found: Happened, until: Numbers, spans: Spans) -> tuple[Numbers, Numbers]:
    """Give the rows with which somebody comes in, and after which somebody leaves; what runs beside is passed over."""
    chain = np.flatnonzero(found.kind <= MOVED)
    if len(chain) == len(until):
        return _ends(found.kind, found.day, found.at, found.other, found.new, until, spans)
    new = begins(np.cumsum(found.new)[chain])
    kind, day, at, other = (column[chain] for column in (found.kind, found.day, found.at, found.other))
    came_in, left = _ends(kind, day, at, other, new, until[chain], spans)
    return chain[came_in], chain[left]


def _ends(
    kind: Numbers, day: Numbers, at: Numbers, other: Numbers, new: Flags, until: Numbers, spans: Spans
) -> tuple[Numbers, Numbers]:
    """Do the same where nothing runs beside: each row goes by the one before it at the service."""
    goes_on, seen_again = (min(span, STILL_THERE) for span in (spans.goes_on, spans.seen_again))
    begun, lost, started, known = kind <= GOES_ON, kind == NOT_STARTED, kind == STARTED, until > _NEVER
    was_begun, was_lost, day_before, on = before(begun, False), before(lost, False), before(day, 0), ~new
    soon, in_time = day - day_before <= seen_again, day <= until + goes_on
    still = was_begun & (in_time | ~known)
    still |= was_lost & (soon | (in_time & (until > day_before)))
    still |= ~(was_begun | was_lost) & ((in_time & known) | ~begins(at))
    until_before = before(until, _NEVER)
    doubled = on & was_begun & started & (until_before >= day)
    comes_in = (started & (other == NOBODY) & ~doubled) | ~(begun | (on & still))
    refers = ~begun & ((day <= until_before + goes_on) | (was_lost & soon))
    stays_on = on & ((kind == GOES_ON) | doubled | refers)
    leaves = (begun | (lost & (until > day))) & known & (until < STILL_THERE) & ~after(stays_on, False)
    return np.flatnonzero(comes_in), np.flatnonzero(leaves)
