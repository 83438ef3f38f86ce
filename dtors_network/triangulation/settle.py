"""How many more people would settle an open verdict, in words."""

from __future__ import annotations

from math import ceil, sqrt

from scipy.special import ndtri

from dtors_network.rounding import written
from dtors_network.triangulation.tested import Chance

POWER_Z = 0.84
"""Of a power of 80 %."""
MOST = 5.0
"""Periods like this one beyond which nobody is asked to wait."""
LEAST_Z = 0.3


def times_as_many(p: float, level: float) -> float | None:
    """Give how many times today's people would let a test pass in four cases of five; None where more would not help.

    >>> round(times_as_many(0.1, 0.025), 1), times_as_many(0.4, 0.025)
    (4.8, None)
    """
    z = -float(ndtri(min(max(p, 1e-12), 1 - 1e-12)))
    if z < LEAST_Z:
        return None
    return max(1.0, ((-float(ndtri(level)) + POWER_Z) / z) ** 2)


def people_for_share(share: float, mark: float, level: float) -> int | None:
    """Give the least number of people at which a share like today's would pass in four cases of five.

    >>> people_for_share(0.45, 0.75, 0.025), people_for_share(0.75, 0.75, 0.025)
    (18, None)
    """
    if abs(share - mark) < 1e-6:
        return None
    z = -float(ndtri(level))
    wanted = (z * sqrt(mark * (1 - mark)) + POWER_Z * sqrt(share * (1 - share))) / (share - mark)
    return ceil(wanted**2)


def what_would_settle(chance: Chance, level: float) -> str:
    """Say how many more people it would take, at the same figures."""
    needed = _people_needed(chance, level)
    if needed is None:
        return "More people would not settle it: the figure lies between the marks, or too near one of them."
    if needed > MOST * chance.people:
        return "Not within five such periods, if the figures stay as they are."
    more = max(1, ceil(needed - chance.people))
    return (
        f"About {written(more)} more people, if the figures stay as they are (a rough number: it would then pass in "
        "four cases of five)."
    )


def _people_needed(chance: Chance, level: float) -> float | None:
    """Give how many people it would take; a share that lies beyond its mark takes what its own formula says."""
    if chance.share is not None and chance.mark is not None:
        needed = people_for_share(chance.share, chance.mark, level)
        return None if needed is None else max(needed, chance.people)
    times = times_as_many(chance.p, level)
    return None if times is None else chance.people * times
