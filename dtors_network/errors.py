"""Faults in what a user gave us, told apart from faults in our own code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the input, and how to mend it.

    Attributes
    ----------
    problem : str
        What is wrong, in a sentence without a full stop.
    fix : str
        What the user can do about it.
    file, column, value : str
        Where it is; an empty string where the fault has no such place.
    row : int or None
        Line of the file or row of the sheet, counted as a spreadsheet counts (the header is row 1).
    """

    problem: str
    fix: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        places = [
            self.file,
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column else "",
        ]
        place = ", ".join(part for part in places if part)
        shown = f" (found {_quoted(self.value)})" if self.value else ""
        return f"{place}: {self.problem}{shown}. {self.fix}" if place else f"{self.problem}{shown}. {self.fix}"


class InputError(Exception):
    """Raised when input cannot be used; holds every fault found, not only the first.

    Parameters
    ----------
    faults : iterable of Fault
        All the faults, in reading order.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _quoted(value: str, longest: int = 60) -> str:
    """Show a value so that spaces and control characters are visible and a huge cell stays short."""
    shown = value if len(value) <= longest else value[:longest] + "…"
    return repr(shown)
