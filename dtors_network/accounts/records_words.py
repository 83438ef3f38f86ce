"""What came of counting records in sentences: what was used, how it was read, and what stays open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dtors_network.records.counting import Counted
from dtors_network.records.into import Into
from dtors_network.records.readings import Readings

FEW: Final = 15
"""Unknown names, and areas into which nothing was counted, that a sentence lists."""


def headline(into: Into, counted: Counted) -> str:
    """Say how many rows were counted, and how many were set aside."""
    areas = into.places.areas
    where = areas[0].name if len(areas) == 1 else f"{len(areas):,} areas"
    aside = len(counted.set_aside)
    rest = f"; {aside:,} {'was' if aside == 1 else 'were'} set aside" if aside else "; none was set aside"
    used = f"{counted.used:,} of {counted.rows:,} rows {'was' if counted.used == 1 else 'were'}"
    return f"{used} counted into {where}{rest}."


def sentences(into: Into, counted: Counted, unknown: Path | None) -> Iterator[str]:
    """Say what the records could not tell, and what somebody has to say before reach can be counted."""
    told = counted.told
    yield from _read(counted.readings)
    yield from _strangers(counted.readings, unknown)
    yield from _untouched(into, counted)
    if counted.told_by_file:
        yield f"{counted.told_by_file}. Links between them may be turned round; `check` says so of the area too."
    if counted.waits_not_known:
        of = f"{counted.waits_not_known:,} of {counted.starts:,} starts after a referral"
        yield f"No day of referral is known of {of}, and so no wait: none is taken for 0."
    if not told.leaving:
        yield "They do not say when people left (left_on): departures stay as they were."
    if told.losses and not told.reasons:
        yield "They do not say why people did not start (refusal_reason): refusals stay as they were."
    if not told.losses:
        yield "Episodes hold starts only: whoever was lost between two services is among those who left."
    unsaid = [area.name for area in into.places.areas if not area.departures_complete]
    if told.leaving and unsaid:
        where = unsaid[0] if len(unsaid) == 1 else f"{len(unsaid):,} areas"
        yield (
            f"{where}: nobody has said that departures are complete. If these records hold everybody who left, set "
            "departures_complete to true in area.yaml (or on the sheet area); only then is reach counted."
        )
    example = into.path if len(into.inside) == 1 else into.path / into.inside[0]
    yield f"Next: dtors-network flow {example}"


def _read(readings: Readings) -> Iterator[str]:
    """Tell how days were read; columns of one form together."""
    columns: dict[str, list[str]] = {}
    for column, form in readings.forms.items():
        columns.setdefault(form, []).append(column)
    for form, names in columns.items():
        yield f"Days of {', '.join(names)} were read: {form}."


def _strangers(readings: Readings, unknown: Path | None) -> Iterator[str]:
    for column, names in readings.strangers_by_column().items():
        listed = ", ".join(f"{' '.join(name.split())} ({_rows(rows)})" for name, rows in names[:FEW])
        more = len(names) - FEW
        rest = f" and {more:,} more ({_rows(sum(rows for _, rows in names[FEW:]))})" if more > 0 else ""
        yield (
            f"In the column {column} these are no service: {listed}{rest}. "
            f"Say in a map (values: {column}) which services they are."
        )
    if readings.strangers and unknown:
        yield f"They stand in {unknown} as rows of the table services: give each a service_type, and add it there."
    elif unknown:
        yield f"Every name is a service, so {unknown} was not written."
    elif readings.strangers:
        yield "Or let --write-unknown FILE write them as rows of the table services, to fill in."


def _rows(number: int) -> str:
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def _untouched(into: Into, counted: Counted) -> Iterator[str]:
    """Name areas of which no row was counted."""
    names = [area.name for number, area in enumerate(into.places.areas) if number not in counted.areas]
    if len(into.inside) > 1 and names:
        listed = ", ".join(names[:FEW]) + (f" and {len(names) - FEW:,} more" if len(names) > FEW else "")
        yield f"No row was counted into {listed}: their tables stay as they were."
