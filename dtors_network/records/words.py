"""Distinct texts of columns, and what they stand for: each is understood once in Python, however often it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from dtors_network.errors import Fault, InputError
from dtors_network.records.cleaning import UNKNOWN
from dtors_network.records.sorting import Numbers

MOST_VALUES: Final = 1_000_000
"""Distinct values that a column of names or codes may have."""

_DENSE: Final = 4_000_000
"""Pairs of words for which a table is kept."""

_NONE: Final = np.empty((0, 0), np.int32)

BLANK_CODE: Final = -1
"""Stands for a blank cell of a column of codes."""

Tell = Callable[[str], int | None]
TellPlace = Callable[[str, str, int], int | None]


class Words:
    """The distinct texts of one column; numbers from 0 stand for them, and 0 for a blank.

    Parameters
    ----------
    texts : sequence of str or None
        Where they are fixed; else they are collected while a column of ``type`` is made.
    """

    def __init__(self, texts: tuple[str, ...] | None = None) -> None:
        self._fixed = texts
        self._pool = pl.Categories.random()
        self.type = pl.Categorical(self._pool)
        self._held = pl.Series([""], dtype=self.type)  # the pool is forgotten when no column of it is there

    def texts(self) -> list[str]:
        """Give the texts so far, in the order of their numbers."""
        return [*self._fixed] if self._fixed is not None else self._pool.to_series().to_list()


class Meanings:
    """What the words of columns stand for, learnt as they come up.

    Parameters
    ----------
    words : mapping of str to Words
        By column.
    tell : mapping of str to callable
        By column of codes, what a text stands for; None for a blank, or what is not known.
    place : mapping of str to callable
        By column of services, what the texts of area and service in some rows stand for; None for what is not known.
    """

    def __init__(self, words: Mapping[str, Words], tell: Mapping[str, Tell], place: Mapping[str, TellPlace]) -> None:
        self._words, self._tell, self._place = words, tell, place
        self._codes: dict[str, list[int]] = {}
        self._pairs: dict[str, dict[tuple[int, int], int]] = {}
        self._tables: dict[str, npt.NDArray[np.int32]] = {}
        self._learning = Lock()

    def table(self, column: str, blank: int = BLANK_CODE) -> npt.NDArray[np.int32]:
        """Give by number what each text of a column so far stands for; ``blank`` where it stands for nothing."""
        with self._learning:
            known, texts = self._codes.setdefault(column, []), self._texts(column)
            for text in texts[len(known) :]:
                code = self._tell[column](text)
                known.append(BLANK_CODE if code is None else code)
            table = np.array(known, np.int32)
        table[table == BLANK_CODE] = blank
        return table

    def services(self, column: str, areas: npt.NDArray[Any] | None, codes: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
        """Give the number of the service that each cell names, in the area that the cell beside it names."""
        texts = self._texts(column)
        words = [""] if areas is None else self._texts("area")
        width = _roomy(len(texts))
        pairs = codes.astype(np.int64)
        if areas is not None:
            pairs += areas.astype(np.int64) * width
        table = self._table(column, _roomy(len(words)), width)
        found = np.full(len(pairs), UNKNOWN, np.int32) if table is None else table[pairs]
        places = np.flatnonzero(found == UNKNOWN)
        if len(places):
            different, at, rows = np.unique(pairs[places], return_inverse=True, return_counts=True)
            learnt = self._told(column, [divmod(pair, width) for pair in different.tolist()], rows, words, texts)
            found[places] = learnt[at]
            if table is not None:
                table[different] = learnt
        return found

    def _table(self, column: str, areas: int, width: int) -> npt.NDArray[np.int32] | None:
        """Give what is known by now of each pair, ``UNKNOWN`` for all others; None where there may be too many."""
        if areas * width > _DENSE:
            return None
        with self._learning:
            if self._tables.get(column, _NONE).shape != (areas, width):
                self._tables[column] = np.full((areas, width), UNKNOWN, np.int32)
            return self._tables[column].ravel()  # the same memory

    def _told(
        self, column: str, pairs: list[tuple[int, int]], rows: Numbers, areas: list[str], texts: list[str]
    ) -> npt.NDArray[np.int32]:
        """Tell which service each pair names; one that names none is asked for again, so that its rows are counted."""
        numbers = np.empty(len(pairs), np.int32)
        with self._learning:
            known = self._pairs.setdefault(column, {})
            for place, (pair, number) in enumerate(zip(pairs, rows.tolist(), strict=True)):
                found = known.get(pair)
                if found is None:
                    area, text = pair
                    found = self._place[column](areas[area], texts[text], number)
                    if found is not None:
                        known[pair] = found
                numbers[place] = UNKNOWN if found is None else found
        return numbers

    def _texts(self, column: str) -> list[str]:
        texts = self._words[column].texts()
        if len(texts) > MOST_VALUES:
            problem = f"this column holds more than {MOST_VALUES:,} different values"
            fix = "Check that it is this column, and name the right one in a map"
            raise InputError([Fault(problem, fix, column=column)])
        return texts


def _roomy(number: int) -> int:
    """Give a power of two above a number, so that tables seldom grow."""
    return 1 << number.bit_length()
