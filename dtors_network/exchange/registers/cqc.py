"""The register of the Care Quality Commission, as directory or as the sheet of active locations: candidate services."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault
from dtors_network.exchange.registers.candidates import A_PERSON, Candidates, without_person
from dtors_network.exchange.registers.cqc_locations import Location, candidates_of
from dtors_network.exchange.registers.cqc_sheet import sheet_records
from dtors_network.model.area import Origin
from dtors_network.model.vocabulary import Sector
from dtors_network.rounding import counted
from dtors_network.safe.csv_reading import Record, read_records

DIRECTORY: Final = (
    "CQC Location ID (for office use only)",
    "Name",
    "Service types",
    "Specialisms/services",
    "Provider name",
    "Local authority",
    "CQC Provider ID (for office use only)",
)
HSCA: Final = (
    "Location ID",
    "Location Name",
    "Dormant (Y/N)",
    "Location Local Authority",
    "Provider ID",
    "Provider Name",
)

_KINDS: Final = ("Regulated activity - ", "Service type - ", "Service user band - ")


def read_cqc_directory(path: Path, authorities: Collection[str] | None = None) -> Candidates:
    """Read the directory of the Care Quality Commission (https://www.cqc.org.uk), a CSV file.

    Its header stands below some lines about the file, and is looked for. Gives locations with a strong or a weak mark,
    of all authorities where none is named; names of people are left out.
    """
    faults: list[Fault] = []
    locations = (_of_directory(record, path.name) for record in read_records(path, DIRECTORY, faults))
    return candidates_of(path.name, locations, authorities, faults)


def read_cqc_hsca(path: Path, authorities: Collection[str] | None = None) -> Candidates:
    """Read the sheet ``HSCA_ActiveLocations``, as workbook or saved as CSV.

    Active locations with a strong or a weak mark, of all authorities where none is named; registered managers and other
    people are left out.
    """
    faults: list[Fault] = []
    workbook = path.suffix.lower() == ".xlsx"
    records = sheet_records(path, HSCA, faults) if workbook else read_records(path, HSCA, faults)
    asleep: list[str] = []
    locations = (one for record in records if (one := _of_hsca(record, path.name, asleep)))
    found = candidates_of(path.name, locations, authorities, faults)
    are = counted(len(asleep), "location is dormant or stands", "locations are dormant or stand")
    dormant = f"{are} under another id as well, and left out"
    return replace(found, cautions=(*found.cautions, dormant)) if asleep else found


def _of_directory(record: Record, file: str) -> Location:
    several = (part.strip() for name in DIRECTORY[2:4] for part in record.text(name).split("|"))
    return Location(
        location=record.text(DIRECTORY[0]),
        name=record.text("Name"),
        provider=record.text(DIRECTORY[6]),
        provider_name=without_person(record.text("Provider name")),
        authority=record.text("Local authority"),
        words=tuple(part for part in several if part),
        extra=(("last_checked", _day(record.text("Date of latest check"))),),
        origin=Origin(file, record.number),
    )


def _of_hsca(record: Record, file: str, asleep: list[str]) -> Location | None:
    location, primary = record.text("Location ID"), record.text("Primary ID (Dual registration locations)")
    if record.text("Dormant (Y/N)").upper() == "Y" or (primary not in ("", "-", location)):
        asleep.append(location)
        return None
    ticked = (column for column, cell in record.cells.items() if cell.strip().upper() == "Y")
    words = (column.removeprefix(kind) for column in ticked for kind in _KINDS if column.startswith(kind))
    person = record.text("Provider Ownership Type").casefold() == "individual"
    return Location(
        location=location,
        name=record.text("Location Name"),
        provider=record.text("Provider ID"),
        provider_name=A_PERSON if person else without_person(record.text("Provider Name")),
        authority=record.text("Location Local Authority"),
        words=tuple(words),
        sector=_sector(record),
        extra=(("beds", record.text("Care homes beds")), ("rating", record.text("Location Latest Overall Rating"))),
        origin=Origin(file, record.number),
    )


def _sector(record: Record) -> Sector | None:
    """Give the sector where the register says it; it does not tell voluntary from private, save by a charity number."""
    if "nhs" in record.text("Provider Type/Sector").casefold():
        return Sector.NHS
    return Sector.VOLUNTARY if record.text("Provider Charity Number") not in ("", "-") else None


def _day(text: str) -> str:
    try:
        return datetime.strptime(text.partition(" - ")[0], "%d/%b/%Y").date().isoformat()
    except ValueError:
        return ""
