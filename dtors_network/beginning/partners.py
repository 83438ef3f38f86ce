"""Known partners: ticks in a grid become statements, each the word of one end, of one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dtors_network.beginning.begun import Begun
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area, Statement
from dtors_network.model.vocabulary import End, ReporterRole, Says

VOICE: Final = "first map"
"""The pseudonym of whoever ticks: one voice, whose ticks can be taken back."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody says that people are sent from one service to another, or takes it back."""

    source: str
    target: str
    on: bool


def ticked(area: Area) -> frozenset[tuple[str, str]]:
    """Give the links that are ticked."""
    return frozenset((row.source, row.target) for row in area.statements if _is_tick(row))


def with_ticks(begun: Begun, ticks: Iterable[Tick], day: date, role: ReporterRole) -> Begun:
    """Take ticks: one statement for each, of the sender's end.

    Parameters
    ----------
    begun : Begun
        The area.
    ticks : iterable of Tick
        In the order in which they were made.
    day : date
        When it was said.
    role : ReporterRole
        In which role whoever ticks speaks.

    Returns
    -------
    Begun
        Not written yet. What others said of a link stays as it is.

    Raises
    ------
    InputError
        If an end is no service of the area, or both are the same.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> begun = Begun(area=small_area(), marks={})
    >>> after = with_ticks(begun, [Tick("gp", "aftercare", True)], date(2026, 11, 28), ReporterRole.COMMISSIONER)
    >>> sorted(ticked(after.area))
    [('gp', 'aftercare')]
    """
    area, wanted = begun.area, {(one.source, one.target): one.on for one in ticks}
    faults = [fault for link in wanted for fault in _faults(area, link)]
    if faults:
        raise InputError(faults)
    there = ticked(area)
    kept = [row for row in area.statements if not (_is_tick(row) and wanted.get((row.source, row.target)) is False)]
    new = [
        Statement(
            source=source, target=target, end=End.SENDER, says=Says.PRESENT, reporter_role=role, reporter=VOICE,
            said_on=day, note="Ticked as a known partner",
        )
        for (source, target), on in wanted.items()
        if on and (source, target) not in there
    ]  # fmt: skip
    return replace(begun, area=replace(area, statements=(*kept, *new)))


def _is_tick(row: Statement) -> bool:
    return row.reporter == VOICE and row.says is Says.PRESENT and row.end is End.SENDER


def _faults(area: Area, link: tuple[str, str]) -> Iterable[Fault]:
    for end in dict.fromkeys(link):
        if end not in area.service:
            yield Fault("there is no such service", "Load the page again", column="source", value=end)
    if link[0] == link[1]:
        yield Fault("a service is no partner of its own", "Choose another", column="target", value=link[1])
