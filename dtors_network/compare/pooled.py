"""What becomes of people between two stages in several areas taken together, to hold one area against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dtors_network.gaps import counted, lost_between, wording
from dtors_network.gaps.case import Case
from dtors_network.model.area import Area, Referral
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.codebook import Codebook
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import EVERYONE, Profile
from dtors_network.rounding import span_of_100

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
        For the rule ``lost_between``, one for each pair of stages with at least 100 people referred. Areas that passed
        the door count by the mean of the tables drawn from their blocks, and the strict range stands beside. Where a
        ``*`` of an owner leaves a range the largest share counts, so that nothing is called high on account of it.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [(one.scope, round(one.value, 2)) for one in pooled_losses([counted_area()])]
    [('gp>structured_treatment', 0.2)]
    """
    counts: dict[str, list[_Link]] = {}
    for area in areas:
        case, likely = Case(area), _Likely(area)
        for row in counted.rows(case, EVERYONE):
            referred, started = bounds(row.referred), bounds(row.started)
            if referred and started:
                scope = lost_between.scope(case, row.source, row.target)
                counts.setdefault(scope, []).append(_Link(area, referred, started, bounds(row.lost), *likely.of(row)))
    found = (_comparator(scope, rows) for scope, rows in sorted(counts.items()))
    return tuple(one for one in found if one)


class _Link(NamedTuple):
    """What was counted at a link of an area, and how many of them are likely to have been lost, of how many."""

    area: Area
    referred: Bounds
    started: Bounds
    missed: Bounds | None
    lost: float
    of: float


class _Likely:
    """What is likely of the links of an area: by tables drawn from its blocks, where it passed the door."""

    def __init__(self, area: Area) -> None:
        self.means: dict[int, tuple[float, float]] = {}
        if area.profile in (None, Profile.NONE):
            return
        from dtors_network.disclosure.draws import shared_tables  # heavy, and only needed where counts are blocks

        if (tables := shared_tables(area)) is not None:
            referred, started = (tables.column("referrals", name).mean(axis=0) for name in ("referred", "started"))
            rows = zip(area.referrals, referred.tolist(), started.tolist(), strict=True)
            self.means = {id(row): (sent, start) for row, sent, start in rows}

    def of(self, row: Referral) -> tuple[float, float]:
        """Give those lost and those referred of a row; the largest share where no tables were drawn."""
        if id(row) in self.means:
            sent, start = self.means[id(row)]
            return sent - start, sent
        referred, started = bounds(row.referred), bounds(row.started)
        assert referred and started
        return referred.high - started.low, referred.high


def _comparator(scope: str, rows: list[_Link]) -> Comparator | None:
    """Add up what was counted between two stages; None where too few people were referred."""
    referred, started = total(row.referred for row in rows), total(row.started for row in rows)
    if referred.low < FEWEST:
        return None
    areas = list({row.area.id: row.area for row in rows}.values())
    lost = total(_lost(row) for row in rows)
    strict = lost.low / max(1, lost.low + started.high), lost.high / max(1, lost.high + started.low)
    value = sum(row.lost for row in rows) / sum(row.of for row in rows)
    named = f"{len(areas)} other areas taken together" if len(areas) > 1 else "one other area"
    ends = " to ".join(_words(areas[0].codebook, end) for end in scope.split(">"))
    years = sorted({str(area.period_start.year) for area in areas if area.period_start})
    return Comparator(
        id=f"pooled_{scope}",
        rule=lost_between.RULE.code,
        scope=scope,
        value=value,
        what=f"of people referred from {ends} never started there",
        source=f"{named}: {', '.join(area.name for area in areas)}{_strict(areas, *strict)}",
        dated=f"periods from {', '.join(years)}" if years else "period not given",
    )


def _lost(row: _Link) -> Bounds:
    """Bound those who never started, by what was counted of them too where that is told."""
    low, high = max(0, row.referred.low - row.started.high), row.referred.high - row.started.low
    return Bounds(max(low, row.missed.low), min(high, row.missed.high)) if row.missed else Bounds(low, high)


def _strict(areas: Sequence[Area], least: float, most: float) -> str:
    """Say between which shares it lies whatever hidden counts are, where it was worked out from blocks."""
    if all(area.profile in (None, Profile.NONE) for area in areas) or least == most:
        return ""
    return f"; strictly {span_of_100(least, most)} %"


def _words(codebook: Codebook, end: str) -> str:
    """Name a stage, or a type of way in."""
    stages = {term.code: term.title for term in codebook.stages}
    return wording.lower_first(stages.get(end) or codebook.service_type[end].title)
