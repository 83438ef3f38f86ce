"""Rows of records packed into some 30 bytes each, and those set aside that name nobody or no service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from dtors_network.records.cleaning import UNKNOWN, Codes, judged_by_names
from dtors_network.records.codes import PLANNED, TRANSITIONS
from dtors_network.records.narrow import Kind
from dtors_network.records.places import NOBODY
from dtors_network.records.rules import Rules
from dtors_network.records.shapes import DATES
from dtors_network.records.sorting import Numbers
from dtors_network.records.spells import ACCEPTED
from dtors_network.records.tight import ABOVE, SECOND, fill_days
from dtors_network.records.words import BLANK_CODE, Meanings

Rows: TypeAlias = npt.NDArray[np.void]
"""Packed rows: ``person``, ``row``, columns of days, ``place``, and as they are there ``source``, ``groups``, ``way``,
``why`` and ``step``."""

_AT_ONCE: Final = 1 << 16
"""Rows that are packed at a time."""

_DAYS: Final = {Kind.TEXT: np.uint32, Kind.DAYS: np.uint16, Kind.MOMENTS: np.uint32}


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of a batch.

    Attributes
    ----------
    rows : Rows
        Those that may count, in their order.
    aside : array of int64
        The numbers of those that cannot, over all files.
    why : array of int8
        The reason for each of them.
    """

    rows: Rows
    aside: Numbers
    why: Codes


def layout(rules: Rules, kinds: Mapping[str, Kind], rows: int, *, fine: bool = False) -> np.dtype[Any]:
    """Give the narrowest type that packed rows fit into.

    Parameters
    ----------
    rules : Rules
        How many services, groups and codes there are.
    kinds : mapping of str to Kind
        What the columns of the files are.
    rows : int
        At least the number of rows of all files.
    fine : bool
        Whether moments are finer than a second.

    Returns
    -------
    dtype
        With a field for each column that the pass needs.
    """
    fields: list[tuple[str, Any]] = [("person", np.uint64), ("row", np.uint32 if rows < 2**32 else np.uint64)]
    days = {**_DAYS, Kind.MOMENTS: np.int64} if fine else _DAYS
    fields += [(column, days[kinds[column]]) for column in DATES if column in kinds]
    if any(kinds.get(column) in (Kind.DAYS, Kind.MOMENTS) for column in DATES):
        fields.append((ABOVE, np.uint16))
    fields += [("place", _fits(rules.services)), ("groups", _fits(1 << rules.groups)), ("way", _fits(rules.ways))]
    if rules.told.losses or "source" in kinds:
        fields.append(("source", np.min_scalar_type(-max(rules.services, 1))))
    if rules.told.losses:
        fields.append(("why", _fits(rules.reasons * len(ACCEPTED))))
    if "transition" in kinds:
        fields.append(("step", np.uint8))
    fields.sort(key=lambda field: -np.dtype(field[1]).itemsize)  # wide ones first, so that none is cut in two
    return np.dtype(fields, align=True)


def _fits(size: int) -> np.dtype[Any]:
    """Give the narrowest type of numbers below a size."""
    return np.dtype(np.min_scalar_type(max(size - 1, 1)))


