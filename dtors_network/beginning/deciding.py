"""Candidates become services: whoever knows the area says which belong, of which type they are, and which are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from dtors_network.area_files.cells import CellError, free_text
from dtors_network.beginning.begun import TAKEN, Begun
from dtors_network.beginning.moving import moved, rows_about
from dtors_network.beginning.opening import CAME_FROM, USUAL, slug, usual_routes_in
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.side_table import CANDIDATES
from dtors_network.model.area import Area, Organisation, Service
from dtors_network.model.near import did_you_mean

YES: Final = "yes"
NO: Final = "no"
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "belongs": ("", YES, NO),
    "still_open": ("", YES, NO),
    "out_of_area": ("", YES, NO),
}
"""What may stand in a column that a person decides; blank is not decided yet."""

EDITED: Final = ("name", "service_type", "organisation_name", "last_confirmed", "same_as", *CHOICES)
"""Columns of a candidate that may be changed here."""

BY_HAND: Final = "added by hand"
ALSO: Final = "also_known_as"

Row = Mapping[str, str]
Changes = Mapping[str, Mapping[str, str]]
"""New text by candidate and column."""


def decided(begun: Begun, changes: Changes, on: date) -> Begun:
    """Take decisions about candidates, and make services of those that belong.

    Parameters
    ----------
    begun : Begun
        The area.
    changes : mapping
        By candidate, the cells that are changed: those of ``EDITED``.
    on : date
        The day, for what is confirmed now.

    Returns
    -------
    Begun
        Not written yet. A service is taken away again where nothing else speaks of it.

    Raises
    ------
    InputError
        With every cell that cannot be so, and every service that something else speaks of; then nothing is changed.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from dtors_network.beginning.opening import begin_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     begun = added_by_hand(begin_area(Path(place) / "kent", "Kent"), "The Hub", "open_access", "", date.today())
    >>> begun.area.service["the_hub"].name
    'The Hub'
    """
    known = {row["service"] for row in begun.candidates} | set(begun.area.service)
    faults = [fault for id_, cells in changes.items() for fault in _faults(begun, id_, cells, known)]
    if faults:
        raise InputError(faults)
    rows = [_changed(row, changes.get(row["service"], {}), on) for row in begun.candidates]
    return with_services(begun, _one_name(rows))


def added_by_hand(
    begun: Begun, name: str, service_type: str, organisation: str, on: date, out_of_area: bool = False
) -> Begun:
    """Add a service that no file suggested.

    Raises
    ------
    InputError
        If it has no name or type, or stands there already.
    """
    name = name.strip()
    taken = {row["service"] for row in begun.candidates} | set(begun.area.service)
    same = [row for row in begun.candidates if slug(row.get("name", "")) == slug(name)]
    faults = [] if name else [Fault("this service has no name", "Type its name", column="name")]
    if same:
        faults.append(Fault("a candidate of this name stands there already", "Tick that one", "", None, "name", name))
    if not service_type:
        faults.append(Fault("this service has no type", "Choose its type", column="service_type"))
    if faults:
        raise InputError(faults)
    id_ = next(
        one for at in range(1, len(taken) + 2) if (one := slug(name) + (f"_{at}" if at > 1 else "")) not in taken
    )
    cells = {"name": name, "service_type": service_type, "organisation_name": organisation.strip(), "belongs": YES}
    cells |= {"still_open": YES, "out_of_area": YES if out_of_area else ""}
    row = {"service": id_, "source": BY_HAND, "read_on": on.isoformat(), "mark": "listed"}
    return decided(replace(begun, candidates=(*begun.candidates, row)), {id_: cells}, on)


def with_route(begun: Begun, route: str, is_there: bool) -> Begun:
    """Put a usual route in into the area, or take it away where nothing else speaks of it.

    Raises
    ------
    InputError
        If it is none, or other rows speak of it.
    """
    area = begun.area
    usual = {one.service: one for one in usual_routes_in(area.pathway, area.codebook)}
    here = area.service.get(route)
    if route not in usual or (here and dict(here.extra).get(CAME_FROM) != USUAL):
        raise InputError([Fault("this is no usual route in", "Load the page again", value=route)])
    if is_there:
        services = area.services if here else (*area.services, usual[route])
        return replace(begun, area=replace(area, services=services))
    if fault := _spoken_of(area, route):
        raise InputError([fault])
    return replace(begun, area=replace(area, services=tuple(one for one in area.services if one.service != route)))


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
    faults = [fault for id_ in gone if (fault := _spoken_of(area, id_))]
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


def _faults(begun: Begun, id_: str, cells: Row, known: set[str]) -> Iterable[Fault]:
    at = next((at for at, row in enumerate(begun.candidates, start=2) if row["service"] == id_), None)
    if at is None:
        yield Fault("there is no such candidate", "Load the page again", column="service", value=id_)
        return
    for column, text in cells.items():
        problem = fix = ""
        if column not in EDITED:
            problem, fix = "this column is not changed here", f"Changed are {', '.join(EDITED)}"
        elif column in CHOICES and text not in CHOICES[column]:
            problem, fix = "this is neither yes nor no", "Choose yes or no, or leave it blank"
        elif column == "service_type" and text and text not in begun.area.codebook.service_type:
            problem, fix = "unknown service type", did_you_mean(text, begun.area.codebook.service_type)
        elif column == "same_as" and text and (text not in known or text == id_):
            problem, fix = "there is no other service of this id", "Choose one of the list"
        elif column == "last_confirmed" and text and not _is_day(text):
            problem, fix = "this is not a date", "Write year-month-day, as in 2026-11-28"
        elif column == "name" and not text.strip():
            problem, fix = "this service has no name", "Type its name"
        else:
            try:
                free_text(text)
            except CellError as error:
                problem, fix = error.problem, error.fix
        if problem:
            yield Fault(problem, fix, f"{CANDIDATES}.csv", at, column, text)


def _changed(row: Row, cells: Row, on: date) -> dict[str, str]:
    after = {**row, **{column: text.strip() for column, text in cells.items()}}
    if "service_type" in cells and cells["service_type"] != row.get("service_type", ""):
        after["type_from"] = "a person"
    if cells.get("still_open") and "last_confirmed" not in cells:
        after["last_confirmed"] = on.isoformat()
    return after


def _one_name(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Let every second name lead to the service itself, which belongs where one of its names does.

    Raises
    ------
    InputError
        If names lead round in a circle.
    """
    of = {row["service"]: row["same_as"] for row in rows if row.get("same_as")}
    found = [{**row, "same_as": _last(row["service"], of)} if row.get("same_as") else dict(row) for row in rows]
    belong = {row["same_as"] for row in found if row.get("same_as") and row.get("belongs") == YES}
    return [
        {**row, "belongs": YES}
        if row["service"] in belong and not row.get("same_as") and not row.get("belongs")
        else row
        for row in found
    ]


def _last(id_: str, of: Mapping[str, str]) -> str:
    seen = {id_}
    while id_ in of:
        id_ = of[id_]
        if id_ in seen:
            problem, fix = "these are said to be other names of one another", "Keep one of them as it is"
            raise InputError([Fault(problem, fix, f"{CANDIDATES}.csv", None, "same_as", id_)])
        seen.add(id_)
    return id_


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


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


def _spoken_of(area: Area, id_: str) -> Fault | None:
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
