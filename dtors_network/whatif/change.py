"""What a change is: a frozen value that says what it would do to an area, and to the next steps of its people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol, TypeVar

from dtors_network.errors import Fault
from dtors_network.flow.steps import Pair, Row, Steps
from dtors_network.formats.near import did_you_mean
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds

T = TypeVar("T")


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


def unknown(what: str, value: str, known: Any) -> Fault:
    """Make a fault that names what is near."""
    return Fault(f"there is no {what} of this name", did_you_mean(value, list(known)), value=value)


def with_starts(steps: Steps, moved: Mapping[Pair, Moved]) -> Steps:
    """Let people who were lost at some rows start there."""
    return replace(
        steps,
        onward=tuple(_started(row, moved.get((row.source, row.target))) for row in steps.onward),
        coverage=tuple(_started(row, moved.get((row.source, row.target))) for row in steps.coverage),
    )


def _started(row: Row, moved: Moved | None) -> Row:
    if moved is None:
        return row
    low = row.started.low + min(moved.least, row.lost.high)
    high = row.started.high + min(moved.most, row.lost.high)
    kept_least = row.kept.low if row.kept else 0
    return replace(row, started=Bounds(low, max(low, min(high, row.referred.high - kept_least))))
