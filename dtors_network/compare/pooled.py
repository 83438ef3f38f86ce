"""What becomes of people between two stages in several areas taken together, to hold one area against."""

from __future__ import annotations

from collections.abc import Sequence

from dtors_network.gaps import counted, lost_between
from dtors_network.gaps.case import Case
from dtors_network.model.area import Area
from dtors_network.model.bounds import NOBODY, Bounds, bounds
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import EVERYONE

FEWEST = 100
"""People referred below which a pool gives no figure: its own chance would be taken for a difference."""


def pooled_losses(areas: Sequence[Area]) -> tuple[Comparator, ...]:
    """Work out, for each pair of stages, the share of people referred who never started, over several areas.

    Parameters
    ----------
    areas : sequence of Area
        The areas to hold another one against; it should not be among them.

    Returns
    -------
    tuple of Comparator
        For the rule ``lost_between``, one for each pair of stages with at least 100 people referred. Where ``*``
        leaves a range the largest share counts, so that nothing is called high on account of a hidden count.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [(one.scope, round(one.value, 2)) for one in pooled_losses([counted_area()])]
    [('routes_in>structured_treatment', 0.2)]
    """
    sums: dict[str, tuple[Bounds, Bounds]] = {}
    for area in areas:
        case = Case(area)
        for row in counted.rows(case, EVERYONE):
            referred, started = bounds(row.referred), bounds(row.started)
            if referred and started:
                scope = lost_between.scope(case, row.source, row.target)
                before = sums.get(scope, (NOBODY, NOBODY))
                sums[scope] = before[0] + referred, before[1] + started
    named = f"{len(areas)} other {'area' if len(areas) == 1 else 'areas'} taken together"
    return tuple(
        _comparator(scope, *numbers, named, areas)
        for scope, numbers in sorted(sums.items())
        if numbers[0].low >= FEWEST
    )


def _comparator(scope: str, referred: Bounds, started: Bounds, named: str, areas: Sequence[Area]) -> Comparator:
    stages = scope.replace("_", " ").replace(">", " to ")
    years = sorted({str(area.period_start.year) for area in areas if area.period_start})
    return Comparator(
        id=f"pooled_{scope}",
        rule=lost_between.RULE.code,
        scope=scope,
        value=max(0, referred.high - started.low) / referred.high,
        what=f"of people referred from {stages} never started there",
        source=f"{named}: {', '.join(area.name for area in areas)}",
        dated=f"periods from {', '.join(years)}" if years else "period not given",
    )
