"""Who of those who came in was seen to start aftercare later: the observed share beside the model's reach.

People are followed as the model does: along the way through treatment, until they come in again (unreferred, or from
wider support) or go another way, such as back to a route in.
"""

from __future__ import annotations

import numpy as np

from dtors_network.records.rules import Rules
from dtors_network.records.sorting import Flags, Numbers, after, in_order
from dtors_network.records.spells import MOVED, STARTED, Stays

CAME_IN, STARTS_AFTERCARE, STOPS = range(3)


def reached(found: Stays, rules: Rules) -> tuple[Numbers, Flags]:
    """Follow everybody who came in until they come in again or go another way, or the records end.

    Parameters
    ----------
    found : Stays
        What happened to whole people.
    rules : Rules
        What services are.

    Returns
    -------
    tuple of array of int64 and array of bool
        The rows at which somebody came in, and whether aftercare started after it.
    """
    happened = found.happened
    parts = [np.flatnonzero(found.comes_in), *(np.flatnonzero(step) for step in _steps(found, rules))]
    row = np.concatenate(parts)
    step = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    person = happened.person[row]
    order = in_order(person, happened.at[row], step, happened.row[row])
    row, step, person = row[order], step[order], person[order]
    next_one = (after(step, STOPS) == STARTS_AFTERCARE) & (after(person, -1) == person)
    came = step == CAME_IN
    there = next_one | rules.stages.aftercare[happened.service[row]]
    return row[came], there[came]


def _steps(found: Stays, rules: Rules) -> tuple[Flags, Flags]:
    """Mark what starts aftercare, and what ends the following of somebody."""
    is_, service, other = rules.stages, found.happened.service, found.happened.other
    starts, moves = found.happened.kind == STARTED, found.happened.kind == MOVED
    onward = (is_.treatment[other] | is_.recovery[other]) & ~is_.routes_in[other]
    first = is_.routes_in[service] & (is_.routes_in[other] | is_.treatment[other])
    on_way = first | (is_.treatment[service] & onward)
    chain = ~is_.wider_support[service]
    return (
        starts & is_.aftercare[service] & is_.treatment[other],
        chain & ((moves & ~on_way) | (starts & is_.wider_support[other])),
    )
