"""Exports of NDTMS ViewIt, the public figures of drug and alcohol treatment in England."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dtors_network.exchange.figures.figure_rows import Areas, FigureRows
from dtors_network.exchange.figures.indicator import Indicator, Indicators
from dtors_network.exchange.figures.period import days_of, not_read
from dtors_network.exchange.figures.viewit_columns import KEYS, needed_of, plainly
from dtors_network.model.area import Origin
from dtors_network.rounding import counted
from dtors_network.safe.csv_reading import Record, read_records

ROUNDED_TO: Final = 5
SOURCE: Final = "NDTMS ViewIt, Office for Health Improvement and Disparities"

_DIMENSIONS: Final = KEYS[2:]
_IN_TREATMENT: Final = "intreatment_allintx"
_NEW: Final = "newpresentation_newtx"


@dataclass(frozen=True, slots=True)
class Family:
    """Columns that belong together: how they start, and what they are parts of (blank: of their own sum)."""

    start: str
    title: str
    whole: str = ""
    parts: bool = True


FAMILIES: Final = (
    Family("referralsource_", "New presentations by source of referral", whole=_NEW),
    Family("waitsfirst_", "Waits for a first intervention"),
    Family("waitssub_", "Waits for a subsequent intervention"),
    Family("exits_", "Exits from treatment by reason"),
    Family("interventions_", "People with an intervention, by kind and setting", whole=_IN_TREATMENT),
    Family("scnr_", "Completions and later returns", parts=False),
    Family(_IN_TREATMENT, "People in treatment", parts=False),
    Family(_NEW, "New presentations to treatment", parts=False),
)
"""What is read; other columns say nothing of ways through services, and some are sensitive."""

_ROUNDED: Final = "Every count is rounded to a multiple of 5, so that a 0 may stand for 1 or 2 people"
_NOT_ROUNDED: Final = "The counts are not rounded: not all of them are multiples of 5"
_WAITS: Final = "Waits are parts of all waits of their kind, which can be more than the new presentations"


def read_viewit(path: Path, areas: Areas = None) -> Indicators:
    r"""Read an export of NDTMS ViewIt (https://www.ndtms.net).

    Counts of people in treatment, new presentations, sources of referral, waits, exits and interventions, each with its
    own denominator, of all areas where none is named. ``NULL`` is missing and never 0. The national export names its
    columns otherwise (``ReportingPeriod_Data``, ``Num_InTreatment_AllInTx``); its figures get the same names as those
    of the others.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "export.csv"
    >>> _ = place.write_text(
    ...     "ReportingPeriod,Area,sex,age_group,drug_group,exits_died_allintx,exits_other_allintx\n"
    ...     "2021/22,Barnet,Total,TOTAL,Opiate,5,NULL\n"
    ... )
    >>> for one in read_viewit(place).indicators:
    ...     print(one.indicator, one.numerator, one.denominator, one.group)
    exits_died_allintx 5.0 None (('drug_group', 'Opiate'),)
    exits_other_allintx None None (('drug_group', 'Opiate'),)
    >>> folder.cleanup()
    """
    rows = FigureRows(path, areas)
    unread: set[str] = set()
    chosen: dict[Family, list[str]] = {}
    for record in map(plainly, read_records(path, needed_of(path), rows.faults)):
        if not chosen and not unread:
            chosen, unread = _columns(record.cells)
        if rows.wants(record.text("Area")):
            rows.add(_figures(record, chosen, rows))
    found = rows.finish()
    rounded = all(one.numerator is None or one.numerator % ROUNDED_TO == 0 for one in found)
    if not rounded:
        found = tuple(replace(one, rounded_to=0) for one in found)
    cautions = [_ROUNDED if rounded else _NOT_ROUNDED]
    cautions += [_WAITS] if any(one.indicator.startswith("waits") for one in found) else []
    if unread:
        cautions.append(f"{counted(len(unread), 'other column is', 'other columns are')} not read")
    cautions += not_read((one.period, one.period_start) for one in found)
    return Indicators(file=path.name, indicators=found, cautions=tuple(cautions))


def _columns(cells: Mapping[str, str]) -> tuple[dict[Family, list[str]], set[str]]:
    found: dict[Family, list[str]] = {family: [] for family in FAMILIES}
    unread = set()
    for column in cells:
        family = next((one for one in FAMILIES if column.startswith(one.start)), None)
        if family is not None:
            found[family].append(column)
        elif column not in KEYS:
            unread.add(column)
    return {family: columns for family, columns in found.items() if columns}, unread


def _figures(record: Record, chosen: Mapping[Family, list[str]], rows: FigureRows) -> Iterator[Indicator]:
    period, area = record.text("ReportingPeriod"), record.text("Area")
    start, end = days_of(period)
    group = tuple((name, text) for name in _DIMENSIONS if (text := record.text(name)).casefold() not in ("total", ""))
    origin = Origin(rows.file, record.number)
    for family, columns in chosen.items():
        values = {column: rows.figure(record, column) for column in columns}
        denominator, of_what = _denominator(family, values, record, rows)
        for column, value in values.items():
            yield Indicator(
                indicator=column,
                title=family.title,
                area=area,
                period=period,
                period_start=start,
                period_end=end,
                group=group,
                numerator=value,
                denominator=denominator,
                rounded_to=ROUNDED_TO,
                raw=record.text(column),
                note=of_what,
                source=SOURCE,
                origin=origin,
            )


def _denominator(
    family: Family, values: Mapping[str, float | None], record: Record, rows: FigureRows
) -> tuple[float | None, str]:
    """Give what the columns of a family are parts of, and say what that is."""
    if not family.parts:
        return None, ""
    if family.whole:
        whole = rows.figure(record, family.whole) if family.whole in record.cells else None
        return whole, f"of {family.whole}"
    known = [value for value in values.values() if value is not None]
    if len(known) < len(values):
        return None, "the sum of its family is not known, since a part is missing"
    return sum(known), f"of the sum of {len(known)} counts"
