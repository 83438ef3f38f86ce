"""What a change is: a frozen value that says what it would do to an area, and to the next steps of its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import quote

from dtors_network.errors import Fault
from dtors_network.flow.steps import Steps
from dtors_network.model.area import Area
from dtors_network.model.near import unknown_name

MARKS: Final = "%@>→=:+"
"""What stands between names where a change is written; in a name it is written as in an address."""


class Change(Protocol):
    """A what-if: one file of this folder and one line of the registry.

    ``option`` is its name on the command line, and ``write`` gives what stands behind it there and in an address.
    """

    option: ClassVar[str]

    def write(self) -> str:
        """Give it as it is written behind its option."""

    def faults(self, area: Area) -> Iterator[Fault]:
        """Say what keeps it from being made in an area."""

    def to_area(self, area: Area) -> Area:
        """Give the area with the change made: what leads where, and who is accepted."""

    def to_steps(self, steps: Steps) -> Steps:
        """Give the next steps of a group with the change made, as far as the counts can say."""

    def holds_at(self, source: str, target: str) -> bool:
        """Tell whether it may let people start at a link."""

    def words(self, area: Area) -> str:
        """Say it in words."""

    def assumes(self) -> str:
        """Say what is assumed of the people whom it would reach."""

    def touches(self) -> frozenset[object]:
        """Name what it takes away or gives; two changes that touch the same thing contradict each other."""


@dataclass(frozen=True, slots=True)
class Moved:
    """People who would start at the receiver of a row instead of being lost there."""

    least: int
    most: int


def written(name: str) -> str:
    """Write a name so that no part of it is taken for a mark between two names.

    Examples
    --------
    >>> written("clinic"), written("a@b")
    ('clinic', 'a%40b')
    """
    return "".join(quote(letter, safe="") if letter in MARKS else letter for letter in name)


def unknown(what: str, value: str, known: Any) -> Fault:
    """Make a fault that names what is near."""
    return unknown_name(what, value, known)
