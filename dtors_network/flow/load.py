"""How full services are: who comes in and is referred on, against places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dtors_network.flow.answers import Answers
from dtors_network.flow.boxes import Boxes
from dtors_network.flow.family import Family
from dtors_network.flow.jagged import Batch
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.plain import likely_count
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import visiting
from dtors_network.intervals import count_interval
from dtors_network.model.bounds import Bounds, bounds

STAYING: Final = 1 - 1e-9
"""Of people who move: a drawn table in which nobody ever leaves a round of services is solved all the same."""


@dataclass(frozen=True, slots=True)
class Load:
    """How full one service is.

    Attributes
    ----------
    service : str
        Its id.
    recorded : Bounds or None
        People who came in the period: arrivals and starts on referral.
    inflow : pair of float
        Least and most people who come by the model: people who come in, followed through the chain.
    places : pair of int or None
        As the table gives them: least and most.
    caseload : Bounds or None
        People on the caseload.
    load : tuple of four float or None
        Places in use at one time: least, most, and the 95 % interval of the count, whatever hidden counts are; None
        without ``stay_days``.
    likely : tuple of three float or None
        Where counts are hidden, what is likely of them by the drawn tables: low, middle, high.
    """

    service: str
    recorded: Bounds | None
    inflow: tuple[float, float]
    places: tuple[int, int] | None
    caseload: Bounds | None
    load: tuple[float, float, float, float] | None
    likely: tuple[float, float, float] | None = field(default=None, compare=False)

    @property
    def shown(self) -> tuple[float, float, float, float] | None:
        """Places in use as they are told: least and most, and the interval that leads (the likely one, if any)."""
        if self.load is None or self.likely is None:
            return self.load
        return *self.load[:2], self.likely[0], self.likely[2]


def days_of(steps: Steps) -> int | None:
    """Count the days of the period, both ends with it; None where it is not given."""
    area = steps.network.area
    if area.period_start is None or area.period_end is None:
        return None
    return (area.period_end - area.period_start).days + 1


def loads_of(steps: Steps, answers: Answers, services: Iterable[str]) -> tuple[Load, ...]:
    """Work out the load of services in the chain: who comes in, followed through the whole chain.

    Notes
    -----
    Little's law: people in places at one time are those who come in a day times the days that they stay
    (J. D. C. Little, Oper. Res. 9 (1961)).
    """
    days, found, named = days_of(steps), [], list(services)
    drawn = _drawn(steps, answers)
    for id_, least, most in zip(named, *_inflows(steps, answers, named), strict=True):
        row = steps.network.area.service[id_]
        load = _places(least, most, row.stay_days / days) if days and row.stay_days is not None else None
        places = bounds(row.places)
        room = (places.low, places.high) if places else None
        likely = None
        if drawn and load and days and row.stay_days is not None:
            likely = _likely(drawn, steps.position[id_], row.stay_days / days)
        found.append(Load(id_, steps.came(id_), (least, most), room, bounds(row.caseload), load, likely))
    return tuple(found)


def _drawn(steps: Steps, answers: Answers) -> tuple[Batch, Batch, Batch] | None:
    """Give who comes to each service in every drawn table, at the least and at the most, and at the mean of them."""
    likely = answers.likely
    if likely is None:
        return None
    counts = likely.counts
    mean = [each.mean(axis=-1, keepdims=True) for each in (counts.started, counts.left, counts.coming)]
    lost = (counts.least_lost + counts.most_lost).mean(axis=-1, keepdims=True) / 2
    parts = counts.started, counts.left, counts.coming
    least, most = (_came(likely.boxes, *parts, each) for each in (counts.most_lost, counts.least_lost))
    return least, most, _came(likely.boxes, mean[0], mean[1], mean[2], lost)


def _came(boxes: Boxes, started: Batch, left: Batch, coming: Batch, lost: Batch) -> Batch:
    """Follow those who come in through the whole chain of every table; where nothing is known nobody goes on."""
    spells = left.sum(axis=1)
    np.add.at(spells, boxes.sender, started + lost)
    spells[boxes.not_counted] = np.inf
    share = started / np.maximum(spells[boxes.sender], 1e-300) * STAYING
    return ManyMoves(boxes.size, boxes.sender, boxes.receiver, share).visits(coming)


def _likely(drawn: tuple[Batch, Batch, Batch], at: int, stay: float) -> tuple[float, float, float]:
    low, middle, high = likely_count((drawn[0][at], drawn[1][at]), float(drawn[2][at, 0]), at)
    return low * stay, middle * stay, high * stay


def _inflows(steps: Steps, answers: Answers, services: list[str]) -> tuple[list[float], list[float]]:
    """Give the fewest and the most people who come to each service by the model."""
    question = visiting(steps, answers.boxes.least_left.shape[1])
    places = np.array([steps.position[id_] for id_ in services], dtype=np.intp)
    visits = (Family(answers.boxes, question, sign).visits(places) for sign in (-1, 1))
    least, most = (
        (come @ each).tolist() for come, each in zip((answers.least_coming, answers.most_coming), visits, strict=True)
    )
    return least, most


def _places(least: float, most: float, stay: float) -> tuple[float, float, float, float]:
    """Turn people in the period into places in use; ``stay`` is the share of the period that one of them stays."""
    low, high = count_interval(math.floor(least))[0], count_interval(math.ceil(most))[1]
    return least * stay, most * stay, min(low, least) * stay, max(high, most) * stay
