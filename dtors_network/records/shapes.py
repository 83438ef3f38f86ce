"""The shapes that records have: referrals, episodes of treatment, and events of a log; and the columns of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DATES: Final = ("referred_on", "accepted_on", "started_on", "left_on", "happened_on")
"""Columns of days."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of records.

    Attributes
    ----------
    name : str
        What it is called.
    needed, optional : tuple of str
        Its columns; beside them, one column of yes and no for each client group.
    place : str
        The column of the service at which the row happened.
    days : tuple of str
        Columns of which the first that is told is the day of the row.
    order : tuple of str
        Columns whose moments put in order what happened; of all others only the day counts.
    until : str
        The column of the day of leaving; blank where there is none.
    """

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    place: str
    days: tuple[str, ...]
    order: tuple[str, ...]
    until: str = "left_on"

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, but for those of client groups."""
        return (*self.needed, *self.optional)


REFERRALS: Final = Shape(
    "referrals",
    ("person", "source", "target", "referred_on", "started_on"),
    ("area", "accepted", "accepted_on", "refusal_reason", "left_on", "outcome", "planned"),
    place="target",
    days=("referred_on", "started_on"),
    order=("referred_on", "started_on"),
)
"""One row a referral; a blank source is somebody who came unreferred."""

EPISODES: Final = Shape(
    "episodes",
    ("person", "service", "started_on", "left_on"),
    ("area", "source", "referred_on", "outcome", "planned"),
    place="service",
    days=("started_on",),
    order=("started_on", "left_on"),
)
"""One row an episode of a person at a service."""

EVENTS: Final = Shape(
    "events",
    ("person", "service", "happened_on"),
    ("area", "transition", "outcome", "planned"),
    place="service",
    days=("happened_on",),
    order=("happened_on",),
    until="",
)
"""One row an event of a person at a service, as in the log of a process: they become episodes."""

INTERVALS: Final = Shape(
    "intervals",
    ("person", "service", "started_on", "happened_on"),
    ("area", "outcome", "planned"),
    place="service",
    days=("started_on", "happened_on"),
    order=("started_on", "happened_on"),
    until="happened_on",
)
"""One row an activity of a log, with its start and its end: an episode."""

SHAPES: Final = (REFERRALS, EPISODES, INTERVALS, EVENTS)


def nearest_shape(columns: Iterable[str]) -> Shape:
    """Tell which shape some columns of ours make, or come nearest to.

    Examples
    --------
    >>> nearest_shape(["person", "service", "started_on", "left_on"]).name
    'episodes'
    """
    there = {*columns}
    return min(SHAPES, key=lambda shape: sum(column not in there for column in shape.needed))
