"""When two names are one: whatever the capitals, the blanks, and the way in which letters with marks are stored."""

from __future__ import annotations

from unicodedata import is_normalized, normalize


def composed(text: str) -> str:
    r"""Give a text with every letter and its mark as one character, and without blanks around it.

    Programs of one system store é as one character and those of another as two; Unicode calls both the same (Unicode
    Standard Annex 15, canonical equivalence).

    Examples
    --------
    >>> composed(" Cafe\u0301 ") == "Caf\xe9"
    True
    """
    text = text.strip()
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def same_name(text: str) -> str:
    r"""Give what two names have in common that are written with other capitals, blanks or stored letters.

    Examples
    --------
    >>> same_name("  After\xa0 CAFE\u0301") == same_name("after caf\xe9")
    True
    """
    return normalize("NFC", " ".join(composed(text).split()).casefold())
