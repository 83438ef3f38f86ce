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
from dtors_network.records.words import BLANK_CODE, Meanings

Rows: TypeAlias = npt.NDArray[np.void]
"""Packed rows: ``person``, ``row``, columns of days, ``place``, and as they are there ``source``, ``groups``, ``way``,
``why`` and ``step``."""

_DAYS: Final = {Kind.TEXT: np.uint32, Kind.DAYS: np.int32, Kind.MOMENTS: np.int64}


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


def layout(rules: Rules, kinds: Mapping[str, Kind], rows: int) -> np.dtype[Any]:
    """Give the narrowest type that packed rows fit into.

    Parameters
    ----------
    rules : Rules
        How many services, groups and codes there are.
    kinds : mapping of str to Kind
        What the columns of the files are.
    rows : int
        At least the number of rows of all files.

    Returns
    -------
    dtype
        With a field for each column that the pass needs.
    """
    fields: list[tuple[str, Any]] = [("person", np.uint64), ("row", np.uint32 if rows < 2**32 else np.uint64)]
    fields += [(column, _DAYS[kinds[column]]) for column in DATES if column in kinds]
    fields += [("place", _fits(rules.services)), ("groups", _fits(1 << rules.groups)), ("way", _fits(rules.ways))]
    if rules.told.losses or "source" in kinds:
        fields.append(("source", np.min_scalar_type(-max(rules.services, 1))))
    if rules.told.losses:
        fields.append(("why", _fits(rules.reasons * len(ACCEPTED))))
    if "transition" in kinds:
        fields.append(("step", np.uint8))
    return np.dtype(fields)


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
    type : dtype
        What ``layout`` gives.
    """

    def __init__(
        self,
        rules: Rules,
        kinds: Mapping[str, Kind],
        meanings: Meanings,
        groups: Mapping[str, int],
        type: np.dtype[Any],  # noqa: A002  # numpy's own word is dtype, which is no better
    ) -> None:
        self.rules, self.kinds, self.meanings, self.groups, self.type = rules, kinds, meanings, groups, type

    def packed(self, batch: pl.DataFrame, row: Numbers) -> Packed:
        """Pack a batch of narrow columns; ``row`` are the numbers of its rows over all files."""
        blank = batch["person"].is_null().to_numpy()
        cells = {column: batch[column].to_numpy() for column in self.kinds}
        areas = cells.get("area")
        place = self.meanings.services(self.rules.shape.place, areas, cells[self.rules.shape.place])
        source = self._source(areas, cells, len(row))
        area = np.zeros(len(row), np.int64) if areas is None else self.meanings.numbers("area", areas, UNKNOWN)
        why = judged_by_names(self.rules.shape, blank, area, place, source)
        good = np.flatnonzero(why == 0) if why.any() else slice(None)
        person = batch["person"].fill_null(0).to_numpy()
        rows = np.empty(len(person[good]), self.type)
        rows["person"], rows["row"], rows["place"] = person[good], row[good], place[good]
        for column in DATES:
            if column in cells:
                rows[column] = cells[column][good]
        self._codes(rows, cells, source, good)
        bad = np.flatnonzero(why)
        return Packed(rows, row[bad], why[bad])

    def _source(self, areas: npt.NDArray[np.uint32] | None, cells: Mapping[str, Any], rows: int) -> Numbers:
        """Give who referred; of episodes, one that is not known counts as nobody."""
        if "source" not in cells:
            return np.full(rows, NOBODY, np.int64)
        source = self.meanings.services("source", areas, cells["source"])
        return source if self.rules.told.losses else np.where(source == UNKNOWN, NOBODY, source)

    def _codes(self, rows: Rows, cells: Mapping[str, Any], source: Numbers, good: Any) -> None:
        names, rules = self.type.names or (), self.rules

        def numbers(column: str, blank: int) -> Any:
            return self.meanings.numbers(column, cells[column][good], blank) if column in cells else blank

        groups = np.zeros(len(rows), np.int64)
        for group, bit in self.groups.items():
            groups |= (numbers(group, BLANK_CODE) == 1).astype(np.int64) << bit
        rows["groups"] = groups
        outcome, planned = numbers("outcome", rules.outcome_unknown), numbers("planned", rules.planned_unknown)
        rows["way"] = outcome * len(PLANNED) + planned
        if "source" in names:
            rows["source"] = source[good]
        if "step" in names:
            rows["step"] = numbers("transition", TRANSITIONS.index("start"))
        if "why" in names:
            reason = numbers("refusal_reason", rules.not_recorded)
            accepted = numbers("accepted", ACCEPTED.index("not_told"))
            rows["why"] = reason * len(ACCEPTED) + accepted
