"""The areas of the synthetic England: lawful, invented and without counts."""

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, warnings
from dtors_network.model import laws
from dtors_network.model.vocabulary import Stage
from dtors_network.synthetic.england import COUNTED, SERVICES, England, synthetic_england, write_england

FEW = 12


@pytest.fixture(scope="module")
def england() -> England:
    return synthetic_england(11, FEW)


def test_every_area_is_lawful_and_says_that_it_is_invented(england: England) -> None:
    assert len(england.areas) == FEW
    for number, area in enumerate(england.areas, start=1):
        assert laws.faults(area) == ()
        assert area.synthetic and "Invented" in area.note
        assert (area.id, area.name) == (f"area_{number:03d}", f"Synthetic area {number}")


def test_every_area_has_its_size_and_every_stage(england: England) -> None:
    for area in england.areas:
        assert SERVICES[0] <= len(area.services) <= SERVICES[1]
        assert {area.codebook.stage_of[service.service_type] for service in area.services} == {*Stage}


def test_nothing_is_counted_yet(england: England) -> None:
    for area in england.areas:
        assert not any(getattr(area, table) for table in COUNTED)
        assert area.tables.isdisjoint(COUNTED)


def test_links_stay_in_their_area_and_on_the_way_through_treatment(england: England) -> None:
    assert len(england.pairs) == len({*england.pairs})
    for source, target in england.pairs:
        ends = england.stage(source), england.stage(target)
        assert source != target and england.services[source][0] == england.services[target][0]
        assert Stage.WIDER_SUPPORT not in ends
        assert ends != (Stage.ROUTES_IN, Stage.AFTERCARE_AND_RECOVERY)
        assert ends[1] is not Stage.ROUTES_IN or ends[0] is Stage.ROUTES_IN


def test_links_beside_lead_from_treatment_and_aftercare_to_wider_support(england: England) -> None:
    assert england.beside
    for source, target in england.beside:
        assert england.services[source][0] == england.services[target][0]
        assert england.stage(target) is Stage.WIDER_SUPPORT
        assert england.stage(source) not in (Stage.ROUTES_IN, Stage.WIDER_SUPPORT)


def test_from_every_route_in_a_way_leads_to_aftercare(england: England) -> None:
    onwards: dict[int, list[int]] = {}
    for source, target in england.pairs:
        onwards.setdefault(source, []).append(target)
    for at in range(len(england.services)):
        if england.stage(at) is Stage.ROUTES_IN:
            reached, waiting = {at}, [at]
            while waiting:
                new = {*onwards.get(waiting.pop(), [])} - reached
                reached |= new
                waiting += new
            assert any(england.is_aftercare[one] for one in reached), england.services[at]


def test_what_is_written_is_read_again_without_a_word(england: England, tmp_path: Path) -> None:
    few = synthetic_england(11, 2)
    assert few.areas == england.areas[:2]
    write_england(few, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["area_001", "area_002"]
    for area in few.areas:
        read = read_area(tmp_path / area.id)
        assert (read.services, read.statements, read.tables) == (area.services, area.statements, area.tables)
        assert list(warnings(read)) == []
