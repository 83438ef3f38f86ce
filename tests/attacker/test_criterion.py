"""Who knows the program too rules out next to nothing: joins are the same for all within them, and few blocks grow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import growth, protect
from dtors_network.disclosure.components import components
from dtors_network.model.area import Area, Arrival

from . import criterion
from .attack import attack, exact_cells, know_records, puzzle, truth
from .criterion import joined, ruled_out_by_code, strangers
from .small import small_counted_area
from .test_attack import add_up

AREAS = Path(__file__).parents[2] / "data" / "areas"
MOST = 0.002


@pytest.mark.parametrize("seed", [1, 2, 9])
def test_all_tables_within_a_join_are_joined_alike(seed: int) -> None:
    seen = 0
    for _, part in components(small_counted_area(seed, services=4)):
        if len(part.keys) > 1:
            shown = joined(part)
            for other in strangers(part, 12, seed):
                again = joined(other)
                seen += 1
                assert [again.at(at) for at in range(len(part.keys))] == [shown.at(at) for at in range(len(part.keys))]
    assert seen > 100


def test_blocks_seldom_have_to_grow() -> None:
    lost, every = ruled_out_by_code(read_area(AREAS / "rural_out_of_area"))
    assert every > 1_000 and lost <= MOST * every


def test_without_joins_more_would_be_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "join", lambda shown: None)
    monkeypatch.setattr(criterion, "join", lambda shown: None)
    lost, every = ruled_out_by_code(read_area(AREAS / "rural_out_of_area"))
    assert lost > MOST * every


def ruled_out_by_records(area: Area, earlier: tuple[Area, ...] = ()) -> tuple[int, int, int]:
    """Give how many laws readers of records know, how many pairs that rules out, and how many pairs there are."""
    shown = protect(replace(area, released=earlier))
    exact = exact_cells(area)
    found = puzzle(shown, reasons_add_up=add_up(area), earlier=earlier)
    few = {name for name, value in truth(found, exact).items() if 1 <= value <= 4}
    laws = know_records(shown, found, exact)
    return laws, sum(map(len, attack(found, 4, few).ruled_out.values())), 4 * len(few)


def test_records_rule_out_no_more_than_one_in_a_hundred() -> None:
    laws, lost, every = ruled_out_by_records(read_area(AREAS / "rural_out_of_area"))
    assert laws > 20 and lost <= 0.01 * every


@pytest.mark.parametrize("seed", [1, 5])
def test_an_earlier_release_tells_nothing_more(seed: int) -> None:
    """Somebody came late and was counted later: the first tables are known, and none of them tells a few number."""
    area = small_counted_area(seed, services=4)
    first = protect(area)
    later = replace(area, arrivals=tuple(_one_more(row) for row in area.arrivals))
    shown = protect(replace(later, released=(first,)))
    again = puzzle(shown, reasons_add_up=add_up(area), earlier=(first,))
    few = {name for name, value in truth(again, exact_cells(later)).items() if 1 <= value <= 4}
    assert few and not any(attack(again, 4, few).ruled_out.values())
    assert protect(replace(later, released=(first, shown))).arrivals == shown.arrivals


def _one_more(row: Arrival) -> Arrival:
    assert isinstance(row.count, int)
    return replace(row, count=row.count + (row.client_group == "everyone"))


@pytest.mark.proof
@pytest.mark.parametrize("place", sorted(path.parent for path in AREAS.glob("*/area.yaml")), ids=lambda path: path.name)
def test_nor_of_any_illustrative_area(place: Path) -> None:
    _, lost, every = ruled_out_by_records(read_area(place))
    assert lost <= 0.01 * every


@pytest.mark.proof
def test_no_more_than_two_in_a_thousand_pairs_of_the_illustrative_areas() -> None:
    found = [ruled_out_by_code(read_area(place.parent)) for place in sorted(AREAS.glob("*/area.yaml"))]
    assert sum(lost for lost, _ in found) <= MOST * sum(every for _, every in found)
