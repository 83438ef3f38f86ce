"""Columns of true and false put together: one number a row for what stands in several of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

MOST_TOGETHER: Final = 8
"""Columns that are put together at most, so that tables by their numbers stay small."""

_CODES: Final = np.array([1, 2, 0], np.uint32)
"""By what a cell adds to the number of its row (0 for false, 1 for true, 2 for a blank), the code of its word."""


@dataclass(frozen=True, slots=True)
class Together:
    """Columns of true and false.

    Parameters
    ----------
    columns : tuple of str
        The columns, not more than ``MOST_TOGETHER``.

    Examples
    --------
    >>> both = Together(("housing_need", "leaving_prison"))
    >>> rows = pl.DataFrame({"housing_need": [True, None, False], "leaving_prison": [False, True, None]})
    >>> numbers = rows.select(both.expression()).to_series()
    >>> [both.codes(column)[numbers].tolist() for column in both.columns]
    [[2, 0, 1], [1, 2, 0]]
    """

    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the column of numbers is called."""
        return "+".join(self.columns)

    def expression(self) -> pl.Expr:
        """Give rows of these columns their numbers."""
        whole: pl.Expr | None = None
        for at, column in enumerate(self.columns):
            cell = pl.col(column).cast(pl.UInt8).fill_null(2).cast(pl.UInt16) * pl.lit(len(_CODES) ** at, pl.UInt16)
            whole = cell if whole is None else whole + cell
        assert whole is not None
        return whole.alias(self.name)

    def codes(self, column: str) -> npt.NDArray[np.uint32]:
        """Give by number the code of the word that stands in one of the columns."""
        numbers = np.arange(len(_CODES) ** len(self.columns))
        found: npt.NDArray[np.uint32] = _CODES[numbers // len(_CODES) ** self.columns.index(column) % len(_CODES)]
        return found


def put_together(columns: Sequence[str]) -> tuple[Together, ...]:
    """Put columns of true and false together, as many at a time as may be.

    Examples
    --------
    >>> [len(one.columns) for one in put_together([f"group_{number}" for number in range(9)])]
    [8, 1]
    """
    parts = [columns[at : at + MOST_TOGETHER] for at in range(0, len(columns), MOST_TOGETHER)]
    return tuple(Together(tuple(part)) for part in parts)
