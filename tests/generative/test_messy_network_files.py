"""Files as other programs and people leave them mean what plain Python says that they mean."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.exchange.importing import area_of_file, import_file
from dtors_network.exchange.registry import NETWORKS
from dtors_network.model.area import Area
from tests.generative.messy_files import WRITERS, drawn

CALM = settings(deadline=None, derandomize=True, database=None, max_examples=12)
LABELS_ARE_IDS = "nodes: {service: label}\n"
OURS = ("name", "service_type", "caseload", "referred")


def plain(name: str) -> str:
    return normalize("NFC", name.strip())


def facts(area: Area) -> tuple[dict[str, tuple[str, object]], dict[tuple[str, str], object]]:
    """Give what an area says of services and links, by names that look the same."""
    services = {plain(one.service): (one.service_type, one.caseload) for one in area.services}
    links = {(plain(one.source), plain(one.target)): one.referred for one in area.referrals}
    assert len(services) == len(area.services)
    assert len(links) == len(area.referrals)
    return services, links


@pytest.mark.parametrize("code", WRITERS)
@CALM
@given(st.integers(0, 10**6))
def test_a_messy_file_says_what_plain_python_says(code: str, seed: int) -> None:
    made = drawn(seed)
    with TemporaryDirectory() as folder:
        (Path(folder) / "map.yaml").write_text(LABELS_ARE_IDS, encoding="utf-8")
        path = WRITERS[code](made, Path(folder))
        area, notes = area_of_file(NETWORKS[code], path, Path(folder) / "map.yaml" if code == "graphml" else None)
    assert facts(area) == (made.services, made.truth())
    loops = [note for note in notes if "from a service to itself" in note]
    assert [note.split(" edge")[0] for note in loops] == ([str(made.loops)] if made.loops else [])


@CALM
@given(st.integers(0, 10**6), st.permutations(list(WRITERS)))
def test_another_file_of_the_same_network_adds_nothing_to_the_area(seed: int, codes: list[str]) -> None:
    """Whatever the spelling of names, the second import finds every service and link of the first."""
    first, second = codes[:2]
    with TemporaryDirectory() as folder:
        (Path(folder) / "map.yaml").write_text(LABELS_ARE_IDS, encoding="utf-8")
        for code in (first, second):
            (Path(folder) / code).mkdir()
            path = WRITERS[code](drawn(seed), Path(folder) / code)
            column_map = Path(folder) / "map.yaml" if code == "graphml" else None
            done = import_file(NETWORKS[code], path, Path(folder) / "ours", column_map)
    assert [one.row for one in done.found.added] == []
    assert [one.cell for one in [*done.found.changed, *done.found.kept] if one.cell.column in OURS] == []
    assert facts(done.area) == (drawn(seed).services, drawn(seed).truth())
