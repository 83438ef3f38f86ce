"""Rows that a file holds as a JSON list in one attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.incoming import Given
from dtors_network.exchange.networks.json_cells import json_text
from dtors_network.exchange.networks.names import ROW, inside
from dtors_network.exchange.place import Place
from dtors_network.safe.json_reading import NETWORK, parse_json

_FIX = 'Give a list of rows, such as [{"client_group": "everyone", "count": "3"}], or empty the attribute'
_LAST = 10**9
MOST_ROWS = 100_000
"""Rows that a file may hold in all; far more than any partnership has."""


@dataclass(frozen=True, slots=True)
class Held:
    """A row of a table, and which one it was there."""

    table: str
    number: int
    row: Given


def held_rows(
    table: str, text: str, place_cells: Mapping[str, str], place: Place, faults: list[Fault]
) -> Iterator[Held]:
    """Read the rows of a table that stand in one attribute.

    The text is a JSON list of objects, one a row; each comes with the number that it had. ``place_cells`` say what the
    rows are about: the link or the service.

    >>> [held] = held_rows("arrivals", '[{"row":"2","count":"3"}]', {"service": "gp"}, Place("a.gexf"), [])
    >>> held.number, held.row.cells
    (2, {'service': 'gp', 'count': '3'})
    """
    try:
        rows = parse_json(text, place.file, NETWORK)
    except InputError as error:
        faults += [Fault(one.problem, _FIX, file=place.file, row=place.row, column=table) for one in error.faults]
        return
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(Fault("this is no list of rows", _FIX, file=place.file, row=place.row, column=table, value=text))
        return
    for number, row in enumerate(rows, start=1):
        at = Place(f"{place.file}, {table} {number}", place.row)
        order = str(row.pop(ROW, ""))
        cells = {inside(name): json_text(cell) for name, cell in row.items()}
        yield Held(
            table,
            int(order) if order.isdecimal() and len(order) < 10 else _LAST,
            Given(cells={**place_cells, **{name: cell for name, cell in cells.items() if cell}}, place=at),
        )


def check_rows(texts: Iterable[str], file: str) -> None:
    """Refuse a file that seems to hold more rows than any area has, before they are read.

    >>> check_rows(['[{"count":"3"}]'], "map.gexf")
    """
    rows = sum(text.count("{") for text in texts)
    if rows > MOST_ROWS:
        problem = f"this file holds {rows:,} rows in its attributes, and at most {MOST_ROWS:,} are read"
        raise InputError([Fault(problem, "Export the part that matters", file=file)])


def in_rows(held: Iterable[Held]) -> dict[str, list[Given]]:
    """Put rows back into their tables, in the order that they had there; rows without a number come last.

    >>> rows = [Held("arrivals", number, Given(cells={"count": str(number)}, place=Place("a"))) for number in (2, 1)]
    >>> [row.cells["count"] for row in in_rows(rows)["arrivals"]]
    ['1', '2']
    """
    tables: dict[str, list[Given]] = {}
    for one in sorted(held, key=lambda one: one.number):
        tables.setdefault(one.table, []).append(one.row)
    return tables
