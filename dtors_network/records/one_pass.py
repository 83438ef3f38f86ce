"""One pass over the packed rows of whole people: judged, put in order, followed and counted, all in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dtors_network.records.cells import Harvest, packed, tally
from dtors_network.records.cleaning import LONGEST, Why, first_told, judged_by_days
from dtors_network.records.clock import BLANK, Clock
from dtors_network.records.cohort import reached
from dtors_network.records.episodes import LAST, Episodes, as_stays, chosen, moves_of_episodes, paired, told_once
from dtors_network.records.moves import Moves, Steps
from dtors_network.records.packing import Rows
from dtors_network.records.places import NOBODY
from dtors_network.records.rules import Rules
from dtors_network.records.shapes import EVENTS, REFERRALS
from dtors_network.records.sorting import Flags, Numbers, in_order, numbered, starts_of_runs
from dtors_network.records.spells import (
    ACCEPTED,
    MOVED,
    MOVED_BESIDE,
    NO_WAIT,
    NOT_STARTED,
    NOT_STARTED_BESIDE,
    Stays,
    beside_each_other,
    happenings,
    stays,
)


@dataclass(frozen=True, slots=True)
class Part:
    """What came of some people.

    Attributes
    ----------
    harvest : Harvest
        What was counted.
    aside : array of int64
        The rows that were not counted, by their numbers over all files.
    why : array of int8
        The reason for each of them.
    steps : Steps
        How many steps there are, and how many of them only the files put in order.
    """

    harvest: Harvest
    aside: Numbers
    why: npt.NDArray[np.int8]
    steps: Steps


def counted(rows: Rows, clock: Clock, firsts: Numbers, rules: Rules) -> Part:
    """Count what happened to some people.

    Parameters
    ----------
    rows : Rows
        All rows of these people, in the order of the files.
    clock : Clock
        What their days stand for.
    firsts : array of int64
        The number of the first row of each file.
    rules : Rules
        What the rows are, and where they belong.

    Returns
    -------
    Part
        What can be added up with that of other people.
    """
    days = {column: clock.days(rows, column) for column in clock.columns}
    place, source = rows["place"].astype(np.int64), _source(rows)
    why = judged_by_days(rules, days, place, source, rows["step"] if "step" in (rows.dtype.names or ()) else None)
    good = np.flatnonzero(why == 0)
    aside, reasons = rows["row"][why > 0].astype(np.int64), why[why > 0]
    lawful, told = rows[good], {column: values[good] for column, values in days.items()}
    if rules.shape == REFERRALS:
        moves, again = _referrals(lawful, told, clock, rules)
        steps = Steps()
    else:
        episodes, again = told_once(_episodes(lawful, told, clock, firsts, rules))
        moves, steps = moves_of_episodes(as_stays(episodes), rules.spans.goes_on)
    repeats = lawful["row"][again].astype(np.int64)
    happened, beside = beside_each_other(happenings(moves, rules))
    return Part(
        harvest=_harvest(stays(happened, rules), rules),
        aside=np.concatenate((aside, repeats)),
        why=np.concatenate((reasons, np.full(len(repeats), Why.AGAIN, np.int8))),
        steps=beside if rules.shape == REFERRALS else steps,
    )


def _source(rows: Rows) -> Numbers:
    if "source" in (rows.dtype.names or ()):
        return rows["source"].astype(np.int64)
    return np.full(len(rows), NOBODY, np.int64)


def _people(rows: Rows, place: Numbers, rules: Rules) -> Numbers:
    """Give each person a number; one in two areas is two."""
    if len(rules.first) == 1:
        return numbered(rows["person"])
    return numbered(numbered(rows["person"]), rules.area_of[place])


def _referrals(rows: Rows, days: dict[str, Numbers], clock: Clock, rules: Rules) -> tuple[Moves, Numbers]:
    """Give lawful referrals in columns, without repeats, and the places of the repeats."""
    place, source = rows["place"].astype(np.int64), rows["source"].astype(np.int64)
    person, started = _people(rows, place, rules), days["started_on"]
    blank = np.full(len(rows), BLANK, np.int64)
    again = _repeated(person, source, place, first_told([days["referred_on"], started], len(rows)), started == BLANK)
    moves = Moves(
        person=person,
        source=source,
        target=place,
        sent_at=clock.places(rows, "referred_on"),
        came_at=clock.places(rows, "started_on"),
        sent_on=days["referred_on"],
        referred=days["referred_on"],
        started=started,
        left=days.get("left_on", blank),
        way=rows["way"].astype(np.int64),
        groups=rows["groups"].astype(np.int64),
        why=_why(rows, days, rules),
        goes_on=np.zeros(len(rows), bool),
    )
    return (chosen(moves, ~again), np.flatnonzero(again)) if again.any() else (moves, blank[:0])


def _why(rows: Rows, days: dict[str, Numbers], rules: Rules) -> Numbers:
    """Give why nobody started and who was accepted: as it is told, else by a day of it."""
    why = rows["why"].astype(np.int64)
    if "accepted_on" not in days:
        return why
    reason, accepted = np.divmod(why, len(ACCEPTED))
    not_told = ACCEPTED.index("not_told")
    otherwise = not_told if "accepted" in rules.columns else ACCEPTED.index("no")
    by_day = np.where(days["accepted_on"] != BLANK, ACCEPTED.index("yes"), otherwise)
    return reason * len(ACCEPTED) + np.where(accepted == not_told, by_day, accepted)


def _repeated(person: Numbers, source: Numbers, place: Numbers, day: Numbers, open_ended: Flags) -> Flags:
    """Mark referrals of a person between the same services on the same day: one with a start, else the first, stays."""
    again = np.zeros(len(person), bool)
    order = in_order(person, day, source, place, open_ended.astype(np.int64))
    again[order] = ~starts_of_runs(person[order], day[order], source[order], place[order])
    return again


def _episodes(rows: Rows, days: dict[str, Numbers], clock: Clock, firsts: Numbers, rules: Rules) -> Episodes:
    """Give lawful episodes, or the episodes that lawful events make up, in columns."""
    place = rows["place"].astype(np.int64)
    blank = np.full(len(rows), BLANK, np.int64)
    begin, end = rules.shape.days[0], rules.shape.until
    until = days.get(end, blank)
    started, begins = days[begin], clock.places(rows, begin)
    ends = np.where(until == BLANK, LAST, clock.places(rows, end)) if end else np.full(len(rows), LAST)
    if end and clock.timed and not clock.columns[end].timed:
        ends = np.maximum(ends, begins)
    if len(rules.shape.days) > 1:
        alone = started == BLANK
        started, begins = np.where(alone, until, started), np.where(alone, ends, begins)
    step = rows["step"].astype(np.int64) if "step" in (rows.dtype.names or ()) else None
    found = Episodes(
        row=np.arange(len(rows)),
        file=np.searchsorted(firsts, rows["row"], side="right"),
        person=_people(rows, place, rules),
        service=place,
        source=_source(rows),
        begins=begins,
        ends=begins if step is not None else ends,
        referred=days.get("referred_on", blank),
        started=started,
        left=started if step is not None else until,
        way=rows["way"].astype(np.int64),
        groups=rows["groups"].astype(np.int64),
    )
    return found if step is None or rules.shape != EVENTS else paired(found, step)


def _harvest(found: Stays, rules: Rules) -> Harvest:
    """Count people by cell."""
    happened = found.happened
    came, there = reached(found, rules)
    lost = np.flatnonzero((happened.kind == NOT_STARTED) | (happened.kind == NOT_STARTED_BESIDE))
    moved = np.flatnonzero((happened.kind == MOVED) | (happened.kind == MOVED_BESIDE))
    wait = happened.told[moved]
    left = np.flatnonzero(found.leaves)

    def at(rows: Numbers) -> Numbers:
        return packed([happened.service[rows], happened.groups[rows]], [rules.services, 1 << rules.groups])

    def between(rows: Numbers) -> Numbers:
        ends = [happened.service[rows], happened.other[rows], happened.groups[rows]]
        return packed(ends, [rules.services, rules.services, 1 << rules.groups])

    why = packed([happened.told[lost], found.kept[lost].astype(np.int64)], [rules.reasons * len(ACCEPTED), 2])
    return Harvest(
        starts=tally(between(moved), np.where(wait == NO_WAIT, LONGEST + 1, wait)),
        losses=tally(between(lost), why),
        arrivals=tally(at(came), there.astype(np.int64)),
        departures=tally(at(left), found.way[left]),
    )