class Packer:
    """Packs batches.

    Parameters
    ----------
    rules : Rules
        What the rows are.
    kinds : mapping of str to Kind
        What their columns are.
    meanings : Meanings
        What their words stand for.
    groups : mapping of str to int
        The bit of each client group that has a column.
    most : int
        At least the number of rows of all files.
    """

    def __init__(
        self,
        rules: Rules,
        kinds: Mapping[str, Kind],
        meanings: Meanings,
        groups: Mapping[str, int],
        most: int,
    ) -> None:
        self.rules, self.kinds, self.meanings, self.groups = rules, kinds, meanings, groups
        self.type, self._fine_type = (layout(rules, kinds, most, fine=fine) for fine in (False, True))
        self._moments = [column for column in DATES if kinds.get(column) is Kind.MOMENTS]

    def packed(self, batch: pl.DataFrame, row: Numbers) -> Packed:
        """Pack a batch of narrow columns; ``row`` are the numbers of its rows over all files."""
        person = batch["person"]
        cells = {column: batch[column].to_numpy() for column in self.kinds}
        cells |= {"blank": person.is_null().to_numpy(), "person": person.fill_null(0).to_numpy(), "row": row}
        areas, shape = cells.get("area"), self.rules.shape
        cells["place"] = self.meanings.services(shape.place, areas, cells[shape.place])
        if "source" in cells:
            cells["source"] = self._sources(areas, cells["source"])
        tables = self._tables()
        fine = any((cells[column] // SECOND * SECOND != cells[column]).any() for column in self._moments)
        rows = np.empty(len(row), self._fine_type if fine else self.type)
        why = np.empty(len(row), np.int8)
        for first in range(0, len(row), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            why[some] = self._fill(rows[some], {column: values[some] for column, values in cells.items()}, tables)
        bad = np.flatnonzero(why)
        return Packed(np.take(rows, np.flatnonzero(why == 0)) if len(bad) else rows, row[bad], why[bad])

    def _sources(self, areas: npt.NDArray[Any] | None, codes: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
        """Give who referred; of episodes, one that is not known counts as nobody."""
        source = self.meanings.services("source", areas, codes)
        if not self.rules.told.losses:
            source[source == UNKNOWN] = NOBODY
        return source

    def _tables(self) -> dict[str, npt.NDArray[Any]]:
        """Give by column what each word adds to its field of a row."""
        rules = self.rules

        def table(column: str, blank: int, times: int = 1) -> npt.NDArray[Any]:
            found = self.meanings.table(column, blank) if column in self.kinds else np.array([blank], np.int32)
            return found * times

        groups = {group: (table(group, BLANK_CODE) == 1).astype(np.int32) << bit for group, bit in self.groups.items()}
        return groups | {
            "area": table("area", UNKNOWN) if "area" in self.kinds else np.zeros(1, np.int32),
            "outcome": table("outcome", rules.outcome_unknown, len(PLANNED)),
            "planned": table("planned", rules.planned_unknown),
            "refusal_reason": table("refusal_reason", rules.not_recorded, len(ACCEPTED)),
            "accepted": table("accepted", ACCEPTED.index("not_told")),
            "transition": table("transition", TRANSITIONS.index("start")),
        }

    def _fill(self, rows: Rows, cells: Mapping[str, Any], tables: Mapping[str, npt.NDArray[Any]]) -> Codes:
        """Fill some packed rows, and judge them; few at a time, so that they stay in the cache of the processor."""
        names = rows.dtype.names or ()

        def told(column: str) -> Any:
            return tables[column][cells[column].astype(np.int64)] if column in cells else tables[column][0]

        rows["person"], rows["row"], rows["place"] = cells["person"], cells["row"], cells["place"]
        tight: dict[str, Any] = {column: cells[column] for column in DATES if self.kinds.get(column) is Kind.DAYS}
        if rows.dtype == self.type:
            tight |= {column: cells[column] // SECOND for column in self._moments}
        for column in DATES:
            if column in names and column not in tight:
                rows[column] = cells[column]
        if ABOVE in names:
            fill_days(rows, tight)
        if "source" in names:
            rows["source"] = cells.get("source", NOBODY)
        groups = np.zeros(len(rows), np.int32)
        for group in self.groups:
            groups |= told(group)
        rows["groups"], rows["way"] = groups, told("outcome") + told("planned")
        if "step" in names:
            rows["step"] = told("transition")
        if "why" in names:
            rows["why"] = told("refusal_reason") + told("accepted")
        source = cells.get("source", np.full(len(rows), NOBODY, np.int32))
        area = np.broadcast_to(told("area"), len(rows))
        return judged_by_names(self.rules.shape, cells["blank"], area, cells["place"], source)
