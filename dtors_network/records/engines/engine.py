"""What an engine must do that narwhals does not: read files with row numbers, number days and people, look beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import narwhals as nw

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from dtors_network.records.headers import Headed

Frame: TypeAlias = nw.LazyFrame[Any]
"""A narwhals lazy frame of whichever engine."""

ROW = "row"
"""The column of row numbers, as a spreadsheet counts: the header of a CSV file is row 1."""

FIRST_ROW = 2
"""The row below the header."""


class Looked(Enum):
    """Where a look goes among the rows of one kind."""

    BEFORE = "the row before"
    AFTER = "the row after"
    HIGHEST = "the highest so far, with this row"
    HIGHEST_BEFORE = "the highest of the rows before"
    LOWEST_AFTER = "the lowest of the rows after"


STEPS = {Looked.BEFORE: 1, Looked.AFTER: -1, Looked.HIGHEST_BEFORE: 1, Looked.LOWEST_AFTER: -1}
"""How many rows up a look takes what it found; one that looks at this row too takes it as it stands."""


class Look(NamedTuple):
    """What is looked for: a column of whole numbers of 0 or more, or null, and where."""

    column: str
    where: Looked


class Engine(Protocol):
    """An engine; its frames are narwhals lazy frames, and every calculation on them is written in narwhals.

    Attributes
    ----------
    name : str
        What it is called.
    scratch : Path
        A folder for what does not fit into memory, gone at the end.
    """

    name: str
    scratch: Path

    def read(self, file: Headed, columns: Sequence[str]) -> Frame:
        """Read columns of a file, with ``row``; cells of CSV files are text, and blank cells are empty text."""

    def table(self, frame: pl.DataFrame) -> Frame:
        """Bring in a small table."""

    def person_numbers(self, frame: Frame) -> Frame:
        """Put in place of ``person`` a number of 62 bits, drawn by a salt of this run; blank stays blank."""

    def day_numbers(self, frame: Frame, columns: Sequence[str]) -> Frame:
        """Put days since 1970 in place of dates."""

    def beside(
        self,
        frame: Frame,
        within: Sequence[str],
        order: Sequence[str],
        looks: Mapping[str, Look],
    ) -> Frame:
        """Add what looks find, by the name of the new column, among the rows of one kind in their order."""

    def spooled(self, frame: Frame) -> Frame:
        """Work out once what came of a text file, for several readings; people must be numbers by now."""

    def kept(self, frame: Frame) -> Frame:
        """Work a frame out once, for several uses."""

    def collected(self, frame: Frame) -> pl.DataFrame:
        """Work a small result out."""

    def close(self) -> None:
        """Let go of everything."""


def frame_of(native: Any) -> Frame:
    """Take an engine's own frame for one of narwhals, whatever types the engine is published with."""
    found: Frame = nw.from_native(native)
    return found
