"""Tables of stars are drawn as often as they are likely: held against every lawful table of a small one."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from dtors_network.disclosure.component import Component
from dtors_network.disclosure.nearby import near
from dtors_network.disclosure.presence import with_presence
from dtors_network.disclosure.stars import Stars, star
from dtors_network.disclosure.units import units

ENDS = {
    "count": {"everyone": (2, 5), "housing_need": (1, 4)},
    "reached_aftercare": {"everyone": (0, 3), "housing_need": (0, 3)},
}


def small_star(part_of_group: bool = True) -> Component:
    """Make arrivals of everyone and a group, with those of either who reached aftercare."""
    made, at = Component(), {}
    for group in ("everyone", "housing_need"):
        for column, ends in ENDS.items():
            known = ends[group] if part_of_group or (column, group) != ("reached_aftercare", "housing_need") else None
            at[column, group] = made.cell("arrivals", group, (column,), known)
        made.law({at["count", group]: 1, at["reached_aftercare", group]: -1})
    for column in ENDS:
        made.law({at[column, "everyone"]: 1, at[column, "housing_need"]: -1})
    made.suppose({0: 1, 1: -1, 2: -1, 3: 1})
    return made


def lawful(part: Component, cells: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    return [
        table
        for table in product(*(range(low, high + 1) for low, high in cells))
        if all(sum(sign * table[at] for at, sign in terms.items()) >= least for terms, least, _ in part.laws)
    ]


def test_every_lawful_table_is_drawn_as_often_as_it_is_likely() -> None:
    part = small_star()
    cells = [ends for ends in part.known if ends]
    low, high = (np.array(side, float) for side in zip(*cells, strict=True))
    weights, kinds = np.random.default_rng(1).normal(size=(4, 6)), np.arange(4)
    found, start = star(part, low, high), near(part, low, high)
    assert found is not None and start is not None
    stars = Stars([found], [(low, high)], [start], 400, 7)
    seen = Counter(tuple(table) for _ in range(60) for table in stars.sweep(weights, kinds).T.tolist())
    tables = lawful(part, cells)
    chance = np.array([np.exp(sum(weights[at, number] for at, number in enumerate(table))) for table in tables])
    assert set(seen) <= set(tables)
    shares = np.array([seen[table] for table in tables]) / sum(seen.values())
    assert np.abs(shares - chance / chance.sum()).max() < 0.01


@pytest.mark.parametrize("change", ["without what data obey", "a part of everyone that nobody counted", "a wide block"])
def test_what_is_no_star_is_left_to_the_walks(change: str) -> None:
    part = small_star()
    if change.startswith("without"):
        part.without_supposed()
    elif change.startswith("a part"):
        part.known[1] = None
    else:
        part.known[0] = (2, 500)
    ends = [known or (0, 900) for known in part.known]
    low, high = (np.array(side, float) for side in zip(*ends, strict=True))
    assert star(part, low, high) is None


def test_a_part_of_a_group_that_nobody_counted_ties_nothing() -> None:
    part = small_star(part_of_group=False)
    found = units(part, [2, 0, 1, 0], [5, 3, 4, 900])
    assert found is not None
    assert [(unit.whole, unit.part) for unit in found] == [(2, -1), (0, 1)]


def test_parts_of_a_total_that_is_one_number_are_left_to_the_walks() -> None:
    """One after the other they could never change."""
    part = Component()
    cells = [part.cell("departures", "everyone", (how, ""), (1, 5)) for how in ("completed", "dropped_out")]
    total = part.cell("services", "everyone", ("departures_total",), (6, 6))
    part.law({total: 1, **dict.fromkeys(cells, -1)}, equal=True)
    assert star(part, np.array([1, 1, 6]), np.array([5, 5, 6])) is None
    assert star(part, np.array([1, 1, 6]), np.array([5, 5, 10])) is not None


def test_more_groups_that_are_there_speak_for_more_people() -> None:
    """By plain numbers: of one person a group with half of everyone is there half the time, of five nearly always."""
    means = []
    for groups in (1, 3):
        part = Component()
        for group in ("everyone", "currently_using", "housing_need", "leaving_prison")[: groups + 1]:
            part.cell("referrals", group, ("started",), (1, 5))
        size = groups + 1
        kinds, weights = with_presence(
            [part], np.ones(size, int), np.full(size, 5), np.zeros(size, int), np.zeros((1, 6))
        )
        told = np.exp(weights[kinds[0], 1:])
        means.append((told * np.arange(1, 6)).sum() / told.sum())
    assert 3 < means[0] < means[1] < 5
