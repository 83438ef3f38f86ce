"""Test: people to each keyworker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dtors_network.triangulation.numbers import Number
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.shares import byar, count_p, pooled_interval
from dtors_network.triangulation.tested import Chance, Figure, Test, Tested

HIGH, LOW = 40, 30
WHAT: Final = "people to each keyworker"
WORDS: Final = "more than 40; contradicted where fewer than 30"
NOT_COUNTED: Final = "nobody counted the case load and the keyworkers"


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Look at the case load of the service that the report is about."""
    found = load_of(setting, place)
    if found is None:
        yield Tested(missing=NOT_COUNTED)
        return
    people, workers = found
    figure = load_figure(people, workers)
    between = LOW <= figure.value <= HIGH
    cannot = (
        "between 30 and 40 it depends on how complex people's needs are. Collect whole-time staff, and the case load "
        "of several days."
    )
    yield Tested(
        figure=figure,
        towards=load_chance(people, workers, HIGH, above=True),
        against=load_chance(people, workers, LOW, above=False),
        cannot=cannot if between else "",
    )


def load_of(setting: Setting, place: Place) -> tuple[Number, float] | None:
    """Give the case load of a place's service and its keyworkers."""
    service = setting.area.service.get(place.receiver)
    people = setting.counts.of("services", "caseload", service) if service else None
    return (people, service.keyworkers) if service and people is not None and service.keyworkers else None


def load_figure(people: Number, workers: float) -> Figure:
    """Give people to each keyworker, with Byar's interval of the count."""
    low, high = byar(people.drawn)
    value, least, most = pooled_interval(people.drawn / workers, low / workers, high / workers)
    return Figure(
        kind="ratio", what=WHAT, value=value, low=max(0.0, least), high=most,
        least=people.low / workers, most=people.high / workers, people=people.people, marks=WORDS,
    )  # fmt: skip


def load_chance(people: Number, workers: float, mark: float, *, above: bool) -> Chance:
    """Test whether the case load lies beyond a mark; a day's count moves, and is held to be Poisson's."""
    expected = np.full(len(people.drawn), mark * workers)
    mean = float(count_p(people.drawn, expected, above=above).mean())
    worst = np.array([people.low if above else people.high])
    strict = float(count_p(worst, expected[:1], above=above)[0])
    hidden = people.low < people.high
    return Chance(p=min(1.0, 2 * mean) if hidden else mean, strict=strict, people=float(people.drawn.mean()))


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at every service that somebody spoke of and whose case load is counted."""
    yield from _unheard(setting, TEST.code)


def _unheard(setting: Setting, test: str) -> Iterator[Place]:
    for code, barrier in setting.area.codebook.barrier.items():
        if barrier.test == test:
            said = {one.receiver for one in setting.places_of(code)}
            for id_ in sorted(setting.spoken_of - said):
                place = Place(code, service=id_)
                if load_of(setting, place) is not None:
                    yield place


TEST = Test(
    code="caseload_per_keyworker",
    title="People to each keyworker",
    definition=(
        "The case load for each keyworker is surely above 40 (Byar's interval: the count of one day moves); "
        "contradicted where surely below 30. Between the two, records cannot tell: it depends on complexity."
    ),
    source="Dame Carol Black, review of drugs part two, 2021",
    judge=judge,
    unheard=unheard,
    collect="whole-time staff, and the case load of several days",
)
