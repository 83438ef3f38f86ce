"""What is downloaded of a user's own area is registered there, and nothing leaves beside a register of another area."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from dashboards.app import create_app
from dashboards.pages.registry import PAGES
from dtors_network.accounts.map import map_account
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.disclosure import protect
from dtors_network.examples import counted_area
from dtors_network.gaps import find_gaps
from dtors_network.model.vocabulary import Profile
from tests.screens import spoken_area


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


def test_no_two_pages_give_a_file_of_one_name_and_each_link_gives_its_own_file() -> None:
    names = [name for page in PAGES for name in page.downloads]
    assert len(names) == len(set(names))
    area = protect(spoken_area())
    client = create_app([area]).server.test_client()
    told = map_account(find_gaps(area)).sheet("barriers")
    given = client.get("/download/barriers.csv?area=spoken&view=matrix&lens=gaps&group=currently_using")
    assert given.status_code == 200 and given.text.count("\n") >= len(told)
    assert [row for row in csv.DictReader(StringIO(given.text.lstrip("\ufeff"))) if row["where"] == told.words()[0][0]]
