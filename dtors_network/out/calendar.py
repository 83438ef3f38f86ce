"""The days of actions as a calendar file (RFC 5545): one event a day that is still to come or was missed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from dtors_network.accounts.actions_words import lever_words, since_words
from dtors_network.actions import Followed, FollowedActions
from dtors_network.area_files.staging import write_files
from dtors_network.errors import Fault, InputError
from dtors_network.model.sharing import profile_line, profile_of_shown

LONGEST: Final = 75
"""Octets of a line of the file, its end not counted (RFC 5545, 3.1)."""

ENDING: Final = ".ics"
ESCAPED: Final = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"))
"""What text of a calendar cannot hold as it is, in the order in which it is replaced (RFC 5545, 3.3.11)."""


def calendar_text(found: FollowedActions) -> str:
    """Write the actions that are still to be done as a calendar.

    Parameters
    ----------
    found : FollowedActions
        Of an area that passed ``protect``: owners are then not in it.

    Returns
    -------
    str
        A calendar with lines of at most 75 octets. The UID of an event is made from the area, the finding and the
        action, so that a later file moves the same event.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> calendar_text(follow_actions(find_gaps(protect(small_area())))).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    profile_of_shown(found.area)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//dtors_network//actions//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(f'Actions: {found.area.name}')}",
    ]
    for one in dated(found):
        lines += _event(found, one)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def dated(found: FollowedActions) -> tuple[Followed, ...]:
    """Give the actions that are still to be done and have a day."""
    return tuple(one for one in found if one.is_open and one.action.due)


def _event(found: FollowedActions, one: Followed) -> Iterator[str]:
    row, area = one.action, found.area
    assert row.due is not None
    told = [one.gap.title if one.gap else row.finding, f"The gap now: {since_words(one)}"]
    told += [f"Lever: {words}" for words in [lever_words(area, one)] if words]
    told += [f"Who: {row.owner}"] if row.owner else []
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(area.id, one)}"
    yield f"DTSTAMP:{_day(row.agreed_on or row.due)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(row.due)}"
    yield f"DTEND;VALUE=DATE:{_day(row.due + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(row.action)}"
    yield f"DESCRIPTION:{escaped(chr(10).join([*told, profile_line(area)]))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid(area: str, one: Followed) -> str:
    """Name an event: the same for the same area, finding and action, whatever its day."""
    made_from = "\0".join((area, one.action.finding, one.action.action))
    return f"{hashlib.sha256(made_from.encode()).hexdigest()[:32]}@dtors-network.invalid"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}" if day.year >= 1000 else f"{day.year:04d}{day:%m%d}"


def escaped(text: str) -> str:
    r"""Write text as a calendar holds it; letters that no line may hold are left out.

    >>> print(escaped("Ask A; then B, and\nwait \\ see"))
    Ask A\; then B\, and\nwait \\ see
    """
    for plain, written in ESCAPED:
        text = text.replace(plain, written)
    return "".join(letter for letter in text if letter == "\t" or letter >= " " and letter != "\x7f")


def folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 octets, each further one after a space, and no letter in two.

    >>> [len(part.encode()) for part in folded("SUMMARY:" + "é" * 80)]
    [74, 75, 21]
    """
    part, room = "", LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", LONGEST - 1
        part, room = part + letter, room - size
    yield part


def write_calendar(found: FollowedActions, file: Path, before: Callable[[], object] = lambda: None) -> int:
    """Write the calendar of actions to a new file.

    Parameters
    ----------
    found : FollowedActions
        Of an area that passed ``protect``.
    file : Path
        Its name ends in ``.ics``.
    before : callable
        Is called when all is made and nothing has been given out yet: here a release is registered.

    Returns
    -------
    int
        The number of events.

    Raises
    ------
    InputError
        If the name ends otherwise, something is in the way, or it cannot be written; then nothing is.
    """
    if file.suffix.lower() != ENDING:
        raise InputError(
            [Fault("a calendar cannot be written in this form", f"End its name in {ENDING}", file=str(file))]
        )
    text = calendar_text(found).encode()

    def fill(folder: Path) -> None:
        (folder / file.name).write_bytes(text)
        before()

    write_files([file], fill)
    return len(dated(found))
