"""Protected tables named by their content."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from dtors_network.model.area import ROW_TYPES, Action, Area, Row

SHORT: Final = 16
_LATER: Final = ("acceptance_voices", "contacts", "rounds", "asked")
"""Tables that came after areas had been given out: without a row they leave a digest as it was."""

_ALWAYS: Final = frozenset(ROW_TYPES) - {"organisations", *_LATER}


def digest_of(shown: Area) -> str:
    """Name protected tables by their content.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> len(digest_of(small_area()))
    16
    """
    told = [table for table in ROW_TYPES if table in _ALWAYS or (table in _LATER and getattr(shown, table))]
    rows = [[_as_before(replace(row, origin=None)) for row in getattr(shown, table)] for table in told]
    return hashlib.sha256(repr((shown.id, shown.profile, rows)).encode()).hexdigest()[:SHORT]


class _Said(str):
    """Text that stands in a digest as it is."""

    def __repr__(self) -> str:
        return str(self)


def _as_before(row: Row) -> Row | _Said:
    """Say an action that has nothing of what came later as it was said before, so that its digest stays."""
    if not isinstance(row, Action) or row != Action(**{name: getattr(row, name) for name in _FORMERLY}):
        return row
    told = ", ".join(f"{'gap' if name == 'finding' else name}={getattr(row, name)!r}" for name in _FORMERLY)
    return _Said(f"Action({told})")


_FORMERLY: Final = ("extra", "finding", "action", "owner", "due", "done_on", "result")
"""The fields that an action had when the first areas were given out; the finding was called the gap."""
