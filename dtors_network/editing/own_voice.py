"""What a service says of itself, as rows of the tables: a voice for the next round, and never an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.saving import Written
from dtors_network.editing.appending import append_rows
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.near import did_you_mean
from dtors_network.model.vocabulary import Accepts, End, ReporterRole, Says

LINK, ACCEPTANCE, BARRIER = "statements", "acceptance_voices", "barriers"
"""The tables that a voice can stand in."""

Row = dict[str, str]
SIDES: Final = {"sends": End.SENDER, "receives": End.RECEIVER}
"""Which end of a link a service is, by what it says of itself."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing that a service says: what about, of what, and its word.

    Attributes
    ----------
    about : str
        ``sends`` (it refers people on to ``of``), ``receives`` (people are referred to it by ``of``), ``accepts`` (it
        takes the client group ``of``), or ``hindered`` (by the barrier ``of``).
    of : str
        A service, a client group, or a barrier; of a barrier ``code@service`` where it is at the link to that service.
    word : str
        ``present``, ``weak``, ``absent`` or ``not_applicable`` of a link; ``yes``, ``no``, ``after_assessment`` or
        ``unknown`` of a group; blank of a barrier.
    """

    about: str
    of: str
    word: str = ""


def voice_rows(area: Area, service: str, voices: Iterable[Voice], on: date) -> Mapping[str, list[Row]]:
    """Turn what a service says into rows.

    Parameters
    ----------
    area : Area
        The exact area: ids of reports must differ.
    service : str
        Who speaks.
    voices : iterable of Voice
        What it says.
    on : date
        The day.

    Returns
    -------
    mapping
        Rows by table. The role is provider, and nobody is named.

    Raises
    ------
    InputError
        With everything that is not known.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> rows = voice_rows(small_area(), "clinic", [Voice("sends", "minds", "absent")], date(2026, 1, 5))
    >>> rows["statements"][0]["end"], rows["statements"][0]["says"], list(rows)
    ('sender', 'absent', ['statements'])
    """
    found: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    reports = {row.report for row in area.barriers}
    for voice in voices:
        wrong = [*_faults(area, service, voice)]
        faults += wrong
        if not wrong:
            table, row = _row(service, voice, reports)
            found.setdefault(table, []).append(
                {**row, "reporter_role": ReporterRole.PROVIDER.value, "said_on": on.isoformat()}
            )
    if faults:
        raise InputError(faults)
    return found


def write_voices(path: Path, service: str, voices: Sequence[Voice], now: datetime, area: Area | None = None) -> Written:
    """Write what a service says at the end of its area's tables.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    service : str
        Who speaks.
    voices : sequence of Voice
        What it says.
    now : datetime
        When.
    area : Area or None
        The area as it was read, where that was with codes of other files than its own.

    Returns
    -------
    Written
        What was written.

    Raises
    ------
    InputError
        With everything that is not known, or would be wrong; then nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.area_files.area_io import write_area
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_area(small_area(), Path(place) / "small")
    ...     said = [Voice("accepts", "everyone", "no")]
    ...     print(write_voices(Path(place) / "small", "clinic", said, datetime(2026, 1, 5)))
    Wrote acceptance_voices.csv. What was there before is kept as version 1.
    """
    known = area or read_area(path)
    return append_rows(path, voice_rows(known, service, voices, now.date()), now, "voice", known.codebook).written


def _row(service: str, voice: Voice, reports: set[str]) -> tuple[str, Row]:
    if voice.about in SIDES:
        end = SIDES[voice.about]
        source, target = (service, voice.of) if end is End.SENDER else (voice.of, service)
        return LINK, {"source": source, "target": target, "end": end.value, "says": voice.word}
    if voice.about == "accepts":
        return ACCEPTANCE, {"service": service, "client_group": voice.of, "says": voice.word}
    code, _, other = voice.of.partition("@")
    report = next(name for at in range(1, len(reports) + 2) if (name := f"own-{at}") not in reports)
    reports.add(report)
    place = {"source": service, "target": other, "side": End.SENDER.value} if other else {"service": service}
    return BARRIER, {"report": report, "code": code, **place}


def _faults(area: Area, service: str, voice: Voice) -> Iterable[Fault]:
    if voice.about in SIDES:
        if voice.of == service:
            yield Fault("a service has no link to itself", "Name the other service", value=voice.of)
        yield from _unknown("service", voice.of, area.service)
        yield from _unknown("word on a link", voice.word, [one.value for one in Says])
    elif voice.about == "accepts":
        yield from _unknown("client group", voice.of, area.codebook.group)
        yield from _unknown("word on acceptance", voice.word, [one.value for one in Accepts])
    elif voice.about == "hindered":
        code, _, other = voice.of.partition("@")
        yield from _unknown("barrier", code, area.codebook.barrier)
        yield from _unknown("service", other, area.service) if other else ()
    else:
        yield from _unknown("thing to say", voice.about, [*SIDES, "accepts", "hindered"])


def _unknown(what: str, value: str, known: Iterable[str]) -> Iterable[Fault]:
    names = list(known)
    if value not in names:
        yield Fault(f"unknown {what}", did_you_mean(value, names), value=value)


def read_voice(about: str, text: str) -> Voice:
    """Read a voice as the command line has it: ``minds=absent``, or ``referral.funding_fear@minds`` of a barrier.

    Examples
    --------
    >>> read_voice("sends", "minds=absent")
    Voice(about='sends', of='minds', word='absent')
    """
    if about == "hindered":
        return Voice(about, text.strip())
    of, _, word = text.rpartition("=")
    return Voice(about, of.strip(), word.strip())
