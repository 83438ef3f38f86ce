"""How full services are: who comes in and is referred on, against places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dtors_network.flow.answers import Answers
from dtors_network.flow.family import Family
from dtors_network.flow.steps import Steps
from dtors_network.flow.targets import visiting
from dtors_network.intervals import count_interval
from dtors_network.model.bounds import Bounds, bounds


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
        Places in use at one time: least, most, and the 95 % interval of the count; None without ``stay_days``.
    """

    service: str
    recorded: Bounds | None
    inflow: tuple[float, float]
    places: tuple[int, int] | None
    caseload: Bounds | None
    load: tuple[float, float, float, float] | None


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
    for id_, least, most in zip(named, *_inflows(steps, answers, named), strict=True):
        row = steps.network.area.service[id_]
        load = _places(least, most, row.stay_days / days) if days and row.stay_days is not None else None
        places = bounds(row.places)
        room = (places.low, places.high) if places else None
        found.append(Load(id_, steps.came(id_), (least, most), room, bounds(row.caseload), load))
    return tuple(found)


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
