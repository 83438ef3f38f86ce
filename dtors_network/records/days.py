"""Days and moments as people and programs write them, understood column by column, as numbers that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from dtors_network.records.day_clock import HOUR, read_clocks
from dtors_network.records.day_forms import Form, parted
from dtors_network.records.day_order import NO_DATE, Numbers, Order, civil, decide, full_year

EPOCH: Final = date(1970, 1, 1)
DAY: Final = 24 * HOUR
"""Microseconds of a day."""

UNREADABLE: Final = -10_000_000
"""Stands among days for a cell that holds something which is no day."""

BLANK_DAY: Final = UNREADABLE - 1
"""Stands among days for a blank cell."""

NO_MOMENT: Final = BLANK_DAY * DAY
"""Stands among moments for a blank cell."""

UNREADABLE_MOMENT: Final = UNREADABLE * DAY
"""Stands among moments for a cell that holds something which is no day."""

PLACEHOLDER_YEARS: Final = (1900, 2999)
"""Up to the first and from the second, programs write a year where there is no day."""

PLACEHOLDER_DAYS: Final = (
    (date(PLACEHOLDER_YEARS[0], 12, 31) - EPOCH).days,
    (date(PLACEHOLDER_YEARS[1], 1, 1) - EPOCH).days,
)
"""The same as days: those up to the first and from the second are none."""


@dataclass(frozen=True, eq=False)
class Understood:
    """What the texts of one column stand for, in the order in which they were given.

    Attributes
    ----------
    moments : ndarray of int64
        Microseconds since 1 January 1970: of UTC where a zone is told, else by the clock on the wall (so a text
        without a zone stands among others as if it were of UTC). ``NO_MOMENT`` for a blank, ``UNREADABLE_MOMENT`` for
        what is no day. In a column without times the midnight of the day, so that ``moments == days * DAY``. Moments
        are for putting in order.
    days : ndarray of int32
        Days since 1 January 1970 as they are written: by the calendar where it happened, whatever the zone.
        ``BLANK_DAY`` for a blank, ``UNREADABLE`` for what is no day. Days are for waits and for periods.
    timed : ndarray of bool
        Whether a time of day is known; of the others only the day is, and their moment is its midnight.
    has_time : bool
        Whether any is. Midnight in every row is how programs write days, and no time.
    form : str
        The forms that were found, in words for the user; blank where there is no day at all.
    """

    moments: npt.NDArray[np.int64]
    days: npt.NDArray[np.int32]
    timed: npt.NDArray[np.bool_]
    has_time: bool
    form: str


def understand(values: Sequence[str], column: str, order: Order | None = None) -> Understood:
    """Understand the different texts of one column of days or moments, over all files that are read together.

    Parameters
    ----------
    values : sequence of str
        The texts, in whatever order: it changes nothing. Blanks around them do not matter.
    column : str
        What the column is called, for the fault.
    order : Order or None
        How days in numbers are written, where a map says so; None: the values decide.

    Returns
    -------
    Understood
        Years up to 1900 and from 2999, which programs write where there is no day, are blank. A year of two figures
        is of 1969 to 2068, as POSIX reads it. Days of Excel are those of its 1900 calendar.

    Raises
    ------
    InputError
        If days in numbers can be read two ways and no value decides, with both readings; or if values contradict.

    Examples
    --------
    >>> found = understand(["22/10/2014 11:15", "", "soon", "2014-10-22T23:30:00-05:00"], "started_on")
    >>> [str(day) for day in found.days[[0, 3]].astype("datetime64[D]")]
    ['2014-10-22', '2014-10-22']
    >>> str(found.moments[3].astype("datetime64[us]")), found.has_time
    ('2014-10-23T04:30:00.000000', True)
    >>> (found.days[1] == BLANK_DAY, found.days[2] == UNREADABLE)
    (np.True_, np.True_)
    """
    texts = pl.Series("text", values, dtype=pl.String)
    parts = parted(texts)
    at = parts["at"].to_numpy()
    dates, within, orders = _dates(parts, texts, column, order)
    clock = read_clocks(parts["rest"].fill_null(""), parts["clock"])
    since = clock.since_midnight + within
    lawful = clock.lawful & (dates != NO_DATE)
    days = np.where(lawful, dates + since // DAY, NO_DATE)
    placed = lawful & (days > PLACEHOLDER_DAYS[0]) & (days < PLACEHOLDER_DAYS[1])
    has_time = bool((since[placed] % DAY != 0).any())
    moments = days * DAY + (since % DAY - clock.ahead if has_time else 0)
    whole = np.full(len(texts), UNREADABLE, np.int32)
    whole[(texts.str.strip_chars() == "").to_numpy()] = BLANK_DAY
    whole[at[lawful & ~placed]] = BLANK_DAY
    whole[at[placed]] = days[placed]
    exact = np.where(whole == BLANK_DAY, NO_MOMENT, UNREADABLE_MOMENT)
    exact[at[placed]] = moments[placed]
    timed = np.zeros(len(texts), np.bool_)
    timed[at[placed]] = (clock.timed | (within > 0))[placed] & has_time
    told = [*_told(parts.filter(placed), orders, has_time, bool(clock.zoned[placed].any()))]
    return Understood(exact, whole, timed, has_time, "; ".join(told))


def _dates(
    parts: pl.DataFrame, texts: pl.Series, column: str, order: Order | None
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Order | None]:
    """Give the day of every text, the microseconds into it that the day itself holds, and the order of numbers."""
    form = parts["form"].to_numpy()
    first, second, third = (_whole(parts[name]) for name in ("first", "second", "third"))
    short = (parts["third"].str.strip_prefix("'").str.len_chars() == 2).fill_null(False).to_numpy()
    is_form = {each: form == at for at, each in enumerate(Form)}
    month = parts["month"].fill_null(0).to_numpy()
    named = civil(np.where(short, full_year(third), third), month, second)
    found = np.where(is_form[Form.NAMED], named, civil(first, second, third))
    within = np.zeros(len(parts), np.int64)
    if (serial := is_form[Form.SERIAL]).any():
        fraction = ("0." + parts["second"].fill_null("0")).cast(pl.Float64).to_numpy()
        within[serial] = (np.round(fraction[serial] * (DAY / 1000)) * 1000).astype(np.int64)
        found[serial] = first[serial] - (EPOCH - date(1899, 12, 30)).days
    if (numbered := is_form[Form.NUMBERS]).any():
        numbers = Numbers(texts[parts["at"].filter(numbered)], *(n[numbered] for n in (first, second, third, short)))
        order = order or decide(numbers, column)
        found[numbered] = numbers.days(order)
    return found, within, order


def _whole(figures: pl.Series) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = figures.str.strip_prefix("'").cast(pl.Int64).fill_null(0).to_numpy()
    return found


def _told(parts: pl.DataFrame, order: Order | None, has_time: bool, zoned: bool) -> Iterator[str]:
    """Tell the forms of a column, the most frequent first."""
    counts = parts["form"].value_counts().sort(["count", "form"], descending=[True, False])
    for form, _ in counts.iter_rows():
        known = [*Form][form]
        yield order.value if known is Form.NUMBERS and order else known.value
    if len(parts):
        yield "with the time of day" if has_time else "days only"
    if zoned and has_time:
        yield "put in order by the time in UTC, counted by the day as it is written"
