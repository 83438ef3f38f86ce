"""No few number can be worked back from what the door lets out; with one of its rules switched off, one can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import components, growth, protect, protected
from dtors_network.disclosure.profiles import GRIDS, Grid
from dtors_network.model.area import Area
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import Profile

from .attack import attack, exact_cells, puzzle, truth
from .small import small_counted_area

AREAS = sorted(path.parent for path in (Path(__file__).parents[2] / "data" / "areas").glob("*/area.yaml"))
FEW = {"ndtms": 4, "nhs_digital": 7}


def lost(area: Area, profile: str = "ndtms", door: Callable[[Area, str], Area] = protect) -> dict[str, set[int]]:
    """Give the sums whose true value is few, of which an attacker rules a few number out."""
    shown = door(area, profile)
    assert not faults(shown)
    found = puzzle(shown, reasons_add_up=add_up(area))
    few = {name for name, value in truth(found, exact_cells(area)).items() if 1 <= value <= FEW[profile]}
    assert len(few) > 10
    return {name: numbers for name, numbers in attack(found, FEW[profile], few).ruled_out.items() if numbers}


def add_up(area: Area) -> bool:
    """Tell whether the reasons of every wholly counted row add up to those who did not start."""
    for row in area.referrals:
        why = [one.count for one in area.refusals_at.get((row.source, row.target, row.client_group), ())]
        whole = all(isinstance(count, int) for count in (row.referred, row.started, *why))
        if why and whole and row.referred - row.started != sum(why):
            return False
    return True


@pytest.mark.parametrize("place", AREAS, ids=lambda place: place.name)
def test_no_few_number_of_an_illustrative_area_is_told_or_ruled_out(place: Path) -> None:
    assert lost(read_area(place), door=protected) == {}  # which other tests may have kept


@pytest.mark.parametrize(("seed", "profile"), [(1, "ndtms"), (3, "nhs_digital")])
def test_nor_of_a_small_one(seed: int, profile: str) -> None:
    assert lost(small_counted_area(seed), profile) == {}


def test_what_data_need_not_obey_does_not_stop_the_door() -> None:
    """A group of whom more did not start than of everyone: doubtful, lawful, and protected all the same."""
    area = small_counted_area(5)
    odd = [
        replace(row, started=0, accepted=0, waited_over_21_days=0)
        for row in area.referrals
        if row.client_group != "everyone"
    ]
    kept = [row for row in area.referrals if row.client_group == "everyone"]
    shown = protect(replace(area, referrals=(*kept, *odd), refusals=()))
    assert not faults(shown)


def no_growth(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(growth.Growth, "_let_be", lambda self, row, number: False)


def narrow_blocks(patch: pytest.MonkeyPatch) -> None:
    """Blocks of no more than what is few: two equal ones can never differ by 4."""
    patch.setattr(Grid, "step", property(lambda grid: grid.few))
    patch.setattr(growth.Growth, "_let_be", lambda self, row, number: False)


def without_law(which: Callable[[Any, dict[int, int]], bool]) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the door forget some laws, and what they make sensitive."""

    def switch_off(patch: pytest.MonkeyPatch) -> None:
        plain = components.Component.law

        def law(self: Any, terms: dict[int, int], equal: bool = False, at_least: int = 0) -> dict[int, int]:
            return terms if which(self, terms) else plain(self, terms, equal, at_least)

        patch.setattr(components.Component, "law", law)

    return switch_off


def names(part: Any, terms: dict[int, int]) -> set[str]:
    return {part.keys[at].column[0] for at in terms}


def without_join(switch_off: Callable[[pytest.MonkeyPatch], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the door join no blocks beforehand either, which keeps this law by itself."""

    def both(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(growth, "join", lambda shown: None)
        switch_off(patch)

    return both


def groups_apart(part: Any, terms: dict[int, int]) -> bool:
    return len({part.keys[at].group for at in terms}) > 1


def groups_anywhere(patch: pytest.MonkeyPatch) -> None:
    """Forget that a group is part of everyone, of its reasons too."""
    without_law(groups_apart)(patch)
    kept = components.Component.suppose
    patch.setattr(
        components.Component,
        "suppose",
        lambda self, terms: None if {self.keys[at].table for at in terms} == {"refusals"} else kept(self, terms),
    )


RULES = {
    "blocks grow": no_growth,
    "blocks are wider than what is few": narrow_blocks,
    "groups lie within everyone": groups_anywhere,
    "lost is referred less started": without_join(
        without_law(lambda part, terms: {"lost", "referred", "started"} == names(part, terms))
    ),
    "departures add up": without_join(without_law(lambda part, terms: "departures_total" in names(part, terms))),
    "reasons add up": without_law(
        lambda part, terms: {part.keys[at].table for at in terms} == {"referrals", "refusals"}
    ),
    "losses of a group are among everyone's": lambda patch: patch.setattr(
        components.Component, "suppose", lambda self, terms: None
    ),
    "a wait tells no more than the blocks": lambda patch: patch.setattr(
        "dtors_network.disclosure.waits._told", lambda started, late, share: True
    ),
}


BREAKS = dict(zip(RULES, (1, 10, 38, 10, 10, 21, 13, 15), strict=True))
"""An area in which each rule is needed."""


@pytest.mark.parametrize("rule", RULES)
def test_with_a_rule_of_the_door_switched_off_something_is_told(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    area = with_waits(small_counted_area(BREAKS[rule], services=4, most=25))
    RULES[rule](monkeypatch)
    assert lost(area)


@pytest.mark.parametrize("seed", sorted(set(BREAKS.values())))
def test_and_nothing_with_all_of_them(seed: int) -> None:
    assert lost(with_waits(small_counted_area(seed, services=4, most=25))) == {}


def with_waits(area: Area) -> Area:
    """Let a tenth have waited for long where any did, as the ninth decile then says."""
    rows = [
        replace(row, wait_median_days=5.0, wait_p90_days=30.0 if row.waited_over_21_days else 9.0)
        for row in area.referrals
    ]
    return replace(area, referrals=tuple(rows))


def test_every_profile_has_a_grid() -> None:
    assert {grid.profile: grid.few for grid in GRIDS.values()} == {Profile.NDTMS: 4, Profile.NHS_DIGITAL: 7}


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(1000, 1300))
def test_nor_of_three_hundred(seed: int) -> None:
    assert lost(small_counted_area(seed, services=4 + seed % 8, most=30 + seed % 200)) == {}
