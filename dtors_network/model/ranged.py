"""A value over the links that are open questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranged:
    """A value over the links that are open questions.

    Attributes
    ----------
    certain, possible : float or None
        On the certain links alone, and on all that are possible; None where it has no meaning there.
    low, high : float or None
        The least and the greatest on any network between the two; None where there is none, or it was not worked out.
    exact : bool
        Whether ``low`` and ``high`` are those of every such network; else the ends of those drawn, and no bound.
    """

    certain: float | None
    possible: float | None
    low: float | None
    high: float | None
    exact: bool
