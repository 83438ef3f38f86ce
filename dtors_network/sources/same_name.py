"""When two names of a file are one name: letters composed or decomposed, blanks around and between, upper case."""

from __future__ import annotations

from unicodedata import normalize


def plain_name(name: str) -> str:
    """Give the form in which names are held against each other; it is never shown.

    Parameters
    ----------
    name : str
        A name as a file writes it.

    Returns
    -------
    str
        The same name composed (Unicode normalisation form C), with single blanks inside and none around, in lower case.

    Examples
    --------
    >>> plain_name(" Cafe\u0301\u00a0 Nord ") == plain_name("CAF\u00c9 nord")
    True
    """
    return " ".join(normalize("NFC", name).casefold().split())
