"""Forms in which programs write days: the day of a text in its parts, and what stands behind it."""

from __future__ import annotations

from calendar import month_abbr, month_name
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

import polars as pl


class Form(Enum):
    """A form of days, in the words in which it is told."""

    YEAR_FIRST = "year first (2025-12-31)"
    COMPACT = "without separators (20251231)"
    NUMBERS = "day, month and year in numbers"
    NAMED = "with the name of the month (31 Dec 2025)"
    SERIAL = "as Excel counts days (46022)"


class _Pattern(NamedTuple):
    form: Form
    text: str


_NAME, _OF_MONTH, _SHORT = r"(?P<name>[a-z]{3,9})\.?", r"(?:st|nd|rd|th)?", r"(?P<{}>\d{{4}}|'?\d{{2}})"
_YEAR_LAST, _REST = _SHORT.format("third"), r"(?P<rest>(?:[^0-9].*)?)$"
_ISO: Final = r"^(?P<first>\d{4})(?P<mark>[-/.])(?P<second>\d{1,2})(?P<again>[-/.])(?P<third>\d{1,2})"
_NUMBERS: Final = r"^(?P<first>\d{1,2})(?P<mark>[-/. ])(?P<second>\d{1,2})(?P<again>[-/. ])(?P<third>\d{4}|\d{2})"
_PLAIN_REST: Final = r"(?P<rest>(?:[t ]\d[0-9:.]*(?: [ap]m|z|[+-]\d\d:?\d\d)?)?)$"
_AT_ONCE: Final = (
    _Pattern(Form.YEAR_FIRST, _ISO + _PLAIN_REST),
    _Pattern(Form.NUMBERS, _NUMBERS + _PLAIN_REST),
)
"""The forms of most files, taken before anything is tidied."""

_PATTERNS: Final = (
    _Pattern(Form.YEAR_FIRST, _ISO + _REST),
    _Pattern(Form.NUMBERS, _NUMBERS + _REST),
    _Pattern(Form.NAMED, rf"^(?P<second>\d{{1,2}}){_OF_MONTH}(?: of)?[-/. ]*{_NAME}[-/., ]*{_YEAR_LAST}{_REST}"),
    _Pattern(Form.NAMED, rf"^{_NAME}[-/. ]*(?P<second>\d{{1,2}}){_OF_MONTH}[-/., ]+{_YEAR_LAST}{_REST}"),
    _Pattern(Form.NAMED, rf"^(?P<third>\d{{4}})[-/. ]*{_NAME}[-/. ]*(?P<second>\d{{1,2}}){_REST}"),
    _Pattern(
        Form.COMPACT,
        r"^(?P<first>\d{4})(?P<second>0[1-9]|1[0-2])(?P<third>\d{2})"
        r"(?:[t _]?(?P<clock>\d{4}(?:\d{2}(?:[.,]?\d{1,9})?)?))?(?P<rest>(?:[^0-9].*)?)$",
    ),
    _Pattern(Form.NUMBERS, r"^(?P<first>\d{2})(?P<second>\d{2})(?P<third>(?:19|20)\d{2})" + _REST),
    _Pattern(Form.SERIAL, r"^(?P<first>[1-9]\d{4})(?:[.,](?P<second>\d+))?(?P<rest>)$"),
)
_PARTS: Final = ("first", "second", "third", "name", "clock", "mark", "again", "rest")

_TIDIED: Final = (
    (r"[‐‑‒–−]", "-"),  # noqa: RUF001  # dashes that programs put in place of a hyphen
    (r"\s+", " "),
    (r"^(\d{8})\.0+$", "$1"),  # figures that a program took for a number with decimals, as pandas does beside blanks
    (r"\s*[(\[][a-z][^()\[\]]*[)\]]$", ""),  # the name of a zone behind its hours
    (r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,. ]+", ""),
    (r"^([a-z]{3,9} \d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)((?: [a-z]{3,4})?) (\d{4})$", "$1 $4 $2$3"),
    (r"^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?),? (\S.*)$", "$2 $1"),  # the time before the day
    (r"^(\d{4}-\d{2}-\d{2})-(\d{2}\.\d{2}\.\d{2})", "$1 $2"),  # as DB2 writes moments
)
_MONTHS: Final = {
    "sept": 9,
    **{name.lower(): number for names in (month_abbr, month_name) for number, name in enumerate(names) if name},
}


def parted(texts: pl.Series) -> pl.DataFrame:
    """Find the day of each text, in its parts.

    Parameters
    ----------
    texts : Series of str
        Texts without regard to blanks around them.

    Returns
    -------
    DataFrame
        ``at`` (the place of the text), ``form`` (the place of the form in ``Form``), ``first``, ``second`` and
        ``third`` (text), ``month`` (where it has a name), ``clock`` (of a compact form), and ``rest``, the text behind
        the day. Texts of no known form are not in it.

    Examples
    --------
    >>> parted(pl.Series(["22-Oct-14 11:15"])).select("second", "month", "third", "rest").row(0)
    ('22', 10, '14', ' 11:15')
    """
    left = texts.str.strip_chars().str.to_lowercase().alias("text").to_frame().with_row_index("at")
    found = [*_taken(left, _AT_ONCE)]
    if sum(map(len, found)) < len(left):
        left = left.join(pl.concat(found), on="at", how="anti", maintain_order="left")
        found += _taken(left.with_columns(_tidy(pl.col("text"))), _PATTERNS)
    whole = pl.concat(found).with_columns(_apart())
    named = whole.with_columns(month=pl.col("name").replace_strict(_MONTHS, default=None, return_dtype=pl.Int64))
    return named.filter(pl.col("name").is_null() | pl.col("month").is_not_null())


def _taken(left: pl.DataFrame, patterns: tuple[_Pattern, ...]) -> Iterator[pl.DataFrame]:
    for form, text in patterns:
        if left.is_empty() and text is not patterns[0].text:
            return
        looked = left.with_columns(pl.col("text").str.extract_groups(text).alias("_parts")).unnest("_parts")
        absent = [pl.lit(None, pl.String).alias(part) for part in _PARTS if part not in looked.columns]
        looked = looked.with_columns(*absent)
        hit = pl.col("rest").is_not_null() & pl.col("mark").eq_missing(pl.col("again"))
        yield looked.filter(hit).select("at", pl.lit([*Form].index(form)).alias("form"), *_PARTS)
        left = looked.filter(~hit).select("at", "text")


def _apart() -> pl.Expr:
    """Put a blank for a colon behind the day; two figures before it may be an hour, unless a whole time follows."""
    rest, year = pl.col("rest"), pl.col("third").str.len_chars() == 4
    colon = rest.str.contains(r"^:\d{1,2}:\d{2}:\d{2}") | (year & rest.str.starts_with(":"))
    return pl.when(colon).then(rest.str.replace(":", " ", literal=True)).otherwise(rest).alias("rest")


def _tidy(text: pl.Expr) -> pl.Expr:
    for pattern, instead in _TIDIED:
        text = text.str.replace_all(pattern, instead)
    return text
