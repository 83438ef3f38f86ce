"""What a target would take: the result, and how a target is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.told import Told
from dtors_network.rounding import counted, per_100
from dtors_network.whatif.ambitions import Ambition
from dtors_network.whatif.candidates import Candidate
from dtors_network.whatif.halving import EPSILON
from dtors_network.whatif.valuer import Overload

REACH: Final = "reach"
CONTINUITY: Final = "continuity"
Strengths = tuple[float | None, float | None, float | None]
"""The least strength at the upper end, at the mean and at the lower end; None where no strength does it."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What one set of levers would take.

    Attributes
    ----------
    levers : tuple of Candidate
        One, or two at the same strength.
    strengths : tuple of three float or None
        The least share of each reason that has to fall away: if things are as good as the upper end of the likely
        interval has them, at the mean, and at the lower end. None where not even all of it would do.
    ends : tuple of three float
        What would be reached with all of it: at the lower end, the mean and the upper end.
    places : tuple of Overload
        Services that would lack places at the strength of the mean, or with all of it where that does not do.
    """

    levers: tuple[Candidate, ...]
    strengths: Strengths
    ends: tuple[float, float, float]
    places: tuple[Overload, ...]

    @property
    def can(self) -> bool:
        """Whether it would do at the mean."""
        return self.strengths[1] is not None


@dataclass(frozen=True, slots=True, repr=False)
class Target(Told):
    """What it would take to meet a target.

    Attributes
    ----------
    area, group : Area, str
        Of whom it speaks.
    kind : str
        ``reach`` of aftercare of all who come in, or ``continuity``: of those referred to treatment from prison, those
        who start.
    goal : float
        The share that is wanted.
    now : tuple of three float or None
        The share now: lower end, mean and upper end of the likely interval; None where it is not counted.
    alone : tuple of Needed
        One lever at one place each, the least strength first, then those that would not do, nearest first.
    pair : Needed or None
        The two levers that would take least together; None where there are not two.
    every : Needed or None
        All levers of the area at once; None where there is none.
    ambition : Ambition or None
        Whose figure the goal is, where it was offered.
    reason : str
        Why nothing can be said; blank where something can.
    """

    area: Area
    group: str
    kind: str
    goal: float
    now: tuple[float, float, float] | None = None
    alone: tuple[Needed, ...] = ()
    pair: Needed | None = None
    every: Needed | None = None
    ambition: Ambition | None = None
    reason: str = ""

    @property
    def line(self) -> str:
        """What is wanted, and how many levers would do it alone."""
        would = sum(one.can for one in self.alone)
        said = self.reason or f"{counted(would, 'lever', 'levers')} would do it alone, of {len(self.alone):,}"
        return f"{self.kind} of {per_100(self.goal)} of 100 for {self.group}: {said}"

    @property
    def is_met(self) -> bool:
        """Whether the mean meets it already."""
        return self.now is not None and self.now[1] >= self.goal - EPSILON


def read_target(text: str) -> tuple[str, float]:
    """Read a target as an address has it: ``reach:45`` or ``continuity:75``.

    Raises
    ------
    InputError
        If it is not written so, or is no share.

    Examples
    --------
    >>> read_target("continuity:75")
    ('continuity', 0.75)
    """
    kind, _, number = text.partition(":")
    try:
        share = float(number) / 100
    except ValueError:
        share = -1.0
    if kind not in (REACH, CONTINUITY) or not 0 < share <= 1:
        fix = "Write reach:45 or continuity:75, up to 100"
        raise InputError([Fault("this target cannot be read", fix, value=text)])
    return kind, share
