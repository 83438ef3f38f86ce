"""Which rows can be counted, and why the others are set aside."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from dtors_network.records.clock import BLANK, UNREADABLE
from dtors_network.records.codes import TRANSITIONS
from dtors_network.records.places import NOBODY
from dtors_network.records.rules import Rules
from dtors_network.records.shapes import DATES, EPISODES, EVENTS, REFERRALS, Shape
from dtors_network.records.sorting import Flags, Numbers

LONGEST: Final = 7_000
"""Days between the first and the last day of a row: beyond 19 years a day is a slip."""

UNKNOWN: Final = -2
"""Stands for an area or a service that is none of those counted."""

Codes = npt.NDArray[np.int8]


class Why(IntEnum):
    """Why a row is set aside; the first that holds is given, in this order."""

    NO_PERSON = 1
    NO_AREA = 2
    BLANK_PLACE = 3
    UNKNOWN_PLACE = 4
    UNKNOWN_SOURCE = 5
    SAME_PLACE = 6
    UNREADABLE_DAY = 7
    OTHER_STEP = 8
    NO_DAY = 9
    NO_START = 10
    NO_REFERRAL_DAY = 11
    DISORDER = 12
    OUTSIDE = 13
    AGAIN = 14

    def words(self, shape: Shape) -> str:
        """Say it, for rows of a shape."""
        day = "start" if shape == EPISODES else "event"
        return {
            Why.NO_PERSON: "nobody is named",
            Why.NO_AREA: "the area is not one of those that are counted",
            Why.BLANK_PLACE: f"the column {shape.place} is blank",
            Why.UNKNOWN_PLACE: f"the column {shape.place} names no service of the area",
            Why.UNKNOWN_SOURCE: "the column source names no service of the area",
            Why.SAME_PLACE: "sender and receiver are the same service",
            Why.UNREADABLE_DAY: "a day cannot be read",
            Why.OTHER_STEP: "this step of an event neither begins nor ends an episode",
            Why.NO_DAY: f"no day of the {day}",
            Why.NO_START: "nobody referred, and no start",
            Why.NO_REFERRAL_DAY: "no day of the referral",
            Why.DISORDER: "the days are out of order, or more than 19 years apart",
            Why.OUTSIDE: "the day lies outside the period of the area",
            Why.AGAIN: "the same again: this person, these services and this day are in an earlier row",
        }[self]


def first_that_holds(rows: int, reasons: Mapping[Why, Flags]) -> Codes:
    """Give each row the first reason that holds, 0 where none does."""
    found = np.zeros(rows, np.int8)
    for why in sorted(reasons, reverse=True):
        if reasons[why].any():
            found[reasons[why]] = why
    return found


def judged_by_names(shape: Shape, blank: Flags, area: Numbers, place: Numbers, source: Numbers) -> Codes:
    """Judge rows by who and where they tell of, which needs no day.

    Parameters
    ----------
    shape : Shape
        What the rows are.
    blank : array of bool
        Whether nobody is named.
    area, place, source : array of int
        Numbers, ``NOBODY`` for a blank, ``UNKNOWN`` for what is not known.

    Returns
    -------
    array of int8
        A ``Why`` for each row, 0 for those that may count.
    """
    reasons = {
        Why.NO_PERSON: blank,
        Why.NO_AREA: area < 0,
        Why.BLANK_PLACE: place == NOBODY,
        Why.UNKNOWN_PLACE: place == UNKNOWN,
    }
    if shape == REFERRALS:
        reasons |= {Why.UNKNOWN_SOURCE: source == UNKNOWN, Why.SAME_PLACE: source == place}
    return first_that_holds(len(blank), reasons)


def judged_by_days(
    rules: Rules, days: Mapping[str, Numbers], place: Numbers, source: Numbers, step: Numbers | None
) -> Codes:
    """Judge rows by their days.

    Parameters
    ----------
    rules : Rules
        What the rows are, and the periods of their areas.
    days : mapping of str to array
        By column, whole days since 1970, ``BLANK`` or ``UNREADABLE``.
    place, source : array of int
        Numbers of services.
    step : array of int or None
        Of events: which step it is.

    Returns
    -------
    array of int8
        A ``Why`` for each row, 0 for those that count, but for repeats.
    """
    shape, rows = rules.shape, len(place)
    day = first_told([days[column] for column in shape.days if column in days], rows)
    reasons = {Why.UNREADABLE_DAY: _any([values == UNREADABLE for values in days.values()], rows)}
    if shape == EVENTS and step is not None:
        reasons[Why.OTHER_STEP] = step == TRANSITIONS.index("other")
    if shape == REFERRALS:
        alone, started = source == NOBODY, days["started_on"] != BLANK
        reasons[Why.NO_START] = alone & ~started
        reasons[Why.NO_REFERRAL_DAY] = ~alone & (days["referred_on"] == BLANK)
    else:
        reasons[Why.NO_DAY] = day == BLANK
    reasons[Why.DISORDER] = _disorder([days[column] for column in DATES if column in days], rows)
    first, last = (_of_areas(ends, rules, place) for ends in (rules.first, rules.last))
    reasons[Why.OUTSIDE] = ((day < first) | (day > last)) & (day != BLANK)
    return first_that_holds(rows, reasons)


def _of_areas(ends: Numbers, rules: Rules, place: Numbers) -> Numbers:
    """Give each row the end of the period of its area."""
    return ends[:1] if (ends == ends[0]).all() else ends[rules.area_of[place]]


def first_told(columns: list[Numbers], rows: int) -> Numbers:
    """Give for each row the first of some columns that is not blank."""
    found = columns[0].copy() if columns else np.full(rows, BLANK, np.int32)
    for values in columns[1:]:
        blank = np.flatnonzero(found == BLANK)
        found[blank] = values[blank]
    return found


def _disorder(columns: list[Numbers], rows: int) -> Flags:
    """Mark rows with a day before one that should come first, or long after it."""
    found = np.zeros(rows, bool)
    if not columns:
        return found
    latest, earliest = columns[0], _blank_last(columns[0])
    for values in columns[1:]:
        found |= (values < latest) & (values != BLANK)
        latest = np.maximum(latest, values)
        earliest = np.minimum(earliest, _blank_last(values))
    return found | (_blank_last(latest) - earliest > LONGEST)


def _blank_last(days: Numbers) -> npt.NDArray[np.uint32]:
    """Give numbers of days among which blanks come last, as no day comes before them."""
    return (days - (BLANK + 1)).view(np.uint32)


def _any(flags: list[Flags], rows: int) -> Flags:
    found = np.zeros(rows, bool)
    for one in flags:
        found |= one
    return found
