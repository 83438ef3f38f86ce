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
        width = len(texts)
        pairs = codes.astype(np.int64)
        if areas is not None:
            pairs += areas.astype(np.int64) * width
        if len(words) * width <= _DENSE:
            rows = np.bincount(pairs, minlength=len(words) * width)
            found = np.flatnonzero(rows)
            table = np.full(len(rows) + 1, UNKNOWN, np.int32)
            table[found] = self._told(column, found, rows[found], words, texts)
            return table[pairs]
        found, places, rows = np.unique(pairs, return_inverse=True, return_counts=True)
        return self._told(column, found, rows, words, texts)[places]

    def _told(
        self, column: str, pairs: Numbers, rows: Numbers, areas: list[str], texts: list[str]
    ) -> npt.NDArray[np.int32]:
        """Tell which service each pair names; one that names none is asked for again, so that its rows are counted."""
        known, width = self._pairs.setdefault(column, {}), len(texts)
        numbers = np.empty(len(pairs), np.int32)
        with self._learning:
            for place, (pair, number) in enumerate(zip(pairs.tolist(), rows.tolist(), strict=True)):
                area, at = divmod(pair, width)
                found = known.get((area, at))
                if found is None:
                    found = self._place[column](areas[area], texts[at], number)
                    if found is not None:
                        known[area, at] = found
                numbers[place] = UNKNOWN if found is None else found
        return numbers

    def _texts(self, column: str) -> list[str]:
        texts = self._words[column].texts()
        if len(texts) > MOST_VALUES:
            problem = f"this column holds more than {MOST_VALUES:,} different values"
            fix = "Check that it is this column, and name the right one in a map"
            raise InputError([Fault(problem, fix, column=column)])
        return texts
