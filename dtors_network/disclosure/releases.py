"""What was given out before counts as known: which counts crossed a border of their block since, and grow for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dtors_network.disclosure.component import Ends, Key, Place
from dtors_network.disclosure.components import components
from dtors_network.disclosure.profiles import GRIDS
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.bounds import count_of
from dtors_network.model.vocabulary import Profile

Known = Mapping[tuple[Place, Key], Ends]


@dataclass(frozen=True, slots=True)
class Crossed:
    """A count that lies in another block than the one that was given out: whoever has both nearly knows it.

    Attributes
    ----------
    place, key
        Where it stands.
    then, now : (int, int)
        The block that was given out, and the block that holds it now; both are shown as one.
    """

    place: Place
    key: Key
    then: Ends
    now: Ends

    def __str__(self) -> str:
        """Say where, which blocks, and that the count is nearly told."""
        told = [str(count_of(*ends)) for ends in (self.then, self.now)]
        where = " ".join((*self.place, self.key.group, *self.key.column))
        return f"{where}: {told[0]} was given out, {told[1]} holds it now; shown as one block, but nearly told"


def check_profile(area: Area, profile: Profile) -> None:
    """Refuse a second sharing profile: blocks of five and of eight cut each other.

    Raises
    ------
    InputError
        If tables of the area were given out with another profile.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> check_profile(small_area(), Profile.NDTMS)
    """
    for one in area.released:
        if one.profile is not profile:
            problem = f"this area was given out as {one.profile}, and cannot be given out as {profile} too"
            fix = f"Use {one.profile} for this period: blocks of two profiles together tell more than either"
            raise InputError([Fault(problem, fix, column="profile", value=str(profile))])


def known_before(area: Area) -> Known:
    """Give what earlier releases showed of each count: all that they showed of it, as one range.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> known_before(small_area())
    {}
    """
    found: dict[tuple[Place, Key], Ends] = {}
    for one in area.released:
        for place, part in components(one):
            for key, ends in zip(part.keys, part.known, strict=True):
                if ends is not None:
                    old = found.get((place, key), ends)
                    found[place, key] = min(ends[0], old[0]), max(ends[1], old[1])
    return found


def crossed(area: Area, profile: Profile) -> Iterator[Crossed]:
    """Name the counts of an exact area that left the block that was given out.

    Parameters
    ----------
    area : Area
        An area with exact counts and what was given out of it.
    profile : Profile
        A profile with blocks.

    Yields
    ------
    Crossed
        For its holder alone.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> area = counted_area()
    >>> more = tuple(replace(row, count=row.count + 5) for row in area.arrivals)
    >>> [str(one)[:35] for one in crossed(replace(area, arrivals=more, released=(protect(area),)), Profile.NDTMS)]
    ['arrivals gp everyone count: 116–120']
    """
    before, grid = known_before(area), GRIDS[profile]
    for place, part in components(area):
        for at, (key, known) in enumerate(zip(part.keys, part.known, strict=True)):
            then = before.get((place, key))
            if known is not None and then is not None:
                now = grid.block(*known, part.with_zero(at))
                if not (then[0] <= known[0] and known[1] <= then[1]):
                    yield Crossed(place, key, then, now)
