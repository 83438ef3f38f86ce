"""Numbers and lists in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dtors_network.rounding import counted

_FORMS: Final = re.compile(r"\{([^|}]*)\|([^}]*)\}")

MOST: Final = 10
"""Names that a sentence lists."""


def agreeing(number: int, words: str) -> str:
    """Choose in words the forms that agree with a number: of many first, of one second.

    >>> agreeing(1, "reports {have|has} no excerpt"), agreeing(12, "reports {have|has} no excerpt")
    ('reports has no excerpt', 'reports have no excerpt')
    """
    return _FORMS.sub(lambda found: found[2] if number == 1 else found[1], words)


def some(names: Sequence[str], between: str = ", ") -> str:
    """List names, the first ten of many.

    >>> some(["a", "b"]), some([str(number) for number in range(14)])
    ('a, b', '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 4 others')
    """
    shown = between.join(name if len(name) <= 60 else f"{name[:59]}…" for name in names[:MOST])
    return f"{shown} and {counted(len(names) - MOST, 'other', 'others')}" if len(names) > MOST else shown
