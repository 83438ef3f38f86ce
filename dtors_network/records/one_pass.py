"""One pass over the packed rows of whole people: judged, put in order, followed and counted, all in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dtors_network.records.cells import Harvest, packed, tally
from dtors_network.records.cleaning import LONGEST, Why, first_told, judged_by_days
from dtors_network.records.clock import BLANK, Clock, filled_in
from dtors_network.records.cohort import reached
from dtors_network.records.episodes import LAST, Episodes, as_stays, moves_of_episodes, paired, told_once
from dtors_network.records.moves import Moves, Steps
from dtors_network.records.packing import Rows
from dtors_network.records.places import NOBODY
from dtors_network.records.rules import Rules
from dtors_network.records.shapes import EVENTS, REFERRALS
from dtors_network.records.sorting import Flags, Numbers, begins, beside, in_runs, numbered, suspects
from dtors_network.records.spells import ACCEPTED, MOVED, MOVED_BESIDE, NO_WAIT, Stays, happenings, stays


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
    order, new = beside(rows["person"])
    rows = np.take(rows, order)
    days = {column: clock.days(rows, column) for column in clock.columns}
    place, source = rows["place"].astype(np.int32), _source(rows)
    why = judged_by_days(rules, days, place, source, rows["step"] if "step" in (rows.dtype.names or ()) else None)
    person, bad = np.cumsum(new, dtype=np.int64), np.flatnonzero(why)
    aside, reasons = rows["row"][bad].astype(np.int64), why[bad]
    if len(bad):
        good = np.flatnonzero(why == 0)
        rows, person, days = np.take(rows, good), person[good], {name: values[good] for name, values in days.items()}
    person = _in_areas(person, rows["place"], rules)
    if rules.shape == REFERRALS:
        moves, again = _referrals(rows, person, days, clock, rules)
        steps = Steps()
    else:
        episodes, again = told_once(_episodes(rows, person, days, clock, firsts, rules))
        moves, steps = moves_of_episodes(as_stays(episodes), rules.spans.goes_on)
    repeats = rows["row"][again].astype(np.int64)
    happened, by_file = happenings(moves, rules)
    return Part(
        harvest=_harvest(stays(happened, rules), rules),
        aside=np.concatenate((aside, repeats)),
        why=np.concatenate((reasons, np.full(len(repeats), Why.AGAIN, np.int8))),
        steps=by_file if rules.shape == REFERRALS else steps,
    )


def _source(rows: Rows) -> Numbers:
    if "source" in (rows.dtype.names or ()):
        return rows["source"].astype(np.int32)
    return np.full(len(rows), NOBODY, np.int32)


def _in_areas(person: Numbers, place: npt.NDArray[Any], rules: Rules) -> Numbers:
    """Give each person a number; one in two areas is two."""
    if len(rules.first) == 1:
        return person
    area = np.take(rules.area_of, place)
    if (begins(person) >= begins(area)).all():
        return person
    return numbered(person, area)


def _referrals(
    rows: Rows, person: Numbers, days: dict[str, Numbers], clock: Clock, rules: Rules
) -> tuple[Moves, Numbers]:
    """Give lawful referrals in columns, without repeats, and the places of the repeats."""
    place, source = rows["place"].astype(np.int32), rows["source"].astype(np.int32)
    day = first_told([days["referred_on"], days["started_on"]], len(rows))
    again = _repeated(person, source, place, day, days["started_on"] == BLANK)
    if len(again):
        once = np.delete(np.arange(len(rows)), again)
        rows, person, source, place = np.take(rows, once), person[once], source[once], place[once]
        days = {column: values[once] for column, values in days.items()}
    sent_at, came_at, vague = _places(rows, person, days, clock)
    moves = Moves(
        person=person,
        source=source,
        target=place,
        sent_at=sent_at,
        came_at=came_at,
        sent_on=days["referred_on"],
        referred=days["referred_on"],
        started=days["started_on"],
        left=days["left_on"] if "left_on" in days else np.full(len(rows), BLANK, np.int32),
        way=rows["way"].astype(np.int64),
        groups=rows["groups"].astype(np.int64),
        why=_why(rows, days, rules),
        goes_on=np.zeros(len(rows), bool),
        vague=vague,
    )
    return moves, again


def _places(
    rows: Rows, person: Numbers, days: dict[str, Numbers], clock: Clock
) -> tuple[Numbers, Numbers, tuple[Flags, Flags] | None]:
    """Give the places of referrals and starts in the order, and which of them tell the day alone among moments."""
    referred, started = "referred_on", "started_on"
    sent_at, came_at = (clock.places(rows, column, days[column]) for column in (referred, started))
    sent, came = clock.vague(rows, referred), clock.vague(rows, started)
    if sent is None and came is None:
        return sent_at, came_at, None
    none = np.zeros(len(rows), bool)
    vague = (none if sent is None else sent, none if came is None else came)

    def in_turn(one: Any, other: Any) -> Any:
        return np.stack((one, other), axis=1).ravel()

    at = filled_in(
        in_turn(person, person), in_turn(days[referred], days[started]), in_turn(sent_at, came_at), in_turn(*vague)
    )
    return at[::2], at[1::2], vague


def _why(rows: Rows, days: dict[str, Numbers], rules: Rules) -> npt.NDArray[Any]:
    """Give why nobody started and who was accepted: as it is told, else by a day of it."""
    why = rows["why"]
    if "accepted_on" not in days:
        return why
    reason, accepted = np.divmod(np.arange(rules.reasons * len(ACCEPTED)), len(ACCEPTED))
    not_told = ACCEPTED.index("not_told")
    otherwise = not_told if "accepted" in rules.columns else ACCEPTED.index("no")
    told = [np.where(accepted == not_told, by_day, accepted) for by_day in (otherwise, ACCEPTED.index("yes"))]
    whole = (reason * len(ACCEPTED) + told).astype(why.dtype)
    found: npt.NDArray[Any] = whole.ravel()[why + np.intp(len(reason)) * (days["accepted_on"] != BLANK)]
    return found


def _repeated(person: Numbers, source: Numbers, place: Numbers, day: Numbers, open_ended: Flags) -> Numbers:
    """Find referrals of a person between the same services on the same day: one with a start, else the first, stays."""
    some = suspects(person, day, source, place)
    columns = (column[some] for column in (person, day, source, place, open_ended))
    order, (new,) = in_runs(*columns, of=(4,))
    return some[order[~new]]


def _episodes(
    rows: Rows, person: Numbers, days: dict[str, Numbers], clock: Clock, firsts: Numbers, rules: Rules
) -> Episodes:
    """Give lawful episodes, or the episodes that lawful events make up, in columns."""
    blank = np.full(len(rows), BLANK, np.int32)
    begin, end = rules.shape.days[0], rules.shape.until
    until = days.get(end, blank)
    started, begins = days[begin], clock.places(rows, begin, days[begin])
    ends = np.full(len(rows), LAST, np.int64)
    if end:
        told = np.flatnonzero(until != BLANK)
        ends[told] = clock.places(rows, end, until)[told]
    vague, late = clock.vague(rows, begin), clock.vague(rows, end)
    if vague is not None:
        begins = filled_in(person, started, begins, vague)
    if late is not None:
        ends = np.where(late, np.maximum(ends, begins), ends)
    if len(rules.shape.days) > 1:
        alone = started == BLANK
        started, begins = np.where(alone, until, started), np.where(alone, ends, begins)
    step = rows["step"].astype(np.int64) if "step" in (rows.dtype.names or ()) else None
    found = Episodes(
        row=np.arange(len(rows)),
        file=np.searchsorted(firsts, rows["row"], side="right"),
        person=person,
        service=rows["place"].astype(np.int32),
        source=_source(rows),
        begins=begins,
        ends=begins if step is not None else ends,
        referred=days.get("referred_on", blank),
        started=started,
        left=started if step is not None else until,
        way=rows["way"].astype(np.int64),
        groups=rows["groups"].astype(np.int64),
        vague=np.zeros(len(rows), bool) if vague is None else vague,
    )
    return found if step is None or rules.shape != EVENTS else paired(found, step)


def _harvest(found: Stays, rules: Rules) -> Harvest:
    """Count people by cell."""
    happened = found.happened
    came, there = reached(found, rules)
    moved = np.flatnonzero((happened.kind == MOVED) | (happened.kind == MOVED_BESIDE))
    wait = happened.waits(moved)
    wait[np.flatnonzero(wait == NO_WAIT)] = LONGEST + 1

    def at(rows: Numbers) -> Numbers:
        return packed([happened.service[rows], happened.groups(rows)], [rules.services, 1 << rules.groups])

    def between(rows: Numbers) -> Numbers:
        ends = [happened.service[rows], happened.other[rows], happened.groups(rows)]
        return packed(ends, [rules.services, rules.services, 1 << rules.groups])

    why = packed([happened.why(found.lost), found.kept.astype(np.int64)], [rules.reasons * len(ACCEPTED), 2])
    return Harvest(
        starts=tally(between(moved), wait),
        losses=tally(between(found.lost), why),
        arrivals=tally(at(came), there.astype(np.int64)),
        departures=tally(at(found.left), found.way),
    )
