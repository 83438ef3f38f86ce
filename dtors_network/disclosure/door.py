"""The door: an area whose counts are blocks, from which no small number can be worked back (design §8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dtors_network.acceptance import settled
from dtors_network.disclosure.collecting import uncollected
from dtors_network.disclosure.profiles import GRIDS, profile_of
from dtors_network.disclosure.releases import Known, check_profile, known_before
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import HOLDERS, Area, Origin
from dtors_network.model.given import checked
from dtors_network.model.vocabulary import Profile

if TYPE_CHECKING:
    from dtors_network.disclosure.component import Component, Place
    from dtors_network.disclosure.shown import Shown

NEVER: Final[dict[str, Any]] = {"note": "", "counts_note": "", "extra": (), "released": ()}
"""What an area itself says that never leaves: free text, how many records leave something open, what left before."""


@checked
def protect(area: Area, profile: str | Profile = Profile.NDTMS) -> Area:
    """Make an area fit for others: counts in blocks, voices settled and unnamed.

    Everything that others see is worked out from what this gives, so whatever is combined or subtracted, nothing can
    tell more than these tables do.

    Parameters
    ----------
    area : Area
        A lawful area with exact counts.
    profile : Profile or str
        ``ndtms`` (blocks of five), ``nhs_digital`` (of eight), or ``none`` (the holder's own choice: all as it is).

    Returns
    -------
    Area
        It knows its profile. Every sensitive quantity that the tables let be few can be every few number.

    Raises
    ------
    InputError
        If the profile is unknown, or the area was protected before, or given out before, with another one.

    Notes
    -----
    Fixed blocks, and growth by a rule that looks at blocks alone, checked by integer programmes: decision 0019.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> shown = protect(counted_area())
    >>> shown.profile.value, str(shown.arrivals[0].count)
    ('ndtms', '116–120')
    """
    wanted = profile_of(profile)
    if area.profile not in (None, Profile.NONE):
        if wanted is area.profile:
            return area
        problem = f"this area was protected before, as {area.profile}, and cannot be protected again as {wanted}"
        raise InputError([Fault(problem, "Start from the exact counts", column="profile", value=str(area.profile))])
    if wanted is Profile.NONE:
        return replace(area, profile=wanted, services=settled(area))
    check_profile(area, wanted)
    from dtors_network.disclosure.components import components
    from dtors_network.disclosure.tables import Cells, protected_tables
    from dtors_network.disclosure.voices import protected_voices

    area = replace(area, services=settled(area), tables=area.tables - {*HOLDERS})
    with uncollected():
        tied = list(components(area))
        shown = _grown(tied, wanted, known_before(area))
        cells = Cells.of(zip((place for place, _ in tied), shown, strict=True))
        rows: dict[str, Any] = protected_tables(area, cells) | protected_voices(area)
    rows["organisations"] = tuple(replace(row, extra=()) for row in area.organisations)
    numbered: dict[str, Any] = _numbered(rows)
    return replace(area, **NEVER, profile=wanted, **numbered)


def _grown(tied: list[tuple[Place, Component]], profile: Profile, before: Known) -> list[Shown]:
    """Give what is shown of components; an area without counts needs no solver, and does not wait for one."""
    if not tied:
        return []
    from dtors_network.disclosure.growth import grown

    told = [
        {at: before[place, key] for at, key in enumerate(part.keys) if (place, key) in before} for place, part in tied
    ]
    return grown([part for _, part in tied], GRIDS[profile], told)


def _numbered(tables: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Let every row say where it stands in the tables that leave, so that a figure can be traced to them."""
    return {
        table: tuple(replace(row, origin=Origin(table, at)) for at, row in enumerate(rows, start=2))
        for table, rows in tables.items()
    }
