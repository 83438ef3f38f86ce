"""CSV files of Fingertips, the public health profiles of England."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from dtors_network.exchange.counted_words import agreeing
from dtors_network.exchange.figures.figure_rows import Areas, FigureRows
from dtors_network.exchange.figures.indicator import Indicator, Indicators
from dtors_network.exchange.figures.period import days_of, not_read
from dtors_network.model.area import Origin
from dtors_network.safe.csv_reading import Record, read_records

NEEDED: Final = (
    "Indicator ID",
    "Indicator Name",
    "Area Code",
    "Area Name",
    "Area Type",
    "Time period",
    "Value",
    "Count",
    "Denominator",
    "Value note",
)
SOURCE: Final = "Fingertips, Office for Health Improvement and Disparities"

ABOUT_TREATMENT: Final = {
    "92544": "people leaving prison who go on to community treatment",
    "90244": "people who complete treatment",
    "90245": "people who complete treatment",
    "92447": "people who complete treatment",
    "92454": "people in treatment",
    "92455": "people in treatment",
    "91117": "estimated number of people who use opiates or crack",
    "93517": "people who use drugs and are not in treatment",
    "93532": "people who are not in treatment",
    "91123": "people who waited more than three weeks for alcohol treatment (ended 2022/23)",
}
"""Indicators that speak of treatment, by id; the publisher's own title stands with each figure."""

_EVERYONE: Final = frozenset({"", "persons", "all ages", "all"})


def read_fingertips(path: Path, areas: Areas = None) -> Indicators:
    """Read a CSV file of Fingertips (https://fingertips.phe.org.uk).

    Of all areas, England and regions included, where none is named. Each figure has its count, denominator, 95 %
    interval and note; marks for missing figures are never 0.
    """
    rows = FigureRows(path, areas)
    others: Counter[str] = Counter()
    for record in read_records(path, NEEDED, rows.faults):
        if rows.wants(record.text("Area Code"), record.text("Area Name")):
            rows.add([_indicator(record, rows)])
            if record.text("Indicator ID") not in ABOUT_TREATMENT:
                others[record.text("Indicator Name")] += 1
    found = rows.finish()
    missing = sum(one.missing for one in found)
    cautions = [agreeing(missing, f"{missing:,} of the figures {{are|is}} missing at the source")] if missing else []
    cautions += [
        agreeing(count, f"{count:,} of the figures {{are|is}} of an indicator not known here: ") + name
        for name, count in others.items()
    ]
    cautions += not_read((one.period, one.period_start) for one in found)
    return Indicators(file=path.name, indicators=found, cautions=tuple(cautions))


def _indicator(record: Record, rows: FigureRows) -> Indicator:
    start, end = days_of(record.text("Time period"))
    return Indicator(
        indicator=record.text("Indicator ID"),
        title=record.text("Indicator Name"),
        area=record.text("Area Name"),
        gss_code=record.text("Area Code"),
        period=record.text("Time period"),
        period_start=start,
        period_end=end,
        group=_group(record),
        value=rows.figure(record, "Value"),
        numerator=rows.figure(record, "Count"),
        denominator=rows.figure(record, "Denominator"),
        low=rows.figure(record, "Lower CI 95.0 limit"),
        high=rows.figure(record, "Upper CI 95.0 limit"),
        raw=record.text("Value"),
        note=record.text("Value note"),
        source=SOURCE,
        origin=Origin(rows.file, record.number),
    )


def _group(record: Record) -> tuple[tuple[str, str], ...]:
    pairs = [("sex", record.text("Sex")), ("age", record.text("Age"))]
    category = record.text("Category Type")
    pairs += [(category, record.text("Category"))] if category else []
    return tuple((name, text) for name, text in pairs if text.casefold() not in _EVERYONE)
