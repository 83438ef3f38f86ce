"""What readers of figures share: which areas are wanted, cells with their faults, and a limit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, NoReturn

from dtors_network.errors import Fault, InputError
from dtors_network.formats.near import did_you_mean
from dtors_network.formats.safe_csv import MOST_FAULTS, Record
from dtors_network.sources.indicator import Indicator, NotAFigureError, figure
from dtors_network.sources.same_name import plain_name

MOST_FIGURES: Final = 100_000
"""Figures of one file that are held at once."""


class FigureRows:
    """Gathers figures and faults of one file.

    Parameters
    ----------
    path : Path
        The file.
    areas : collection of str or None
        Names or codes of the areas that are wanted; None for all.
    """

    def __init__(self, path: Path, areas: Collection[str] | None) -> None:
        self.file = path.name
        self.faults: list[Fault] = []
        self.figures: list[Indicator] = []
        self.seen: set[str] = set()
        self._wanted = None if areas is None else {plain_name(area): area for area in areas}
        self._found: set[str] = set()

    def wants(self, *names: str) -> bool:
        """Say whether an area of any of these names or codes is wanted."""
        self.seen.update(name for name in names if name and len(self.seen) < 1_000)
        if self._wanted is None:
            return True
        hit = {plain_name(name) for name in names} & set(self._wanted)
        self._found |= hit
        return bool(hit)

    def figure(self, record: Record, column: str) -> float | None:
        """Read a cell as a figure, and note it where it is none."""
        text = record.text(column)
        try:
            return figure(text)
        except NotAFigureError:
            fix = "Write the figure with digits, or * where it is not given"
            self.faults.append(Fault("this is not a figure", fix, self.file, record.number, column, text))
            if len(self.faults) >= MOST_FAULTS:
                raise InputError(self.faults) from None
            return None

    def add(self, figures: Iterable[Indicator]) -> None:
        """Keep figures, as long as there is room."""
        self.figures.extend(figures)
        if len(self.figures) > MOST_FIGURES:
            problem = f"this file holds more than {MOST_FIGURES:,} figures"
            self._fail(problem, "Say which areas you want, or keep only their rows")

    def finish(self) -> tuple[Indicator, ...]:
        """Give what was found, or raise everything that is wrong."""
        if self.faults:
            raise InputError(self.faults)
        for name, asked in (self._wanted or {}).items():
            if name not in self._found:
                self.faults.append(
                    Fault("no row is of this area", did_you_mean(asked, sorted(self.seen)), self.file, value=asked)
                )
        if self.faults:
            raise InputError(self.faults)
        return tuple(self.figures)

    def _fail(self, problem: str, fix: str) -> NoReturn:
        raise InputError([Fault(problem, fix, file=self.file)])
