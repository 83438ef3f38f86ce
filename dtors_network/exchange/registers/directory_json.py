"""One JSON file of a directory: a page of a list, a full record of a service, an organisation or a location."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dtors_network.errors import Fault
from dtors_network.exchange.registers.candidates import check_number
from dtors_network.exchange.registers.directory_page import STATES, Listed, Page, Runner
from dtors_network.model.near import did_you_mean
from dtors_network.safe.bounds import bounded_bytes
from dtors_network.safe.json_reading import DIRECTORY, parse_json

_LISTS: Final = ("contents", "content", "services")
"""Where version 3, version 1 and a bundle keep their records."""
_TOTALS: Final = ("total_items", "totalElements")

_OF_A_SERVICE: Final = frozenset(
    {
        "status",
        "organization",
        "organization_id",
        "attributes",
        "service_taxonomys",
        "application_process",
        "attending_access",
        "eligibility_description",
        "eligibilitys",
        "minimum_age",
        "service_areas",
        "service_at_locations",
    }
)
"""What a record of a service may hold, and none of an organisation."""

Object = Mapping[str, Any]


def read_page(path: Path) -> Page:
    """Read one JSON file of a directory.

    A page (``contents`` or ``content``), a bare list, a service, an organisation with its services, or a service at a
    location; with every fault found.
    """
    found = parse_json(bounded_bytes(path, DIRECTORY.largest, DIRECTORY.smaller), path.name)
    reading = _Reading(path.name)
    services = tuple(reading.services(found))
    totals = [found.get(name) for name in _TOTALS] if isinstance(found, dict) else []
    promised = next((total for total in totals if type(total) is int), None)
    about_services = bool(services) or (isinstance(found, dict) and _is_empty_page(found))
    if not about_services and not reading.faults and not reading.runners:
        problem = "this JSON holds no service, and no page of services"
        reading.faults.append(Fault(problem, "Give a page of /services, or a full record of one", file=path.name))
    return Page(
        services=services,
        runners=tuple(reading.runners),
        faults=tuple(reading.faults),
        owners=reading.owners,
        promised=promised if services else None,
    )


def _is_empty_page(found: Object) -> bool:
    return any(found.get(name) == [] for name in _LISTS)


class _Reading:
    """Goes through the records of one file, and notes what they lack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.runners: list[Runner] = []
        self.owners: dict[str, str] = {}
        self.number = 0

    def services(self, found: Any, runner: Runner | None = None) -> Iterator[Listed]:
        for record in self._records(found):
            if isinstance(record.get("service"), dict):
                for one in self.services(record["service"]):
                    yield replace(one, through=(*one.through, *self._places(record)))
            elif self._is_organisation(record):
                own = _runner(record)
                check_number(len(self.runners), self.file)
                self.runners += [own] if own else []
                inside = record.get("services")
                yield from self.services(inside if isinstance(inside, list) else [], own)
            elif "name" in record or not _OF_A_SERVICE.isdisjoint(record):
                yield from self._service(record, runner)

    def _records(self, found: Any) -> Iterator[Object]:
        if isinstance(found, dict):
            key = next((name for name in _LISTS if isinstance(found.get(name), list) and "id" not in found), "")
            items = found[key] if key else [found]
        else:
            items = found if isinstance(found, list) else []
        yield from (item for item in items if isinstance(item, dict))

    def _is_organisation(self, record: Object) -> bool:
        """Tell the two apart: an organisation has nothing that only a service has."""
        return "id" in record and "name" in record and _OF_A_SERVICE.isdisjoint(record)

    def _service(self, record: Object, runner: Runner | None) -> Iterator[Listed]:
        self.number += 1
        check_number(self.number, self.file)
        identity, name, status = (_text(record.get(key)) for key in ("id", "name", "status"))
        for key, text in (("id", identity), ("name", name), ("status", status)):
            if not text:
                self._note(key, "", "a service needs this, and it is not there", "Ask whoever runs the directory")
        if status and status.casefold() not in STATES:
            self._note("status", status, "this is no status of a service", did_you_mean(status, STATES))
        if identity and name and status:
            yield replace(_listed(record, runner, self.file, self.number), through=tuple(self._places(record)))

    def _places(self, record: Object) -> Iterator[str]:
        """Name the locations and the programme of a service, and note which organisation each belongs to."""
        for place in _objects(record, "location", "locations", "program", "service_at_locations"):
            inner = place.get("location")
            own = inner if isinstance(inner, dict) else place
            organisation = own.get("organization")
            owner = _runner(organisation) if isinstance(organisation, dict) else None
            identity = _text(own.get("id")) if own is not place else _text(place.get("location_id", place.get("id")))
            if owner:
                self.runners.append(owner)
            told = owner.id if owner else _text(own.get("organization_id"))
            if identity and told:
                self.owners[identity] = told
            yield from filter(None, [identity])
        yield from filter(None, (_text(record.get(name)) for name in ("location_id", "program_id")))

    def _note(self, column: str, value: str, problem: str, fix: str) -> None:
        self.faults.append(Fault(problem, fix, file=self.file, row=self.number, column=column, value=value))


def _listed(record: Object, runner: Runner | None, file: str, number: int) -> Listed:
    organisation = record.get("organization")
    capacity = next(iter(_objects(record, "service_capacities", "capacities", "service_capacity")), {})
    unit = capacity.get("unit")
    eligibility = next(iter(_objects(record, "eligibilitys")), {})
    return Listed(
        id=_text(record["id"]),
        name=_text(record["name"]),
        status=_text(record["status"]).casefold(),
        runner=_runner(organisation) if isinstance(organisation, dict) else runner,
        runner_id=_text(record.get("organization_id")),
        description=_text(record.get("description")),
        terms=tuple(dict.fromkeys(_terms(record))),
        way_in=_text(record.get("application_process")) or _text(record.get("attending_access")) or _access(record),
        eligibility=_text(record.get("eligibility_description")) or _text(eligibility.get("eligibility")),
        minimum_age=_text(record.get("minimum_age", eligibility.get("minimum_age"))),
        maximum_age=_text(record.get("maximum_age", eligibility.get("maximum_age"))),
        available=_count(capacity.get("available")),
        maximum=_count(capacity.get("maximum")),
        unit=_text(unit.get("name")) if isinstance(unit, dict) else "",
        file=file,
        row=number,
    )


def _access(record: Object) -> str:
    """Version 1 keeps the way in with each way of attending."""
    ways = _objects(record, "attending_accesses", "service_attendings")
    said = (_text(way.get("attending_access")) for way in ways)
    return "; ".join(dict.fromkeys(text for text in said if text))


def _terms(record: Object) -> Iterator[str]:
    for attribute in _objects(record, "attributes"):
        term = attribute.get("taxonomy_term")
        if isinstance(term, dict):
            yield from filter(None, [_text(term.get("name")) or _text(term.get("term"))])
    for taxonomy in _objects(record, "service_taxonomys"):
        term = taxonomy.get("taxonomy")
        if isinstance(term, dict):
            yield from filter(None, [_text(term.get("name"))])


def _objects(record: Object, *names: str) -> list[Object]:
    found = [record.get(name) for name in names]
    lists = [item if isinstance(item, list) else [item] for item in found]
    return [item for one in lists for item in one if isinstance(item, dict)]


def _runner(record: Object) -> Runner | None:
    identity = _text(record.get("id"))
    return Runner(id=identity, name=_text(record.get("name"))) if identity else None


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _count(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1_000_000:
        return None
    return int(value) if value == int(value) else None
