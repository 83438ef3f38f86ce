"""Areas worked out elsewhere are equal to those worked out here; `make test-spark` has Spark."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import pytest

from dtors_network import InputError, protect
from dtors_network.compare import compare
from dtors_network.compare.cluster import spark_map
from dtors_network.examples import counted_area
from dtors_network.model.area import Area

HAS_SPARK = find_spec("pyspark") is not None


@pytest.fixture(scope="module")
def areas() -> list[Area]:
    area = protect(counted_area())
    return [replace(area, id=f"area_{at}", name=f"Area {at}") for at in range(3)]


def test_whoever_maps_is_given_every_area_once_and_what_it_gives_is_compared(areas: list[Area]) -> None:
    given: list[Area] = []

    def mapped(work, things):  # type: ignore[no-untyped-def]
        given.extend(things)
        return [work(thing) for thing in things]

    found = compare(areas[:2], [replace(areas[2], name="Area 1")], mapped=mapped)
    here = compare(areas[:2], [replace(areas[2], name="Area 1")])
    assert [area.id for area in given] == ["area_0", "area_1", "area_2"]
    assert (found.found, found.found_before) == (here.found, here.found_before)


@pytest.mark.skipif(not HAS_SPARK, reason="pyspark is not here; make test-spark brings it")
def test_spark_gives_equal_figures(areas: list[Area]) -> None:
    with spark_map("local[2]") as mapped:
        assert compare(areas, mapped=mapped).found == compare(areas).found


@pytest.mark.skipif(HAS_SPARK, reason="pyspark is here")
def test_without_spark_it_is_said_how_to_install_it() -> None:
    with pytest.raises(InputError, match="Spark is not installed") as caught, spark_map("local[2]"):
        pass
    assert "dtors-network[spark]" in caught.value.faults[0].fix
