"""What an engine must do: hand all rows of each person to the one pass, and add up what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import numpy.typing as npt

from dtors_network.records.cells import Harvest, added, narrow
from dtors_network.records.moves import Steps
from dtors_network.records.one_pass import Part
from dtors_network.records.rules import Rules
from dtors_network.records.sorting import Numbers

if TYPE_CHECKING:
    from pathlib import Path

    from dtors_network.records.reading import Records

FIRST_ROW: Final = 2
"""The row below the header, as a spreadsheet counts."""

_CELLS_AT_ONCE: Final = 1_000_000
"""Cells of parts that are held before they are added up, beside as many as the sum has."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of all records.

    Attributes
    ----------
    part : Part
        Of everybody.
    rows : int
        Rows read.
    firsts : array of int64
        By file, the number that its first row has in ``part``.
    """

    part: Part
    rows: int
    firsts: Numbers


class Engine(Protocol):
    """An engine.

    Attributes
    ----------
    name : str
        What it is called.
    scratch : Path
        A folder for what does not fit into memory, gone at the end.
    """

    name: str
    scratch: Path

    def gathered(self, records: Records, rules: Rules, say: Progress) -> Gathered:
        """Read all records, and count everybody in one pass.

        Raises
        ------
        InputError
            With every code and day that is not understood, and if a file cannot be read to its end.
        """

    def close(self) -> None:
        """Let go of everything."""


class Total:
    """Adds up what came of parts as they come in, so that memory stays near what the sum needs."""

    def __init__(self) -> None:
        self._harvests: list[Harvest] = []
        self._aside: list[Numbers] = []
        self._why: list[npt.NDArray[np.int8]] = []
        self._steps = Steps()
        self._waiting = self._summed = 0

    def add(self, part: Part) -> None:
        """Take one more."""
        self.set_aside(part.aside, part.why)
        self._steps += part.steps
        self._harvests.append(narrow(part.harvest))
        self._waiting += part.harvest.cells
        if self._waiting > self._summed + _CELLS_AT_ONCE:
            self._sum()

    def set_aside(self, rows: Numbers, why: npt.NDArray[np.int8]) -> None:
        """Take rows that are not counted."""
        self._aside.append(rows)
        self._why.append(why)

    def whole(self) -> Part:
        """Give the sum."""
        self._sum()
        aside = np.concatenate(self._aside or [np.empty(0, np.int64)])
        why = np.concatenate(self._why or [np.empty(0, np.int8)])
        order = np.argsort(aside, kind="stable")
        return Part(self._harvests[0], aside[order], why[order], self._steps)

    def _sum(self) -> None:
        self._harvests = [added(self._harvests)]
        self._waiting, self._summed = 0, self._harvests[0].cells
