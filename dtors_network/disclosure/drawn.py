"""Drawn tables as arrays: one column, and where each count of an area stands in it; kept in the user's cache folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Key, Place
from dtors_network.disclosure.store import write_whole
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE

Numbers = np.ndarray[Any, np.dtype[Any]]
Counts = dict[tuple[str, str], Numbers]

COLUMNS: Final = {
    "services": ("caseload", "departures_total"),
    "arrivals": ("count", "reached_aftercare"),
    "referrals": ("referred", "accepted", "started", "kept_by_sender", "lost", "waited_over_21_days"),
    "refusals": ("count",),
    "departures": ("count",),
}
"""The columns that are drawn, by table."""


@dataclass(frozen=True)
class DrawnTables:
    """Lawful tables, as arrays.

    Attributes
    ----------
    counts : mapping of (str, str) to array of float, shape (draws, rows)
        By table and column; the rows are those of the area's table, NaN where nobody counted.
    seed : int
        What they were drawn with.
    """

    counts: Mapping[tuple[str, str], Numbers]
    seed: int

    def __len__(self) -> int:
        """Give how many tables there are."""
        return len(next(iter(self.counts.values())))

    def column(self, table: str, column: str) -> Numbers:
        """Give one column, shape (draws, rows)."""
        return self.counts[table, column]


def of_cells(area: Area, places: Mapping[tuple[Place, Key], int], values: Numbers) -> Counts:
    """Put numbers of cells, shape (cells, draws), where the rows of an area's tables stand."""
    return {
        (table, column): _column(area, table, column, places, values)
        for table, columns in COLUMNS.items()
        for column in columns
    }


def _column(area: Area, table: str, column: str, places: Mapping[tuple[Place, Key], int], values: Numbers) -> Numbers:
    rows = getattr(area, table)
    found = np.full((values.shape[1], len(rows)), np.nan, values.dtype)
    for at, row in enumerate(rows):
        cell = places.get(cell_of(table, column, row))
        if cell is not None:
            found[:, at] = values[cell]
    return found


def cell_of(table: str, column: str, row: Any) -> tuple[Place, Key]:
    """Give where a count of the tables stands among the components."""
    if table == "services":
        return ("caseload" if column == "caseload" else "departures", row.service), Key(table, EVERYONE, (column,))
    if table == "departures":
        how = (row.outcome, row.planned.value if row.planned else "")
        return ("departures", row.service), Key(table, row.client_group, how)
    if table == "refusals":
        return ("pair", row.source, row.target), Key(table, row.client_group, (row.reason,))
    place = ("arrivals", row.service) if table == "arrivals" else ("pair", row.source, row.target)
    return place, Key(table, row.client_group, (column,))


def keep(drawn: DrawnTables, place: Path) -> None:
    """Keep drawn tables in a file, packed lightly: packing hard takes half as long as drawing them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for (table, column), found in drawn.counts.items():
            if not np.isnan(found).all():  # a column that nobody counted is told by its absence
                with packed.open(f"{table}.{column}.npy", "w") as file:
                    np.lib.format.write_array(file, found)
    write_whole(place, out.getvalue())


def kept(place: Path, area: Area, draws: int, seed: int) -> DrawnTables | None:
    """Read tables that were drawn before; None where there are none, or they are not of this area's rows."""
    try:
        with np.load(place, allow_pickle=False) as given:
            counts = {
                (table, column): given[name] if (name := f"{table}.{column}") in given else _blank(area, table, draws)
                for table, columns in COLUMNS.items()
                for column in columns
            }
    except Exception:  # whatever is wrong with it, it is made again
        return None
    whole = all(found.shape == (draws, len(getattr(area, table))) for (table, _), found in counts.items())
    return DrawnTables(counts, seed) if whole else None


def _blank(area: Area, table: str, draws: int) -> Numbers:
    return np.full((draws, len(getattr(area, table))), np.nan, np.float32)
