"""What is downloaded of a user's own area is registered there, and nothing leaves beside a register of another area."""

from __future__ import annotations

from pathlib import Path

from dashboards.app import create_app
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.examples import counted_area
from dtors_network.model.vocabulary import Profile


def test_a_download_is_registered_and_refused_where_the_register_is_of_another_area(tmp_path: Path) -> None:
    write_area(counted_area(), tmp_path / "ours")
    area = read_area(tmp_path / "ours")
    client = create_app([area], places={area.id: tmp_path / "ours"}).server.test_client()
    assert client.get(f"/download/gaps.csv?area={area.id}").status_code == 200
    (known,) = read_area(tmp_path / "ours").released
    assert known.profile is Profile.NDTMS
    register = tmp_path / "ours" / "releases" / "register.csv"
    assert ",download," in register.read_text()
    register.write_text(register.read_text().replace(f"{area.id},", "elsewhere,", 1))
    refused = client.get(f"/download/gaps.csv?area={area.id}")
    assert refused.status_code == 400 and "elsewhere" in refused.text


def test_nothing_is_registered_where_no_place_is_known(tmp_path: Path) -> None:
    write_area(counted_area(), tmp_path / "ours")
    area = read_area(tmp_path / "ours")
    client = create_app([area]).server.test_client()
    assert client.get(f"/download/gaps.csv?area={area.id}").status_code == 200
    assert not (tmp_path / "ours" / "releases").exists()
