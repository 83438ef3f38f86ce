"""What was hidden of an area, counted from the protected area alone, so that it tells nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.disclosure.profiles import GRIDS, Grid
from dtors_network.errors import InputError
from dtors_network.flow import client_flow
from dtors_network.flow.targets import AFTERCARE
from dtors_network.model.area import PEOPLE, Area, BarrierReport, Statement
from dtors_network.model.bounds import Bounds, Count
from dtors_network.model.estimate import Estimate
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import EVERYONE, Profile


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was hidden of an area.

    Attributes
    ----------
    profile : Profile
        How its counts were made fit for others.
    zero, exact, in_blocks, grown : int
        Counts of people: shown as 0, as another single number, within one block, within a wider range.
    bands, no_waits : int
        Medians and ninth deciles of waits in bands; links on which somebody may have started of which none is shown.
    voices, unnamed : int
        Voices and barrier reports; those of them without role and month.
    reach : Estimate or None
        Reach of aftercare for everyone, strictly and by interval; None where it is not counted.
    reason : str
        Why it is not counted; blank where it is.
    """

    profile: Profile
    zero: int
    exact: int
    in_blocks: int
    grown: int
    bands: int
    no_waits: int
    voices: int
    unnamed: int
    reach: Estimate | None
    reason: str


def what_was_hidden(area: Area) -> Hidden:
    """Tell what was hidden of a protected area.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.

    Returns
    -------
    Hidden
        Numbers of cells, never of people.

    Raises
    ------
    UnprotectedError
        If the area did not pass.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> told = what_was_hidden(protect(counted_area()))
    >>> told.exact, told.in_blocks > told.grown
    (0, True)
    """
    profile = profile_of_shown(area)
    kinds = [_kind(count, GRIDS.get(profile)) for count in _counts(area)]
    waits = [wait for row in area.referrals for wait in (row.wait_median_days, row.wait_p90_days)]
    spoken: list[Statement | BarrierReport] = [*area.statements, *area.barriers]
    reach, reason = _reach(area)
    return Hidden(
        profile=profile,
        zero=kinds.count("zero"),
        exact=kinds.count("exact"),
        in_blocks=kinds.count("block"),
        grown=kinds.count("grown"),
        bands=sum(wait is not None for wait in waits),
        no_waits=sum(_may_have_started(row.started) and row.wait_median_days is None for row in area.referrals),
        voices=len(spoken),
        unnamed=sum(row.reporter_role is None for row in spoken),
        reach=reach,
        reason=reason,
    )


def _counts(area: Area) -> Iterator[Count]:
    for table, names in PEOPLE.items():
        for row in getattr(area, table):
            yield from (count for name in names if (count := getattr(row, name)) is not None)


def _kind(count: Count, grid: Grid | None) -> str:
    if not isinstance(count, Bounds):
        return "exact" if count else "zero"
    if grid is None:
        return "block"
    return "block" if grid.block(count.high, count.high, count.low == 0)[0] <= count.low else "grown"


def _may_have_started(count: Count) -> bool:
    return bool(count.high if isinstance(count, Bounds) else count)


def _reach(area: Area) -> tuple[Estimate | None, str]:
    try:
        flow = client_flow(area, EVERYONE)
    except InputError as error:
        return None, str(error)
    return (None, flow.reason_of_all) if flow.reason_of_all else (flow.reach_if_counted(AFTERCARE, ""), "")
