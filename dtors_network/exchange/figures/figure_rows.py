"""What readers of figures share: which areas are wanted, cells with their faults, and a limit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NoReturn

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.figures.indicator import Indicator, NotAFigureError, figure
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import same_name
from dtors_network.safe.csv_reading import Record, stop_at_most

_SHOWN: Final = 5
MOST_FIGURES: Final = 100_000
"""Figures of one file that are held at once."""


Areas = Collection[str | tuple[str, ...]] | None
"""Names or codes of areas that are wanted, a tuple for one area that bears any of them; None for all."""


class FigureRows:
    """Gathers figures and faults of one file.

    Parameters
    ----------
    path : Path
        The file.
    areas : collection of str or tuple of str, or None
        Names or codes of the areas that are wanted, a tuple of them for one area of which the file may hold either;
        None for all.
    """

    def __init__(self, path: Path, areas: Areas) -> None:
        self.file = path.name
        self.faults: list[Fault] = []
        self.figures: list[Indicator] = []
        self.seen: dict[str, None] = {}
        each = None if areas is None else [(one,) if isinstance(one, str) else one for one in areas]
        self._asked = each or []
        self._wanted = None if each is None else {same_name(name) for one in each for name in one if name}
        self._found: set[str] = set()

    def wants(self, *names: str) -> bool:
        """Say whether an area of any of these names or codes is wanted."""
        self.seen.update({name: None for name in reversed(names) if name and len(self.seen) < 1_000})
        if self._wanted is None:
            return True
        hit = {same_name(name) for name in names} & self._wanted
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
            stop_at_most(self.faults, self.file)
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
        missing = [one for one in self._asked if self._found.isdisjoint(map(same_name, one))]
        self.faults += [self._not_there(one) for one in missing]
        if self.faults:
            raise InputError(self.faults)
        return tuple(self.figures)

    def _not_there(self, asked: Sequence[str]) -> Fault:
        if len(asked) > 1:
            return none_of(asked[0], self.seen, self.file)
        fix = did_you_mean(asked[0], sorted(self.seen))
        return Fault("no row is of this area", fix, self.file, value=asked[0])

    def _fail(self, problem: str, fix: str) -> NoReturn:
        raise InputError([Fault(problem, fix, file=self.file)])


def none_of(name: str, others: Iterable[str], file: str, what: str = "figure") -> Fault:
    """Say that a file has nothing of an area, and what others it speaks of, the likeliest first.

    Parameters
    ----------
    name : str
        The name of the area.
    others : iterable of str
        Names and codes of the areas of the file.
    file, what : str
        The file, and what it holds.

    Returns
    -------
    Fault
        With the way out.

    Examples
    --------
    >>> print(none_of("Kent", ["Devon", "Kents"], "figures.csv"))
    figures.csv: no figure of this file is of Kent. It speaks of Kents, Devon: give the area that name or its code, or \
name one with --only
    """
    held = list(dict.fromkeys(filter(None, others)))
    near = get_close_matches(name, held, n=_SHOWN)
    some = ", ".join(list(dict.fromkeys([*near, *held]))[:_SHOWN]) or "no area by name"
    fix = f"It speaks of {some}: give the area that name or its code, or name one with --only"
    return Fault(f"no {what} of this file is of {name}", fix, file=file)
