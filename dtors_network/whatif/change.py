"""What a change is: a frozen value that says what it would do to an area, and to the next steps of its people."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias
from urllib.parse import quote, unquote

import numpy as np

from dtors_network.errors import Fault
from dtors_network.model.area import Area

if TYPE_CHECKING:
    from dtors_network.flow.steps import Pair, Steps
    from dtors_network.whatif.shares import Shares

MARKS: Final = "%@>→=:+"
"""What stands between names where a change is written; in a name it is written as in an address."""
ARROW: Final = r"(?:>|→)"
ROUNDING: Final = 1e-9
"""By which a number of people may be off a whole one because it was divided and multiplied."""
WHOLE: Final = 1.0
"""The strength of a change where none is given: all of the reason falls away."""


class Change(ABC):
    """A what-if: one file of this folder and one line of the registry.

    Attributes
    ----------
    option : str
        Its name on the command line and in an address.
    order : int
        When it is made among others: 0 lets people start who were lost, 1 comes then, 2 takes of those who end then.
    same_people : bool
        Whether it only lets people start who were lost or left: nobody comes, goes or is added up anew.
    alone : bool
        Whether nothing else may be done to what it touches.
    """

    __slots__ = ()

    option: ClassVar[str]
    order: ClassVar[int] = 1
    same_people: ClassVar[bool] = True
    alone: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def read(cls, text: str) -> Self:
        """Read it as ``write`` gives it.

        Raises
        ------
        ValueError
            If it is not written so.
        """

    @abstractmethod
    def write(self) -> str:
        """Give it as it is written behind its option."""

    @abstractmethod
    def faults(self, area: Area) -> Iterator[Fault]:
        """Say what keeps it from being made in an area."""

    @abstractmethod
    def to_area(self, area: Area) -> Area:
        """Give the area with the change made: what leads where, and who is accepted."""

    @abstractmethod
    def to_steps(self, steps: Steps) -> Steps:
        """Give the next steps of a group with the change made, as far as the counts can say."""

    def to_shares(self, shares: Shares, sign: int) -> Shares:
        """Give shares of next steps with people gone or put together, at the least (sign -1) or the most."""
        return shares

    @abstractmethod
    def words(self, area: Area) -> str:
        """Say it in words."""

    @abstractmethod
    def assumes(self) -> str:
        """Say what is assumed of the people whom it would reach."""

    @abstractmethod
    def touches(self) -> frozenset[object]:
        """Name what it takes away or gives; two changes that touch the same thing contradict each other."""

    def of(self, area: Area) -> Self:
        """Give the same change with what it has to know of an area."""
        return self

    def holds_at(self, source: str, target: str) -> bool:
        """Tell whether it may let people start at a link."""
        return False

    @property
    def gone(self) -> frozenset[str]:
        """The services that it takes away."""
        return frozenset()

    @property
    def new_link(self) -> Pair | None:
        """The link that it makes, to which people come of all who end at the sender."""
        return None

    def taken(self, sign: int) -> float:
        """Give the least (sign -1) or the most share of those who end at the sender that its new link takes."""
        return 0.0

    @property
    def has_strength(self) -> bool:
        """Whether a part of it can come about."""
        return False

    def at_strength(self, strength: float) -> Self:
        """Give it at another strength; the same where it has none."""
        return self

    def listed(self, area: Area) -> Area:
        """Give the area with the change made, and with services that go still on the list: both can be compared."""
        return self.to_area(area)

    @classmethod
    def offers(cls, area: Area) -> Iterator[Change]:
        """Give what can be chosen of it in an area without anything being typed."""
        return iter(())


People: TypeAlias = Any
"""A number of people; or one for each drawn table, in an array."""


@dataclass(frozen=True, slots=True)
class Moved:
    """People who would start at the receiver of a row instead of being lost there."""

    least: People
    most: People


def larger(one: People, other: People) -> People:
    """Give the larger of two numbers, or table by table of two arrays."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return np.maximum(one, other)


def smaller(one: People, other: People) -> People:
    """Give the smaller of two numbers, or table by table of two arrays."""
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return np.minimum(one, other)


def whole_below(number: Any) -> People:
    """Give the whole people in a number, or in each number of an array."""
    return np.floor(number + ROUNDING) if isinstance(number, np.ndarray) else math.floor(number)


def whole_above(number: Any) -> People:
    """Give the fewest whole people that hold a number, or each number of an array."""
    return np.ceil(number - ROUNDING) if isinstance(number, np.ndarray) else math.ceil(number)


def written(name: str) -> str:
    """Write a name so that no part of it is taken for a mark between two names.

    >>> written("clinic"), written("a@b")
    ('clinic', 'a%40b')
    """
    return "".join(quote(letter, safe="") if letter in MARKS else letter for letter in name)


def one_name(text: str) -> str:
    """Read a name, which may not be blank."""
    if not text:
        raise ValueError(text)
    return unquote(text)


def two_names(text: str, mark: str) -> tuple[str, str]:
    """Read two names with a mark between them."""
    first, second = re.split(mark, text)
    return one_name(first), one_name(second)


def with_number(text: str) -> tuple[str, float | None]:
    """Read what stands before ``=``, and the number behind it where there is one.

    >>> with_number("no_capacity@detox=0.5"), with_number("gp>clinic")
    (('no_capacity@detox', 0.5), ('gp>clinic', None))
    """
    if "=" not in text:
        return text, None
    before, number = text.split("=")
    return before, float(number)


def strength_written(strength: float) -> str:
    """Write a strength behind a change; nothing where it is whole.

    >>> strength_written(0.5), strength_written(1)
    ('=0.5', '')
    """
    return "" if strength == WHOLE else f"={float(strength)!r}"


def strength_faults(strength: float) -> Iterator[Fault]:
    """Ask for a strength from 0 to 1."""
    if not 0 <= strength <= 1:
        yield Fault("a strength lies between 0 and 1", "Write such as 0.5 for half", value=f"{strength:g}")


def exactly(share: float) -> Fraction:
    """Give a share as it is written: a tenth is a tenth.

    >>> exactly(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(float(share)))
