"""What is said where not one row can be counted: the reasons, and a few of the values; nothing is written then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.records.counting import Counted, reasons_with_numbers
from dtors_network.records.readings import EXAMPLES, Readings

_MONTH_ALONE: Final = re.compile(r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|[A-Za-z]{3,9}[-/. ,]*'?(\d{4}|\d{2})")


def refuse_nothing(counted: Counted, unknown: Path | None = None) -> None:
    """Refuse records of which no row was counted, so that no table is emptied by a file that was not understood.

    Parameters
    ----------
    counted : Counted
        What came of the records.
    unknown : Path or None
        The file into which names that are no service were written.

    Raises
    ------
    InputError
        If no row was counted: with the reasons, and with some values of the columns that were not understood.
    """
    if counted.used:
        return
    if not counted.rows:
        fix = "Nothing was written. Export the records again"
        raise InputError([Fault("there is no row below the header, so nothing can be counted", fix)])
    why = "; ".join(f"{words} ({number:,})" for words, number in reasons_with_numbers(counted))
    rows = "the one row cannot" if counted.rows == 1 else f"none of the {counted.rows:,} rows can"
    head = Fault(f"{rows} be counted: {why}", "Nothing was written. Mend the file, or say more in a map")
    raise InputError([head, *_values(counted.readings, unknown)])


def _values(readings: Readings, unknown: Path | None) -> Iterator[Fault]:
    for column, values in readings.unread.items():
        alone = any(map(_MONTH_ALONE.fullmatch, values))
        problem = f"these are no days: {_listed(values)}" + (", a month without its day" if alone else "")
        fix = "Write days such as 2025-12-31, or name the column that holds them in a map"
        yield Fault(problem, fix, column=column)
    if readings.areas:
        yield Fault(
            f"these are no areas: {_listed(readings.areas)}",
            "Say in a map (values: area) which areas they are",
            column="area",
        )
    for column, names in readings.strangers_by_column().items():
        where = f"add the rows in {unknown}" if unknown else "let --write-unknown FILE write the rows that are missing"
        fix = f"Say in a map (values: {column}) which services they are, or {where} to the table services"
        yield Fault(f"these are no services: {_listed([name for name, _ in names])}", fix, column=column)
    if not (readings.unread or readings.areas or readings.strangers):
        for column, values in readings.days.items():
            fix = "Compare them with the period of the area, and with each other"
            yield Fault(f"the days start {_listed(values)}", fix, column=column)


def _listed(values: tuple[str, ...] | list[str]) -> str:
    """Show a few values as they stand in the file, each short and on one line."""
    shown = [value if len(value) <= 60 else value[:60] + "…" for value in values[:EXAMPLES]]
    return ", ".join(map(repr, shown))
