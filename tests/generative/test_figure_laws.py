"""Laws of every figure that is shown, tried on areas as people keep them: what is no part of the counts moves none."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dtors_network import best_changes, client_flow, protect, triangulate, what_if
from dtors_network.model.area import Area, Organisation, Service
from tests.generative.test_messy_laws import ROWS, messy
from tests.often import often

SEEDS = often(range(12), 1)
PROFILES = often(["none", "ndtms"], "ndtms")
RESULTS: dict[str, Any] = {
    "flow": client_flow,
    "evidence": triangulate,
    "what-if": lambda area: what_if(area, "relieve:no_capacity"),
    "best-changes": lambda area: best_changes(area, k=1),
}
IN_ORDER_OF_VOICES = ("said_by", "where", "replies")
"""Columns that name voices and places in the order of their rows."""


def figures(area: Area, profile: str) -> list[list[str]]:
    """Give the rows of every sheet of every result, in no order, with the ends of their intervals."""
    shown, found = protect(area, profile), []
    for name, result_of in RESULTS.items():
        result = result_of(shown)
        for sheet in result.sheets:
            frame = result.to_frame(sheet).drop(columns=[*IN_ORDER_OF_VOICES], errors="ignore")
            found.append(sorted(f"{name} {sheet} {row}" for row in frame.itertuples(index=False, name=None)))
    return found


@cache
def figures_of(seed: int, profile: str) -> list[list[str]]:
    return figures(messy(seed), profile)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_no_figure_and_no_end_of_an_interval(seed: int, profile: str) -> None:
    area, dice = messy(seed), random.Random(-seed)
    rows = {table: dice.sample(getattr(area, table), len(getattr(area, table))) for table in ROWS}
    mixed = replace(area, **{table: tuple(some) for table, some in rows.items()})
    assert figures(mixed, profile) == figures_of(seed, profile)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_service_that_nobody_is_linked_with_changes_no_figure(seed: int, profile: str) -> None:
    area = messy(seed)
    alone = Service(service="zz", organisation="zz", name="Alone", service_type="wellbeing")
    wider = replace(
        area,
        services=(*area.services, alone),
        organisations=(*area.organisations, Organisation(organisation="zz", name="Alone")),
    )
    assert figures(wider, profile) == figures_of(seed, profile)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("seed", SEEDS)
def test_another_name_of_a_service_changes_no_number(seed: int, profile: str) -> None:
    area = messy(seed)
    named = replace(area, services=tuple(replace(row, name=f"{row.name} again") for row in area.services))

    def numbers(of: Area) -> list[str]:
        flow = client_flow(protect(of, profile))
        return flow.to_frame("figures").to_csv().splitlines()

    assert numbers(named) == numbers(area)
