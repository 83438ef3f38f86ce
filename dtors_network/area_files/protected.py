"""Protected counts and exact ones never meet in one area: whoever mixes them is told, with both profiles named."""

from __future__ import annotations

from collections.abc import Mapping

from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.sharing import PROFILE
from dtors_network.model.vocabulary import Profile


def profile_name(given: str | Profile | None) -> str:
    """Name a profile as it counts here: blank where counts are exact.

    >>> profile_name(None), profile_name("none"), profile_name(Profile.NDTMS)
    ('', '', 'ndtms')
    """
    return "" if given is None or given == Profile.NONE else str(given)


def refuse_protected(area: Area, file: str) -> None:
    """Refuse an area whose counts stand in blocks, where exact ones are to be put into it.

    Raises
    ------
    InputError
        If it was protected.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> refuse_protected(small_area(), "ours")
    """
    if profile := profile_name(area.profile):
        problem = f"this area was protected as {profile} for others, and exact counts cannot be put into it"
        raise InputError([Fault(problem, _FIX, file=file, column=PROFILE, value=profile)])


def refuse_other_profile(area: Area, keys: Mapping[str, str], file: str, into: str) -> None:
    """Refuse a file whose counts were made fit for others otherwise than those of the area that it is to go into.

    Raises
    ------
    InputError
        If one is protected and the other is not, or by another profile.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> refuse_other_profile(small_area(), {"profile": "none"}, "map.graphml", "ours")
    """
    given = profile_name(keys.get(PROFILE) or None)
    here = profile_name(area.profile)
    if given != here:
        one, other = (name or "exact" for name in (given, here))
        problem = f"counts of this file are {_as(one)}, and those of {into} are {_as(other)}: they cannot be merged"
        raise InputError([Fault(problem, _FIX, file=file, column=PROFILE, value=one)])


_FIX = "Start from the exact counts of both, and protect what comes of it"


def _as(name: str) -> str:
    return name if name == "exact" else f"protected as {name}"
