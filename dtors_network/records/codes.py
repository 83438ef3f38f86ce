"""What the cells of records stand for: codes, yes and no, services, days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import polars as pl

from dtors_network.errors import Fault, InputError
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import Planned
from dtors_network.records.days import UNREADABLE, Understood, understand
from dtors_network.records.places import NOBODY, Places
from dtors_network.records.readings import Readings, examples, strangers_of
from dtors_network.records.record_map import RecordMap

_TRUTHS: Final = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "1.0"), 1),
    **dict.fromkeys(("no", "n", "false", "f", "0", "0.0"), 0),
}
TRANSITIONS: Final = ("start", "complete", "other")
"""The steps of an event that begin and end an episode, and all others; a cell is known by its place here."""

PLANNED: Final = tuple(Planned)
"""How a departure may have come about; a cell is known by its place here."""


class Days(NamedTuple):
    """How a column of days was read: its form, and values that are no days and such that are."""

    form: str
    unread: tuple[str, ...]
    read: tuple[str, ...]


@dataclass
class Codes:
    """Tells what cells stand for, and notes those that stand for nothing known; names of no service among them.

    Parameters
    ----------
    places : Places
        The areas and services.
    names : RecordMap
        What is called otherwise in the records.
    """

    places: Places
    names: RecordMap
    unknown: dict[tuple[str, str], str] = field(default_factory=dict)
    strangers: dict[tuple[int, str, str], dict[str, int]] = field(default_factory=dict)
    areas: dict[str, None] = field(default_factory=dict)
    days_read: dict[str, Days] = field(default_factory=dict)
    refused: list[Fault] = field(default_factory=list)

    def teller(self, column: str) -> Callable[..., int | None]:
        """Give the function that tells what the cells of a column stand for; a blank stands for nothing."""
        known = self._known(column)
        return lambda text: self._code(column, text.strip(), known)

    def understood(self, column: str, texts: Sequence[str]) -> Understood | None:
        """Tell the days of all texts of a column; one that can be read two ways is noted, and gives None."""
        says = self.names.values.get(column) or self.names.blank
        words = [self.names.value(column, text) for text in texts] if says else texts
        try:
            found = understand(words, column, self.names.order)
        except InputError as error:
            self.refused += error.faults
            return None
        given = pl.Series(texts, dtype=pl.String)
        self.days_read[column] = Days(
            found.form,
            unread=examples(given.filter(found.days == UNREADABLE)),
            read=examples(given.filter(found.days > UNREADABLE)),
        )
        return found

    def area(self, text: str) -> int | None:
        """Tell which area a cell names."""
        name = self.names.value("area", text)
        found = self.places.area(name)
        if found is None and name:
            self.areas[name] = None
        return found

    def service(self, column: str, area: int | None, text: str, rows: int = 1) -> int | None:
        """Tell which service a cell that stands in some rows names; ``NOBODY`` for a blank."""
        name = self.names.value(column, text)
        found = self.places.service(area, name) if name else NOBODY
        if found is None and area is not None:
            spellings = self.strangers.setdefault((area, column, same_name(name)), {})
            spellings[name] = spellings.get(name, 0) + rows
        return found

    def readings(self) -> Readings:
        """Say how the cells that were told so far were read."""
        return Readings(
            forms={column: days.form for column, days in self.days_read.items() if days.form},
            unread={column: days.unread for column, days in self.days_read.items() if days.unread},
            days={column: days.read for column, days in self.days_read.items() if days.read},
            areas=tuple(sorted(self.areas)),
            strangers=strangers_of(self.strangers),
        )

    def faults(self) -> Iterable[Fault]:
        """Ask for each cell that stands for nothing known, and each column of days that can be read two ways."""
        yield from self.refused
        for (column, text), fix in sorted(self.unknown.items()):
            how = f"Say in a map (values: {column}) what it stands for. {fix}"
            yield Fault("this is not a known code of the column", how, column=column, value=text)

    def _known(self, column: str) -> dict[str, int]:
        codebook = self.places.codebook
        if column == "refusal_reason":
            codes = [*reasons_of(self.places)]
        elif column == "outcome":
            codes = [term.code for term in codebook.outcomes]
        elif column == "planned":
            codes = [*PLANNED]
        elif column == "transition":
            codes = [*TRANSITIONS]
        else:
            return _TRUTHS
        return {code: at for at, code in enumerate(codes)}

    def _code(self, column: str, text: str, known: dict[str, int]) -> int | None:
        word = self.names.value(column, text)
        if not word:
            return None
        found = known.get(word, known.get(word.lower()))
        if found is None:
            offered = ["yes", "no"] if known is _TRUTHS else list(known)
            self.unknown[column, text] = did_you_mean(word, offered)
        return found


def reasons_of(places: Places) -> tuple[str, ...]:
    """List the reasons why people did not start; a cell is known by its place here."""
    return (*(term.code for term in places.codebook.refusal_reasons), *places.codebook.barrier)
