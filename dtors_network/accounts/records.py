"""The account of what came of counting records: rows used and set aside, what each area holds now, what stays open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import NAME, NUMBER, TEXT, Named
from dtors_network.accounts.records_words import headline, sentences
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import Stamp
from dtors_network.area_files.files import SET_ASIDE
from dtors_network.area_files.naming import own_file
from dtors_network.model.area import Area
from dtors_network.model.sharing import HOLDERS
from dtors_network.model.vocabulary import Profile
from dtors_network.records.api import CountedRecords
from dtors_network.records.counting import Counted, reasons_with_numbers
from dtors_network.records.into import Into, written

MANY: Final = 12
"""Areas, and unknown names, that a terminal lists."""

SHEETS: Final = ("tables", "set_aside", "days", "unknown")
"""The names of its sheets, which are known before anything is counted."""

Line = tuple[str, int]
"""What, and in how many rows."""
Held = tuple[Area, dict[str, int]]
"""An area, and how many rows each of its tables has now."""

ASIDE: Final = (
    Column[Line]("reason", "Set aside because", TEXT, lambda row: row[0]),
    Column[Line]("rows", "Rows", NUMBER, lambda row: row[1]),
)
READ: Final = (
    Column[tuple[str, str]]("column", "Column", TEXT, lambda row: row[0]),
    Column[tuple[str, str]]("form", "Days were read", TEXT, lambda row: row[1]),
)
UNKNOWN: Final = (
    Column[tuple[str, str, int]]("column", "Column", TEXT, lambda row: row[0]),
    Column[tuple[str, str, int]]("name", "No service of the area", TEXT, lambda row: row[1]),
    Column[tuple[str, str, int]]("rows", "Rows", NUMBER, lambda row: row[2]),
)


def records_account(into: Into, counted: Counted, unknown: Path | None = None) -> Account:
    """Tell what came of counting records.

    Parameters
    ----------
    into : Into
        The areas into which they were counted.
    counted : Counted
        What came of them.
    unknown : Path or None
        Where names that are no service were to be written as rows of services.

    Returns
    -------
    Account
        Sheets ``tables`` (one row an area), ``set_aside`` (one row a reason), ``days`` (one row a column) and
        ``unknown`` (one row a name). It is for the holder of the data, and names nobody.
    """
    strangers = counted.readings.strangers_by_column().items()
    names = [(column, " ".join(name.split()), rows) for column, mine in strangers for name, rows in mine]
    where = f"; each of them stands in {own_file(into.path, SET_ASIDE).name}"
    return Account(
        name="count",
        stamp=_stamp(into),
        headline=headline(into, counted),
        sentences=tuple(sentences(into, counted, unknown)),
        sheets=(
            Sheet("tables", "Rows of the tables now", _tables(counted), _held(into, counted), most=MANY),
            Sheet(
                "set_aside",
                f"Rows set aside, by reason{where if len(counted.set_aside) else ''}",
                ASIDE,
                tuple(reasons_with_numbers(counted)),
                none="none",
            ),
            Sheet("days", "How days were read", READ, tuple(counted.readings.forms.items()), "no day is text", most=0),
            Sheet("unknown", "Names that are no service", UNKNOWN, names, none="none", most=0),
        ),
    )


def counted_account(found: CountedRecords) -> Account:
    """Tell what came of counting records from Python; as the command ``count`` tells it."""
    return records_account(found.into, found.counted)


def _tables(counted: Counted) -> tuple[Column[Held], ...]:
    tables = (Column[Held](name, name.capitalize(), NUMBER, partial(_rows, name)) for name in written(counted.told))
    return (
        Column[Held]("area", "Area", NAME, lambda row: Named(row[0].id, row[0].name)),
        *tables,
    )


def _rows(table: str, row: Held) -> int:
    return row[1][table]


def _held(into: Into, counted: Counted) -> list[Held]:
    names = written(counted.told)
    return [
        (area, {name: counted.rows_of(name).get(number, 0) for name in names})
        for number, area in enumerate(into.places.areas)
    ]


def _stamp(into: Into) -> Stamp:
    """Stamp it as exact; with the area where there is one, and the number of areas where there are several."""
    first, *others = into.places.areas
    return Stamp(
        area=first.id if not others else into.path.stem,
        name=first.name if not others else f"{1 + len(others):,} areas in {into.path.name}",
        period_start=None if others else first.period_start,
        period_end=None if others else first.period_end,
        reference="",
        reference_id="",
        profile=Profile.NONE.value,
        profile_title=HOLDERS.removesuffix("."),
        synthetic=all(area.synthetic for area in into.places.areas),
    )
