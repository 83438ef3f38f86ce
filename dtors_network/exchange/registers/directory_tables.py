"""HSDS tables: one CSV file an object, in a folder or an archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.registers.candidates import check_number
from dtors_network.exchange.registers.directory_page import STATES, Listed, Page, Runner
from dtors_network.model.near import did_you_mean
from dtors_network.safe.csv_reading import Record, read_records
from dtors_network.safe.zip_bounds import ZipBounds, open_zip, read_entry
from dtors_network.safe.zip_parts import parts_of_people

BOUNDS: Final = ZipBounds(kind="archive", fix="Keep only the tables of the directory", largest_content=200_000_000)
SERVICE: Final = "service"
OTHERS: Final = {
    "organization": ("id", "name"),
    "attribute": ("link_id", "taxonomy_term_id"),
    "taxonomy_term": ("id", "name"),
    "service_taxonomy": ("service_id", "taxonomy_id"),
    "taxonomy": ("id", "name"),
    "service_capacity": ("service_id", "unit_id"),
    "unit": ("id", "name"),
    "location": ("id",),
    "service_at_location": ("service_id", "location_id"),
    "program": ("id", "organization_id"),
}
"""Further tables that are read where they are there, with the columns that they need."""
MOST_ROWS: Final = 100_000
"""Rows of one of those."""
PLURALS: Final = {
    "service_capacity": ("service_capacities",),
    "service_taxonomy": ("services_taxonomy", "service_taxonomies", "service_taxonomys"),
    "taxonomy": ("taxonomies", "taxonomys"),
    "service_at_location": ("services_at_location", "service_at_locations", "services_at_locations"),
}
"""Names in the plural, as earlier versions write files; otherwise an s is put behind."""


_FIX: Final = "Give a folder or an archive that holds service.csv or services.csv"


def is_tabular(path: Path) -> bool:
    """Say whether a path is a folder or an archive of tables, or the table of services itself."""
    return path.is_dir() or path.suffix.lower() in (".zip", ".csv")


def holds_tables(folder: Path) -> bool:
    """Say whether a folder holds a table of services under one of its names."""
    return _place(folder, SERVICE) is not None


def read_tables(path: Path) -> Page:
    """Read the tables of a directory.

    A folder or an archive that holds ``service.csv`` or ``services.csv``, or that file itself with the others beside
    it; with every fault found.
    """
    if path.suffix.lower() == ".zip" and path.is_file():
        with tempfile.TemporaryDirectory() as place:
            _unpack(path, Path(place))
            return _read(Path(place), path.name)
    return _read(path if path.is_dir() else path.parent, path.name)


def _unpack(path: Path, folder: Path) -> None:
    """Take the tables out of an archive; where a name stands twice in it, the one that is least deep."""
    wanted = {name for table in (SERVICE, *OTHERS) for name in _names(table)}
    with open_zip(path, path.name, BOUNDS, "Pack it again as .zip") as archive:
        entries = parts_of_people(archive.infolist())
        for entry in sorted(entries, key=lambda one: -one.filename.count("/")):
            name = PurePosixPath(entry.filename).name.lower()
            if name in wanted:
                (folder / name).write_bytes(read_entry(archive, entry, path.name, BOUNDS.kind))


def _names(table: str) -> tuple[str, ...]:
    """Give the names that the file of a table may have: HSDS 3 writes the singular, and wrote the plural before."""
    return f"{table}.csv", *(f"{name}.csv" for name in PLURALS.get(table, (f"{table}s",)))


def _place(folder: Path, table: str) -> Path | None:
    return next((folder / name for name in _names(table) if (folder / name).is_file()), None)


def _read(folder: Path, shown: str) -> Page:
    place = _place(folder, SERVICE)
    if place is None:
        raise InputError([Fault("there is no table of services here", _FIX, file=shown)])
    faults: list[Fault] = []
    tables = {name: _table(_place(folder, name), needed, faults) for name, needed in OTHERS.items()}
    about = _About(tables)
    services: list[Listed] = []
    for record in read_records(place, ("id", "name", "status"), faults):
        found = list(_faults(record, place.name))
        faults += found
        check_number(len(services), place.name)
        if not found:
            services.append(about.listed(record, place.name))
    return Page(
        services=tuple(services),
        runners=tuple(about.listed_runners),
        faults=tuple(faults),
        one_row_each=True,
        owners=about.owners,
    )


def _table(path: Path | None, needed: tuple[str, ...], faults: list[Fault]) -> list[Record]:
    rows = list(islice(read_records(path, needed, faults), MOST_ROWS + 1)) if path else []
    if path and len(rows) > MOST_ROWS:
        problem = f"this table has more than {MOST_ROWS:,} rows"
        raise InputError([Fault(problem, "Keep only what belongs to the services of your own area", file=path.name)])
    return rows


def _faults(record: Record, file: str) -> Iterator[Fault]:
    for column in ("id", "name", "status"):
        if not record.text(column):
            problem = "a service needs this, and it is not there"
            yield Fault(problem, "Ask whoever runs the directory", file, record.number, column)
    status = record.text("status")
    if status and status.casefold() not in STATES:
        fix = did_you_mean(status, STATES)
        yield Fault("this is no status of a service", fix, file, record.number, "status", status)


class _About:
    """What the other tables say of services, by their ids."""

    def __init__(self, tables: Mapping[str, list[Record]]) -> None:
        self.units = {row.text("id"): row.text("name") for row in tables["unit"]}
        self.listed_runners = [Runner(id=row.text("id"), name=row.text("name")) for row in tables["organization"]]
        self.runners = {one.id: one for one in reversed(self.listed_runners)}
        places = [*tables["location"], *tables["program"]]
        self.owners = {row.text("id"): row.text("organization_id") for row in places if row.text("organization_id")}
        self.at: dict[str, list[str]] = {}
        for row in tables["service_at_location"]:
            self.at.setdefault(row.text("service_id"), []).append(row.text("location_id"))
        self.terms = _terms(tables)
        self.capacities = {row.text("service_id"): row for row in reversed(tables["service_capacity"])}

    def listed(self, record: Record, file: str) -> Listed:
        identity = record.text("id")
        capacity = self.capacities.get(identity, Record(0, {}))
        return Listed(
            id=identity,
            name=record.text("name"),
            status=record.text("status").casefold(),
            runner=self.runners.get(record.text("organization_id")),
            runner_id=record.text("organization_id"),
            through=tuple(
                filter(None, (record.text("location_id"), record.text("program_id"), *self.at.get(identity, ())))
            ),
            description=record.text("description") or record.text("short_desc"),
            terms=tuple(dict.fromkeys(self.terms.get(identity, ()))),
            way_in=record.text("application_process") or record.text("how_to_apply"),
            eligibility=record.text("eligibility_description") or record.text("eligibility"),
            minimum_age=record.text("minimum_age"),
            maximum_age=record.text("maximum_age"),
            available=_count(capacity.text("available")),
            maximum=_count(capacity.text("maximum")),
            unit=self.units.get(capacity.text("unit_id"), ""),
            file=file,
            row=record.number,
        )


def _terms(tables: Mapping[str, list[Record]]) -> dict[str, list[str]]:
    """Give the terms by service: version 3 keeps them as attributes, earlier ones as taxonomies of services."""
    found: dict[str, list[str]] = {}
    for links, of, to, terms in (
        ("attribute", "link_id", "taxonomy_term_id", "taxonomy_term"),
        ("service_taxonomy", "service_id", "taxonomy_id", "taxonomy"),
    ):
        names = {row.text("id"): row.text("name") for row in tables[terms]}
        for row in tables[links]:
            if term := names.get(row.text(to), ""):
                found.setdefault(row.text(of), []).append(term)
    return found


def _count(text: str) -> int | None:
    digits = text.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None
