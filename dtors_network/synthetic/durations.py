"""How long people wait and stay in synthetic records: laws of whole days, as 256 days that are equally likely."""

from __future__ import annotations

from random import Random
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dtors_network.model.vocabulary import Stage
from dtors_network.synthetic.england import England

Days = NDArray[np.int32]

LATE: Final = 21
"""Days: a wait beyond is counted as long."""

STAYS: Final = {
    Stage.ROUTES_IN: (1, 15),
    Stage.OPEN_ACCESS: (5, 60),
    Stage.STRUCTURED_TREATMENT: (20, 160),
    Stage.RESIDENTIAL_AND_INPATIENT: (10, 90),
    Stage.AFTERCARE_AND_RECOVERY: (20, 120),
    Stage.WIDER_SUPPORT: (5, 60),
}
"""Shortest and longest stay by stage, in days; invented, and short enough for whole journeys within the period."""

FIRST_LATE: Final = 0.015
LATER_LATE: Final = (0.05, 0.4)
"""Share that waits over three weeks, for a first treatment and for later ones."""

LONGEST: Final = 90
"""Days that nobody waits beyond."""


def stays(england: England) -> Days:
    """Give the law of stays at each service: every day between the ends of its stage equally likely."""
    ends = [STAYS[england.stage(at)] for at in range(len(england.services))]
    return np.array([_between(*pair) for pair in ends], dtype=np.int32)


def _between(least: int, most: int) -> list[int]:
    return [least + at * (most - least + 1) // 256 for at in range(256)]


def waits(england: England) -> Days:
    """Draw the law of waits along each link, those beside last: log-normal, long ones as often as published."""
    rng = Random(f"{england.seed} waits")
    normal = NormalDist().inv_cdf
    drawn = [(rng.uniform(2, 10), _late(rng, england.stage(source))) for source, _ in (*england.pairs, *england.beside)]
    median = np.array([days for days, _ in drawn])
    spread = np.log((LATE + 1) / median) / np.array([normal(1 - late) for _, late in drawn])
    places = np.array([normal((at + 0.5) / 256) for at in range(256)])
    days = median[:, None] * np.exp(spread[:, None] * places)
    whole: Days = np.minimum(days, LONGEST).astype(np.int32)
    return whole


def _late(rng: Random, sender: Stage) -> float:
    return FIRST_LATE if sender is Stage.ROUTES_IN else rng.uniform(*LATER_LATE)
