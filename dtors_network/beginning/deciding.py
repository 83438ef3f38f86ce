"""Candidates become services: whoever knows the area says which belong, of which type they are, and which are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dtors_network.area_files.cells import CellError, free_text
from dtors_network.beginning.begun import Begun
from dtors_network.beginning.opening import CAME_FROM, USUAL, slug, usual_routes_in
from dtors_network.beginning.services import NO, YES, Row, spoken_of, with_services
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.side_table import CANDIDATES
from dtors_network.model.near import did_you_mean

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "belongs": ("", YES, NO),
    "still_open": ("", YES, NO),
    "out_of_area": ("", YES, NO),
}
"""What may stand in a column that a person decides; blank is not decided yet."""

EDITED: Final = ("name", "service_type", "organisation_name", "last_confirmed", "same_as", *CHOICES)
"""Columns of a candidate that may be changed here."""

BY_HAND: Final = "added by hand"

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
    if fault := spoken_of(area, route):
        raise InputError([fault])
    return replace(begun, area=replace(area, services=tuple(one for one in area.services if one.service != route)))


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
