"""Published figures of an area: each with its period, its numerator and denominator, and its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from dtors_network.exchange.reading import Reading
from dtors_network.model.area import Origin

MISSING: Final = frozenset({"", "*", "null", "x", ":", "c", "z", "-", "–", "—", "[c]", "[x]", "[z]", "n/a"})
"""What publishers write where they give no figure, in lower case. None of them is ever 0."""

_NUMBER: Final = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|-?[0-9]{1,12}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")


class NotAFigureError(ValueError):
    """A cell that is neither a figure nor one of the marks for a missing one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure.

    Attributes
    ----------
    indicator, title : str
        Its id with the publisher, and what it counts.
    area, gss_code : str
        The area's name and code, where the source gives them.
    period : str
        The period as the source writes it.
    period_start, period_end : date or None
        Its days, where the text can be read as a year or several.
    group : tuple of (str, str)
        Whom it counts, where that is not everyone: pairs such as ("sex", "F").
    value : float or None
        The figure as published, where it is not a plain count; a percentage in per cent.
    numerator, denominator : float or None
        Counts; None where missing, whatever the reason.
    low, high : float or None
        The published 95 % interval of ``value``.
    rounded_to : int
        The counts are rounded to multiples of this; a 0 may then hide people. 0: not rounded, as far as known.
    raw : str
        The cell as it was, so that a mark for a missing figure is not lost.
    note : str
        What the source says of this figure.
    source : str
        Who published it.
    origin : Origin or None
        Where it was read.
    """

    indicator: str
    title: str = ""
    area: str = ""
    gss_code: str = ""
    period: str = ""
    period_start: date | None = None
    period_end: date | None = None
    group: tuple[tuple[str, str], ...] = ()
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    rounded_to: int = 0
    raw: str = ""
    note: str = ""
    source: str = ""
    origin: Origin | None = None

    @property
    def missing(self) -> bool:
        """True where the source gives no figure."""
        return self.value is None and self.numerator is None


@dataclass(frozen=True, kw_only=True)
class Indicators(Reading):
    """The figures of one file."""

    indicators: tuple[Indicator, ...] = ()


def figure(text: str) -> float | None:
    """Read a figure; None for every mark of a missing one, which is never 0.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    float or None
        The figure.

    Raises
    ------
    NotAFigureError
        If it is neither a figure nor a known mark.

    Examples
    --------
    >>> figure("1,205"), figure("*"), figure("–"), figure("0")
    (1205.0, None, None, 0.0)
    """
    cell = text.strip()
    if cell.lower() in MISSING:
        return None
    if not _NUMBER.fullmatch(cell):
        raise NotAFigureError(cell)
    return float(cell.replace(",", ""))
