"""Numbers and lists in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MOST: Final = 10
"""Names that a sentence lists."""


def counted(number: int, one: str, many: str) -> str:
    """Put a number before the words that agree with it.

    Examples
    --------
    >>> counted(1, "service says", "services say"), counted(1_876, "service says", "services say")
    ('1 service says', '1,876 services say')
    """
    return f"{number:,} {one if number == 1 else many}"


def some(names: Sequence[str], between: str = ", ") -> str:
    """List names, the first ten of many.

    Examples
    --------
    >>> some(["a", "b"]), some([str(number) for number in range(14)])
    ('a, b', '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 4 others')
    """
    shown = between.join(name if len(name) <= 60 else f"{name[:59]}…" for name in names[:MOST])
    return f"{shown} and {counted(len(names) - MOST, 'other', 'others')}" if len(names) > MOST else shown
