"""Candidates and services that may be one under two names: proposed with both names, merged by hand alone."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from dtors_network.beginning.begun import Begun
from dtors_network.model.same_name import same_name

_WORD: Final = re.compile(r"[^\W_]+")
# fmt: off
_COMMON: Final = frozenset([
    "the", "a", "of", "and", "for", "in", "at", "ltd", "limited", "cic", "plc", "llp", "trust", "nhs",
    "foundation", "service", "services", "team", "project", "centre", "center", "unit", "house", "group",
    "community", "charity", "care", "drug", "drugs", "alcohol",
])
# fmt: on
"""Words that many names share, so that they say nothing of two being one."""

ENOUGH: Final = 0.6
"""Share of their words that two names have in common, from which on they are proposed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one: ids and names; ``second`` is a candidate."""

    first: str
    first_name: str
    second: str
    second_name: str


def alike(begun: Begun) -> tuple[Pair, ...]:
    """Find pairs whose names have most of their own words in common.

    Parameters
    ----------
    begun : Begun
        The area.

    Returns
    -------
    tuple of Pair
        Undecided candidates against services and against one another; none that was said to belong not, or to be
        another.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> rows = ({"service": "a", "name": "Hill House Recovery Ltd"}, {"service": "b", "name": "Recovery, Hill House"})
    >>> [(one.first, one.second) for one in alike(Begun(area=small_area(), candidates=rows, marks={}))]
    [('a', 'b')]
    """
    rows = [row for row in begun.candidates if row.get("belongs") != "no" and not row.get("same_as")]
    own = {row["service"] for row in rows}
    names = {one.service: one.title for one in begun.area.services if one.service not in own}
    names |= {row["service"]: row.get("name", "") for row in rows}
    words = {id_: _words(name) for id_, name in names.items()}
    holding: dict[str, list[str]] = defaultdict(list)
    found = []
    for id_, mine in words.items():
        near = dict.fromkeys(other for word in mine for other in holding[word])
        if id_ in own:
            found += [Pair(one, names[one], id_, names[id_]) for one in near if _share(words[one], mine) >= ENOUGH]
        for word in mine:
            holding[word].append(id_)
    return tuple(found)


def _words(name: str) -> frozenset[str]:
    every = _WORD.findall(same_name(name.replace("'", "").replace("’", "")))
    return frozenset(word for word in every if word not in _COMMON) or frozenset(every)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
