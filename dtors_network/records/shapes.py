"""The shapes that records have: referrals, episodes of treatment, and events of a log; and the columns of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dtors_network.errors import Fault
from dtors_network.formats.near import nearest

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
    until : str
        The column of the day of leaving; blank where there is none.
    """

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    place: str
    days: tuple[str, ...]
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
)
"""One row a referral; a blank source is somebody who came unreferred."""

EPISODES: Final = Shape(
    "episodes",
    ("person", "service", "started_on", "left_on"),
    ("area", "source", "referred_on", "outcome", "planned"),
    place="service",
    days=("started_on",),
)
"""One row an episode of a person at a service."""

EVENTS: Final = Shape(
    "events",
    ("person", "service", "happened_on"),
    ("area", "transition", "outcome", "planned"),
    place="service",
    days=("happened_on",),
    until="",
)
"""One row an event of a person at a service, as in the log of a process: they become episodes."""

INTERVALS: Final = Shape(
    "intervals",
    ("person", "service", "started_on", "happened_on"),
    ("area", "outcome", "planned"),
    place="service",
    days=("started_on", "happened_on"),
    until="happened_on",
)
"""One row an activity of a log, with its start and its end: an episode."""

SHAPES: Final = (REFERRALS, EPISODES, INTERVALS, EVENTS)


def shape_of(headers: Mapping[str, Iterable[str]]) -> tuple[Shape | None, list[Fault]]:
    """Tell the shape of some files from their columns.

    Parameters
    ----------
    headers : mapping of str to iterable of str
        By the name of the file, its columns in our words.

    Returns
    -------
    tuple of Shape or None, and list of Fault
        The shape of all files; a fault for each column that is missing, and for files of two shapes.

    Examples
    --------
    >>> shape, _ = shape_of({"a.csv": ["person", "service", "started_on", "left_on", "ward"]})
    >>> shape.name
    'episodes'
    >>> for fault in shape_of({"a.csv": ["person", "service", "started", "left_on"]})[1]:
    ...     print(fault)
    a.csv, row 1, column started_on: this column is missing. Is 'started' it? Rename it, or name it in a map
    """
    found, faults = {}, []
    for name, header in headers.items():
        columns = list(header)
        shape = _nearest_shape(columns)
        found[shape.name] = shape
        faults += [_missing(name, column, columns) for column in shape.needed if column not in columns]
    if len(found) > 1:
        fix = "Read them one after the other, each into its own area"
        faults.append(Fault(f"some of these files hold {' and some '.join(found)}", fix))
    return (next(iter(found.values())) if len(found) == 1 else None), faults


def _nearest_shape(columns: list[str]) -> Shape:
    return min(SHAPES, key=lambda shape: sum(column not in columns for column in shape.needed))


def _missing(file: str, column: str, columns: list[str]) -> Fault:
    meant = next((name for name in columns if nearest(name, (column,))), "")
    fix = (
        f"Is {meant!r} it? Rename it, or name it in a map"
        if meant
        else "Add it, or name the column that is it in a map"
    )
    return Fault("this column is missing", fix, file=file, row=1, column=column)
