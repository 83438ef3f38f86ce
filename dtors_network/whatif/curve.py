"""Reach of aftercare over the strength of changes: nothing, a quarter, half, three quarters and all of the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dtors_network.model.area import Area
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.making import check_group, flow_after, settled
from dtors_network.whatif.reach import Compared

STRENGTHS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Reach of all who come in where so much of each reason falls away, and how much more that is than now.

    ``open_ended``: whether people may come back where nobody counts, so that however small the part its most is whole.
    """

    strength: float
    reach: Estimate
    rise: Rise
    open_ended: bool = False


def strength_curve(area: Area | Baseline, changes: Iterable[Change], group: str = EVERYONE) -> tuple[CurvePoint, ...]:
    """Work out reach over the strength of the changes that have one; the others are made as they are.

    Parameters
    ----------
    area : Area or Baseline
        A lawful area; a baseline where more is asked of it.
    changes : iterable of Change
        What is changed, each at whatever strength.
    group : str
        The client group.

    Returns
    -------
    tuple of CurvePoint
        None where no change has a strength, or reach of all who come in is not counted.

    Raises
    ------
    InputError
        As ``what_if`` does.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> from dtors_network.whatif.relieve import Relieve
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="no_capacity", count=10),)
    >>> found = strength_curve(replace(counted_area(), refusals=refusals), [Relieve("no_capacity")])
    >>> [(one.strength, round(one.rise.least, 3)) for one in found]
    [(0.0, 0.0), (0.25, 0.006), (0.5, 0.012), (0.75, 0.018), (1.0, 0.024)]
    """
    baseline = area if isinstance(area, Baseline) else Baseline(area)
    check_group(baseline.area, group)
    made = settled(baseline.area, changes)
    if group not in baseline.followed or not any(one.has_strength for one in made):
        return ()
    points = (_point(baseline, tuple(one.at_strength(s) for one in made), group, s) for s in STRENGTHS)
    return tuple(one for one in points if one is not None)


def _point(baseline: Baseline, changes: tuple[Change, ...], group: str, strength: float) -> CurvePoint | None:
    both = Compared(baseline.flow(group), flow_after(baseline, changes, group), changes)
    _, after, rise = both.rise()
    return None if after is None or rise is None else CurvePoint(strength, after, rise, both.is_open_ended)
