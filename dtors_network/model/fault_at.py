"""A fault at a cell of a row that was read, or of one that was made in code."""

from __future__ import annotations

from enum import Enum

from dtors_network.errors import Fault
from dtors_network.model.area import Row
from dtors_network.model.bounds import Bounds


def fault_at(table: str, row: Row, column: str, problem: str, fix: str) -> Fault:
    """Say what is wrong at one cell.

    The table's name stands for the file where the row was not read from one; a blank column is the row as a whole.

    >>> from dtors_network.model.area import Arrival
    >>> row = Arrival(service="gp", client_group="everyone", count=3)
    >>> print(fault_at("arrivals", row, "count", "too few", "Count again"))
    arrivals, column count: too few (found '3'). Count again
    """
    origin = row.origin
    return Fault(
        problem,
        fix,
        file=origin.file if origin else table,
        row=origin.row if origin else None,
        column=column,
        value=cell_of(row, column) if column else "",
    )


def cell_of(row: Row, column: str) -> str:
    """Give a field as the text of a cell; an empty string where it is not given.

    >>> from dtors_network.model.area import Arrival
    >>> from dtors_network.model.vocabulary import SUPPRESSED
    >>> cell_of(Arrival(service="gp", client_group="everyone", count=SUPPRESSED), "count")
    '*'
    """
    value = getattr(row, column)
    if isinstance(value, Bounds):
        return value.cell
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)


def place_of(table: str, row: Row) -> str:
    """Say where another row stands, as a fault mentions it: file and row, or the table's name.

    >>> from dtors_network.model.area import Arrival, Origin
    >>> place_of("arrivals", Arrival(service="gp", client_group="everyone", origin=Origin("arrivals.csv", 2)))
    'arrivals.csv, row 2'
    """
    return f"{row.origin.file}, row {row.origin.row}" if row.origin else table
