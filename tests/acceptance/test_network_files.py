"""Every shipped and every real area survives the formats that carry everything, and stays as it is when re-imported."""

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.exchange.importing import area_of_file, import_file
from dtors_network.exchange.registry import NETWORKS

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.parent for path in (ROOT / "data" / "areas").glob("*/area.yaml"))
REAL = sorted(path.parent for path in (ROOT.parent / "shared" / "real_areas").glob("*/area.yaml"))


def survives(folder: Path, place: Path) -> None:
    area = read_area(folder)
    write_area(area, place / "ours")
    for code in ("graphml", "gexf", "cytoscape"):
        path = place / f"map{NETWORKS[code].endings[0]}"
        path.write_bytes(NETWORKS[code].write(area, path.name).files[path.name])  # type: ignore[misc]
        assert area_of_file(NETWORKS[code], path)[0] == area
        assert import_file(NETWORKS[code], path, place / "ours").found.is_empty


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_area_survives(folder: Path, tmp_path: Path) -> None:
    survives(folder, tmp_path)


def test_the_real_areas_survive(tmp_path: Path) -> None:
    if not REAL:
        pytest.skip("the real areas do not lie beside this checkout")
    for folder in REAL:
        (tmp_path / folder.name).mkdir()
        survives(folder, tmp_path / folder.name)
