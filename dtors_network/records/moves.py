"""Referrals in columns: what every shape of records becomes before people are followed."""

from __future__ import annotations

from dataclasses import dataclass

from dtors_network.records.sorting import Flags, Numbers


@dataclass(frozen=True, slots=True)
class Moves:
    """Columns of referrals, one row a referral, or the start of somebody whom nobody referred.

    Attributes
    ----------
    person : array of int64
        Who, in which area.
    source, target : array of int64
        Services; ``NOBODY`` where nobody referred.
    sent_at, came_at : array of int64
        Places in the order of what happened to a person: of the referral, and of the start.
    sent_on : array of int64
        The day on which the sender let go of somebody.
    referred, started, left : array of int64
        Days, or ``BLANK``; a wait is known only where the day of referral is.
    way, groups : array of int64
        How they left; bits of client groups.
    why : array of int64
        Why nobody started, and who was accepted.
    goes_on : array of bool
        Whether it is the next episode of a stay that only goes on.
    vague : tuple of two arrays of bool, or None
        Where the days of referral and of start are told without a time of day among others with one; None: nowhere.
    """

    person: Numbers
    source: Numbers
    target: Numbers
    sent_at: Numbers
    came_at: Numbers
    sent_on: Numbers
    referred: Numbers
    started: Numbers
    left: Numbers
    way: Numbers
    groups: Numbers
    why: Numbers
    goes_on: Flags
    vague: tuple[Flags, Flags] | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """How many steps follow another one of the same person, and how many of them only their rows put in order.

    Attributes
    ----------
    all, by_file : int
        Numbers of steps.
    """

    all: int = 0
    by_file: int = 0

    def __add__(self, other: Steps) -> Steps:
        """Add up the steps of parts of the people."""
        return Steps(self.all + other.all, self.by_file + other.by_file)
