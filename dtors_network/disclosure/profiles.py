"""Profiles of the door: what counts as few, and the grid of blocks into which every count goes (design §8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.bounds import Bounds, Count
from dtors_network.model.vocabulary import Profile


@dataclass(frozen=True, slots=True)
class Grid:
    """Fixed blocks: 0, then equal steps of one more than what is few.

    Two equal blocks of a smaller step could never differ by every few number.

    Attributes
    ----------
    profile : Profile
        Whose grid it is.
    few : int
        Counts from 1 to this are few: none of them may be told, nor ruled out.
    """

    profile: Profile
    few: int

    @property
    def step(self) -> int:
        """How many numbers lie in a block."""
        return self.few + 1

    def block(self, low: int, high: int, with_zero: bool = False) -> tuple[int, int]:
        """Give the ends of the whole blocks that hold two numbers and all between them.

        Examples
        --------
        >>> grid = GRIDS[Profile.NDTMS]
        >>> grid.block(0, 0), grid.block(7, 7), grid.block(4, 12), grid.block(0, 0, with_zero=True)
        ((0, 0), (6, 10), (1, 15), (0, 5))
        """
        first = 0 if low < 1 else (low - 1) // self.step * self.step + 1
        last = 0 if high < 1 else (high - 1) // self.step * self.step + self.step
        return (0, max(last, self.step)) if with_zero and first <= 1 else (first, last)


GRIDS: Final = {
    Profile.NDTMS: Grid(Profile.NDTMS, few=4),
    Profile.NHS_DIGITAL: Grid(Profile.NHS_DIGITAL, few=7),
}
"""The grid of each profile that hides anything."""


def profile_of(name: str | Profile) -> Profile:
    """Give the profile of a name.

    Raises
    ------
    InputError
        If there is none of that name.

    Examples
    --------
    >>> profile_of("ndtms").value
    'ndtms'
    """
    if name in {profile.value for profile in Profile}:
        return Profile(name)
    known = ", ".join(profile.value for profile in Profile)
    raise InputError([Fault("unknown profile of disclosure", f"Known: {known}", value=str(name))])


def ends(count: Count) -> tuple[int, int] | None:
    """Give the ends of a count; None where nobody counted."""
    if isinstance(count, Bounds):
        return count.low, count.high
    return None if count is None else (count, count)
