"""Packed rows in parts by person, in memory as far as they fit, and on disk beyond that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dtors_network.records.packing import Rows
from dtors_network.records.sorting import Numbers
from dtors_network.records.tight import widened

ROWS_A_PART: Final = 50_000
"""Rows of a part, so that its columns stay in the cache of the processor."""

MOST_BITS: Final = 14
HELD: Final = 1_500_000_000
"""Bytes of packed rows that are held in memory."""


class _Batch(NamedTuple):
    """Rows in the order of their parts, as bytes: held, or where they begin in the file; and where each part begins."""

    type: np.dtype[Any]
    rows: npt.NDArray[np.void] | None
    at: int
    begins: Numbers


@dataclass
class Parts:
    """Packed rows in parts: all rows of a person are in one part, in the order in which they were added.

    Parameters
    ----------
    type : dtype
        Of packed rows.
    rows : int
        About how many there will be.
    scratch : Path
        A folder for rows that do not fit into memory; people are nothing but hashes by now.
    held : int
        Bytes that are held in memory.
    """

    type: np.dtype[Any]
    rows: int
    scratch: Path
    held: int = field(default_factory=lambda: HELD)
    _batches: list[_Batch] = field(default_factory=list)
    _bytes: int = 0

    @property
    def bits(self) -> int:
        """The number of parts as a power of two."""
        return min(MOST_BITS, max(0, (self.rows // ROWS_A_PART).bit_length()))

    @property
    def number(self) -> int:
        """The number of parts."""
        return 1 << self.bits

    @property
    def held_rows(self) -> int:
        """How many rows were added."""
        return sum(int(batch.begins[-1]) for batch in self._batches)

    def split(self, rows: Rows) -> tuple[Rows, Numbers]:
        """Put rows in the order of their parts, and tell where each part begins; may run beside others."""
        if not self.bits:
            return rows, np.array([0, len(rows)])
        part = (rows["person"] >> np.uint64(64 - self.bits)).astype(np.uint16)
        order = np.argsort(part, kind="stable")
        return np.take(rows, order), np.concatenate(([0], np.cumsum(np.bincount(part, minlength=self.number))))

    def add(self, rows: Rows, begins: Numbers) -> None:
        """Keep what ``split`` gave."""
        self._bytes += rows.nbytes
        if self._bytes <= self.held:
            self._batches.append(_Batch(rows.dtype, rows.view(_bytes_of(rows.dtype)), 0, begins))
            return
        with self._path.open("ab") as file:
            self._batches.append(_Batch(rows.dtype, None, file.tell(), begins))
            file.write(rows.view(np.uint8).data)

    def part(self, number: int) -> Rows:
        """Give the rows of a part."""
        with self._path.open("rb") if self._path.exists() else nullcontext() as file:
            found = [*self._pieces(number, file)]
        return np.concatenate(found).view(self._widest) if found else np.empty(0, self.type)

    @property
    def _widest(self) -> np.dtype[Any]:
        """The type of the rows of all batches, some of which may hold finer moments than others."""
        return max((batch.type for batch in self._batches), key=lambda type_: type_.itemsize)

    @property
    def _path(self) -> Path:
        return self.scratch / "rows.bin"

    def _pieces(self, number: int, file: BinaryIO | None) -> Iterator[npt.NDArray[np.void]]:
        widest = self._widest if self._batches else self.type
        for type_, rows, at, begins in self._batches:
            first, last = int(begins[number]), int(begins[number + 1])
            if rows is not None:
                some = rows[first:last]
            elif file is not None:
                file.seek(at + first * type_.itemsize)
                some = np.frombuffer(file.read((last - first) * type_.itemsize), _bytes_of(type_))
            yield some if type_ == widest else widened(some.view(type_), widest).view(_bytes_of(widest))


def _bytes_of(type_: np.dtype[Any]) -> np.dtype[np.void]:
    """Give what a row is while it is copied: numpy copies fields one by one, which takes thirteen times as long."""
    return np.dtype((np.void, type_.itemsize))
