"""Many places at once: which of several probabilities pass together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ERROR: Final = 0.025
"""One-sided error over all places of an area."""


def holm(chances: Sequence[float], error: float = ERROR) -> tuple[list[bool], list[float]]:
    """Tell which of several tests pass so that all of them together err at most so often, and at which level each.

    Parameters
    ----------
    chances : sequence of float
        One-sided probabilities.
    error : float
        Of one or more false passes.

    Returns
    -------
    list of bool, list of float
        Whether each passes, and the level that it is held to.

    Notes
    -----
    S. Holm, Scand. J. Statist. 6 (1979).

    Examples
    --------
    >>> holm([0.02, 0.001, 0.3])
    ([False, True, False], [0.0125, 0.008333333333333333, 0.0125])
    """
    passed, levels = [False] * len(chances), [error] * len(chances)
    failed = 0.0
    for rank, at in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        level = failed or error / (len(chances) - rank)
        levels[at] = level
        if not failed and chances[at] <= level:
            passed[at] = True
        else:
            failed = level
    return passed, levels
