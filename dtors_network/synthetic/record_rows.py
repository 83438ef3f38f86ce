"""Synthetic referral records of an exact number of rows: whole lives, in order of days, some of them spoilt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from dtors_network.synthetic.columns import BLANK, Rows, joined
from dtors_network.synthetic.country import Country
from dtors_network.synthetic.dirt import WAYS, spoilt
from dtors_network.synthetic.journeys import lives
from dtors_network.synthetic.next_steps import NONE

_DIRT = 1
"""Sets the stream of random numbers for spoilt rows apart from that of the people."""


@dataclass
class Tally:
    """What was drawn so far.

    Attributes
    ----------
    rows : int
        All rows, spoilt ones included.
    people : int
        People with rows.
    spoilt : dict of str to int
        Spoilt rows, by the way in which they are.
    """

    rows: int = 0
    people: int = 0
    spoilt: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))


def record_rows(country: Country, rows: int, dirty: float, tally: Tally) -> Iterator[Rows]:
    """Draw people until there are enough rows.

    Of some thousand people at a time, in order of the day of referral, ``dirty`` the share of rows that cannot be
    counted. The very last person may still be there.
    """
    bad = round(rows * dirty)
    good, done = rows - bad, 0
    for draw in count():
        found = first_rows(lives(country, draw), good - done)
        share = bad * (done + len(found)) // good - bad * done // good
        done += len(found)
        tally.people = int(found.person[-1]) + 1
        made = _with_dirt(country, draw, found, share, tally)
        tally.rows += len(made)
        yield made
        if done == good:
            return


def first_rows(rows: Rows, number: int) -> Rows:
    """Take the first rows of people who stand one after the other; what comes after the last row is not known yet."""
    if len(rows) <= number:
        return rows
    first = rows.at(slice(number))
    if rows.person[number] != rows.person[number - 1]:
        return first
    known = max(first.first_day[-1], first.started[-1])
    later = (first.person == first.person[-1]) & (first.left > known)
    return replace(first, left=np.where(later, BLANK, first.left), outcome=np.where(later, NONE, first.outcome))


def _with_dirt(country: Country, draw: int, rows: Rows, number: int, tally: Tally) -> Rows:
    """Add spoilt rows beside the good ones of the same days, and put all in order of days."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(country.seed, spawn_key=(draw, _DIRT))))
    copies, places, counts = spoilt(rows, number, len(country.england.services), rng)
    for way, those in counts.items():
        tally.spoilt[way] += those
    day = rows.first_day
    order = np.argsort(np.concatenate([day, day[places]]).astype(np.int16), kind="stable")
    return joined([rows, copies]).at(order)
