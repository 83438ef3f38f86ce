"""Whether something may be shown: every area, table and picture knows how its counts were made fit for others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Protocol

from dtors_network.errors import Fault, InputError
from dtors_network.model.vocabulary import Profile

TITLES: Final = {
    Profile.NDTMS: "Counts of people stand in blocks (0, 1–5, 6–10, 11–15 and so on), some of them wider",
    Profile.NHS_DIGITAL: "Counts of people stand in blocks (0, 1–8, 9–16, 17–24 and so on), some of them wider",
    Profile.NONE: "FOR THE HOLDER OF THE DATA, NOT FOR SHARING: counts are exact",
}
"""What each profile means, said on every page and below every list."""


PROFILE: Final = "profile"
"""The column, and the key of an area, that names the profile in files for others."""
PROFILES: Final = frozenset(profile.value for profile in Profile)

HOLDERS: Final = "For the holder of the data, not for sharing: this is told from exact tables."
"""Below whatever speaks of exact tables: faults of cells, what an area holds, counting of records."""


class UnprotectedError(RuntimeError):
    """Raised when something is to be shown or written that did not pass the door.

    Of the program it is a bug; whoever calls it from Python gives what ``protect(area)`` returns in place of the area.
    """


_HOLDER: Final[ContextVar[bool]] = ContextVar("holder", default=False)


@contextmanager
def for_holder() -> Iterator[None]:
    """Tell what did not pass the door as the holder's own (profile ``none``): for frames in Python alone.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> with for_holder():
    ...     profile_of_shown(small_area()).value
    'none'
    """
    before = _HOLDER.set(True)
    try:
        yield
    finally:
        _HOLDER.reset(before)


class Protected(Protocol):
    """What can be asked whether it passed the door."""

    @property
    def profile(self) -> Profile | None:
        """How its counts were made fit for others; None where they were not."""


def profile_of_shown(shown: Protected) -> Profile:
    """Give the profile of something that is to be shown.

    Parameters
    ----------
    shown : Area, Table, or a picture
        Whatever has a ``profile``.

    Returns
    -------
    Profile
        How its counts were made fit for others.

    Raises
    ------
    UnprotectedError
        If it never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> profile_of_shown(small_area())
    Traceback (most recent call last):
    dtors_network.model.sharing.UnprotectedError: this Area did not pass `protect` and cannot be shown. \
Work from `protect(area)` in place of the area
    """
    if shown.profile is not None:
        return shown.profile
    if _HOLDER.get():
        return Profile.NONE
    problem = f"this {type(shown).__name__} did not pass `protect` and cannot be shown"
    raise UnprotectedError(f"{problem}. Work from `protect(area)` in place of the area")


def refuse_exact(shown: Protected) -> None:
    """Refuse what its holder alone may see, where what is made of it leaves without saying so.

    Raises
    ------
    InputError
        If its counts are exact (profile ``none``).
    UnprotectedError
        If it never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> refuse_exact(protect(small_area(), "none"))
    Traceback (most recent call last):
    dtors_network.errors.InputError: exact counts are for their holder alone (found 'none'). Choose ndtms or nhs_digital
    """
    if profile_of_shown(shown) is Profile.NONE:
        problem = "exact counts are for their holder alone"
        raise InputError([Fault(problem, "Choose ndtms or nhs_digital", value=Profile.NONE.value)])


def profile_line(shown: Protected) -> str:
    """Say how the counts of what is shown were made fit for others."""
    return f"{TITLES[profile_of_shown(shown)]}."
