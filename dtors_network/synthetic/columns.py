"""Referral records in numbers, a column an array."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dtors_network.synthetic.next_steps import Codes

BLANK: Final = -(1 << 30)
"""A day that is not there."""

DATES: Final = ("referred", "accepted_on", "started", "left")
"""Columns of days."""

YES, NO, NOT_TOLD = 1, 0, -1


@dataclass(frozen=True)
class Rows:
    """Referral records in numbers, a column an array.

    Attributes
    ----------
    person, area, source, target : array of int
        Who, the number of the area, and the places of services; ``NONE`` for a blank.
    referred, accepted_on, started, left : array of int
        Days of the period, or ``BLANK``.
    accepted, reason, outcome : array of int
        Codes; ``NONE`` for a blank.
    groups : array of int
        Bits of client groups.
    """

    person: NDArray[np.int64]
    area: Codes
    source: Codes
    target: Codes
    referred: Codes
    accepted_on: Codes
    started: Codes
    left: Codes
    accepted: Codes
    reason: Codes
    outcome: Codes
    groups: Codes

    def __len__(self) -> int:
        return len(self.person)

    def at(self, places: Any) -> Rows:
        """Take the rows at some places."""
        return Rows(*(getattr(self, field.name)[places] for field in fields(self)))

    @property
    def first_day(self) -> Codes:
        """The day of the referral, or of the start where nobody referred."""
        return np.where(self.referred == BLANK, self.started, self.referred)


def joined(parts: list[Rows]) -> Rows:
    """Put rows one behind the other."""
    return Rows(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Rows)))
