"""Episodes as referrals: somebody who starts elsewhere soon after leaving went on there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from dtors_network.records.clock import BLANK
from dtors_network.records.codes import TRANSITIONS
from dtors_network.records.moves import Moves, Steps
from dtors_network.records.places import NOBODY
from dtors_network.records.sorting import (
    Flags,
    Numbers,
    before,
    highest_so_far,
    in_order,
    last_so_far,
    starts_of_runs,
)

STILL_THERE: Final = 10_000_000
"""A day after every other, for people who have not left."""

LAST: Final = np.iinfo(np.int64).max
"""A place in the order after every other, for the same."""


@dataclass(frozen=True, slots=True)
class Episodes:
    """Columns of episodes, one row an episode at a service.

    Attributes
    ----------
    row : array of int64
        The place of the row that told of its start, in the order of the files.
    file : array of int64
        The number of its file.
    person, service : array of int64
        Who, in which area, and where.
    source : array of int64
        Who referred, where that is told; else ``NOBODY``.
    begins, ends : array of int64
        Places in the order of start and end; ``LAST`` for an end that is not told.
    referred, started, left : array of int64
        Days, or ``BLANK``.
    way, groups : array of int64
        How they left; bits of client groups.
    vague : array of bool
        Whether the day of the start is told without a time of day, among others with one.
    """

    row: Numbers
    file: Numbers
    person: Numbers
    service: Numbers
    source: Numbers
    begins: Numbers
    ends: Numbers
    referred: Numbers
    started: Numbers
    left: Numbers
    way: Numbers
    groups: Numbers
    vague: Flags


def chosen(episodes: Episodes, which: Numbers | Flags) -> Episodes:
    """Give some episodes, in an order."""
    rows = np.flatnonzero(which) if which.dtype == bool else which
    return Episodes(**{name: values[rows] for name, values in _columns(episodes).items()})


def paired(events: Episodes, step: Numbers) -> Episodes:
    """Put the starts and ends of a log together as episodes.

    Parameters
    ----------
    events : Episodes
        One row an event, which both begins and ends then.
    step : array of int64
        Which step it is.

    Returns
    -------
    Episodes
        An end belongs to the latest start at the same service that has none yet; one without a start is an episode of
        that moment. A start without an end stays open.
    """
    order = in_order(events.person, events.service, events.begins)
    events, ends = chosen(events, order), step[order] == TRANSITIONS.index("complete")
    group = np.cumsum(starts_of_runs(events.person, events.service), dtype=np.int64)
    level, alone = _levels(ends, group)
    beside = in_order(group, level)
    pair = ends[beside] & ~alone[beside] & ~before(ends[beside], True)
    pair &= before(group[beside], -1) == group[beside]
    pair &= before(level[beside], -1) == level[beside]
    closing = beside[np.flatnonzero(pair)]
    opening = beside[np.flatnonzero(pair) - 1]
    until, left, way = np.where(alone, events.ends, LAST), np.where(alone, events.left, BLANK), events.way.copy()
    until[opening], left[opening], way[opening] = events.ends[closing], events.left[closing], events.way[closing]
    known = Episodes(**{**_columns(events), "ends": until, "left": left, "way": way})
    kept = ~ends | alone
    return chosen(known, np.flatnonzero(kept))


def _columns(episodes: Episodes) -> dict[str, Any]:
    return {field.name: getattr(episodes, field.name) for field in fields(Episodes)}


def _levels(ends: Flags, group: Numbers) -> tuple[Numbers, Flags]:
    """Tell at which depth of starts that are open an event stands, and which ends close none."""
    first = np.flatnonzero(starts_of_runs(group))
    change = np.where(ends, -1, 1)
    moved = np.cumsum(change)
    balance = moved - np.repeat((moved - change)[first], np.diff(np.append(first, len(group))))
    short = highest_so_far(-np.minimum(balance, 0), group)
    earlier = before(short, 0)
    earlier[first] = 0
    return balance + short + ends, ends & (short > earlier)


def told_once(episodes: Episodes) -> tuple[Episodes, Numbers]:
    """Put episodes in the order in which somebody came to them, without those that are told again.

    Parameters
    ----------
    episodes : Episodes
        Lawful ones.

    Returns
    -------
    tuple of Episodes and array of int64
        The episodes by person, start, end and row; and the rows that begin again what the episode before them begins
        (the one with the latest end is kept), or what an episode of another file does.
    """
    order = in_order(episodes.person, episodes.begins, _rank(episodes.ends), episodes.row)
    found = chosen(episodes, order)
    again = _again_beside(found) | _again_elsewhere(found)
    return (chosen(found, ~again), found.row[again]) if again.any() else (found, found.row[:0])


def _rank(ends: Numbers) -> Numbers:
    """Give places of ends so that one that is not told lies beside the others and still after them."""
    told = ends != LAST
    highest = int(ends[told].max()) + 1 if told.any() else 0
    return np.where(told, ends, highest)


def _again_beside(found: Episodes) -> Flags:
    """Mark episodes that begin with their neighbour: of them the first with the latest end stays, else the first."""
    new = starts_of_runs(found.person, found.service, found.begins)
    if new.all():
        return ~new
    run = np.cumsum(new) - 1
    later = new | (found.ends != before(found.ends, 0))
    place = np.where(later & (found.ends != LAST), np.arange(1, len(new) + 1), 0)
    best = np.zeros(int(run[-1]) + 1, np.int64)
    np.maximum.at(best, run, place)
    keep = np.where(best > 0, best - 1, np.flatnonzero(new))
    again = np.ones(len(new), bool)
    again[keep] = False
    return again


def _again_elsewhere(found: Episodes) -> Flags:
    """Mark episodes that another file tells too: those of the file that says more, else of the first, are kept."""
    again = np.zeros(len(found.row), bool)
    if not len(again) or int(found.file.min()) == int(found.file.max()):
        return again
    open_ended = (found.ends == LAST).astype(np.int64)
    order = in_order(found.person, found.service, found.begins, open_ended, found.file)
    new = starts_of_runs(found.person[order], found.service[order], found.begins[order])
    first = found.file[order][np.flatnonzero(new)][np.cumsum(new) - 1]
    again[order] = found.file[order] != first
    return again


def as_stays(episodes: Episodes) -> Episodes:
    """Let who came again to a service that they had not left leave it at the latest of the ends.

    Parameters
    ----------
    episodes : Episodes
        As ``told_once`` gives them.

    Returns
    -------
    Episodes
        The same rows; one that lies within an earlier one at the same service ends, and is left, as that one.
    """
    told = (episodes.ends != LAST) & (episodes.left != BLANK)
    if not told.any():
        return episodes
    order = in_order(episodes.person, episodes.service)
    new = starts_of_runs(episodes.person[order], episodes.service[order])
    if new.all():
        return episodes
    rank = np.where(told, _rank(episodes.ends) - int(episodes.ends.min()), -1)[order]
    group = np.cumsum(new, dtype=np.int64)
    highest = highest_so_far(rank, group)
    risen = last_so_far(new | (highest != before(highest, -1)))
    longer = (rank >= 0) & (highest > rank)
    here, there = order[longer], order[risen[longer]]
    longest = {"ends": episodes.ends.copy(), "left": episodes.left.copy(), "way": episodes.way.copy()}
    for values in longest.values():
        values[here] = values[there]
    return Episodes(**{**_columns(episodes), **longest})


def moves_of_episodes(episodes: Episodes, goes_on: int) -> tuple[Moves, Steps]:
    """Give each episode as the referral by which it began.

    Parameters
    ----------
    episodes : Episodes
        As ``told_once`` gives them.
    goes_on : int
        Days between leaving and the next start within which somebody went on.

    Returns
    -------
    tuple of Moves and Steps
        Each comes from the service before, or whoever referred where that is told, or ``NOBODY``. A recorded day of
        referral is the day of referral; else the day of leaving the service before is, unless they had not left it.
    """
    first = starts_of_runs(episodes.person)
    earlier = np.where(first, NOBODY, before(episodes.service, NOBODY))
    left = np.where(first, BLANK, before(episodes.left, BLANK))
    until = np.where(left == BLANK, STILL_THERE, left)
    soon = ~first & (episodes.started - until <= goes_on)
    same = soon & (earlier == episodes.service)
    went_on = soon & ~same
    told = np.where(episodes.source == episodes.service, NOBODY, episodes.source)
    gone = went_on & (left != BLANK) & (left <= episodes.started)
    referred = np.where(episodes.referred != BLANK, episodes.referred, np.where(gone, left, BLANK))
    place = 2 * numbered_within(first)
    moves = Moves(
        person=episodes.person,
        source=np.where(went_on, earlier, told),
        target=episodes.service,
        sent_at=place,
        came_at=place + 1,
        sent_on=np.where(went_on, np.minimum(until, episodes.started), first_of(referred, episodes.started)),
        referred=referred,
        started=episodes.started,
        left=episodes.left,
        way=episodes.way,
        groups=episodes.groups,
        why=np.zeros_like(place),
        goes_on=same,
    )
    level = ~first & (before(episodes.begins, 0) == episodes.begins) & (before(episodes.ends, 0) == episodes.ends)
    same_day = ~first & (before(episodes.started, 0) == episodes.started)
    level |= same_day & (episodes.vague | before(episodes.vague, False))
    by_file = level & (earlier != episodes.service)
    return moves, Steps(all=int((~first).sum()), by_file=int(by_file.sum()))


def first_of(one: Numbers, other: Numbers) -> Numbers:
    """Give the first of two days that is not blank."""
    return np.where(one == BLANK, other, one)


def numbered_within(first: Flags) -> Numbers:
    """Give each row its distance from the last that is marked as a first.

    Examples
    --------
    >>> numbered_within(np.array([True, False, True, False])).tolist()
    [0, 1, 0, 1]
    """
    places = np.arange(len(first))
    return places - np.maximum.accumulate(np.where(first, places, 0))
