"""Areas written from a published list of real providers are read whole, without a fault or a doubt."""

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, warnings, write_area

REAL = Path(__file__).resolve().parents[3] / "shared" / "real_areas"
FOLDERS = sorted(path.parent for path in REAL.glob("*/area.yaml"))

pytestmark = pytest.mark.skipif(not FOLDERS, reason="the real areas do not lie beside this checkout")


def rows(path: Path) -> int:
    """Count the rows of a table whose cells hold no line ends."""
    return len(path.read_text(encoding="utf-8").splitlines()) - 1


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_real_area_is_read_whole(folder: Path, tmp_path: Path) -> None:
    area = read_area(folder)
    assert area.id == folder.name
    assert len(area.services) == rows(folder / "services.csv")
    assert len(area.statements) == rows(folder / "statements.csv")
    assert len(area.organisations) == rows(folder / "organisations.csv")
    assert warnings(area) == ()
    assert not area.services_complete
    write_area(area, tmp_path / "again.xlsx")
    assert read_area(tmp_path / "again.xlsx") == area
