"""Which areas are alike: each family by itself, with its model and year, and nothing by the order of the areas."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dtors_network import InputError, protect
from dtors_network.accounts.compare_against import beside_one
from dtors_network.compare import Comparison, compare
from dtors_network.compare.alike import nearest, scaled
from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.neighbour_list import read_model
from dtors_network.compare.neighbours import REGION, Model, alike, neighbours_of
from dtors_network.examples import counted_area


@pytest.fixture(scope="module")
def four() -> Comparison:
    area = protect(counted_area(), "none")
    told = (("a", "E06000001", "North East"), ("b", "E06000003", ""), ("c", "", "north  east"), ("d", "E09000001", ""))
    return compare([replace(area, id=id_, name=id_, gss_code=code, region=region) for id_, code, region in told])


def test_families_are_kept_apart_and_say_model_year_and_what_they_were_made_for(four: Comparison) -> None:
    found = [(one.at, one.other, one.family, one.year) for one in four.neighbours]
    assert {(at, other) for at, other, family, _ in found if family == REGION} == {
        (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1),
    }  # fmt: skip
    children = [one for one in four.neighbours if one.family.startswith("children's services")]
    assert {(one.at, one.other) for one in children} == {(0, 1), (1, 0)}
    assert all(one.year == "2025" and "nothing of drug treatment" in one.caution for one in children)
    assert alike(four) == ()  # fewer than ten areas


def test_a_list_of_a_user_is_read_and_named(four: Comparison, tmp_path: Path) -> None:
    file = tmp_path / "near.csv"
    file.write_text(
        "code,neighbour,rank,model,year\nE06000001,E09000001,2,CIPFA,2024\nE06000001,E99999999,1,CIPFA,2024\n"
    )
    model = read_model(file)
    assert model.nearest == {"E06000001": ("E99999999", "E09000001")}
    mine = [one for one in neighbours_of(four, [model]) if one.family == "CIPFA"]
    assert [(one.at, one.other, one.year, one.rank) for one in mine] == [(0, 3, "2024", 2)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("E06000001,E06000002,first,CIPFA,2024", "row 2, column rank: this is not a rank .found 'first'"),
        ("E06000001,E06000002,0,CIPFA,2024", "this is not a rank"),
        ("E1,E06000002,1,CIPFA,2024", "row 2, column code: this is no code of an authority"),
        ("E06000001,Kent,1,CIPFA,2024", "column neighbour: this is no code of an authority"),
        ("E06000001,E06000001,1,CIPFA,2024", "an authority is its own neighbour"),
        ("E06000001,E06000002,1,A,2024\nE06000001,E06000003,1,A,2024", "row 3, .*E06000002 has this rank already"),
        ("E06000001,E06000002,1,A,2024\nE06000001,E06000003,2,A,2025", "a list of neighbours has one year"),
        ("E06000001,E06000002,1,,2024", "a list of neighbours has one model"),
        ("", "a list of neighbours has one model"),
    ],
)
def test_a_list_that_mixes_models_or_names_no_authority_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    file = tmp_path / "near.csv"
    file.write_text(f"code,neighbour,rank,model,year\n{rows}\n")
    with pytest.raises(InputError, match=told):
        read_model(file)


def columns(order: np.ndarray) -> list[tuple[Kind, list[Figure]]]:
    """Give twelve areas in two groups of six, of four figures and many people each."""
    random = np.random.default_rng(1)
    base = np.where(np.arange(12) < 6, 0.2, 0.6)[:, None] + random.uniform(-0.02, 0.02, (12, 4))
    return [
        (Kind.SHARE, [Figure(indicator="x", part=9e3 * base[at, of], whole=9e3, size=9e3) for at in order])
        for of in range(4)
    ]


def test_the_nearest_are_those_of_the_own_group_and_surely_so() -> None:
    found = list(nearest(scaled(columns(np.arange(12)))))
    assert len(found) == 12 * 5
    assert all((at < 6) == (other < 6) and sure == 1.0 for at, other, _, _, _, sure in found)


def test_another_order_of_areas_gives_the_same_neighbours() -> None:
    order = np.random.default_rng(2).permutation(12)
    straight = {(at, other): rest for at, other, *rest in nearest(scaled(columns(np.arange(12))))}
    turned = {(int(order[at]), int(order[other])): rest for at, other, *rest in nearest(scaled(columns(order)))}
    assert straight.keys() == turned.keys()
    for pair, (rank, distance, shared, sure) in straight.items():
        assert turned[pair] == [rank, pytest.approx(distance), shared, sure]


def test_few_people_make_it_unsure_and_a_missing_figure_is_no_likeness() -> None:
    few = [(kind, [replace(one, size=2.0) for one in figures]) for kind, figures in columns(np.arange(12))]
    assert min(sure for *_, sure in nearest(scaled(few))) < 0.9
    bare = Figure(indicator="x", missing="nobody counted")
    gaps = [
        (kind, [bare if not at else one for at, one in enumerate(figures)]) for kind, figures in columns(np.arange(12))
    ]
    found = list(nearest(scaled(gaps)))
    assert found and not any(0 in (at, other) for at, other, *_ in found)


def test_the_figure_that_is_looked_at_takes_no_part(monkeypatch: pytest.MonkeyPatch, four: Comparison) -> None:
    seen = []
    module = sys.modules["dtors_network.compare.alike"]  # the package's name `compare` is the function
    monkeypatch.setattr(module, "scaled", lambda given: (seen.append(len(given)), scaled(given))[1])
    alike(four)
    alike(four, four.keys[0])
    assert seen == [len(four.keys), len(four.keys) - 1]


def test_beside_one_area_stand_some_of_each_family_and_it_is_said_how_many_more_there_are() -> None:
    area = protect(counted_area(), "none")
    areas = [
        replace(area, id=f"a{at}", name=f"A{at}", region="North", gss_code=f"E9900000{at:x}"[:9]) for at in range(13)
    ]
    model = Model(name="near", year="2024", nearest={areas[0].gss_code: tuple(one.gss_code for one in areas[:9:-1])})
    at, said = beside_one(compare(areas, models=[model]), 0)
    assert len(at) == 8 and {12, 11, 10} <= {*at}
    assert said.startswith("Beside A0: the same region (A1, ")
    assert "; 4 more are not shown)" in said and "near, 2024 (A12, A11, A10)" in said
