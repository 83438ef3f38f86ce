"""How a number is written: rounded half away from zero, by one rule everywhere; and how many there are of a thing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

EXACT: Final = 9
"""Decimals up to which a number of the computer is taken for the one that was meant: 28.499999999999996 is 28.5."""


def rounded(number: float, digits: int = 0) -> Decimal:
    """Round half away from zero.

    Parameters
    ----------
    number : float
        Any number.
    digits : int
        Decimals that are kept.

    Returns
    -------
    Decimal
        The number with so many decimals; never a negative nothing.

    Examples
    --------
    >>> rounded(62.5), rounded(-62.5), rounded(0.285 * 100), rounded(-0.2)
    (Decimal('63'), Decimal('-63'), Decimal('29'), Decimal('0'))
    """
    found = Decimal(f"{number:.{EXACT}f}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return found if found else abs(found)


def written(number: float, digits: int = 0, sign: str = "") -> str:
    """Write a rounded number, with commas between thousands.

    Parameters
    ----------
    number : float
        Any number.
    digits : int
        Decimals that are kept.
    sign : str
        ``+`` where a number above zero is to have its sign.

    Returns
    -------
    str
        The number.

    Examples
    --------
    >>> written(1247.5), written(0.125, 2), written(2.05, 1, "+"), written(-0.001, 1, "+")
    ('1,248', '0.13', '+2.1', '+0.0')
    """
    return f"{rounded(number, digits):{sign},.{digits}f}"


def per_100(share: float, digits: int = 0, sign: str = "") -> str:
    """Write a share as so many of a hundred.

    Examples
    --------
    >>> per_100(0.625), per_100(0.0085, 1)
    ('63', '0.9')
    """
    return written(share * 100, digits, sign)


def span(least: float, most: float, digits: int = 0, sign: str = "") -> str:
    """Write a range, and one number where both ends look alike.

    Examples
    --------
    >>> span(62.5, 63.4), span(2, 4.25, 1, "+")
    ('63', '+2.0 to +4.3')
    """
    return " to ".join(dict.fromkeys((written(least, digits, sign), written(most, digits, sign))))


def span_of_100(least: float, most: float, digits: int = 0, sign: str = "") -> str:
    """Write a range of shares as so many of a hundred.

    Examples
    --------
    >>> span_of_100(0.2, 0.245), span_of_100(0.021, 0.034, 1, "+")
    ('20 to 25', '+2.1 to +3.4')
    """
    return span(least * 100, most * 100, digits, sign)


def kept(value: float, digits: int) -> float:
    """Round a number that stays a number, for a file.

    Examples
    --------
    >>> kept(0.12345, 4)
    0.1235
    """
    return float(rounded(value, digits))


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many there are of something, in words that agree with the number.

    Examples
    --------
    >>> counted(1, "gap"), counted(1200, "gap"), counted(2, "way in", "ways in")
    ('1 gap', '1,200 gaps', '2 ways in')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
