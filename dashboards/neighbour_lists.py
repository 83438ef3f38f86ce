"""Lists of neighbours that were uploaded: in the memory of this dashboard alone, beside the one that comes with it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, Generic, Protocol, TypeVar

from dashboards.uploads import STAYS, Stays, Told
from dtors_network.errors import InputError, refuse
from dtors_network.rounding import counted

L = TypeVar("L", bound="Listed")
LARGEST: Final = 5_000_000
"""Bytes of a file: a list of twenty neighbours of every authority has some 200,000."""


class Listed(Protocol):
    """A list as the library reads it."""

    @property
    def name(self) -> str:
        """What its model is called."""

    @property
    def year(self) -> str:
        """Of when it is."""

    @property
    def nearest(self) -> Mapping[str, tuple[str, ...]]:
        """The neighbours of each authority."""


class NeighbourLists(Stays, Generic[L]):
    """The uploaded lists of neighbours of a dashboard, each under its model and year.

    Parameters
    ----------
    reader : callable
        Reads a list from a file.
    clock : callable
        Gives seconds.
    """

    what = "uploaded lists"

    def __init__(self, reader: Callable[[Path], L], clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._reader = reader
        self._models: dict[str, L] = {}
        self.changed = 0

    @property
    def models(self) -> tuple[L, ...]:
        """The lists that are there."""
        return tuple(self._models.values())

    def take(self, name: str, content: bytes) -> Told:
        """Read a list, in place of an earlier one of its model and year; or tell every fault, cell by cell."""
        try:
            model = self._read(name, content)
            called = f"{model.name}, {model.year}"
            self._check_room(called)
        except InputError as error:
            return self.faults(error)
        with self._changing:
            self._models[called] = model
            self._until[called] = self._clock() + STAYS
            self.changed += 1
        areas = counted(len(model.nearest), "authority", "authorities")
        return {**self.listed(), "said": f"{called} is read: neighbours of {areas}."}

    def _gone(self, name: str) -> None:
        del self._models[name]
        self.changed += 1

    def _read(self, name: str, content: bytes) -> L:
        """Read a list from what was uploaded; nothing of it stays on the disk."""
        plain = PurePosixPath(name.replace("\\", "/")).name[-100:] or "file"
        if len(content) > LARGEST:
            refuse(
                plain, f"this file is larger than {LARGEST:,} bytes", "Give a list of neighbours of authorities alone"
            )
        if PurePosixPath(plain).suffix.lower() != ".csv":
            refuse(
                plain,
                "this is no CSV file",
                "Save the list as CSV, with the columns code, neighbour, rank, model, year",
            )
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / plain
            place.write_bytes(content)
            return self._reader(place)
