"""What can be asked of the flow of people: which stage is reached, and how ways end (decision 0006)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np

from dtors_network.bits import positions
from dtors_network.errors import Fault, InputError
from dtors_network.flow.chain import Mask, Question
from dtors_network.flow.steps import Steps
from dtors_network.model.vocabulary import TREATMENT_STAGES, Stage

TREATMENT: Final = "treatment"
AFTERCARE: Final = Stage.AFTERCARE_AND_RECOVERY.value
LOST: Final = "lost"
ANOTHER_WAY: Final = "another_way"
TARGETS: Final = (*(stage.value for stage in TREATMENT_STAGES), TREATMENT, AFTERCARE)
"""What can be reached: the three stages of treatment, any of them, and aftercare and recovery."""


def reaching(steps: Steps, target: str, outcomes: int) -> Question:
    """Ask whether people ever start at a service of a stage, by steps on the way to it.

    Parameters
    ----------
    steps : Steps
        What is counted.
    target : str
        One of ``TARGETS``.
    outcomes : int
        Number of outcomes.

    Returns
    -------
    Question
        Worth 1 where the stage is reached, and nothing where a way ends before.

    Raises
    ------
    InputError
        If there is no such target.
    """
    network = steps.network
    masks = {TREATMENT: network.treatment, AFTERCARE: network.ends}
    if target not in TARGETS:
        raise InputError(
            [Fault("people cannot be followed to this stage", f"Known: {', '.join(TARGETS)}", value=target)]
        )
    goal = masks[target] if target in masks else network.offering(network.area.codebook.types_of(Stage(target)))
    return Question(
        stops=_mask(steps, goal),
        stopped=1.0,
        on_way=_on_way(steps),
        off_way=0.0,
        lost=np.zeros(len(steps.onward)),
        left=np.zeros(outcomes),
        unknown=_possible(steps, goal),
        here=np.zeros(len(steps.services)),
    )


def journey_ends(steps: Steps, outcomes: tuple[str, ...]) -> dict[str, Question]:
    """Ask how journeys to aftercare end: reached, lost between services, each outcome, or another way."""
    reached = reaching(steps, AFTERCARE, len(outcomes))
    nobody = replace(reached, stopped=0.0, unknown=np.ones(len(steps.services)))
    return {
        AFTERCARE: reached,
        LOST: replace(nobody, lost=np.ones(len(steps.onward))),
        **{code: replace(nobody, left=np.eye(len(outcomes))[at]) for at, code in enumerate(outcomes)},
        ANOTHER_WAY: replace(nobody, off_way=1.0),
    }


def whole_chain(steps: Steps, outcomes: int) -> Question:
    """Ask of the whole chain, in which every onward row is a step and nothing is worth anything yet."""
    size = len(steps.services)
    return Question(
        stops=np.zeros(size, dtype=bool),
        stopped=0.0,
        on_way=np.ones(len(steps.onward), dtype=bool),
        off_way=0.0,
        lost=np.zeros(len(steps.onward)),
        left=np.zeros(outcomes),
        unknown=np.ones(size),
        here=np.zeros(size),
    )


def outcome_mix(steps: Steps, outcomes: tuple[str, ...]) -> dict[str, Question]:
    """Ask how spells end over the whole chain: each outcome, or lost between services."""
    whole = whole_chain(steps, len(outcomes))
    return {
        **{code: replace(whole, left=np.eye(len(outcomes))[at]) for at, code in enumerate(outcomes)},
        LOST: replace(whole, lost=np.ones(len(steps.onward))),
    }


def lost_at(steps: Steps, outcomes: int, row: int) -> Question:
    """Ask, over the whole chain, whether people end lost at a row."""
    return replace(whole_chain(steps, outcomes), lost=np.eye(len(steps.onward))[row])


def visiting(steps: Steps, outcomes: int) -> Question:
    """Ask, over the whole chain, for visits alone; where nothing is known nobody goes on."""
    return replace(whole_chain(steps, outcomes), unknown=np.zeros(len(steps.services)))


def _mask(steps: Steps, services: int) -> Mask:
    members = {steps.network.ids[at] for at in positions(services)}
    return np.array([service in members for service in steps.services], dtype=bool)


def _on_way(steps: Steps) -> Mask:
    place, ways = steps.network.position, steps.network.steps_from
    return np.array([bool(ways[place[row.source]] >> place[row.target] & 1) for row in steps.onward], dtype=bool)


def _possible(steps: Steps, goal: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Give 1 to services from which the goal may be reached on possible links, or on one that is not listed."""
    network = steps.network
    if not network.evidence.list_complete:
        return np.ones(len(steps.services))
    graph = network.group(steps.group)
    return _mask(steps, graph.reach(graph.possible_into, goal=goal)).astype(float)


def may_start(steps: Steps) -> Mask:
    """Tell on which rows a start is possible for the group: the others have no part of the prior."""
    graph, place = steps.network.group(steps.group), steps.network.position
    return np.array(
        [
            row.started.high > 0 or bool(graph.possible_out(place[row.source]) >> place[row.target] & 1)
            for row in steps.onward
        ],
        dtype=bool,
    )
