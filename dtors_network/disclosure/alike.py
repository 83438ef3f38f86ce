"""Quantities that can be the same numbers: those of reasons that are shown alike."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from dtors_network.disclosure.shown import Shown


def alike(shown: Shown) -> list[np.ndarray[Any, Any]]:
    """Give the sets of quantities that can be the same numbers.

    Parameters
    ----------
    shown : Shown
        What is shown of a component.

    Returns
    -------
    list of array of int
        Places of quantities. No law tells one reason from another, so where two are shown alike in every group, a
        lawful table stays one when they change places.

    Examples
    --------
    >>> from dtors_network.disclosure.component import Component
    >>> from dtors_network.disclosure.profiles import GRIDS
    >>> from dtors_network.model.vocabulary import Profile
    >>> part = Component()
    >>> for reason, count in (("other", 2), ("no_capacity", 9), ("not_recorded", 4)):
    ...     part.sensitive({part.cell("refusals", "everyone", (reason,), (count, count)): 1})
    >>> [same.tolist() for same in alike(Shown.of(part, GRIDS[Profile.NDTMS]))]
    [[0, 2]]
    """
    part, ends = shown.part, defaultdict[str, list[object]](list)
    for at, key in enumerate(part.keys):
        if key.table == "refusals":
            ends[key.column[0]].append((key.group, part.known[at] is None, *shown.at(at)))
    kind = {reason: tuple(told) for reason, told in ends.items()}
    found = defaultdict[object, list[int]](list)
    for row, terms in enumerate(part.quantities):
        told = frozenset(_name(shown, at, kind) + (sign,) for at, sign in terms.items())
        found[told].append(row)
    return [np.array(rows) for rows in found.values() if len(rows) > 1]


def _name(shown: Shown, at: int, kind: dict[str, tuple[object, ...]]) -> tuple[object, ...]:
    key = shown.part.keys[at]
    return (key.group, kind[key.column[0]]) if key.table == "refusals" else (at,)
