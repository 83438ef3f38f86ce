"""Every sample of Open Referral UK and HSDS is read, and gives the services and organisations that stand in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.registers.open_referral import read_directory

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
FILES = sorted([*SAMPLES.glob("oruk_v3/*.json"), *SAMPLES.glob("hsds/*.json")])
pytestmark = pytest.mark.skipif(not FILES, reason="the samples of directories are not here")


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(part)


def test_all_files_are_known() -> None:
    assert len(FILES) == 9


@pytest.mark.parametrize("place", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_is_read(place: Path) -> None:
    raw = json.loads(place.read_text(encoding="utf-8"))
    inside = list(objects(raw))
    services = {one["id"]: one for one in inside if one.get("status") == "active"}
    runners = {one["organization"]["id"] for one in inside if "organization" in one}
    runners |= {one["id"] for one in inside if "parent_organization_id" in one}
    found = read_directory([place], shipped_codebook())
    assert {dict(one.service.extra)["directory_id"] for one in found.candidates} == set(services)
    assert {row.organisation for row in found.organisations} == {f"oruk_{identity}" for identity in runners}
    for one in found.candidates:
        extra = dict(one.service.extra)
        source = services[extra["directory_id"]]
        assert one.service.name == source["name"]
        assert extra.get("way_in", "") == source.get("application_process", "")
        assert extra.get("eligibility", "") == source.get("eligibility_description", "")
        assert extra.get("minimum_age") == str(source["minimum_age"])
    assert "Persona" not in repr(found)
    incomplete = isinstance(raw, dict) and raw.get("total_items", 0) > len(raw.get("contents", [])) and bool(services)
    assert any("read its other pages too" in caution for caution in found.cautions) == incomplete
