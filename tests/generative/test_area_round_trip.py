"""What is written is read back the same, as a folder, as a workbook and from one to the other."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.model.area import Area
from dtors_network.model.laws import faults
from tests.strategies import areas

LONG = pytest.mark.filterwarnings("ignore:Generating overly large repr")
CALM = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@LONG
@settings(CALM, max_examples=20)
@given(areas())
def test_a_drawn_area_is_lawful_and_survives_a_folder(area: Area) -> None:
    assert faults(area) == ()
    with TemporaryDirectory() as place:
        write_area(area, Path(place) / "area")
        assert read_area(Path(place) / "area") == area


@LONG
@settings(CALM, max_examples=8)
@given(areas())
def test_it_survives_a_workbook_and_the_way_back(area: Area) -> None:
    with TemporaryDirectory() as place:
        write_area(area, Path(place) / "area.xlsx")
        again = read_area(Path(place) / "area.xlsx")
        assert again == area
        write_area(again, Path(place) / "area")
        assert read_area(Path(place) / "area") == area
