"""The time of day and the zone that stand behind a day."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

HOUR: Final = 3_600_000_000
"""Microseconds."""

_ZONES: Final = {"z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120}
"""Minutes ahead of UTC; names that mean one zone in one country and another elsewhere are not read."""

_TIME: Final = (
    r"(?:t| ?, ?| - | )(?P<hours>\d{1,2})"
    r"(?:[:.](?P<minutes>\d{2})(?:[:.](?P<seconds>\d{2})(?:[.,:](?P<fraction>\d{1,9}))?)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
)
_ZONE: Final = rf" ?(?P<zone>{'|'.join(_ZONES)})? ?(?P<ahead>[+-]\d{{1,2}}(?::?\d{{2}})?)?"
_BEHIND: Final = rf"^(?P<whole>,?(?:{_TIME})?(?:{_ZONE}) ?)$"
_COMPACT: Final = r"^(?P<hours>\d{2})(?P<minutes>\d{2})(?:(?P<seconds>\d{2})(?:[.,]?(?P<fraction>\d{1,9}))?)?$"
_LONGEST_AHEAD: Final = 14 * 60


class Clock(NamedTuple):
    """Times of day, side by side.

    Attributes
    ----------
    since_midnight : ndarray of int64
        Microseconds; 0 where no time is told.
    ahead : ndarray of int64
        Microseconds by which the zone is ahead of UTC; 0 where none is told.
    timed, zoned : ndarray of bool
        Whether a time, and a zone, is told.
    lawful : ndarray of bool
        Whether what stands behind the day is a time of day, a zone, both or nothing.
    """

    since_midnight: npt.NDArray[np.int64]
    ahead: npt.NDArray[np.int64]
    timed: npt.NDArray[np.bool_]
    zoned: npt.NDArray[np.bool_]
    lawful: npt.NDArray[np.bool_]


def read_clocks(rest: pl.Series, compact: pl.Series) -> Clock:
    """Read what stands behind days as ``read_clock`` does, each different text once: there are few in many rows."""
    whole = pl.DataFrame([rest.alias("rest"), compact.alias("clock")])
    different = whole.unique().with_row_index("place")
    clock = read_clock(different["rest"], different["clock"])
    joined = whole.join(different, on=["rest", "clock"], how="left", nulls_equal=True, maintain_order="left")
    place = joined["place"].to_numpy()
    return Clock(*(each[place] for each in clock))


def read_clock(rest: pl.Series, compact: pl.Series) -> Clock:
    """Read what stands behind days.

    Parameters
    ----------
    rest : Series of str
        Such as `` 11:15 am``, ``t11:15:41.000+01:00`` or nothing.
    compact : Series of str
        Figures of a time without separators, or null.

    Returns
    -------
    Clock
        24:00 is the end of the day; fractions beyond a microsecond are cut off.

    Examples
    --------
    >>> read_clock(pl.Series([" 11:15 pm"]), pl.Series([None], dtype=pl.String)).since_midnight.tolist()
    [83700000000]
    """
    whole = rest.str.extract_groups(_BEHIND).struct.unnest()
    lawful = whole["whole"].is_not_null().to_numpy()
    if compact.null_count() < len(compact):
        lawful = lawful & (whole["hours"].is_null() | compact.is_null()).to_numpy()
        figures = compact.str.extract_groups(_COMPACT).struct.unnest()
        whole = whole.with_columns(*(pl.coalesce(figures[name], name).alias(name) for name in figures.columns))
    hours, minutes, seconds = (_numbers(whole[name]) for name in ("hours", "minutes", "seconds"))
    fraction = _numbers((whole["fraction"].fill_null("") + "000000").str.slice(0, 6))
    half = whole["half"].str.slice(0, 1).fill_null("").to_numpy()
    am, pm = half == "a", half == "p"
    turned = np.where(am & (hours == 12), 0, np.where(pm & (hours < 12), hours + 12, hours))
    since = turned * HOUR + minutes * (HOUR // 60) + seconds * 1_000_000 + fraction
    timed = whole["hours"].is_not_null().to_numpy()
    said = (whole["minutes"].is_not_null() | whole["half"].is_not_null()).to_numpy()
    ahead, zoned = _ahead(whole)
    lawful = lawful & (~timed | said) & (minutes < 60) & (seconds < 60) & (since <= 24 * HOUR) & ~(am & (hours > 12))
    return Clock(since, ahead * (HOUR // 60), timed, zoned, lawful & (np.abs(ahead) <= _LONGEST_AHEAD))


def _ahead(parts: pl.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Give the minutes of zones ahead of UTC."""
    named = parts["zone"].replace_strict(_ZONES, default=None, return_dtype=pl.Int64)
    figures = parts["ahead"].str.replace_all("[+:-]", "")
    short = figures.str.len_chars() <= 2
    hours = _numbers(pl.select(pl.when(short).then(figures).otherwise(figures.str.head(-2))).to_series())
    minutes = _numbers(pl.select(pl.when(short).then(pl.lit("0")).otherwise(figures.str.tail(2))).to_series())
    sign = np.where(parts["ahead"].str.starts_with("-").fill_null(False).to_numpy(), -1, 1)
    zoned = (parts["zone"].is_not_null() | parts["ahead"].is_not_null()).to_numpy()
    return named.fill_null(0).to_numpy() + sign * (hours * 60 + minutes), zoned


def _numbers(figures: pl.Series) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = figures.cast(pl.Int64).fill_null(0).to_numpy()
    return found
