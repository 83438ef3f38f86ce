"""Who of those who came in was seen to start aftercare later: the observed share beside the model's reach.

People are followed as the model does: along the way through treatment, until they come in again (unreferred, or from
wider support) or go another way, such as back to a route in.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from dtors_network.records.rules import Rules, Stages
from dtors_network.records.sorting import Flags, Numbers, after, in_runs
from dtors_network.records.spells import MOVED, MOVED_BESIDE, STARTED, Stays

CAME_IN, STARTS_AFTERCARE, STOPS = range(3)

_KINDS: Final = 32
"""As many kinds of services as five marks can tell apart."""


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
    happened, kinds = found.happened, _kinds(rules.stages)
    ends = np.take(kinds, happened.service) * np.int16(_KINDS) + np.take(kinds, happened.other)
    what = np.take(_steps(), happened.kind * np.int16(_KINDS**2) + ends)
    marked = np.flatnonzero(what)
    row = np.concatenate((found.came_in, marked))
    step = np.concatenate((np.full(len(found.came_in), CAME_IN, np.int8), what[marked]))
    order, (new,) = in_runs(happened.person[row], happened.at[row], step, happened.row[row], of=(1,))
    row, step = row[order], step[order]
    came = np.flatnonzero(step == CAME_IN)
    there = ((after(step, STOPS) == STARTS_AFTERCARE) & ~after(new, True))[came]
    return row[came], there | rules.stages.aftercare[happened.service[row[came]]]


def _kinds(stages: Stages) -> npt.NDArray[np.int16]:
    """Give each service its marks as bits of one number, in the order in which ``_steps`` takes them."""
    marks = (stages.routes_in, stages.treatment, stages.recovery, stages.aftercare, stages.wider_support)
    whole = np.zeros(len(stages.routes_in), np.int16)
    for at, mark in enumerate(marks):
        whole |= mark.astype(np.int16) << np.int16(at)
    return whole


@cache
def _steps() -> npt.NDArray[np.int8]:
    """Tell by what happened between which kinds what starts aftercare, and what ends the following; 0 is neither."""
    kind, service, other = (each.ravel() for each in np.indices((MOVED_BESIDE + 1, _KINDS, _KINDS)))
    routes_in, treatment, _, aftercare, wider = (service >> at & 1 == 1 for at in range(5))
    to_routes_in, to_treatment, to_recovery, _, to_wider = (other >> at & 1 == 1 for at in range(5))
    onward = (to_treatment | to_recovery) & ~to_routes_in
    on_way = (routes_in & (to_routes_in | to_treatment)) | (treatment & onward)
    another = ((kind == MOVED) & ~on_way) | ((kind == STARTED) & to_wider)
    found = np.where(another & ~wider, STOPS, 0)
    return np.where((kind == STARTED) & aftercare & to_treatment, STARTS_AFTERCARE, found).astype(np.int8)
