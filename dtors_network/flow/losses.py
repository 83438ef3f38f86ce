"""Every link with losses on record, what is likely of it, and what a repair would give to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dtors_network.flow.answers import Answers
from dtors_network.flow.chain import Question
from dtors_network.flow.jagged import Batch
from dtors_network.flow.likely import Likely
from dtors_network.flow.steps import Steps
from dtors_network.flow.transitions import Transition, rises, transition, with_likely


def transitions_of(steps: Steps, likely: Likely | None) -> tuple[Transition, ...]:
    """Count every row on the way, then those beside it; with what is likely where counts are hidden."""
    onward = [transition(steps, row, beside=False) for row in steps.onward]
    beside = [transition(steps, row, beside=True) for row in steps.coverage]
    spells = spells_drawn(likely) if likely else None
    return (*with_likely(steps, onward, spells), *with_likely(steps, beside, None))


def with_effects(
    found: Sequence[Transition], steps: Steps, asked: Answers, to_aftercare: Question
) -> tuple[Transition, ...]:
    """Give the transitions on the way what their repair would add to reach; those beside it stay as they are."""
    onward, beside = found[: len(steps.onward)], found[len(steps.onward) :]
    effects, sensitive = asked.effects(to_aftercare)
    likely = asked.likely_effects(to_aftercare)
    told = [
        one if one.source in steps.not_counted else replace(one, effect=effect, sensitivity=slope)
        for one, effect, slope in zip(onward, rises(effects, likely), sensitive, strict=True)
    ]
    return (*told, *beside)


def spells_drawn(likely: Likely) -> Batch:
    """Give people with a next step by service and drawn table, at the middle of what is lost."""
    counts = likely.counts
    moved = counts.started + (counts.least_lost + counts.most_lost) / 2
    spells = counts.left.sum(axis=1)
    np.add.at(spells, likely.boxes.sender, moved)
    return np.asarray(spells)
