"""Closed classes: services from which, as counted, nobody ever leaves. No chance can be worked out of them."""

from __future__ import annotations

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.boxes import Boxes
from dtors_network.flow.linear import leads_to
from dtors_network.flow.steps import Steps


def refuse_closed(steps: Steps, boxes: Boxes) -> None:
    """Raise where everybody counted at some services goes on among them, however the counts are read.

    Raises
    ------
    InputError
        That names the services, and what to check.
    """
    fullest = boxes.fullest()
    gone = fullest.left.sum(axis=1) > 0
    gone[boxes.sender[fullest.lost > 0]] = True
    ends = gone | boxes.unknown
    closed = ~leads_to(ends, boxes.sender, boxes.receiver, fullest.started > 0)
    if closed.any():
        raise InputError([_fault(steps, [steps.services[at] for at in np.flatnonzero(closed)])])


def _fault(steps: Steps, services: list[str]) -> Fault:
    among = (
        f"at {services[0]} goes on and comes back"
        if len(services) == 1
        else f"at {', '.join(services)} goes on among them"
    )
    problem = f"for {steps.who}, everybody counted {among}, so that nobody ever leaves"
    fix = "Add the departures of these services, or correct referred and started where people were lost"
    return Fault(problem, fix, file="departures", column="count")
