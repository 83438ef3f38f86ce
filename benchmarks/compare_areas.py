"""153 invented areas as uneven as areas are: other periods and sizes, silent services, counts that nobody made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.model.area import PEOPLE, Area
from dtors_network.records.into import Asked, records_into
from dtors_network.synthetic.record_files import Wanted, synthetic_records

SEED: Final = 20261128
ROWS: Final = 8_000
"""Rows of referrals of an area: some forty services, 250 rows of counts and more."""
REGIONS: Final = tuple(f"Synthetic region {number}" for number in range(1, 10))
PERIODS: Final = tuple((date(year, 4, 1), date(year + 1, 3, 31)) for year in (2022, 2023, 2024))
SIZES: Final = (1, 1, 2, 2, 4, 8)
"""What counts of an area are divided by: most areas are small beside the largest."""
OLD: Final = "models_of_care_2006"
Rows = tuple[Any, ...]


def invent(folder: Path, areas: int) -> None:
    """Make records of so many areas, count them into the areas, and make these uneven."""
    synthetic_records(folder, Wanted(seed=SEED, rows=areas * ROWS, areas=areas))
    records_into(Asked((folder / "records",), folder / "areas"))
    places = sorted(place for place in (folder / "areas").iterdir() if place.is_dir())
    for number, place in enumerate(places):
        write_area(uneven(read_area(place), Random(f"{SEED} {number}"), number), folder / "uneven" / place.name)


def uneven(area: Area, random: Random, number: int) -> Area:
    """Make an area as uneven as areas are; one in fifty counts nobody, one in fifteen has the older reference."""
    start, end = PERIODS[number % len(PERIODS)]
    area = smaller(area, random.choice(SIZES))
    area = replace(
        area,
        region=REGIONS[number % len(REGIONS)],
        period_start=start,
        period_end=end,
        services_complete=random.random() < 0.7,
        records_complete=random.random() < 0.5,
        departures_complete=area.departures_complete and random.random() < 0.8,
        statements=_spoken(area, random),
    )
    if number % 15 == 7:
        area = replace(area, reference_pathway=OLD, pathway=shipped_pathway(OLD))
    return uncounted(area) if number % 50 == 13 else partly_counted(area, random)


def smaller(area: Area, by: int) -> Area:
    """Divide every count of people, rounded down: what was lawful stays lawful."""
    return replace(
        area,
        **{table: tuple(_divided(row, names, by) for row in getattr(area, table)) for table, names in PEOPLE.items()},
    )


def _divided(row: Any, names: tuple[str, ...], by: int) -> Any:
    return replace(row, **{name: count // by for name in names if isinstance(count := getattr(row, name), int)})


def _spoken(area: Area, random: Random) -> Rows:
    """Let a share of the services, which is each area's own, say nothing."""
    share = random.choice((0.0, 0.1, 0.3, 0.6, 1.0))
    silent = {row.service for row in area.services if random.random() < share}
    return tuple(
        row for row in area.statements if (row.source if row.end.value == "sender" else row.target) not in silent
    )


def partly_counted(area: Area, random: Random) -> Area:
    """Leave out what some services did not count: everything, their waits, or whom they kept."""
    share = random.choice((0.0, 0.0, 0.1))
    blank = {row.service for row in area.services if random.random() < share}
    unwaited = {row.service for row in area.services if random.random() < 0.3}
    referrals = tuple(
        replace(row, waited_over_21_days=None, wait_median_days=None, wait_p90_days=None)
        if row.target in unwaited
        else row
        for row in area.referrals
        if row.target not in blank
    )
    return replace(
        area,
        referrals=referrals,
        refusals=tuple(row for row in area.refusals if row.target not in blank),
        departures=tuple(row for row in area.departures if row.service not in blank),
        departures_complete=area.departures_complete and not blank,
    )


def uncounted(area: Area) -> Area:
    """Leave out every count."""
    services = tuple(replace(row, caseload=None, departures_total=None) for row in area.services)
    none: dict[str, Any] = dict.fromkeys(("arrivals", "referrals", "refusals", "departures"), ())
    return replace(area, services=services, **none, tables=area.tables - {*none})
