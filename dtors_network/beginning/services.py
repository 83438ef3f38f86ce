"""The table of services as candidates make it; what a person typed elsewhere stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dtors_network.beginning.begun import TAKEN, Begun
from dtors_network.beginning.moving import moved, rows_about
from dtors_network.beginning.opening import CAME_FROM, slug
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area, Organisation, Service

YES: Final = "yes"
NO: Final = "no"
ALSO: Final = "also_known_as"
Row = Mapping[str, str]


def with_services(begun: Begun, rows: Sequence[Row]) -> Begun:
    """Make the table of services what candidates say, and leave all else in it alone."""
    area, rows = _deleted_elsewhere(begun, rows)
    wanted = {row["service"]: row for row in rows if _is_service(row)}
    new = [_service(row) for id_, row in wanted.items() if id_ not in area.service]
    area = _merged(replace(area, services=(*area.services, *new)), rows)
    before = {row["service"]: row for row in begun.candidates}
    gone = [
        one.service
        for one in area.services
        if one.service not in wanted and one.service in before and dict(one.extra).get(CAME_FROM)
    ]
    faults = [fault for id_ in gone if (fault := spoken_of(area, id_))]
    if faults:
        raise InputError(faults)
    kept = [_updated(one, before.get(one.service), wanted.get(one.service)) for one in area.services
            if one.service not in gone]  # fmt: skip
    services = tuple(_also(one, rows) for one in kept)
    taken = tuple(_taken(row, row["service"] in wanted) for row in rows)
    organisations = _organisations(area, services, rows)
    tables = area.tables | ({"organisations"} if organisations else set())
    after = replace(area, services=services, organisations=organisations, tables=tables)
    return replace(begun, area=after, candidates=taken)


def _is_service(row: Row) -> bool:
    here = row.get("belongs") == YES and row.get("still_open") != NO and not row.get("same_as")
    return here and bool(row.get("service_type"))


def _taken(row: Row, is_service: bool) -> dict[str, str]:
    after = {**row, TAKEN: YES if is_service else ""}
    return after if is_service or row.get(TAKEN) else {name: text for name, text in after.items() if name != TAKEN}


def _deleted_elsewhere(begun: Begun, rows: Sequence[Row]) -> tuple[Area, list[Row]]:
    """Let what a person deleted from the table of services stay deleted."""
    area = begun.area
    gone = {row["service"] for row in begun.candidates if row.get(TAKEN) == YES} - set(area.service)
    return area, [{**row, "belongs": NO, TAKEN: ""} if row["service"] in gone else row for row in rows]


def _merged(area: Area, rows: Sequence[Row]) -> Area:
    """Let everything that speaks of a second name speak of the service itself."""
    for row in rows:
        if row.get("same_as") and row["service"] in area.service and row["same_as"] in area.service:
            area = moved(area, row["service"], row["same_as"])
    return area


def spoken_of(area: Area, id_: str) -> Fault | None:
    """Say that a service cannot go, since other rows speak of it."""
    about = rows_about(area, id_)
    if not about:
        return None
    told = ", ".join(f"{number} of {table}" for table, number in about.items())
    fix = "Take those away first, or say that it is the same as another"
    return Fault(f"other rows speak of this service ({told})", fix, column="belongs", value=id_)


def _cells(row: Row) -> dict[str, Any]:
    """Give the fields of a service that a candidate decides."""
    return {
        "name": row.get("name", ""),
        "service_type": row["service_type"],
        "organisation": _organisation(row),
        "out_of_area": row.get("out_of_area") == YES,
    }


def _extra(row: Row) -> dict[str, str]:
    told = {
        CAME_FROM: row.get("source", ""),
        "source_date": row.get("source_date") or row.get("read_on", ""),
        "type_from": row.get("type_from", ""),
        "still_open": row.get("still_open", ""),
        "last_confirmed": row.get("last_confirmed", ""),
    }
    return {name: text for name, text in told.items() if text}


def _organisation(row: Row) -> str:
    name = row.get("organisation_name", "")
    return row.get("organisation", "") or (slug(name) if name else "")


def _service(row: Row) -> Service:
    return Service(service=row["service"], extra=tuple(_extra(row).items()), **_cells(row))


def _updated(one: Service, before: Row | None, after: Row | None) -> Service:
    """Change the fields of a service that are as its candidate had them; what a person typed elsewhere stays."""
    if after is None or before is None or not before.get("service_type"):
        return one
    was, now = _cells(before), _cells(after)
    changed = {name: now[name] for name in now if now[name] != was[name] and getattr(one, name) == was[name]}
    old, new, extra = _extra(before), _extra(after), dict(one.extra)
    for name in {**old, **new}:
        if extra.get(name, "") == old.get(name, ""):
            extra[name] = new.get(name, "")
    return replace(one, **changed, extra=tuple((name, text) for name, text in extra.items() if text))


def _also(one: Service, rows: Sequence[Row]) -> Service:
    """Show the other names of a service beside its own."""
    names = [row.get("name", "") for row in rows if row.get("same_as") == one.service]
    extra = {name: text for name, text in one.extra if name != ALSO} | ({ALSO: "; ".join(names)} if names else {})
    return one if tuple(extra.items()) == one.extra else replace(one, extra=tuple(extra.items()))


def _organisations(area: Area, services: Iterable[Service], rows: Sequence[Row]) -> tuple[Organisation, ...]:
    """List who runs services: those of before that still run one or were listed, and those of new services."""
    names = {_organisation(row): row.get("organisation_name", "") for row in rows if _organisation(row)}
    running = dict.fromkeys(one.organisation for one in services if one.organisation)
    listed = {one.organisation: one for one in area.organisations}
    kept = [one for one in area.organisations if one.organisation in running or one.organisation not in names]
    new = [Organisation(organisation=id_, name=names.get(id_, "")) for id_ in running if id_ not in listed]
    return (*kept, *new)
