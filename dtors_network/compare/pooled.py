"""What becomes of people between two stages in several areas taken together, to hold one area against."""

from __future__ import annotations

from collections.abc import Sequence

from dtors_network.gaps import counted, lost_between, wording
from dtors_network.gaps.case import Case
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.codebook import Codebook
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
    [('gp>structured_treatment', 0.2)]
    """
    counts: dict[str, list[tuple[Area, Bounds, Bounds]]] = {}
    for area in areas:
        case = Case(area)
        for row in counted.rows(case, EVERYONE):
            referred, started = bounds(row.referred), bounds(row.started)
            if referred and started:
                scope = lost_between.scope(case, row.source, row.target)
                counts.setdefault(scope, []).append((area, referred, started))
    found = (_comparator(scope, rows) for scope, rows in sorted(counts.items()))
    return tuple(one for one in found if one)


def _comparator(scope: str, rows: list[tuple[Area, Bounds, Bounds]]) -> Comparator | None:
    """Add up what was counted between two stages; None where too few people were referred."""
    referred, started = total(row[1] for row in rows), total(row[2] for row in rows)
    if referred.low < FEWEST:
        return None
    areas = list({row[0].id: row[0] for row in rows}.values())
    named = f"{len(areas)} other areas taken together" if len(areas) > 1 else "one other area"
    ends = " to ".join(_words(areas[0].codebook, end) for end in scope.split(">"))
    years = sorted({str(area.period_start.year) for area in areas if area.period_start})
    return Comparator(
        id=f"pooled_{scope}",
        rule=lost_between.RULE.code,
        scope=scope,
        value=(referred.high - started.low) / referred.high,
        what=f"of people referred from {ends} never started there",
        source=f"{named}: {', '.join(area.name for area in areas)}",
        dated=f"periods from {', '.join(years)}" if years else "period not given",
    )


def _words(codebook: Codebook, end: str) -> str:
    """Name a stage, or a type of way in."""
    stages = {term.code: term.title for term in codebook.stages}
    return wording.lower_first(stages.get(end) or codebook.service_type[end].title)
