"""Columns of text, told by their distinct values: each is understood once in Python, then the engine looks it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import polars as pl

from dtors_network.errors import Fault, InputError
from dtors_network.records.engines.engine import Engine, Frame

MOST_VALUES: Final = 1_000_000
"""Distinct values that a column of names or codes may have."""

MOST_DAYS: Final = 50_000_000
"""Distinct values that a column of days may have: moments of a log are all different."""

TellAll: TypeAlias = Callable[[Sequence[str]], Sequence[int | None]]


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
    found = _distinct(engine, frame, keys, MOST_VALUES)
    return Dictionary(tuple(keys), into, _numbered(found, into, [tell(*row) for row in found.iter_rows()]))


def learn_whole(engine: Engine, frame: Frame, key: str, into: str, tell: TellAll) -> Dictionary:
    """Tell what the values of a column stand for, as ``learn`` does, from all of them at once: days, for one."""
    found = _distinct(engine, frame, (key,), MOST_DAYS)
    return Dictionary((key,), into, _numbered(found, into, tell(found[key].to_list())))


def _distinct(engine: Engine, frame: Frame, keys: Sequence[str], most: int) -> pl.DataFrame:
    found = engine.collected(frame.select(*keys).unique().head(most + 1))
    if len(found) > most:
        fix = "Check that it is this column, and name the right one in a map"
        raise InputError([Fault(f"this column holds more than {most:,} different values", fix, column=keys[-1])])
    return found


def _numbered(found: pl.DataFrame, into: str, values: Sequence[int | None]) -> pl.DataFrame:
    return found.with_columns(pl.Series(into, values, dtype=pl.Int32)).filter(pl.col(into).is_not_null())


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
