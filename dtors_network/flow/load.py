"""How full services are: who comes in and is referred on, against places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dtors_network.flow.answers import Answers
from dtors_network.flow.boxes import extreme
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
    days, outcomes = days_of(steps), answers.boxes.least_left.shape[1]
    found = []
    for id_ in services:
        at, row = steps.position[id_], steps.network.area.service[id_]
        question = visiting(steps, outcomes, at)
        least = float(answers.least_coming @ extreme(answers.boxes, question, -1)[0])
        most = float(answers.most_coming @ extreme(answers.boxes, question, 1)[0])
        load = _places(least, most, row.stay_days / days) if days and row.stay_days is not None else None
        places = bounds(row.places)
        room = (places.low, places.high) if places else None
        found.append(Load(id_, steps.came(id_), (least, most), room, bounds(row.caseload), load))
    return tuple(found)


def _places(least: float, most: float, stay: float) -> tuple[float, float, float, float]:
    """Turn people in the period into places in use; ``stay`` is the share of the period that one of them stays."""
    low, high = count_interval(math.floor(least))[0], count_interval(math.ceil(most))[1]
    return least * stay, most * stay, min(low, least) * stay, max(high, most) * stay
