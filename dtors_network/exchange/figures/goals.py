"""The file of goal 3.5.1 of the Sustainable Development Goals: people in treatment by local authority and year."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dtors_network.exchange.figures.figure_rows import Areas, FigureRows
from dtors_network.exchange.figures.indicator import Indicator, Indicators
from dtors_network.exchange.figures.period import days_of, not_read
from dtors_network.model.area import Origin
from dtors_network.safe.csv_reading import Record, read_records

NEEDED: Final = ("Observation status", "Local authority", "Year", "Series", "Drug group", "Units", "Value")
ENGLAND: Final = "England"
SOURCE: Final = "Office for National Statistics, UK data for Sustainable Development Goal indicator 3.5.1"

_DIMENSIONS: Final = ("Drug group", "Sex", "Age", "Ethnicity")
_ORDINARY: Final = "Normal value"


def read_goals(path: Path, areas: Areas = None) -> Indicators:
    """Read the data of indicator 3.5.1 (https://sdgdata.gov.uk), one row a figure.

    People in treatment, estimated prevalence and met need, of all areas where none is named; a blank name is England.
    """
    rows = FigureRows(path, areas)
    for record in read_records(path, NEEDED, rows.faults):
        if rows.wants(record.text("Local authority") or ENGLAND):
            rows.add([_indicator(record, rows)])
    found = rows.finish()
    cautions = tuple(not_read((one.period, one.period_start) for one in found))
    return Indicators(file=path.name, indicators=found, cautions=cautions)


def _indicator(record: Record, rows: FigureRows) -> Indicator:
    start, end = days_of(record.text("Year"))
    value = rows.figure(record, "Value")
    counted = record.text("Units").casefold() == "number"
    status = record.text("Observation status")
    return Indicator(
        indicator="3.5.1",
        title=record.text("Series"),
        area=record.text("Local authority") or ENGLAND,
        period=record.text("Year"),
        period_start=start,
        period_end=end,
        group=tuple((name.casefold(), text) for name in _DIMENSIONS if (text := record.text(name))),
        value=None if counted else value,
        numerator=value if counted else None,
        raw=record.text("Value"),
        note="" if status == _ORDINARY else status,
        source=SOURCE,
        origin=Origin(rows.file, record.number),
    )
