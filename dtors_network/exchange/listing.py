"""Services that a file names as the area does, and services that it names and nobody lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dtors_network.errors import Fault
from dtors_network.exchange.incoming import Given, Incoming
from dtors_network.exchange.same_names import Names
from dtors_network.model.area import Area
from dtors_network.rounding import counted

_SERVICES: Final = ("service", "source", "target")
_NAMED: Final = 20
_FIX: Final = "Give a table of nodes with their types, or one type for all that have none: --type TYPE"


def listed(incoming: Incoming, area: Area | None, kind: str = "") -> Incoming:
    """Hold the services that a file names against those that an area has.

    Services and organisations are spelled as the area spells them, where the two look the same. Services that nobody
    lists are added with the type that is given, or are one fault where none is.

    >>> from dtors_network.exchange.place import Place
    >>> given = Incoming(file="edges.csv", unlisted={"a": Place("edges.csv", 2), "b": Place("edges.csv", 2)})
    >>> print(listed(given, None).missing.problem)
    2 services of these edges are in no table of nodes: a, b
    >>> listed(given, None, "gp").tables["services"][1].cells
    {'service': 'b', 'service_type': 'gp'}
    """
    services = [*area.service] if area else []
    organisations = [*area.organisation] if area else []
    incoming = _spelled(incoming, Names({one: one for one in services}), Names({one: one for one in organisations}))
    return _typed(incoming, {*services}, kind) if kind else _complete(incoming, {*services})


def _spelled(incoming: Incoming, services: Names, organisations: Names) -> Incoming:
    """Spell names as the area does; the case of a name that the file itself does not list does not count."""
    ends = {name: services.find(name) or name for name in incoming.unlisted}

    def cell(column: str, text: str) -> str:
        if column in _SERVICES:
            return ends.get(text) or services.look_the_same(text) or text
        return (organisations.look_the_same(text) or text) if column == "organisation" else text

    def row(given: Given) -> Given:
        return replace(given, cells={column: cell(column, text) for column, text in given.cells.items()})

    tables = {name: [row(given) for given in rows] for name, rows in incoming.tables.items()}
    return replace(incoming, tables=tables, unlisted={ends[name]: place for name, place in incoming.unlisted.items()})


def _complete(incoming: Incoming, services: set[str]) -> Incoming:
    """Note the services that nobody lists as one fault."""
    names = [name for name in incoming.unlisted if name not in services]
    if not names:
        return incoming
    some = counted(len(names), "service of these edges is", "services of these edges are")
    first = incoming.unlisted[names[0]]
    file, row = (first.file, first.row) if len(names) == 1 else (first.file.partition(", ")[0], None)
    missing = Fault(f"{some} in no table of nodes: {_shown(names)}", _FIX, file=file, row=row)
    return replace(incoming, missing=missing, faults=(*incoming.faults, missing))


def _typed(incoming: Incoming, services: set[str], kind: str) -> Incoming:
    """List what nobody lists, and give a type to what has none; what the area has already keeps its own."""
    rows = [_with_type(row, services, kind) for row in incoming.tables.get("services", ())]
    typed = [
        row.cells["service"]
        for row, before in zip(rows, incoming.tables.get("services", ()), strict=True)
        if row is not before
    ]
    new = {name: place for name, place in incoming.unlisted.items() if name not in services}
    rows += [Given(cells={"service": name, "service_type": kind}, place=place) for name, place in new.items()]
    notes = [
        *_told(typed, f"had no type and became {kind}"),
        *_told(new, f"stood in no table of nodes and became {kind}"),
    ]
    tables: Mapping[str, Sequence[Given]] = {**incoming.tables, "services": rows}
    return replace(incoming, tables=tables, kind=kind, untyped=None, notes=(*incoming.notes, *notes))


def _with_type(row: Given, services: set[str], kind: str) -> Given:
    if row.cells.get("service_type") or row.cells.get("service") in services:
        return row
    return replace(row, cells={**row.cells, "service_type": kind})


def _told(names: Iterable[str], what: str) -> list[str]:
    some = [*names]
    return [f"{counted(len(some), 'service')} {what}: {_shown(some)}."] if some else []


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
