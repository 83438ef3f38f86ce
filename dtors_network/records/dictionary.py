"""Columns of text, told by their distinct values: each is understood once in Python, then the engine looks it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dtors_network.errors import Fault, InputError
from dtors_network.records.engines.engine import Engine, Frame

MOST_VALUES: Final = 1_000_000
"""Distinct values that a column of names, codes or days may have."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What the distinct values of some columns stand for.

    Attributes
    ----------
    keys : tuple of str
        The columns of text.
    into : str
        The column of numbers that takes their place.
    table : DataFrame
        The columns ``keys`` and ``into``; values that stand for nothing are not in it.
    """

    keys: tuple[str, ...]
    into: str
    table: pl.DataFrame


def learn(engine: Engine, frame: Frame, keys: Sequence[str], into: str, tell: Callable[..., int | None]) -> Dictionary:
    """Go through the distinct values of some columns and tell what each stands for.

    Parameters
    ----------
    engine : Engine
        What reads.
    frame : LazyFrame
        The records, in text.
    keys : sequence of str
        The columns.
    into : str
        What the column of numbers is called.
    tell : callable
        Gives a number for the text of each column, or None.

    Returns
    -------
    Dictionary
        For ``look_up``.

    Raises
    ------
    InputError
        If there are more values than a column of this kind can have.
    """
    found = engine.collected(frame.select(*keys).unique().head(MOST_VALUES + 1))
    if len(found) > MOST_VALUES:
        fix = "Check that it is this column, and name the right one in a map"
        raise InputError([Fault(f"this column holds more than {MOST_VALUES:,} different values", fix, column=keys[-1])])
    values = [tell(*row) for row in found.iter_rows()]
    told = found.with_columns(pl.Series(into, values, dtype=pl.Int32)).filter(pl.col(into).is_not_null())
    return Dictionary(tuple(keys), into, told)


def look_up(engine: Engine, frame: Frame, dictionaries: Sequence[Dictionary]) -> Frame:
    """Put numbers in place of text.

    Parameters
    ----------
    engine : Engine
        What reads.
    frame : LazyFrame
        The records, in text.
    dictionaries : sequence of Dictionary
        What was learnt of its columns.

    Returns
    -------
    LazyFrame
        Without the columns of text.
    """
    for each in dictionaries:
        frame = frame.join(engine.table(each.table), on=list(each.keys), how="left")
    gone = {key for each in dictionaries for key in each.keys} & set(frame.collect_schema().names())
    return frame.drop(*gone)
