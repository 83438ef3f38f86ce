"""Which sets of changes raise the lower end of reach of aftercare most: every set is tried."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from dtors_network.model.area import Area

from .flow_counts import FlowFacts, flow_facts
from .flow_markov import EndlessError
from .whatif_moves import Change, Relief
from .whatif_rise import ALL, fewest, readings, values

Values = dict[frozenset[int], Fraction]
LITTLE = Fraction(1, 10**9)


def within(one: Change, other: Change) -> bool:
    """Whether one change takes a reason away where another does so already."""
    if not isinstance(one, Relief) or not isinstance(other, Relief) or one.code != other.code or one == other:
        return False
    if other.source:
        return False
    return not other.service or other.service in (one.service, one.source, one.target)


def lower_end(area: Area, known: FlowFacts, changes: Sequence[Change], most: int = 24) -> Fraction | None:
    """The least reach of aftercare of all who come in, over every reading; services not known are worth nothing."""
    found = []
    for reading in readings(area, known, changes, fewest, most):
        try:
            found.append(values(reading.after, {}).get(ALL))
        except EndlessError:
            return None
    worths = [value for value in found if value is not None]
    return min(worths) if worths else None


def every_set(area: Area, group: str, tried: Sequence[Change], k: int) -> Values | None:
    """By how much every set of up to k changes raises the lower end; sets in which one is part of another left out.

    None where some reading has no value.
    """
    known = flow_facts(area, group)
    start = lower_end(area, known, ())
    found: Values = {}
    for size in range(1, k + 1):
        for chosen in combinations(range(len(tried)), size):
            changes = [tried[at] for at in chosen]
            if not any(within(one, other) for one in changes for other in changes):
                end = lower_end(area, known, changes)
                if end is None or start is None:
                    return None
                found[frozenset(chosen)] = end - start
    return found


def in_order(found: Values) -> list[tuple[Fraction, frozenset[int]]]:
    """Sets in which every change adds something, the best first."""
    kept = []
    for chosen, value in found.items():
        without = [found.get(chosen - {one}, Fraction(0)) for one in chosen]
        if value > LITTLE + max(without):
            kept.append((value, chosen))
    return sorted(kept, key=lambda one: -one[0])
