"""Test: a high case load that people who come through criminal justice make up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from dtors_network.model.vocabulary import EVERYONE
from dtors_network.triangulation.by_share import chance, figure_of
from dtors_network.triangulation.caseload import HIGH, LOW, NOT_COUNTED, load_chance, load_figure, load_of
from dtors_network.triangulation.numbers import Number
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.tested import Chance, Test, Tested

GROUP: Final = "criminal_justice"
SHARE, LITTLE = 0.10, 0.05


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Look at the case load, and at whose starts make it up."""
    load = load_of(setting, place)
    starts = [setting.people_at(place.receiver, group) for group in (GROUP, EVERYONE)]
    if load is None:
        yield Tested(missing=NOT_COUNTED)
        return
    part, every = starts
    if part is None or every is None or not every.high:
        yield Tested(missing="nobody counted how many of those who came did so through criminal justice")
        return
    yield _tested(load, part, every)


def _tested(load: tuple[Number, float], part: Number, every: Number) -> Tested:
    people, workers = load
    rest = every - part
    share = figure_of(part, rest, "came through criminal justice, of all who came", "")
    figure = load_figure(people, workers)
    high, much = load_chance(people, workers, HIGH, above=True), chance(part, rest, SHARE, above=True)
    without = float(np.mean(people.drawn / workers)) * (1 - share.value)
    low, little = load_chance(people, workers, LOW, above=False), chance(part, rest, LITTLE, above=False)
    both = Chance(p=max(high.p, much.p), strict=max(high.strict, much.strict), large=without <= HIGH,
                  people=high.people)  # fmt: skip
    either = min((low, little), key=lambda one: one.p)
    return Tested(
        figure=replace(
            figure, marks="more than 40, and no more without those who come through criminal justice; contradicted "
            "where fewer than 30, or where they are fewer than 5 of 100",
        ),
        towards=both,
        against=replace(either, share=None, mark=None),
        partly=high.p if without > HIGH else None,
        cannot=(
            "the case load would be above 40 without them too, so records cannot tell whose number makes it high. "
            "Collect the case load by client group."
        ) if without > HIGH else "",
        beside=(
            f"{round(100 * share.value)} of 100 who came did so through criminal justice; without them each "
            f"keyworker would have about {round(without)}, if all stay equally long.",
        ),
    )  # fmt: skip


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at every service that somebody spoke of and whose case load is counted."""
    for code, barrier in setting.area.codebook.barrier.items():
        if barrier.test == TEST.code:
            said = {one.receiver for one in setting.places_of(code)}
            for id_ in sorted(setting.spoken_of - said):
                if load_of(setting, Place(code, service=id_)) is not None:
                    yield Place(code, service=id_)


TEST = Test(
    code="criminal_justice_strain",
    title="Case load through criminal justice",
    definition=(
        "The case load for each keyworker is surely above 40, surely more than a tenth of those who came did so "
        "through criminal justice, and without them it would be 40 or less. Contradicted where the case load is surely "
        "below 30, or surely fewer than 5 of 100 came that way. It supposes that all stay equally long."
    ),
    source="Dame Carol Black, review of drugs part two, 2021; shares are the project's own marks",
    judge=judge,
    unheard=unheard,
    collect="the case load by client group",
)
