"""Protected counts and exact ones never meet in one area."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import write_area
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import counted_area
from dtors_network.exchange.importing import import_file
from dtors_network.exchange.registry import NETWORKS
from dtors_network.out.converted import write_converted
from dtors_network.records.into import Asked, records_into

EXACT = counted_area()


def written(place: Path, name: str, profile: str) -> Path:
    write_converted(protect(EXACT, profile), NETWORKS["graphml"], place / name)
    return place / name


@pytest.mark.parametrize(
    ("here", "given", "told"),
    [
        ("none", "ndtms", "of this file are protected as ndtms, and those of .* are exact"),
        ("ndtms", "none", "of this file are exact, and those of .* are protected as ndtms"),
        ("ndtms", "nhs_digital", "are protected as nhs_digital, and those of .* are protected as ndtms"),
        ("none", "none", ""),
        ("ndtms", "ndtms", ""),
    ],
)
def test_a_file_goes_into_an_area_of_its_own_profile_alone(tmp_path: Path, here: str, given: str, told: str) -> None:
    write_area(protect(EXACT, here), tmp_path / "ours")
    file = written(tmp_path, "map.graphml", given)
    before = {path.name: path.read_bytes() for path in (tmp_path / "ours").iterdir()}
    if not told:
        import_file(NETWORKS["graphml"], file, tmp_path / "ours")
        return
    with pytest.raises(InputError, match=told):
        import_file(NETWORKS["graphml"], file, tmp_path / "ours")
    assert {path.name: path.read_bytes() for path in (tmp_path / "ours").iterdir()} == before


def test_records_are_not_counted_into_a_protected_area(tmp_path: Path) -> None:
    write_area(protect(EXACT), tmp_path / "ours")
    (tmp_path / "rows.csv").write_text("person,source,target,referred_on,started_on\nP1,,gp,2025-03-01,\n")
    with pytest.raises(InputError, match="protected as ndtms for others, and exact counts cannot be put into it"):
        records_into(Asked((tmp_path / "rows.csv",), tmp_path / "ours"))
